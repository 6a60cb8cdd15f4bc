import type { Attribute, Scores } from '../domain/finding.js';
import type { Outcome, RanOutcome } from '../domain/outcome.js';

/** The attribute's score by one check: its summary or, if higher, its best finding; -1 where it says nothing. */
export function attributeScore(outcome: RanOutcome, attribute: Attribute): number {
  let score = outcome.scores[attribute] ?? -1;
  for (const finding of outcome.findings)
    if (finding.attribute === attribute && finding.score > score) score = finding.score;
  return score;
}

/** What the policy's rules look at: the highest score of each attribute over the checks that ran. */
export function attributeScores(outcomes: readonly Outcome[]): Scores {
  const highest: Partial<Record<Attribute, number>> = {};
  const raise = (attribute: Attribute, score: number) => {
    if (score > (highest[attribute] ?? -1)) highest[attribute] = score;
  };
  for (const outcome of outcomes) {
    if (outcome.status !== 'ran') continue;
    for (const name in outcome.scores) raise(name as Attribute, outcome.scores[name as Attribute]!);
    for (const { attribute, score } of outcome.findings) raise(attribute, score);
  }
  return highest;
}
