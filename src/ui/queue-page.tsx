import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Api } from './api.js';
import { BulkPanel } from './bulk-panel.js';
import { MarkedComment } from './comment.js';
import { DecideBar, type ReasonChoice } from './decide-bar.js';
import { anyCase } from './desk-filter.js';
import { FilterBar } from './filter-bar.js';
import { Icon } from './icons.js';
import { actionOf, keyHelp } from './keys.js';
import { CaseList } from './list.js';
import type { LiveState } from './live.js';
import { isMasked } from './masks.js';
import { Key, Note, Person } from './parts.js';
import { neighbour } from './queue-state.js';
import { Rail } from './rail.js';
import type { Settings } from './settings.js';
import { type Desk, useDesk } from './use-desk.js';
import { Why } from './why.js';
import { ageOf, reasonWords } from './words.js';

const usualReasons: readonly ReasonChoice[] = Object.entries(reasonWords).map(([code, label]) => ({
  code,
  label,
}));
const undoMs = 30_000;

/** Queue and case side by side: what a moderator has open all day. */
export function QueuePage({
  api,
  me,
  mayLead,
  settings,
  onStatus,
}: {
  readonly api: Api;
  readonly me: string;
  readonly mayLead: boolean;
  readonly settings: Settings;
  /** Told how the desk is connected and how many cases wait. */
  readonly onStatus: (live: LiveState, waiting: number | undefined) => void;
}) {
  const desk = useDesk(api, me);
  // What a key does goes by what is shown when it is pressed.
  const shownDesk = useRef(desk);
  shownDesk.current = desk;
  const reasons = useMemo(() => [...usualReasons, ...desk.ownReasons], [desk.ownReasons]);
  const [fields, setFields] = useState(false);
  useEffect(() => onStatus(desk.live, desk.counts?.waiting), [desk.live, desk.counts?.waiting, onStatus]);
  const [shown, setShown] = useState(settings.unmasked);
  const [help, setHelp] = useState(false);
  const [rail, setRail] = useState(false);
  const [bulk, setBulk] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const caseArea = useRef<HTMLElement>(null);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => setShown(settings.unmasked), [desk.open?.found.id, settings.unmasked]);
  useEffect(() => {
    const linked = /^#\/case\/(.+)$/.exec(location.hash)?.[1];
    if (linked !== undefined) void desk.openCase(decodeURIComponent(linked));
  }, []);
  useEffect(() => {
    if (desk.last?.state !== 'saved') return undefined;
    const timer = setTimeout(() => desk.setLast(undefined), undoMs);
    return () => clearTimeout(timer);
  }, [desk.last]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const desk = shownDesk.current;
      const at = event.target;
      const typing = at instanceof HTMLElement && at.matches('input:not([type=checkbox]), select, textarea');
      if (event.key === 'Escape') {
        setHelp(false);
        setBulk(false);
        if (typing) at.blur();
        return;
      }
      const action = actionOf(event, typing, settings.keys);
      if (!action) return;
      event.preventDefault();
      if (action.startsWith('reason')) {
        const chosen = reasons[Number(action.slice(6)) - 1];
        if (chosen) desk.setReason(chosen.code);
        return;
      }
      switch (action) {
        case 'next':
        case 'previous': {
          const to = neighbour(desk.state, action === 'next' ? 1 : -1, me);
          if (to) void desk.openCase(to);
          break;
        }
        case 'approve':
        case 'reject':
        case 'escalate':
          void desk.decide(action);
          break;
        case 'undo':
          void desk.undo();
          break;
        case 'fresh':
          void desk.load();
          break;
        case 'alike':
          desk.setWithAlike(!desk.withAlike);
          break;
        case 'unmask':
          setShown((before) => !before);
          break;
        case 'handBack':
          void desk.handBack();
          break;
        case 'filters':
          setFields((before) => !before);
          break;
        case 'bulk':
          if (mayLead) setBulk(true);
          break;
        case 'copyLink':
          if (desk.state.openId) void copyLink(desk.state.openId);
          break;
        case 'search':
          search.current?.focus();
          break;
        case 'note':
          noteField.current?.focus();
          break;
        case 'tick':
          if (desk.state.openId) desk.tick(desk.state.openId);
          break;
        case 'help':
          setHelp((before) => !before);
          break;
        case 'rail':
          setRail((before) => !before);
          break;
        case 'previousSpan':
        case 'nextSpan': {
          const spans = [
            ...(caseArea.current?.querySelectorAll<HTMLElement>('.words mark, .words .mask') ?? []),
          ];
          const focused = spans.indexOf(document.activeElement as HTMLElement);
          const to = action === 'nextSpan' ? focused + 1 : focused < 0 ? spans.length - 1 : focused - 1;
          spans[Math.max(0, Math.min(spans.length - 1, to))]?.focus();
          break;
        }
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [reasons, me, mayLead, settings.keys]);

  return (
    <main id="main">
      <h1 class="sr">Review queue</h1>
      <div class={`desk ${desk.state.openId ? 'has-case' : ''} ${rail ? 'has-rail' : ''}`}>
        <section class="queue" aria-label="Review queue" aria-busy={desk.phase === 'loading'}>
          <FilterBar
            api={api}
            desk={desk}
            search={search}
            mayLead={mayLead}
            fields={fields}
            onFields={() => setFields(!fields)}
            onBulk={() => setBulk(true)}
          />
          <Offline desk={desk} />
          {desk.fresh > 0 && (
            <button type="button" class="fresh" onClick={() => void desk.load()}>
              <Icon name="escalate" /> {desk.fresh} new {desk.fresh === 1 ? 'case' : 'cases'} <Key>n</Key>
            </button>
          )}
          <ListBody desk={desk} now={now} />
        </section>
        <section class="case" aria-label="Case" ref={caseArea}>
          {desk.trouble && (
            <div class="scroll-note">
              <Note kind="bad">
                {desk.trouble}{' '}
                <button type="button" class="btn s plain" onClick={() => desk.setTrouble(undefined)}>
                  Close
                </button>
              </Note>
            </div>
          )}
          {desk.open ? (
            <>
              <div class="scroll" tabIndex={-1}>
                <CaseHead desk={desk} now={now} mayLead={mayLead} />
                <AppealNote desk={desk} now={now} />
                {desk.open.found.parent && (
                  <div class="parent">
                    <div class="muted">
                      <Icon name="reply" /> In reply to
                    </div>
                    <p dir="auto">{desk.open.found.parent.text}</p>
                  </div>
                )}
                <section class="comment" aria-label="Comment">
                  <div class="row">
                    <b>{desk.open.found.author ? `reader ${desk.open.found.author}` : 'a reader'}</b>
                    {desk.open.found.verdict?.findings.some(isMasked) && (
                      <button type="button" class="btn s plain end" onClick={() => setShown(!shown)}>
                        {shown ? 'Mask words' : 'Show words'} <Key>v</Key>
                      </button>
                    )}
                  </div>
                  <MarkedComment
                    text={desk.open.found.text}
                    findings={desk.open.found.verdict?.findings ?? []}
                    shown={shown}
                    onUnmask={() => setShown(true)}
                  />
                </section>
                <Why found={desk.open.found} shown={shown} />
              </div>
              <DecideBar desk={desk} reasons={reasons} noteField={noteField} />
            </>
          ) : (
            <EmptyCase desk={desk} />
          )}
        </section>
        {desk.open && (
          <Rail
            api={api}
            open={desk.open}
            now={now}
            onQueueOf={(article) => desk.setFilter({ ...anyCase, site: desk.open!.found.site, article })}
          />
        )}
      </div>
      {desk.last && (
        <div class="toast" role="status">
          {desk.last.words}
          {desk.last.state === 'saving' && ' · Saving…'}
          {desk.last.state === 'undone' && ' · Undone'}
          {desk.last.state === 'waiting' && ' · Waits for the desk'}
          {(desk.last.state === 'saved' || desk.last.state === 'waiting') && (
            <button type="button" class="btn s" onClick={() => void desk.undo()}>
              Undo {desk.last.ids.length > 1 ? desk.last.ids.length : ''} <Key>u</Key>
            </button>
          )}
        </div>
      )}
      {help && (
        <dialog open class="sheet" aria-label="Keys">
          <h2>Keys</h2>
          <dl class="kv">
            {keyHelp.map(([keys, does]) => [<dt key={keys}>{keys}</dt>, <dd key={does}>{does}</dd>])}
          </dl>
          <button type="button" class="btn" onClick={() => setHelp(false)}>
            Close
          </button>
        </dialog>
      )}
      {bulk && (
        <BulkPanel
          api={api}
          filter={desk.filter}
          ticked={[...desk.state.ticked]}
          reasons={reasons}
          onClose={() => setBulk(false)}
          onDone={() => void desk.load()}
        />
      )}
    </main>
  );
}

