import { Evidence } from '../../src/checks/dehumanizing/evidence.js';
import type { EvidenceKind } from '../../src/checks/dehumanizing/evidence-kinds.js';
import { type Lexicons, loadLexicons } from '../../src/checks/dehumanizing/lexicon.js';
import { looker } from '../../src/checks/dehumanizing/look.js';
import { noArticle, Reading } from '../../src/checks/dehumanizing/reading.js';
import { readingsOf } from '../../src/checks/dehumanizing/readings.js';
import { readSenses } from '../../src/checks/dehumanizing/senses.js';
import type { Span } from '../../src/domain/span.js';
import { Text } from '../../src/text/text.js';

/** A comparison and the evidence for it. */
export interface Example {
  readonly keys: Int32Array;
  readonly span: Span;
  readonly class: string;
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
  const look = looker(lexicons);
  const evidence = new Evidence(readSenses(), (key, kind, seen, also) => {
    if (!names.has(key)) names.set(key, { kind, seen, also });
  });
  return (raw) => {
    const seen = look(new Text(raw));
    if (!seen) return [];
    const { tokens, candidates } = seen;
    const reading = new Reading(raw, tokens, {}, lexicons, () => noArticle);
    return candidates.map((candidate) => {
      const readings = readingsOf(reading, candidate);
      evidence.gather(reading, candidate, readings);
      const { keys, size } = evidence.found;
      const { slot } = readings;
      return {
        keys: keys.slice(0, size),
        span: { start: tokens[Math.max(0, slot.first)]!.span.start, end: tokens[slot.last]!.span.end },
        class: candidate.meaning.class,
      };
    });
  };
}
