import { Evidence, type EvidenceKind } from '../../src/checks/dehumanizing/evidence.js';
import { type Lexicons, loadLexicons } from '../../src/checks/dehumanizing/lexicon.js';
import { noArticle, Reading } from '../../src/checks/dehumanizing/reading.js';
import { bare, readingsOf } from '../../src/checks/dehumanizing/readings.js';
import { readSenses } from '../../src/checks/dehumanizing/senses.js';
import { signs } from '../../src/checks/dehumanizing/signs.js';
import { tokenize } from '../../src/checks/dehumanizing/tokens.js';
import { marks } from '../../src/checks/dehumanizing/vocabulary.js';
import type { Span } from '../../src/domain/span.js';
import { Text } from '../../src/text/text.js';

/** A comparison and the evidence for it. */
export interface Example {
  readonly keys: Int32Array;
  readonly span: Span;
  readonly class: string;
  readonly stands: boolean;
  readonly id: string;
}

export interface Named {
  readonly kind: EvidenceKind;
  readonly seen: string;
  readonly also: string;
}

/** Reads a comment's comparisons as the check does, and writes down what each key stands for. */
export function extractor(
  names: Map<number, Named>,
  lexicons: Lexicons = loadLexicons(),
): (raw: string) => Example[] {
  const isEmoji = (symbol: string): boolean => lexicons.emoji.has(symbol) || lexicons.tagOf.has(symbol);
  const evidence = new Evidence(readSenses(), (key, kind, seen, also) => {
    if (!names.has(key)) names.set(key, { kind, seen, also });
  });
  return (raw) => {
    const text = new Text(raw);
    const lemmas = lexicons.vocabulary.words(text.words);
    const sign = signs(lemmas);
    const tokens = tokenize(text, lexicons.vocabulary, isEmoji, lemmas);
    const candidates = lexicons.likenesses.sightings(tokens);
    if (sign & marks.thing) candidates.push(...lexicons.things.sightings(tokens));
    const reading = new Reading(raw, tokens, {}, lexicons, () => noArticle);
    return candidates.map((candidate) => {
      const readings = readingsOf(reading, candidate);
      evidence.gather(reading, candidate, readings);
      const slot = readings.stands ?? readings.slots[0] ?? bare(candidate, readings.phrase.first);
      return {
        keys: evidence.keys.slice(0, evidence.size),
        span: { start: tokens[Math.max(0, slot.first)]!.span.start, end: tokens[slot.last]!.span.end },
        class: candidate.meaning.class,
        stands: readings.stands !== undefined,
        id: candidate.meaning.id,
      };
    });
  };
}
