import { type Attribute, atLeast, attributes, type Severity } from '../domain/finding.js';
import type { Outcome, RanOutcome } from '../domain/outcome.js';
import type { Policy, PolicyRule } from '../domain/policy.js';
import { type Action, type Judgement, type Reason, stronger } from '../domain/verdict.js';
import { attributeScore } from './attribute-scores.js';

/** How much a finding of each severity counts, times its score; a summary score alone counts as {@link summaryWeight}. */
const severityWeight: Record<Severity, number> = { mild: 0.4, moderate: 0.6, severe: 0.85 };
const summaryWeight = 0.7;
/** Swearing hurts less than it is sure: what is only obscene waits behind what is aimed at somebody. */
const attributeWeight: Partial<Record<Attribute, number>> = { PROFANITY: 0.6 };
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
  const { name, action, attribute, minScore } = rule;
  const about = { rule: name, action, attribute, score, minScore };
  return { kind: 'rule', ...about, ...(severity && { severity }), checks };
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
 * 0..1000, what should be looked at first the higher. Of each attribute the strongest that any check saw, how sure times
 * how bad; of all attributes the chance that at least one of them holds, as if they were independent (noisy-or: Pearl 1988,
 * "Probabilistic Reasoning in Intelligent Systems"). So two grounds outweigh one, and one more never lowers it. At least
 * {@link failedCheckPriority} where a failed check asks for more than allow.
 */
function priorityOf(ran: readonly RanOutcome[], reasons: readonly Reason[]): number {
  const strongest: Partial<Record<Attribute, number>> = {};
  const raise = (attribute: Attribute, strength: number): void => {
    if (strength > (strongest[attribute] ?? 0)) strongest[attribute] = strength;
  };
  for (const { findings, scores } of ran) {
    for (const { attribute, score, severity } of findings) raise(attribute, score * severityWeight[severity]);
    for (const name in scores) raise(name as Attribute, scores[name as Attribute]! * summaryWeight);
  }
  let none = 1;
  // In the attributes' own order: products of floats depend on it, and the order of checks must make no difference.
  for (const attribute of attributes)
    none *= 1 - (strongest[attribute] ?? 0) * (attributeWeight[attribute] ?? 1);
  const priority = Math.round((1 - none) * 1000);
  const failed = reasons.some((reason) => reason.kind === 'failed_check' && reason.action !== 'allow');
  return failed ? Math.max(priority, failedCheckPriority) : priority;
}
