import { createHash } from 'node:crypto';
import type { Attribute } from '../domain/finding.js';
import type { Verdict } from '../domain/verdict.js';
import type { ReviewQuery } from './comment-store.js';

/**
 * What makes two verdicts on one revision the same: policy, and each check's name, version and status. The same
 * check of the same version says the same, so findings need no look; milliseconds never count. 16 characters
 * (96 bits of SHA-256).
 */
export function printOf(verdict: Pick<Verdict, 'policy' | 'outcomes'>): string {
  // Made for every verdict: joined by line ends, which no check's name or version holds, at half the price of JSON.
  let named = verdict.policy;
  for (const { check, version, status } of verdict.outcomes) named += `\n${check}\n${version}\n${status}`;
  const known = prints.get(named);
  if (known) return known;
  const print = createHash('sha256').update(named).digest('base64url').slice(0, 16);
  // A running Decorum meets a handful of these; the bound is for policies that change all day.
  if (prints.size >= 1000) prints.clear();
  prints.set(named, print);
  return print;
}
const prints = new Map<string, string>();

/**
 * Whether a verdict is one of those that the query's attribute and score ask for. An attribute alone asks for verdicts
 * that are about it: a model gives every text some score on every attribute.
 */
export function isAskedFor(
  verdict: Pick<Verdict, 'outcomes' | 'reasons'> | undefined,
  query: ReviewQuery,
): boolean {
  const { attribute, minScore } = query;
  if (attribute === undefined && minScore === undefined) return true;
  if (!verdict) return false;
  return minScore === undefined ? isAbout(verdict, attribute!) : highestScore(verdict, attribute) >= minScore;
}

/** Whether a finding is of this attribute, or a rule spoke for it. */
function isAbout(
  { outcomes, reasons }: Pick<Verdict, 'outcomes' | 'reasons'>,
  attribute: Attribute,
): boolean {
  return (
    reasons.some((reason) => reason.kind === 'rule' && reason.attribute === attribute) ||
    outcomes.some(
      (outcome) =>
        outcome.status === 'ran' && outcome.findings.some((finding) => finding.attribute === attribute),
    )
  );
}

/** The highest score on one attribute, or on any: findings and summary scores alike; 0 where there is none. */
function highestScore({ outcomes }: Pick<Verdict, 'outcomes'>, attribute: Attribute | undefined): number {
  let highest = 0;
  for (const outcome of outcomes) {
    if (outcome.status !== 'ran') continue;
    for (const finding of outcome.findings)
      if (attribute === undefined || finding.attribute === attribute)
        highest = Math.max(highest, finding.score);
    const scores = attribute === undefined ? Object.values(outcome.scores) : [outcome.scores[attribute] ?? 0];
    for (const score of scores) highest = Math.max(highest, score);
  }
  return highest;
}
