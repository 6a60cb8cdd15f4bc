import { type Lemma, marks, sought } from './vocabulary.js';

/**
 * What a text's words call for, as marks: likeness or death wish where a phrase's rarest word stands beside one of its
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

/** Whether some phrase may hold the word at `k`, by the words beside it. Of contractions it says so unseen. */
function stands(lemmas: readonly Lemma[], k: number): boolean {
  const { beside, parts } = lemmas[k]!;
  if (!beside || parts) return true;
  const [before, after] = [lemmas[k - 1], lemmas[k + 1]];
  return (
    (before !== undefined && (before.parts !== undefined || beside.has(before.text))) ||
    (after !== undefined && (after.parts !== undefined || beside.has(after.text)))
  );
}
