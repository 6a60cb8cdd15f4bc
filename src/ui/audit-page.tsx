import { useEffect, useState } from 'preact/hooks';
import type { AuditEntry, AuditPage as Page } from '../api/tools-types.js';
import { type Api, wordsOf } from './api.js';
import { keepSite, PageHead, WideTable } from './page-parts.js';
import { Note } from './parts.js';

const kinds: readonly (readonly [AuditEntry['kind'], string])[] = [
  ['decided', 'decided'],
  ['undone', 'undone'],
  ['bulk', 'many at once'],
  ['appeal', 'appeal'],
  ['claim-taken-over', 'claim taken over'],
  ['second-review', 'second look'],
  ['policy-saved', 'policy saved'],
  ['policy-activated', 'policy made live'],
  ['policy-shadow', 'policy tried beside'],
  ['words', 'words changed'],
  ['review-first', 'review first'],
  ['key', 'key'],
  ['user', 'user'],
  ['erased', 'erased'],
];
const wordOf = new Map<string, string>(kinds);

interface Filter {
  readonly site: string;
  readonly by: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}
const anything: Filter = { site: '', by: '', kind: '', from: '', to: '' };

const queryOf = ({ to, ...rest }: Filter): URLSearchParams => {
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== ''));
  // A day ends with its last millisecond.
  if (to !== '') query.set('to', `${to}T23:59:59.999Z`);
  return query;
};

/** Who did what to what, when and under which policy. Nothing here can be changed; runs can be taken back. */
export function AuditPage({ api }: { readonly api: Api }) {
  const [filter, setFilter] = useState(anything);
  const [entries, setEntries] = useState<readonly AuditEntry[]>();
  const [next, setNext] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const [told, setTold] = useState<string>();
  const [statement, setStatement] = useState<string>();

  const attempt = (work: () => Promise<void>): void => {
    setTrouble(undefined);
    work().catch((error: unknown) => setTrouble(wordsOf(error)));
  };
  const load = (cursor?: string): void =>
    attempt(async () => {
      const query = queryOf(filter);
      if (cursor !== undefined) query.set('cursor', cursor);
      const page = await api.get<Page>(`/v1/audit?${query}`);
      setEntries((before) => (cursor === undefined ? page.entries : [...(before ?? []), ...page.entries]));
      setNext(page.next);
    });
  useEffect(() => load(), [filter]);

  const unfiltered = Object.values(filter).every((value) => value === '');
  const set = (more: Partial<Filter>): void => setFilter({ ...filter, ...more });
  const takeBack = (id: string): void =>
    attempt(async () => {
      await api.post(`/v1/operations/${encodeURIComponent(id)}/undo`);
      setTold(`The run ${id} is being taken back.`);
      load();
    });
  const state = (id: string): void =>
    attempt(async () => {
      setStatement(await api.get<string>(`/v1/review/${encodeURIComponent(id)}/statement?format=text`));
    });

  return (
    <main id="main" class="page">
      <PageHead
        title="Audit"
        about="Who did what, when, and under which policy. Entries are never changed and never removed."
      >
        <a class="btn" href={`/v1/audit.csv?${queryOf(filter)}`} download>
          Export CSV
        </a>
      </PageHead>
      {trouble && <Note kind="bad">{trouble}</Note>}
      {told && <Note kind="plain">{told}</Note>}
      <section class="card" aria-label="Entries">
        <fieldset class="row wrap audit-filter" aria-label="Filter">
          <label>
            What{' '}
            <select value={filter.kind} onChange={(event) => set({ kind: event.currentTarget.value })}>
              <option value="">anything</option>
              {kinds.map(([kind, words]) => (
                <option key={kind} value={kind}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <label>
            Who{' '}
            <input
              value={filter.by}
              maxLength={200}
              placeholder="anybody"
              onChange={(event) => set({ by: event.currentTarget.value.trim() })}
            />
          </label>
          <label>
            Site{' '}
            <input
              value={filter.site}
              maxLength={200}
              placeholder="any"
              onChange={(event) => {
                const site = event.currentTarget.value.trim();
                if (site !== '') keepSite(site);
                set({ site });
              }}
            />
          </label>
          <label>
            From{' '}
            <input
              type="date"
              value={filter.from}
              onChange={(event) => set({ from: event.currentTarget.value })}
            />
          </label>
          <label>
            to{' '}
            <input
              type="date"
              value={filter.to}
              onChange={(event) => set({ to: event.currentTarget.value })}
            />
          </label>
          {!unfiltered && (
            <button type="button" class="btn s plain" onClick={() => setFilter(anything)}>
              Clear
            </button>
          )}
        </fieldset>
        {entries?.length === 0 ? (
          <p class="muted">{unfiltered ? 'Nothing has been done yet.' : 'Nothing fits this filter.'}</p>
        ) : (
          <WideTable label="All entries">
            <table class="audit">
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">Who</th>
                  <th scope="col">What</th>
                  <th scope="col">To what</th>
                  <th scope="col">More</th>
                  <th scope="col">Policy</th>
                  <th scope="col">
                    <span class="sr">Do</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {entries?.map((entry) => (
                  <Row key={entry.id} entry={entry} onTakeBack={takeBack} onState={state} />
                ))}
              </tbody>
            </table>
          </WideTable>
        )}
        {next !== undefined && (
          <button type="button" class="btn" onClick={() => load(next)}>
            Show more
          </button>
        )}
      </section>
      {statement && (
        <dialog open class="sheet wide-sheet" aria-label="Statement of reasons">
          <h2>Statement of reasons</h2>
          <pre class="statement">{statement}</pre>
          <div class="row">
            <button
              type="button"
              class="btn main"
              onClick={() => void navigator.clipboard?.writeText(statement)}
            >
              Copy
            </button>
            <button type="button" class="btn" onClick={() => setStatement(undefined)}>
              Close
            </button>
          </div>
        </dialog>
      )}
    </main>
  );
}

const aboutCases = new Set<AuditEntry['kind']>([
  'decided',
  'undone',
  'appeal',
  'claim-taken-over',
  'second-review',
]);

function Row({
  entry,
  onTakeBack,
  onState,
}: {
  readonly entry: AuditEntry;
  readonly onTakeBack: (id: string) => void;
  readonly onState: (id: string) => void;
}) {
  const { at, by, kind, subject, site, policy, ruling, reason, note, detail } = entry;
  const more = [ruling, reason?.toLowerCase().replaceAll('_', ' '), note && `“${note}”`, detail].filter(
    Boolean,
  );
  return (
    <tr>
      <td class="nw muted">
        <time dateTime={at}>
          {new Date(at).toLocaleString([], { dateStyle: 'short', timeStyle: 'medium' })}
        </time>
      </td>
      <td>{by}</td>
      <td class="nw">{wordOf.get(kind) ?? kind}</td>
      <td class="clip-cell">
        {aboutCases.has(kind) ? <a href={`#/case/${encodeURIComponent(subject)}`}>{subject}</a> : subject}
        {site !== undefined && <span class="muted"> · {site}</span>}
      </td>
      <td class="soft">{more.join(', ')}</td>
      <td class="mono muted clip-cell">{policy}</td>
      <td class="num nw">
        {kind === 'bulk' && (
          <button type="button" class="btn s" onClick={() => onTakeBack(subject)}>
            Take back
          </button>
        )}
        {kind === 'decided' && ruling === 'reject' && (
          <button type="button" class="btn s plain" onClick={() => onState(subject)}>
            Statement
          </button>
        )}
      </td>
    </tr>
  );
}