function ListBody({ desk, now }: { readonly desk: Desk; readonly now: number }) {
  const { phase, state } = desk;
  if (phase === 'failed')
    return (
      <div class="empty">
        <h2>The queue could not be loaded</h2>
        <p>{desk.trouble}</p>
        <button type="button" class="btn" onClick={() => void desk.load()}>
          Try again
        </button>
      </div>
    );
  if (phase === 'ready' && state.items.length === 0)
    return (
      <div class="empty">
        <h2>{state.total > 0 ? 'No case fits these filters' : 'The queue is empty'}</h2>
        <p>
          {state.total > 0
            ? `${state.total} cases wait outside them.`
            : 'New ones appear here by themselves.'}
        </p>
      </div>
    );
  return (
    <>
      <CaseList
        state={state}
        me={desk.me}
        now={now}
        onOpen={(id) => void desk.openCase(id)}
        onTick={desk.tick}
      />
      {state.next !== undefined && (
        <button type="button" class="btn more" onClick={() => void desk.load(state.next)}>
          Show more
        </button>
      )}
    </>
  );
}

/** What to do while the desk is away, and how much waits here. */
function Offline({ desk }: { readonly desk: Desk }) {
  if (desk.live !== 'offline' || desk.offlineSince === undefined) return null;
  const since = new Date(desk.offlineSince).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const waits =
    desk.waitingCount === 0
      ? ''
      : ` ${desk.waitingCount} ${desk.waitingCount === 1 ? 'decision waits' : 'decisions wait'} here and ${
          desk.waitingCount === 1 ? 'goes' : 'go'
        } out when the desk answers.`;
  return (
    <div class="offline">
      <Note kind="warn">
        No connection since {since}. You can read what is loaded.{waits}
      </Note>
    </div>
  );
}

