import type { Decision } from '../domain/decision.js';
import { type Attribute, attributes, type Finding, type Severity, severities } from '../domain/finding.js';
import type { Outcome } from '../domain/outcome.js';
import { type Action, actions, type Verdict } from '../domain/verdict.js';
import type { Judged } from './judged-store.js';

/**
 * A verdict in short, as JSON kept beside it: [priority and action, judged (ms), policy, outcomes, entries]. A failed
 * outcome is [check, version, error]; one that ran is [check, version, scores by place, findings], a finding
 * [attribute, score, severity, rule]. About a tenth of the verdict's own JSON, and no text in it.
 */
type Short = readonly [
  action: number,
  priority: number,
  judged: number,
  policy: string,
  outcomes: readonly ShortOutcome[],
  entries: readonly string[],
];
type ShortOutcome =
  | readonly [check: string, version: string, error: string]
  | readonly [
      check: string,
      version: string,
      scores: readonly (number | null)[],
      findings: readonly (readonly [attribute: number, score: number, severity: number, rule: string])[],
    ];

export function shortOf(verdict: Omit<Verdict, 'commentId' | 'revision'>): string {
  const { action, priority, judgedAt, policy, outcomes } = verdict;
  const short: Short = [
    actions.indexOf(action),
    priority,
    Date.parse(judgedAt),
    policy,
    outcomes.map(shortOutcome),
    entriesOf(outcomes),
  ];
  return JSON.stringify(short);
}

function shortOutcome(outcome: Outcome): ShortOutcome {
  const { check, version } = outcome;
  if (outcome.status === 'failed') return [check, version, outcome.error];
  const findings = outcome.findings.map(
    ({ attribute, score, severity, rule }) =>
      [attributes.indexOf(attribute), score, severities.indexOf(severity), rule] as const,
  );
  return [check, version, attributes.map((attribute) => outcome.scores[attribute] ?? null), findings];
}

/** A note tells its lexicon entry at its end: what an operator wrote before it could look the same. */
const entryAtEnd = /entry "([^"]{1,200})"\)\.$/;

/** The lexicon entries that findings name, each once, as `<rule> <entry>`. */
export function entriesOf(outcomes: readonly Outcome[]): string[] {
  const entries = new Set<string>();
  for (const outcome of outcomes)
    if (outcome.status === 'ran')
      for (const { rule, note } of outcome.findings) {
        const entry = entryAtEnd.exec(note)?.[1];
        if (entry !== undefined) entries.add(`${rule} ${entry}`);
      }
  return [...entries];
}

type AboutCase = Pick<Judged, 'id' | 'receivedAt'> & {
  readonly article?: string;
  readonly decision?: Decision;
};

/** From what {@link shortOf} wrote, and what else the case tells. */
export function judgedOfShort(json: string, about: AboutCase): Judged {
  const [action, priority, judgedAt, policy, outcomes, entries] = JSON.parse(json) as Short;
  return {
    ...aboutOf(about),
    judgedAt,
    action: actions[action] as Action,
    priority,
    policy,
    outcomes: outcomes.map(longOutcome),
    entries,
  };
}

/** From the verdict itself. */
export function judgedOfVerdict(verdict: Omit<Verdict, 'commentId' | 'revision'>, about: AboutCase): Judged {
  const { action, priority, policy, outcomes, judgedAt } = verdict;
  const base = { action, priority, policy, outcomes, judgedAt: Date.parse(judgedAt) };
  return { ...aboutOf(about), ...base, entries: entriesOf(outcomes) };
}

function aboutOf({ id, receivedAt, article, decision }: AboutCase) {
  return {
    id,
    receivedAt,
    ...(article !== undefined && { article }),
    ...(decision && { decision: withoutNote(decision) }),
  };
}

const withoutNote = ({ ruling, decidedAt, moderator, reason }: Decision) => ({
  ruling,
  decidedAt,
  moderator,
  ...(reason && { reason }),
});

const nowhere = { start: 0, end: 0 };

function longOutcome(short: ShortOutcome): Outcome {
  const [check, version, third] = short;
  if (typeof third === 'string') return { status: 'failed', check, version, ms: 0, error: third };
  const scores: Partial<Record<Attribute, number>> = {};
  for (let at = 0; at < third.length; at++) {
    const score = third[at];
    if (score != null) scores[attributes[at]!] = score;
  }
  const findings = short[3]!.map(
    ([attribute, score, severity, rule]): Finding => ({
      rule: rule as Finding['rule'],
      attribute: attributes[attribute]!,
      span: nowhere,
      score,
      severity: severities[severity] as Severity,
      note: '',
    }),
  );
  return { status: 'ran', check, version, ms: 0, findings, scores };
}
