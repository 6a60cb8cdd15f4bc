import type { PostedDecision, ReviewItem } from '../api/types.js';
import { caseView, type DecisionForm, decisionForm } from './case-view.js';
import { type Client, createClient, Refused } from './client.js';
import { byId, element, say } from './dom.js';
import { attributeWords } from './words.js';

/** The moderators' page: sign in, read the queue, claim, decide. State is what the API says; nothing is kept here. */
const keyName = 'decorum-key';
/** A claim lasts five minutes; it is renewed while its case is open. */
const renewMs = 4 * 60 * 1000;

const filters = byId('filters', HTMLFormElement);
const signIn = byId('sign-in', HTMLFormElement);
const keyField = byId('key', HTMLInputElement);
const desk = byId('desk', HTMLElement);
const cases = byId('cases', HTMLOListElement);
const caseArea = byId('case', HTMLElement);
const more = byId('more', HTMLButtonElement);
const total = byId('total', HTMLElement);
const notice = byId('notice', HTMLElement);
const alertLine = byId('alert', HTMLElement);

let client: Client | undefined;
let items: ReviewItem[] = [];
let next: string | undefined;
/** The open case; `held` when the claim is ours. */
let open: { readonly id: string; held: boolean; form?: DecisionForm } | undefined;

function show(signedIn: boolean): void {
  for (const part of [filters, desk, byId('shortcuts', HTMLElement)]) part.hidden = !signedIn;
  signIn.hidden = signedIn;
  if (!signedIn) keyField.focus();
}

/** Runs what a person asked for, and tells honestly what came of it. */
async function attempt(work: () => Promise<void>): Promise<void> {
  say(alertLine, '');
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401 || error.status === 403) signOut();
    say(alertLine, error.message);
  }
}

function signOut(): void {
  void closeCase();
  sessionStorage.removeItem(keyName);
  client = undefined;
  items = [];
  cases.replaceChildren();
  show(false);
}

async function loadQueue(cursor?: string): Promise<void> {
  if (!client) return;
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(filters))
    if (typeof value === 'string' && value.trim()) query.set(name, value.trim());
  if (cursor) query.set('cursor', cursor);
  desk.ariaBusy = 'true';
  if (!cursor) say(total, 'Loading …');
  try {
    const page = await client.queue(query);
    items = cursor ? [...items, ...page.cases] : [...page.cases];
    next = page.next;
    say(
      total,
      items.length === 0 ? 'Nothing waits here.' : `${page.total} ${page.total === 1 ? 'waits' : 'wait'}.`,
    );
  } catch (error) {
    if (!cursor) say(total, 'The queue could not be loaded.');
    throw error;
  } finally {
    desk.ariaBusy = 'false';
    drawQueue();
  }
  show(true);
}

function drawQueue(): void {
  more.hidden = next === undefined;
  cases.replaceChildren(
    ...items.map((item) => {
      const worst = Object.entries(item.verdict?.scores ?? {}).sort((a, b) => b[1] - a[1])[0];
      const about = [
        `priority ${item.verdict?.priority ?? 0}`,
        worst && `${attributeWords[worst[0] as keyof typeof attributeWords]} ${worst[1].toFixed(2)}`,
        item.site,
        item.status === 'escalated' && 'escalated',
        item.claim && `held by ${item.claim.moderator}`,
      ];
      const button = element(
        'button',
        { type: 'button' },
        element('span', { className: 'snippet', dir: 'auto' }, item.text.slice(0, 160)),
        element('small', { className: 'aside' }, about.filter(Boolean).join(' · ')),
      );
      if (item.id === open?.id) button.ariaCurrent = 'true';
      button.addEventListener('click', () => void attempt(() => openCase(item.id)));
      return element('li', {}, button);
    }),
  );
}