/** A reader's objection, beside what was decided first. */
function AppealNote({ desk, now }: { readonly desk: Desk; readonly now: number }) {
  const { appeal, decision } = desk.open!.found;
  if (!appeal) return null;
  const first =
    appeal.state !== 'open'
      ? ` It was ${appeal.state}.`
      : decision
        ? ` ${decision.moderator} rejected it as ${inWords(decision.reason)}.`
        : ' The policy blocked it; no one has looked at it.';
  return (
    <Note kind="plain">
      <b>The reader appealed {ageOf(appeal.at, now)} ago.</b>
      {first}
      {appeal.text && (
        <p class="soft" dir="auto">
          “{appeal.text}”
        </p>
      )}
    </Note>
  );
}

const inWords = (reason: string | undefined): string =>
  reason === undefined
    ? 'no reason given'
    : (usualReasons.find(({ code }) => code === reason)?.label ?? reason).toLowerCase();

/** A link that opens the case for whoever is signed in. */
async function copyLink(id: string): Promise<void> {
  await navigator.clipboard?.writeText(
    `${location.origin}${location.pathname}#/case/${encodeURIComponent(id)}`,
  );
}

function CaseHead({
  desk,
  now,
  mayLead,
}: {
  readonly desk: Desk;
  readonly now: number;
  readonly mayLead: boolean;
}) {
  const { found, claim } = desk.open!;
  const holder = found.claim?.moderator;
  const left = claim ? Math.max(0, Math.round((Date.parse(claim.until) - now) / 1000)) : 0;
  return (
    <div class="row wrap">
      {claim ? (
        <span class="claim">
          <Person name={desk.me} me /> Yours · {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
        </span>
      ) : (
        <span class="claim other">{holder ? `${holder} has it` : 'Not claimed'} · read only</span>
      )}
      {holder !== undefined && !claim && mayLead && (
        <button type="button" class="btn s" onClick={() => void desk.openCase(found.id, true)}>
          Take over
        </button>
      )}
      <span class="muted">
        Case {found.id} · {found.status.replace('_', ' ')} · {ageOf(found.receivedAt, now)} ago
      </span>
      <span class="end" />
      <button type="button" class="btn s plain" onClick={() => void desk.handBack()}>
        Hand back <Key>h</Key>
      </button>
      <button type="button" class="btn s plain wide" onClick={() => void copyLink(found.id)}>
        Copy link <Key>y</Key>
      </button>
    </div>
  );
}

function EmptyCase({ desk }: { readonly desk: Desk }) {
  if (desk.state.openId)
    return (
      <div class="scroll" aria-busy="true">
        <div class="sk" />
        <div class="sk" />
      </div>
    );
  return (
    <div class="empty">
      <h2>No case is open</h2>
      <p>
        <Key>j</Key> opens the next one, <Key>?</Key> lists the keys.
      </p>
    </div>
  );
}
