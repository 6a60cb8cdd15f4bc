import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PoliciesResource, PolicyResource, ReplayResource } from '../api/types.js';
import { type Api, wordsOf } from './api.js';
import { Curve } from './curve.js';
import { SiteField, useSite } from './page-parts.js';
import { Note } from './parts.js';
import { attributeWords, scoreOf } from './words.js';

type Draft = Pick<PoliciesResource['policy'], 'name' | 'rules' | 'onFailedCheck'>;
const settleMs = 150;
const last = 10_000;

/** A site's policy: each rule's threshold as a slider that replays past cases; nothing is live until it is made so. */
export function PoliciesPage({ api, mayLead }: { readonly api: Api; readonly mayLead: boolean }) {
  const [site, setSite] = useSite();
  const [standing, setStanding] = useState<PoliciesResource>();
  const [draft, setDraft] = useState<Draft>();
  const [rule, setRule] = useState('');
  const [replayed, setReplayed] = useState<ReplayResource>();
  const [stale, setStale] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [told, setTold] = useState<string>();
  const asked = useRef(0);
  const path = `/v1/sites/${encodeURIComponent(site)}/policies`;

  const attempt = (work: () => Promise<void>): void => {
    setTrouble(undefined);
    work().catch((error: unknown) => setTrouble(wordsOf(error)));
  };
  const load = () =>
    attempt(async () => {
      const found = await api.get<PoliciesResource>(path);
      const { name, rules, onFailedCheck } = found.policy;
      setStanding(found);
      setDraft({ name, rules, onFailedCheck });
      setRule((before) => (rules.some((one) => one.name === before) ? before : (rules[0]?.name ?? '')));
    });
  useEffect(load, [site]);

  useEffect(() => {
    if (!draft || rule === '') return undefined;
    setStale(true);
    const turn = ++asked.current;
    const timer = setTimeout(() => {
      api
        .post<ReplayResource>(`${path}/replay`, { policy: draft, last, curve: rule })
        .then((found) => {
          if (turn !== asked.current) return; // a later one is under way
          setReplayed(found);
          setStale(false);
        })
        .catch((error: unknown) => turn === asked.current && setTrouble(wordsOf(error)));
    }, settleMs);
    return () => clearTimeout(timer);
  }, [draft, rule]);

  const chosen = draft?.rules.find(({ name }) => name === rule);
  const live = standing?.policy.rules.find(({ name }) => name === rule);
  const changed = useMemo(
    () => draft && standing && JSON.stringify(draft.rules) !== JSON.stringify(standing.policy.rules),
    [draft, standing],
  );
  const setScore = (minScore: number): void =>
    setDraft(
      (before) =>
        before && {
          ...before,
          rules: before.rules.map((one) => (one.name === rule ? { ...one, minScore } : one)),
        },
    );

  const makeLive = () =>
    attempt(async () => {
      const saved = await api.post<PolicyResource>(path, { policy: draft });
      await api.post(`${path}/${saved.version}/activate`, { expect: standing?.live ?? null });
      setTold(`Version ${saved.version} is live. Running workers go by it within 2 seconds.`);
      load();
    });
  const rollBack = () =>
    attempt(async () => {
      await api.post(`${path}/rollback`);
      setTold('The policy before is live again.');
      load();
    });

  return (
    <main id="main" class="page">
      <div class="head">
        <div>
          <h1>Policies</h1>
          <p>
            Move a threshold and see what it would have done with the last {last.toLocaleString('en')} cases,
            beside what people decided. Nothing changes until you make it live.
          </p>
        </div>
        <span class="end" />
        <SiteField site={site} onSite={setSite} />
      </div>
      {trouble && <Note kind="bad">{trouble}</Note>}
      {told && <Note kind="plain">{told}</Note>}
      {standing && draft && (
        <div class="cards two">
          <section class="card" aria-label="Rules">
            <h2>{standing.policyId}</h2>
            <table>
              <thead>
                <tr>
                  <th>Rule</th>
                  <th>Attribute</th>
                  <th class="num">From</th>
                  <th>Does</th>
                </tr>
              </thead>
              <tbody>
                {draft.rules.map((one) => (
                  <tr key={one.name}>
                    <td>
                      <button
                        type="button"
                        class="btn s plain"
                        aria-pressed={one.name === rule}
                        onClick={() => setRule(one.name)}
                      >
                        {one.name}
                      </button>
                    </td>
                    <td>
                      {attributeWords[one.attribute]}
                      {one.minSeverity && `, ${one.minSeverity}`}
                    </td>
                    <td class="num">{scoreOf(one.minScore)}</td>
                    <td>{one.action}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <h3>Versions</h3>
            <ul>
              {standing.versions.slice(0, 8).map(({ version, by, at, note }) => (
                <li key={version} class="soft">
                  {version}
                  {version === standing.live ? ' · live' : version === standing.shadow ? ' · shadow' : ''} ·{' '}
                  {at.slice(0, 10)} · {by}
                  {note && `: ${note}`}
                </li>
              ))}
              {standing.versions.length === 0 && (
                <li class="muted">The starting policy judges; none of the site’s own was saved.</li>
              )}
            </ul>
          </section>
          <section class="card" aria-label="Replay" aria-busy={stale}>
            <h2>{chosen ? `${chosen.name}: from ${scoreOf(chosen.minScore)}` : 'Replay'}</h2>
            {chosen && (
              <label>
                <span class="sr">Threshold of {chosen.name}</span>
                <input
                  type="range"
                  min="0.05"
                  max="1"
                  step="0.01"
                  value={chosen.minScore}
                  aria-valuetext={`from ${scoreOf(chosen.minScore)}`}
                  onInput={(event) => setScore(Number(event.currentTarget.value))}
                />
              </label>
            )}
            {replayed && (
              <Replayed
                found={replayed}
                stale={stale}
                {...(chosen && { at: chosen.minScore })}
                {...(live && { live: live.minScore })}
              />
            )}
            {mayLead && (
              <div class="row">
                <button type="button" class="btn main" disabled={!changed} onClick={makeLive}>
                  Make it live
                </button>
                <button type="button" class="btn" disabled={!changed} onClick={load}>
                  Discard
                </button>
                <button type="button" class="btn plain" onClick={rollBack}>
                  Roll back
                </button>
              </div>
            )}
          </section>
        </div>
      )}
    </main>
  );
}

function Replayed({
  found,
  stale,
  at,
  live,
}: {
  readonly found: ReplayResource;
  readonly stale: boolean;
  readonly at?: number;
  readonly live?: number;
}) {
  if (found.cases === 0) return <p class="muted">No judged case is there to go over yet.</p>;
  const agreed = ({ n, of, low, high }: ReplayResource['agreement']['live']): string =>
    of === 0
      ? 'not enough decisions yet'
      : `${((100 * n) / of).toFixed(0)} % of ${of} (${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)})`;
  return (
    <div class={stale ? 'stale' : ''}>
      <table>
        <thead>
          <tr>
            <th>
              {found.cases} cases, {found.days} days
            </th>
            <th class="num">live</th>
            <th class="num">candidate</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>held a day</td>
            <td class="num">{found.holdsPerDay.live}</td>
            <td class="num">{found.holdsPerDay.candidate}</td>
          </tr>
          <tr>
            <td>agrees with people</td>
            <td class="num">{agreed(found.agreement.live)}</td>
            <td class="num">{agreed(found.agreement.candidate)}</td>
          </tr>
          <tr>
            <td>rejected by people, let through</td>
            <td class="num">{found.misses.live}</td>
            <td class="num">{found.misses.candidate}</td>
          </tr>
        </tbody>
      </table>
      <p class="soft" aria-live="polite">
        Newly held: {found.changes.newlyHeld.approved} approved, {found.changes.newlyHeld.rejected} rejected,{' '}
        {found.changes.newlyHeld.undecided} undecided. No longer held: {found.changes.released.approved}{' '}
        approved, {found.changes.released.rejected} rejected, {found.changes.released.undecided} undecided.
      </p>
      {found.curve && (
        <Curve points={found.curve} {...(at !== undefined && { at })} {...(live !== undefined && { live })} />
      )}
    </div>
  );
}