async function openCase(id: string): Promise<void> {
  if (!client) return;
  const left = open;
  const opened: NonNullable<typeof open> = { id, held: false };
  open = opened;
  say(notice, '');
  drawQueue();
  cases.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  caseArea.replaceChildren(element('p', { className: 'aside' }, 'Loading …'));
  const here = client;
  // A release that overtakes the new claim of the same case would free it.
  if (left?.held) await here.release(left.id).catch(() => {});
  if (opened !== open) return;
  const refused: unknown = await here.claim(id).then(
    () => {
      opened.held = true;
    },
    (error: unknown) => error,
  );
  if (opened !== open) return void (opened.held && here.release(id).catch(() => {}));
  // Held by another: the case may be read all the same.
  if (refused instanceof Refused && refused.status !== 409) lose(opened, refused);
  const found = await here.case(id).catch((error: unknown) => lose(opened, error));
  if (opened !== open) return;
  opened.form = decisionForm(
    found.revision,
    (decision) => void attempt(() => decide(id, decision)),
    (words) => say(notice, words),
  );
  opened.form.enable(opened.held);
  caseArea.replaceChildren(...caseView(found, opened.form.form));
  caseArea.focus({ preventScroll: window.innerWidth > 832 });
  if (refused instanceof Refused) throw refused;
}

/** Leaves a case that could not be opened, unless another was opened meanwhile. */
function lose(opened: typeof open, error: unknown): never {
  if (opened === open) {
    open = undefined;
    caseArea.replaceChildren();
    drawQueue();
  }
  throw error;
}

/** Leaves the open case and gives its claim back: without waiting, the lease ends by itself anyway. */
async function closeCase(): Promise<void> {
  const left = open;
  open = undefined;
  say(notice, '');
  caseArea.replaceChildren();
  if (left?.held) await client?.release(left.id).catch(() => {});
}

async function decide(id: string, decision: PostedDecision): Promise<void> {
  const opened = open;
  if (!client || !opened || opened.id !== id) return;
  opened.form?.enable(false);
  try {
    await client.decide(id, decision);
  } catch (error) {
    opened.form?.enable(opened.held);
    throw error;
  }
  opened.held = false; // deciding frees the claim
  const at = items.findIndex((item) => item.id === id);
  await closeCase();
  await loadQueue();
  say(
    notice,
    `${{ approve: 'Approved', reject: 'Rejected', escalate: 'Escalated' }[decision.ruling]}: ${id}.`,
  );
  const following = items[Math.min(decision.ruling === 'escalate' ? at + 1 : at, items.length - 1)];
  if (following && following.id !== id) {
    const words = notice.textContent ?? '';
    await openCase(following.id);
    say(notice, words);
  }
}

function move(by: 1 | -1): void {
  const at = items.findIndex((item) => item.id === open?.id);
  const to = items[at < 0 ? 0 : at + by];
  if (to) void attempt(() => openCase(to.id));
}

const rulingKeys = { a: 'approve', r: 'reject', e: 'escalate' } as const;

document.addEventListener('keydown', (event) => {
  const inField = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
  if (inField || event.ctrlKey || event.metaKey || event.altKey || desk.hidden) return;
  if (event.key === 'j') move(1);
  else if (event.key === 'k') move(-1);
  else if (event.key in rulingKeys && open?.form)
    open.form.press(rulingKeys[event.key as keyof typeof rulingKeys]);
  else return;
  event.preventDefault();
});

signIn.addEventListener('submit', (event) => {
  event.preventDefault();
  const key = keyField.value.trim();
  keyField.value = '';
  if (!/^[\x21-\x7e]+$/.test(key)) return say(alertLine, 'That is not a key.');
  client = createClient(key);
  sessionStorage.setItem(keyName, key);
  void attempt(() => loadQueue());
});

filters.addEventListener('submit', (event) => {
  event.preventDefault();
  void closeCase();
  void attempt(() => loadQueue());
});
filters.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLSelectElement) filters.requestSubmit();
});
byId('sign-out', HTMLButtonElement).addEventListener('click', signOut);
more.addEventListener('click', () => void attempt(() => loadQueue(next)));
window.addEventListener('pagehide', () => void closeCase());
setInterval(() => {
  const opened = open;
  if (!opened?.held || !client) return;
  void attempt(async () => void (await client?.claim(opened.id)));
}, renewMs);

const attributeField = filters.elements.namedItem('attribute');
if (attributeField instanceof HTMLSelectElement)
  attributeField.append(
    ...Object.entries(attributeWords).map(([value, words]) => element('option', { value }, words)),
  );

const remembered = sessionStorage.getItem(keyName);
show(false);
if (remembered) {
  client = createClient(remembered);
  void attempt(() => loadQueue());
}
