import { type Lemma, marks, sought } from './vocabulary.js';

/**
 * What a text's words call for, as marks: likeness or death wish where a phrase's rarest word stands near one of its
 * other words, thing where also a cue tells of a person. 0: there is nothing to find among the words.
 */
export function signs(lemmas: readonly Lemma[]): number {
  let all = 0;
  let seen = 0;
  for (let k = 0; k < lemmas.length; k++) {
    const lemma = lemmas[k]!;
    if (lemma.marks === 0) continue;
    all |= lemma.marks;
    if (lemma.marks & sought && stands(lemmas, k)) seen |= lemma.marks & sought;
  }
  return all & marks.personCue ? seen | (all & marks.thing) : seen;
}

/** Whether some phrase may hold the word at `k`, or a piece of it, by the words near it. */
function stands(lemmas: readonly Lemma[], k: number): boolean {
  const { company, parts } = lemmas[k]!;
  if (!parts) return accompanied(lemmas, k, company);
  return parts.some(
    (part) =>
      part.marks & sought &&
      (accompanied(lemmas, k, part.company) ||
        parts.some(({ text }) => part.company?.words.has(text) === true)),
  );
}

function accompanied(lemmas: readonly Lemma[], k: number, company: Lemma['company']): boolean {
  if (!company) return true;
  const last = Math.min(lemmas.length - 1, k + company.reach);
  for (let at = Math.max(0, k - company.reach); at <= last; at++)
    if (at !== k && holds(lemmas[at]!, company.words)) return true;
  return false;
}

function holds({ text, parts }: Lemma, words: ReadonlySet<string>): boolean {
  return parts ? parts.some((part) => words.has(part.text)) : text !== '' && words.has(text);
}
