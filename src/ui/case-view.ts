import type { PostedDecision, ReviewCaseResource, Ruling } from '../api/types.js';
import { element } from './dom.js';
import { describe, segmentsOf, worstOf } from './marks.js';
import { eventLine, reasonLine, reasonWords } from './words.js';

/** The comment's text with every finding marked. */
export function markedText(text: string, findings: Parameters<typeof segmentsOf>[1]): HTMLElement {
  const pieces = segmentsOf(text, findings).map((segment) =>
    segment.findings.length === 0
      ? segment.text
      : element('mark', {
          textContent: segment.text,
          className: worstOf(segment.findings),
          title: segment.findings.map(describe).join('\n'),
        }),
  );
  return element('p', { className: 'text', dir: 'auto' }, ...pieces);
}

/** All that is known of one case, and the form that decides it where the eye has read enough. */
export function caseView(found: ReviewCaseResource, form: HTMLFormElement): HTMLElement[] {
  const { verdict, article, parent, decision } = found;
  const findings = verdict?.findings ?? [];
  const from = [found.author && `by ${found.author}`, `on ${found.site}`, `revision ${found.revision}`];
  return [
    element('h2', {}, `Comment ${found.id}`),
    element('p', { className: 'aside' }, from.filter(Boolean).join(', ')),
    markedText(found.text, findings),
    ...(decision
      ? [element('p', {}, `Standing decision: ${decision.ruling} by ${decision.moderator}.`)]
      : []),
    ...list(
      'Findings',
      findings.map((one) => `“${found.text.slice(one.span.start, one.span.end)}”: ${describe(one)}`),
    ),
    ...list('Reasons', verdict?.reasons.map(reasonLine) ?? []),
    form,
    ...(parent ? [folded('It answers', parent.text)] : []),
    ...(article ? articleView(article) : []),
    ...list('History', found.history.map(eventLine)),
  ];
}

function articleView(article: NonNullable<ReviewCaseResource['article']>): HTMLElement[] {
  const title = article.title ?? article.url ?? article.id ?? 'untitled';
  const link =
    article.url && /^https?:\/\//i.test(article.url)
      ? element('a', { href: article.url, target: '_blank', rel: 'noopener noreferrer' }, title)
      : title;
  return [
    element('h3', {}, 'Article'),
    element('p', { dir: 'auto' }, link),
    ...(article.text ? [folded('Its text', article.text)] : []),
  ];
}

const folded = (title: string, text: string): HTMLElement =>
  element(
    'details',
    {},
    element('summary', {}, title),
    element('p', { className: 'quoted', dir: 'auto' }, text),
  );

/** Lines shown at once: a comment that is all abuse must not push the decision out of sight. */
const shownAtOnce = 8;

function list(title: string, lines: readonly string[]): HTMLElement[] {
  if (lines.length === 0) return [];
  const more = lines.slice(shownAtOnce);
  return [
    element('h3', {}, title),
    bullets(lines.slice(0, shownAtOnce)),
    ...(more.length > 0
      ? [element('details', {}, element('summary', {}, `${more.length} more`), bullets(more))]
      : []),
  ];
}

const bullets = (lines: readonly string[]): HTMLElement =>
  element('ul', {}, ...lines.map((line) => element('li', { dir: 'auto' }, line)));

export interface DecisionForm {
  readonly form: HTMLFormElement;
  /** As if the button was pressed. A rejection without a reason asks for it and decides nothing. */
  press(ruling: Ruling): void;
  /** Buttons off while a decision is under way, or for good where another holds the case. */
  enable(on: boolean): void;
}

/** Reason, note and the three rulings. */
export function decisionForm(
  revision: number,
  decide: (decision: PostedDecision) => void,
  ask: (words: string) => void,
): DecisionForm {
  const reason = element(
    'select',
    { name: 'reason' },
    element('option', { value: '' }, 'none'),
    ...Object.entries(reasonWords).map(([value, words]) => element('option', { value }, words)),
  );
  const note = element('textarea', { name: 'note', rows: 2, maxLength: 2000 });
  const button = (ruling: Ruling, words: string, key: string) => {
    const made = element('button', { type: 'button', className: ruling, title: `Key ${key}` }, words);
    made.addEventListener('click', () => press(ruling));
    made.setAttribute('aria-keyshortcuts', key);
    return made;
  };
  const buttons = [
    button('approve', 'Approve', 'a'),
    button('reject', 'Reject', 'r'),
    button('escalate', 'Escalate', 'e'),
  ];
  const form = element(
    'form',
    { ariaLabel: 'Decision' },
    element('label', {}, 'Reason', reason),
    element('label', {}, 'Note', note),
    element('div', {}, ...buttons),
  );
  // Enter in the reason means the rejection that needs it.
  reason.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && reason.value) press('reject');
  });
  form.addEventListener('submit', (event) => event.preventDefault());

  function press(ruling: Ruling): void {
    if (buttons.some((one) => one.disabled)) return;
    if (ruling === 'reject' && !reason.value) {
      ask('A rejection needs a reason: choose one, then press Enter.');
      reason.focus();
      return;
    }
    const chosen = reason.value as PostedDecision['reason'] | '';
    decide({
      ruling,
      revision,
      ...(chosen && { reason: chosen }),
      ...(note.value.trim() && { note: note.value.trim() }),
    });
  }

  return {
    form,
    press,
    enable(on) {
      for (const one of buttons) one.disabled = !on;
    },
  };
}
