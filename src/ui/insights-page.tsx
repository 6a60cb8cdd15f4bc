import { useMemo, useState } from 'preact/hooks';
import type { InsightsResource } from '../api/tools-types.js';
import { type Api, wordsOf } from './api.js';
import { count, duration, enoughDecisions, interval, isWeak, type Measured, percent } from './figures.js';
import { PageHead, Segments, SiteField, useSite, Waiting, WideTable } from './page-parts.js';
import { Code, Meter, Note } from './parts.js';
import { Plot } from './plot.js';
import { useLoaded } from './use-loaded.js';
import { attributeOfRule } from './words.js';

const spans = [
  [1, '24 h'],
  [7, '7 d'],
  [30, '30 d'],
] as const;
const shownFirst = 8;

/** What the desk's own decisions tell of its checks, and how the desk is doing. */
export function InsightsPage({ api }: { readonly api: Api }) {
  const [site, setSite] = useSite();
  const [days, setDays] = useState<number>(7);
  const query = new URLSearchParams({ site, days: String(days) });
  const loaded = useLoaded<InsightsResource>(api, `/v1/insights?${query}`);
  const { value } = loaded;
  return (
    <main id="main" class="page">
      <PageHead
        title="Insights"
        about="How the desk is doing, and how often each rule was right where somebody looked."
      >
        <SiteField site={site} onSite={setSite} />
        <Segments label="Time" choices={spans} chosen={days} onChoose={setDays} />
      </PageHead>
      <Waiting of={loaded} what="Insights" />
      {value && (
        <div class={loaded.loading ? 'stale' : ''}>
          <Stats of={value} />
          <Charts of={value} />
          <div class="cards two even">
            <Precision of={value} />
            <Stories api={api} site={site} of={value} />
          </div>
        </div>
      )}
    </main>
  );
}

function Stats({ of }: { readonly of: InsightsResource }) {
  const total = of.volume.reduce((sum, day) => sum + day.allow + day.review + day.block, 0);
  const part = (action: 'allow' | 'review' | 'block'): string =>
    percent(total === 0 ? 0 : of.volume.reduce((sum, day) => sum + day[action], 0) / total);
  const { queue, decisions, agreement } = of;
  return (
    <section class="card spaced" aria-label="In short">
      <div class="stats">
        <div>
          <div class="muted">Waiting now</div>
          <div class="big">{count(queue.depth)}</div>
          <div class="delta">
            {queue.oldestSeconds === undefined ? 'none waits' : `oldest ${duration(queue.oldestSeconds)}`}
          </div>
        </div>
        <div>
          <div class="muted">Half decided within</div>
          <div class="big">{decisions.median === undefined ? '—' : duration(decisions.median)}</div>
          <div class="delta">
            {decisions.p90 === undefined
              ? 'no decision yet'
              : `90% within ${duration(decisions.p90)}, of ${count(decisions.n)}`}
          </div>
        </div>
        <div>
          <div class="muted">Comments judged</div>
          <div class="big">{count(total)}</div>
          <div class="delta">
            {part('allow')} allow · {part('review')} review · {part('block')} block
          </div>
        </div>
        <div>
          <div class="muted">Moderators agree</div>
          <div class="big">
            {agreement.of < enoughDecisions ? '—' : percent(agreement.agree / agreement.of)}
          </div>
          <div class="delta">
            {agreement.of < enoughDecisions
              ? `Not enough second looks yet: ${agreement.of} of about ${enoughDecisions}.`
              : `${interval(agreement)}, of ${agreement.of} blind second looks${
                  agreement.kappa === undefined ? '' : ` · kappa ${agreement.kappa.toFixed(2)}`
                }`}{' '}
            <a href="#/second">Take one</a>
          </div>
        </div>
      </div>
    </section>
  );
}

function Charts({ of }: { readonly of: InsightsResource }) {
  const { volume, queue } = of;
  const byDay = useMemo(
    () => ({
      names: volume.map(({ day }) => day.slice(5)),
      held: [
        { label: 'review', values: volume.map(({ review }) => review), colour: '--accent' },
        { label: 'block', values: volume.map(({ block }) => block), colour: '--reject' },
      ],
      all: [
        {
          label: 'comments',
          values: volume.map(({ allow, review, block }) => allow + review + block),
          colour: '--accent',
        },
      ],
    }),
    [volume],
  );
  const byHour = useMemo(
    () => ({
      names: queue.byHour.map((_, at) =>
        at === queue.byHour.length - 1 ? 'now' : `−${queue.byHour.length - 1 - at} h`,
      ),
      series: [{ label: 'held', values: queue.byHour, colour: '--accent' }],
    }),
    [queue.byHour],
  );
  const most = Math.max(0, ...byDay.all[0]!.values);
  return (
    <div class="cards three spaced">
      <section class="card" aria-label="Comments a day">
        <div class="row">
          <h2>Comments a day</h2>
          <span class="end muted">at most {count(most)}</span>
        </div>
        <Plot label={`Comments a day, at most ${most}`} names={byDay.names} series={byDay.all} bars />
      </section>
      <section class="card" aria-label="Held a day">
        <div class="row">
          <h2>Held a day</h2>
        </div>
        <Plot
          label="Comments held a day, for review and blocked"
          names={byDay.names}
          series={byDay.held}
          bars
        />
      </section>
      <section class="card" aria-label="Held an hour">
        <div class="row">
          <h2>Held an hour</h2>
          <span class="end muted">last 24 h</span>
        </div>
        <Plot label="Comments held an hour, the last 24 hours" names={byHour.names} series={byHour.series} />
      </section>
    </div>
  );
}

