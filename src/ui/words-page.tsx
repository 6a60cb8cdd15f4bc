import { useMemo, useState } from 'preact/hooks';
import type {
  AddedWords,
  ChangedWords,
  PreviewResource,
  ReviewCaseResource,
  Severity,
  SiteWords,
  WordEntry,
  WordList,
  WordsTestResource,
  WordsVersionsResource,
} from '../api/types.js';
import { type Api, Refused, wordsOf } from './api.js';
import { MarkedComment } from './comment.js';
import { count, interval, percent } from './figures.js';
import { Icon } from './icons.js';
import { PageHead, Segments, SiteField, useSite, Waiting, WideTable } from './page-parts.js';
import { Note } from './parts.js';
import { useLoaded } from './use-loaded.js';

const lists = [
  ['all', 'All'],
  ['deny', 'Deny'],
  ['allow', 'Allow'],
] as const;
const severities: readonly Severity[] = ['mild', 'moderate', 'severe'];
const shownSamples = 4;

/** A site's own words: what is always found and what never is. A change is tried on the site's own past before it counts. */
export function WordsPage({ api, mayLead }: { readonly api: Api; readonly mayLead: boolean }) {
  const [site, setSite] = useSite();
  const path = `/v1/sites/${encodeURIComponent(site)}/words`;
  const words = useLoaded<SiteWords>(api, path);
  const versions = useLoaded<WordsVersionsResource>(api, `${path}/versions`);
  const [list, setList] = useState<'all' | WordList>('all');
  const [find, setFind] = useState('');
  const [trouble, setTrouble] = useState<string>();
  const [told, setTold] = useState<string>();

  const again = (): void => {
    words.again();
    versions.again();
  };
  const attempt = (work: () => Promise<void>): void => {
    setTrouble(undefined);
    setTold(undefined);
    work().catch((error: unknown) => setTrouble(inFull(error)));
  };
  const shown = useMemo(
    () =>
      (words.value?.words ?? []).filter(
        (word) =>
          (list === 'all' || word.list === list) &&
          `${word.phrase} ${word.note ?? ''}`.toLowerCase().includes(find.trim().toLowerCase()),
      ),
    [words.value, list, find],
  );

  return (
    <main id="main" class="page">
      <PageHead
        title="Words"
        about="What this site always finds, and what it never does. A change is tried on your own past before it counts."
      >
        <SiteField site={site} onSite={setSite} />
        {mayLead && (
          <label class="btn">
            Import
            <input
              type="file"
              class="sr"
              accept=".csv,text/csv"
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                event.currentTarget.value = '';
                if (file)
                  attempt(async () => {
                    const text = await file.text();
                    const changed = await api.upload<ChangedWords>(
                      `${path}/import?mode=add`,
                      text,
                      'text/csv',
                    );
                    setTold(`${changed.added} entries were added; version ${changed.version} stands.`);
                    again();
                  });
              }}
            />
          </label>
        )}
        <a class="btn" href={`${path}/export`} download>
          Export
        </a>
      </PageHead>
      {trouble && <Note kind="bad">{trouble}</Note>}
      {told && <Note kind="plain">{told}</Note>}
      <Waiting of={words} what="Words" />
      {words.value && (
        <div class="cards words-cards">
          <section class="card" aria-label="Entries">
            <div class="row wrap">
              <Segments
                label="List"
                choices={lists.map(([value, name]) => [
                  value,
                  `${name} ${words.value!.words.filter((word) => value === 'all' || word.list === value).length}`,
                ])}
                chosen={list}
                onChoose={setList}
              />
              <label class="field end find-entry">
                <Icon name="search" />
                <span class="sr">Find an entry</span>
                <input
                  type="search"
                  placeholder="Find an entry"
                  value={find}
                  onInput={(event) => setFind(event.currentTarget.value)}
                />
              </label>
            </div>
            {shown.length === 0 ? (
              <p class="muted">
                {words.value.words.length === 0
                  ? 'This site has no words of its own yet: the built-in lists count.'
                  : 'No entry fits.'}
              </p>
            ) : (
              <WideTable label="The list">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Phrase</th>
                      <th scope="col">List</th>
                      <th scope="col">Severity</th>
                      <th scope="col">Note</th>
                      <th scope="col">Added</th>
                      <th scope="col">
                        <span class="sr">Remove</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {shown.map((word) => (
                      <tr key={word.id}>
                        <td>
                          <b dir="auto">{word.phrase}</b>
                        </td>
                        <td>{word.list}</td>
                        <td class="soft">{word.list === 'deny' ? (word.severity ?? 'moderate') : ''}</td>
                        <td class="soft">{word.note}</td>
                        <td class="muted nw">
                          {word.addedAt.slice(0, 10)} · {word.addedBy}
                        </td>
                        <td class="num">
                          {mayLead && (
                            <button
                              type="button"
                              class="btn s plain"
                              aria-label={`Remove ${word.phrase}`}
                              onClick={() =>
                                attempt(async () => {
                                  await api.delete(`${path}/${encodeURIComponent(word.id)}`);
                                  setTold(
                                    `“${word.phrase}” is off the list. The version before can be restored.`,
                                  );
                                  again();
                                })
                              }
                            >
                              Remove
                            </button>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </WideTable>
            )}
            <Versions
              of={versions.value}
              standing={words.value.version}
              mayLead={mayLead}
              onRestore={(version) =>
                attempt(async () => {
                  await api.post(`${path}/restore`, { version });
                  setTold(`Version ${version} stands again, as a new version.`);
                  again();
                })
              }
            />
          </section>
          <Draft
            key={site}
            api={api}
            path={path}
            mayLead={mayLead}
            onAdded={(added) => {
              setTold(
                `“${added.words[0]?.phrase}” counts: running workers go by version ${added.version} within 2 seconds.`,
              );
              again();
            }}
          />
        </div>
      )}
    </main>
  );
}

/** What is wrong with each field, where the API says so. */
const inFull = (error: unknown): string =>
  error instanceof Refused && error.problem?.errors
    ? error.problem.errors.map(({ field, reason }) => `${field} ${reason}`).join('; ')
    : wordsOf(error);

function Versions({
  of,
  standing,
  mayLead,
  onRestore,
}: {
  readonly of: WordsVersionsResource | undefined;
  readonly standing: number;
  readonly mayLead: boolean;
  readonly onRestore: (version: number) => void;
}) {
  if (!of || of.versions.length === 0) return null;
  return (
    <details class="spaced">
      <summary>Versions</summary>
      <ul class="others">
        {of.versions.map(({ version, at, by, count: held }) => (
          <li key={version} class="row">
            <span>
              {version}
              {version === standing && ' · stands'} · {held} entries · {at.slice(0, 10)} · {by}
            </span>
            {mayLead && version !== standing && (
              <button type="button" class="btn s end" onClick={() => onRestore(version)}>
                Restore
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A new entry: tried on the newest comments and on a sentence, then added. */
function Draft({
  api,
  path,
  mayLead,
  onAdded,
}: {
  readonly api: Api;
  readonly path: string;
  readonly mayLead: boolean;
  readonly onAdded: (added: AddedWords) => void;
}) {
  const [phrase, setPhrase] = useState('');
  const [list, setList] = useState<WordList>('deny');
  const [severity, setSeverity] = useState<Severity>('moderate');
  const [note, setNote] = useState('');
  const [sentence, setSentence] = useState('');
  const [preview, setPreview] = useState<PreviewResource>();
  const [samples, setSamples] = useState<readonly ReviewCaseResource[]>([]);
  const [tested, setTested] = useState<{ readonly text: string; readonly said: WordsTestResource }>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();

  const entry = (): WordEntry => ({
    list,
    phrase: phrase.trim(),
    ...(list === 'deny' && { severity }),
    ...(note.trim() !== '' && { note: note.trim() }),
  });
  const attempt = (work: () => Promise<void>): void => {
    setTrouble(undefined);
    setBusy(true);
    work()
      .catch((error: unknown) => setTrouble(inFull(error)))
      .finally(() => setBusy(false));
  };
  const changed = (): void => {
    setPreview(undefined);
    setSamples([]);
    setTested(undefined);
  };
  const tryIt = (): void =>
    attempt(async () => {
      changed();
      const found = await api.post<PreviewResource>(`${path}/preview`, { words: [entry()] });
      setPreview(found);
      const texts = await Promise.all(
        found.samples
          .slice(0, shownSamples)
          .map(({ id }) => api.get<ReviewCaseResource>(`/v1/review/${encodeURIComponent(id)}`)),
      );
      setSamples(texts);
    });
  const testIt = (): void =>
    attempt(async () => {
      const words = phrase.trim() === '' ? [] : [entry()];
      setTested({ text: sentence, said: await api.post(`${path}/test`, { text: sentence, words }) });
    });
  const addIt = (): void =>
    attempt(async () => {
      onAdded(await api.post<AddedWords>(path, { words: [entry()] }));
      changed();
      setPhrase('');
      setNote('');
    });
  const empty = phrase.trim() === '';

  return (
    <aside class="cards" aria-label="A new entry">
      <section class="card">
        <div class="row">
          <h2>{empty ? 'A new entry' : phrase.trim()}</h2>
          <span class="chip">draft</span>
        </div>
        <form
          class="draft"
          onSubmit={(event) => {
            event.preventDefault();
            if (!empty) tryIt();
          }}
        >
          <label>
            Phrase
            <input
              value={phrase}
              maxLength={100}
              placeholder="a word, a phrase, or snow*"
              onInput={(event) => {
                setPhrase(event.currentTarget.value);
                changed();
              }}
            />
          </label>
          <div class="row wrap">
            <Segments
              label="List of the entry"
              choices={[
                ['deny', 'Deny: always found'],
                ['allow', 'Allow: never found'],
              ]}
              chosen={list}
              onChoose={(next) => {
                setList(next);
                changed();
              }}
            />
            {list === 'deny' && (
              <label class="row">
                Severity{' '}
                <select
                  value={severity}
                  onChange={(event) => {
                    setSeverity(event.currentTarget.value as Severity);
                    changed();
                  }}
                >
                  {severities.map((each) => (
                    <option key={each} value={each}>
                      {each}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </div>
          <label>
            Note for moderators
            <input value={note} maxLength={500} onInput={(event) => setNote(event.currentTarget.value)} />
          </label>
          <div class="row">
            <button type="submit" class="btn" disabled={empty || busy}>
              Try on the past
            </button>
            <button
              type="button"
              class="btn main"
              disabled={!mayLead || empty || busy || preview === undefined}
              onClick={addIt}
            >
              Add entry
            </button>
            <span class="muted">{mayLead ? '' : 'Adding needs the lead role.'}</span>
          </div>
        </form>
        {trouble && <Note kind="bad">{trouble}</Note>}
      </section>
      {preview && <Tried preview={preview} samples={samples} />}
      <section class="card" aria-label="Test a sentence">
        <h2>Test a sentence</h2>
        <form
          class="draft"
          onSubmit={(event) => {
            event.preventDefault();
            if (sentence.trim() !== '') testIt();
          }}
        >
          <label>
            <span class="sr">Sentence</span>
            <textarea
              rows={2}
              maxLength={2000}
              value={sentence}
              placeholder="What would be said of …"
              onInput={(event) => setSentence(event.currentTarget.value)}
            />
          </label>
          <div class="row">
            <button type="submit" class="btn" disabled={busy || sentence.trim() === ''}>
              Test{empty ? '' : ' with the draft'}
            </button>
          </div>
        </form>
        {tested && (
          <>
            <p>
              <b>{tested.said.action}</b>{' '}
              <span class="muted">by {tested.said.policy}; nothing was stored</span>
            </p>
            <div class="comment">
              <MarkedComment text={tested.text} findings={tested.said.findings} shown onUnmask={() => {}} />
            </div>
          </>
        )}
      </section>
    </aside>
  );
}

function Tried({
  preview,
  samples,
}: {
  readonly preview: PreviewResource;
  readonly samples: readonly ReviewCaseResource[];
}) {
  const { read, hit, decided, changes } = preview;
  const ruled = decided.approved + decided.rejected;
  return (
    <section class="card" aria-label="What it would have done">
      <div class="row">
        <h2>
          Would have touched {count(hit)} {hit === 1 ? 'comment' : 'comments'}
        </h2>
        <span class="end muted">of the newest {count(read)}</span>
      </div>
      {ruled > 0 && (
        <>
          <div
            class="impact"
            role="img"
            aria-label={`${decided.approved} approved, ${decided.rejected} rejected`}
          >
            <i class="ok" style={{ flexGrow: decided.approved }} />
            <i class="no" style={{ flexGrow: decided.rejected }} />
          </div>
          <div class="row">
            <span>
              <b class="approve">{decided.approved}</b> you approved
            </span>
            <span class="end">
              <b class="reject">{decided.rejected}</b> you rejected
            </span>
          </div>
          <p class="soft">
            People rejected <b>{percent(decided.rejected / ruled)}</b> of those,{' '}
            {interval(preview.rejectedShare)}.
          </p>
        </>
      )}
      {changes.length === 0 ? (
        <p class="muted">No verdict would have been another.</p>
      ) : (
        <ul class="others">
          {changes.map(({ from, to, count: many }) => (
            <li key={`${from} ${to}`}>
              <b>{count(many)}</b> would have gone from {from} to {to}
            </li>
          ))}
        </ul>
      )}
      {samples.length > 0 && (
        <table>
          <tbody>
            {samples.map(({ id, text, decision, status }) => (
              <tr key={id}>
                <td dir="auto">{text.length > 140 ? `${text.slice(0, 140)}…` : text}</td>
                <td class="nw">
                  {decision && decision.ruling !== 'escalate' ? (
                    <span class={decision.ruling}>
                      <Icon name={decision.ruling} /> you{' '}
                      {decision.ruling === 'approve' ? 'approved' : 'rejected'}
                    </span>
                  ) : (
                    <span class="muted">{status.replace('_', ' ')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
