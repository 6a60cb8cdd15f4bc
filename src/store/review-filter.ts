import type { Case } from '../domain/case.js';
import type { Attribute } from '../domain/finding.js';
import type { Verdict } from '../domain/verdict.js';
import type { ReviewFilter } from './comment-store.js';

/** Whether the filter asks for more than site and action, which the indices know. */
export function looksInside(filter: ReviewFilter): boolean {
  const { attribute, minScore, maxScore, state, article, author, language, minAge, maxAge, text } = filter;
  return [
    attribute,
    minScore,
    maxScore,
    state === 'appealed' ? undefined : state,
    article,
    author,
    language,
    minAge,
    maxAge,
    text,
  ].some((condition) => condition !== undefined);
}

/**
 * Whether a case is one that the filter asks for, site and action apart. An attribute alone asks for verdicts that are
 * about it: a model gives every text some score on every attribute.
 */
export function isAskedFor(found: Case, filter: ReviewFilter, nowMs: number): boolean {
  const { attribute, minScore, maxScore, state, article, author, language, minAge, maxAge, text } = filter;
  const { comment, verdict, decision } = found;
  const scored = minScore !== undefined || maxScore !== undefined;
  if (scored) {
    if (!verdict) return false;
    const score = highestScore(verdict, attribute);
    if (score < (minScore ?? 0) || score > (maxScore ?? 1)) return false;
  } else if (attribute !== undefined && !(verdict && isAbout(verdict, attribute))) return false;
  if (state === 'escalated' && decision?.ruling !== 'escalate') return false;
  if (state === 'failed' && !verdict?.outcomes.some(({ status }) => status === 'failed')) return false;
  if (article !== undefined && comment.article?.id !== article && comment.article?.url !== article)
    return false;
  if (author !== undefined && comment.author !== author) return false;
  if (language !== undefined && !speaks(comment.language, language)) return false;
  if (minAge !== undefined || maxAge !== undefined) {
    const age = (nowMs - Date.parse(comment.receivedAt)) / 1000;
    if (age < (minAge ?? 0) || age > (maxAge ?? Number.POSITIVE_INFINITY)) return false;
  }
  return text === undefined || comment.text.toLowerCase().includes(text.toLowerCase());
}

function speaks(tag: string | undefined, asked: string): boolean {
  const [own, wanted] = [tag?.toLowerCase(), asked.toLowerCase()];
  return own === wanted || own?.startsWith(`${wanted}-`) === true;
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
export function highestScore({ outcomes }: Pick<Verdict, 'outcomes'>, attribute?: Attribute): number {
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
