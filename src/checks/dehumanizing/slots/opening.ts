import { tags } from '../grammar.js';
import { intensifiers } from '../noun-phrase.js';
import type { Reading } from '../reading.js';
import { breaks } from '../tokens.js';

/** The edge, moved left over words that only press or place: "absolute", "proper", "bloody", "what a bunch of". */
export function opening({ tokens }: Reading, edge: number, start: number): number {
  let k = edge;
  while (
    k > start &&
    tokens[k]!.parted < breaks.comma &&
    (tokens[k - 1]!.tags & (tags.adverb | tags.elided) ||
      intensifiers.has(tokens[k - 1]!.text) ||
      some.has(tokens[k - 1]!.text)) &&
    !(tokens[k - 1]!.tags & tags.negator)
  )
    k--;
  return k;
}

/** Words before a single one of many: "some toad in the planning office". */
export const some: ReadonlySet<string> = new Set(['some', 'any', 'one', 'every']);