const kinds = [
  ['checks', 'Checks'],
  ['rules', 'Rules'],
  ['entries', 'Entries'],
] as const;

function Precision({ of }: { readonly of: InsightsResource }) {
  const [kind, setKind] = useState<'checks' | 'rules' | 'entries'>('rules');
  const [all, setAll] = useState(false);
  const rows = of.precision[kind];
  const shown = all ? rows : rows.slice(0, shownFirst);
  return (
    <section class="card" aria-label="How often each is right">
      <div class="row wrap">
        <h2>How often each is right</h2>
        <span class="end" />
        <Segments label="Of what" choices={kinds} chosen={kind} onChoose={setKind} />
      </div>
      {rows.length === 0 ? (
        <p class="muted">Nobody has decided a case that one of them found something in.</p>
      ) : (
        <>
          <WideTable label="Shares with their intervals">
            <table>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col" class="num">
                    Rejected
                  </th>
                  <th scope="col" class="bar-cell">
                    0% <span class="to-end">100%</span>
                  </th>
                  <th scope="col" class="num">
                    Right
                  </th>
                  <th scope="col" class="num">
                    Interval
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <tr key={row.name}>
                    <td class="mono clip-cell">
                      <Coded rule={row.name} /> {row.name}
                    </td>
                    <td class="num muted">
                      {row.right} of {row.of}
                    </td>
                    <td>
                      <IntervalBar {...row} />
                    </td>
                    <td class="num">
                      <b>{percent(row.right / row.of)}</b>
                    </td>
                    <td class="num muted">{interval(row)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
          <p class="muted">
            Rejected of those it found and people decided; 95% Wilson. Dashed: too few decisions to trust.{' '}
            {rows.length > shownFirst && (
              <button type="button" class="linkish" onClick={() => setAll(!all)}>
                {all ? 'Fewer' : `${rows.length - shownFirst} more`}
              </button>
            )}
          </p>
        </>
      )}
    </section>
  );
}

const Coded = ({ rule }: { readonly rule: string }) => {
  const attribute = attributeOfRule(rule);
  return attribute && <Code attribute={attribute} />;
};

const IntervalBar = ({ right, of, low, high }: Measured) => (
  <div
    class={`wil ${isWeak({ low, high }) ? 'weak' : ''}`}
    role="img"
    aria-label={`${percent(right / of)}, interval ${interval({ low, high })}`}
  >
    <i style={{ left: `${100 * low}%`, width: `${100 * (high - low)}%` }} />
    <b style={{ left: `${(100 * right) / of}%` }} />
  </div>
);

function Stories({
  api,
  site,
  of,
}: {
  readonly api: Api;
  readonly site: string;
  readonly of: InsightsResource;
}) {
  const [on, setOn] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [trouble, setTrouble] = useState<string>();
  const hottest = [...of.articles].sort((a, b) => b.heat.ratio - a.heat.ratio).slice(0, shownFirst);
  const most = Math.max(3, ...hottest.map(({ heat }) => heat.ratio));
  const hold = (article: string, next: boolean): void => {
    setTrouble(undefined);
    api
      .put('/v1/articles/review-first', { site, article, on: next })
      .then(() => setOn((before) => new Map(before).set(article, next)))
      .catch((error: unknown) => setTrouble(wordsOf(error)));
  };
  return (
    <section class="card" aria-label="Story heat">
      <div class="row">
        <h2>Story heat</h2>
        <span class="end muted">last hour against the story’s own usual</span>
      </div>
      {trouble && <Note kind="bad">{trouble}</Note>}
      {hottest.length === 0 ? (
        <p class="muted">No comment named its article in this time.</p>
      ) : (
        <WideTable label="Stories">
          <table>
            <thead>
              <tr>
                <th scope="col">Story</th>
                <th scope="col" class="num">
                  Now
                </th>
                <th scope="col" class="num">
                  Usual
                </th>
                <th scope="col" class="meter-cell">
                  <span class="sr">Meter</span>
                </th>
                <th scope="col" class="num">
                  Heat
                </th>
                <th scope="col">
                  <span class="sr">Review first</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {hottest.map(({ article, heat, reviewFirst }) => {
                const first = on.get(article) ?? reviewFirst ?? false;
                return (
                  <tr key={article} class={heat.surging ? 'hot' : ''}>
                    <td class="clip-cell">{article}</td>
                    <td class="num">{heat.lastHour}/h</td>
                    <td class="num muted">{heat.usualPerHour.toFixed(heat.usualPerHour < 10 ? 1 : 0)}/h</td>
                    <td>
                      <Meter
                        score={heat.ratio / most}
                        threshold={1 / most}
                        label={`${heat.ratio.toFixed(1)} times its usual`}
                      />
                    </td>
                    <td class="num">
                      <b>{heat.ratio.toFixed(1)}×</b>
                    </td>
                    <td class="num">
                      {(heat.surging || first) && (
                        <button
                          type="button"
                          class="btn s"
                          aria-pressed={first}
                          onClick={() => hold(article, !first)}
                        >
                          {first ? 'Stop' : 'Review first'}
                        </button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </WideTable>
      )}
      <p class="muted">
        The tick is the usual rate. Review first holds every new comment on that story until you switch it
        off.
      </p>
    </section>
  );
}
