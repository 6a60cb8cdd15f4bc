import type { VerdictResource } from '../../api/types.js';
import { type Attribute, attributes, type Finding, type Scores } from '../../domain/finding.js';
import type { Action, Reason, Verdict } from '../../domain/verdict.js';

/** One scored comment: a contract with those who read our output. Fields may be added, none changed. */
export interface VerdictLine {
  readonly id: string;
  /** What a running Decorum keeps the comment under, where that is not `id`: see queue-scorer.ts. */
  readonly storedId?: string;
  readonly action: Action;
  /** 0..1000. */
  readonly priority: number;
  /** The highest that any check gave, by attribute, 0..1; 0 where none said anything. All seven, always. */
  readonly scores: Readonly<Record<Attribute, number>>;
  /** In text order. Spans are half-open, in UTF-16 units of the text as it came. */
  readonly findings: readonly Finding[];
  /** `<name>@<version>`. */
  readonly policy: string;
  /** Versions by check name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Why; absent where no rule spoke. */
  readonly reasons?: readonly Reason[];
  /** Names of checks that could not run; absent where all ran. */
  readonly failed?: readonly string[];
  /** Names of checks that cannot read the comment's language; absent where all can. */
  readonly unsupported?: readonly string[];
}

/** A line that gave no verdict. */
export interface ErrorLine {
  readonly id?: string;
  readonly storedId?: string;
  /** `<field>: <reason>`. */
  readonly error: string;
  readonly file: string;
  readonly line: number;
}

export type Line = VerdictLine | ErrorLine;

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The line of a verdict made here. */
export function verdictLine(id: string, verdict: Verdict): VerdictLine {
  const ran = verdict.outcomes.filter((outcome) => outcome.status === 'ran');
  return line(
    id,
    verdict,
    ran.flatMap(({ findings }) => findings),
    ran.map(({ scores }) => scores),
  );
}

/** The line of a verdict that came from the API. */
export function lineOfResource(id: string, verdict: VerdictResource): VerdictLine {
  return line(id, verdict, verdict.findings, [verdict.scores]);
}

const noScores = Object.fromEntries(attributes.map((name) => [name, 0])) as Record<Attribute, number>;

type Judged = Pick<VerdictResource, 'action' | 'priority' | 'reasons' | 'outcomes' | 'policy'>;

/** Numbers to four places. A finding counts for its attribute even where its check gave no summary. */
function line(
  id: string,
  { action, priority, reasons, outcomes, policy }: Judged,
  found: readonly Finding[],
  summaries: readonly Scores[],
): VerdictLine {
  const findings = found.map(({ rule, attribute, span: { start, end }, score, severity, note }) => {
    return { rule, attribute, span: { start, end }, score: rounded(score), severity, note };
  });
  findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const scores = { ...noScores };
  for (const summary of summaries)
    for (const name of attributes) scores[name] = Math.max(scores[name], rounded(summary[name] ?? 0));
  for (const { attribute, score } of findings) scores[attribute] = Math.max(scores[attribute], score);
  const versions = Object.fromEntries(outcomes.map(({ check, version }) => [check, version]));
  const failed = outcomes.filter(({ status }) => status === 'failed').map(({ check }) => check);
  const unsupported = outcomes
    .filter((outcome) => 'unsupported' in outcome && outcome.unsupported)
    .map(({ check }) => check);
  const told = reasons.map((reason) =>
    reason.kind === 'rule' ? { ...reason, score: rounded(reason.score) } : reason,
  );
  return {
    id,
    action,
    priority,
    scores,
    findings,
    policy,
    versions,
    ...(told.length > 0 && { reasons: told }),
    ...(failed.length > 0 && { failed }),
    ...(unsupported.length > 0 && { unsupported }),
  };
}
