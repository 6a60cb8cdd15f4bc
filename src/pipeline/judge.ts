import { type Attribute, atLeast, type Severity } from '../domain/finding.js';
import type { Outcome, RanOutcome } from '../domain/outcome.js';
import type { Policy, PolicyRule } from '../domain/policy.js';
import { type Action, type Judgement, type Reason, stronger } from '../domain/verdict.js';
import { attributeScore } from './attribute-scores.js';

/** What severity adds to priority: half of it comes from how sure, half from how bad. */
const severityWeight: Record<Severity, number> = { mild: 0.5, moderate: 0.75, severe: 1 };
/** A comment that no one could read fully waits with the middling ones. */
const failedCheckPriority = 500;

/** The strongest action any rule asks for. The order of checks and of rules makes no difference. */
export function judge(outcomes: readonly Outcome[], policy: Policy): Judgement {
  const ran = outcomes.filter((outcome) => outcome.status === 'ran');
  const reasons: Reason[] = [];
  for (const rule of policy.rules) {
    const reason = apply(rule, ran);
    if (reason) reasons.push(reason);
  }
  for (const outcome of outcomes)
    if (outcome.status === 'failed')
      reasons.push({
        kind: 'failed_check',
        check: outcome.check,
        action: policy.onFailedCheck,
        error: outcome.error,
      });
  const action = reasons.reduce<Action>((strongest, reason) => stronger(strongest, reason.action), 'allow');
  return { action, priority: priorityOf(ran, reasons), reasons };
}

function apply(rule: PolicyRule, ran: readonly RanOutcome[]): Reason | undefined {
  let score = -1;
  let severity: Severity | undefined;
  const checks: string[] = [];
  for (const outcome of ran) {
    const reached = rule.minSeverity
      ? strongestFinding(outcome, rule.attribute, rule.minScore, rule.minSeverity)
      : { score: attributeScore(outcome, rule.attribute) };
    if (reached.score < rule.minScore) continue;
    checks.push(outcome.check);
    score = Math.max(score, reached.score);
    if (reached.severity && (!severity || atLeast(reached.severity, severity))) severity = reached.severity;
  }
  if (checks.length === 0) return undefined;
  const { name, action, attribute } = rule;
  return { kind: 'rule', rule: name, action, attribute, score, ...(severity && { severity }), checks };
}

function strongestFinding(
  outcome: RanOutcome,
  attribute: Attribute,
  minScore: number,
  minSeverity: Severity,
): { score: number; severity?: Severity } {
  let score = -1;
  let severity: Severity | undefined;
  for (const finding of outcome.findings) {
    if (finding.attribute !== attribute || finding.score < minScore) continue;
    if (!atLeast(finding.severity, minSeverity)) continue;
    score = Math.max(score, finding.score);
    if (!severity || atLeast(finding.severity, severity)) severity = finding.severity;
  }
  return severity ? { score, severity } : { score };
}

/**
 * 0..1000. How sure and how bad of the worst thing seen, over findings and summary scores (a summary alone
 * counts as moderate); at least {@link failedCheckPriority} where a failed check asks for more than allow.
 */
function priorityOf(ran: readonly RanOutcome[], reasons: readonly Reason[]): number {
  let worst = 0;
  for (const { findings, scores } of ran) {
    for (const finding of findings)
      worst = Math.max(worst, (finding.score + severityWeight[finding.severity]) / 2);
    for (const attribute in scores)
      worst = Math.max(worst, scores[attribute as Attribute]! * severityWeight.moderate);
  }
  const priority = Math.min(1000, Math.round(worst * 1000));
  const failed = reasons.some((reason) => reason.kind === 'failed_check' && reason.action !== 'allow');
  return failed ? Math.max(priority, failedCheckPriority) : priority;
}
