import type { Finding, Scores, Severity } from '../../domain/finding.js';
import { overlap } from '../../domain/span.js';
import type { Evidence } from './evidence.js';
import { tags } from './grammar.js';
import { noteFor } from './note.js';
import type { Candidate, Reading } from './reading.js';
import { type Readings, readingsOf } from './readings.js';
import type { Slot } from './slots/slot.js';
import { breaks, type Token } from './tokens.js';
import { isLiteral, isTheStory } from './vetoes/literal.js';
import { isCopied } from './voice.js';
import type { Weigher } from './weights.js';

/** A finding, and how surely a reader found its person: of overlapping ones the surest has the best span. */
export interface Ranked {
  readonly finding: Finding;
  readonly rank: number;
}

/** What a comparison is judged by. */
export interface Judge {
  readonly evidence: Evidence;
  readonly weigher: Weigher;
}

/**
 * What the comparisons of a comment come to: each is weighed by all that the named readers see (evidence.ts), and is a
 * finding from the weigher's threshold on.
 */
export function findingsOf(reading: Reading, candidates: readonly Candidate[], judge: Judge): Ranked[] {
  const nouns = new Set(candidates.flatMap(({ last, meaning }) => (meaning.kind === 'noun' ? [last] : [])));
  const found = candidates.flatMap((candidate) => {
    const readings = readingsOf(reading, candidate);
    if (saidElsewhere(reading, candidate, readings)) return [];
    judge.evidence.gather(reading, candidate, readings);
    const score = judge.weigher.score(judge.evidence.found);
    if (score < judge.weigher.threshold) return [];
    const finding = toFinding(reading, candidate, {
      ...readings.slot,
      first: afterOthers(reading, candidate, readings.slot.first, nouns),
      score: Math.round(score * 1000) / 1000,
    });
    return [
      { finding, rank: readings.stands?.score ?? 0, entry: candidate.meaning.id, by: readings.slot.by },
    ];
  });
  const sure = new Set(found.filter(({ by }) => !presuming.has(by)).map(({ entry }) => entry));
  return found.filter(({ by, entry }) => !(presuming.has(by) && sure.has(entry)));
}

/** No person stands in the slot: what is so presumed is left out where the same is said of them more surely. */
const presuming = new Set(['presumed', 'none']);

/** What article and parent comment decide outright: words copied from them, and beasts that the story is about. */
function saidElsewhere(reading: Reading, candidate: Candidate, { vetoes, slots }: Readings): boolean {
  if (isCopied(reading, candidate)) return true;
  return vetoes.includes(isLiteral) && !slots[0]?.explicit && isTheStory(reading, candidate);
}

function toFinding({ tokens, raw }: Reading, { meaning }: Candidate, slot: Slot): Finding {
  const target =
    slot.target && raw.slice(tokens[slot.target[0]]!.span.start, tokens[slot.target[1]]!.span.end);
  const from = tokens[slot.first]!.text === "n't" ? slot.first - 1 : slot.first;
  const short = target !== undefined && target.length <= 40 ? target : undefined;
  return {
    rule: `dehumanizing/${meaning.class}`,
    attribute: 'DEHUMANIZATION',
    span: {
      start: tokens[Math.max(0, from)]!.span.start,
      end: tokens[meaning.kind === 'noun' ? lairEnd(tokens, slot.last) : slot.last]!.span.end,
    },
    score: slot.score,
    severity: severityOf(meaning.severity, slot, slot.target ? tokens[slot.target[1]]!.tags : 0),
    note: noteFor(meaning.class, short),
  };
}

/** "Vermin, scum": what is listed before a comma is a picture of its own, and no adjective of the next. */
function afterOthers(
  { tokens }: Reading,
  candidate: Candidate,
  first: number,
  nouns: ReadonlySet<number>,
): number {
  for (let k = candidate.first - 1; k >= first; k--)
    if (tokens[k + 1]!.parted === breaks.comma && nouns.has(k)) return k + 1;
  return first;
}

/** "A demon from the pit", "scum of the earth": where it is from belongs to the picture. */
function lairEnd(tokens: readonly Token[], last: number): number {
  const preposition = tokens[last + 1];
  if (!preposition || preposition.parted > breaks.none || !origins.has(preposition.text)) return last;
  for (let k = last + 2; k <= last + 4 && k < tokens.length; k++) {
    if (tokens[k]!.parted > breaks.none) return last;
    if (lairs.has(tokens[k]!.text)) return k;
  }
  return last;
}
const origins = new Set(['from', 'of', 'out', 'straight']);
const lairs = new Set(
  'hell pit pits hades abyss gutter gutters sewer sewers swamp slime depths earth underworld'.split(' '),
);

/** A weak single metaphor is mild; the same of a group by faith, origin or sex is severe. */
function severityOf(base: Severity, slot: Slot, targetTags: number): Severity {
  if (targetTags & tags.identity) return 'severe';
  return slot.score < 0.6 ? 'mild' : base;
}

/** Keeps the best of overlapping findings (a call to act, then the surest, then the longest), in text order. */
export function withoutOverlaps(found: readonly Ranked[]): Finding[] {
  const length = ({ finding: { span } }: Ranked): number => span.end - span.start;
  const best = found.toSorted(
    (a, b) => rankOf(b) - rankOf(a) || length(b) - length(a) || a.finding.span.start - b.finding.span.start,
  );
  const taken: Finding[] = [];
  for (const { finding } of best)
    if (taken.length < mostFindings && !taken.some(({ span }) => overlap(span, finding.span)))
      taken.push(finding);
  return taken.sort((a, b) => a.span.start - b.span.start);
}

/** A call to act outranks what the people are called in it. */
const rankOf = ({ finding: { rule }, rank }: Ranked): number =>
  rank + (rule === 'dehumanizing/extermination' && rank > 0 ? 1 : 0);
/** More findings than these tell a moderator nothing more. */
const mostFindings = 50;

/** One number an attribute: the chance that at least one finding holds; another finding never lowers it. */
export function summarize(findings: readonly Finding[]): Scores {
  const scores: Partial<Record<'DEHUMANIZATION' | 'THREAT', number>> = { DEHUMANIZATION: 0 };
  for (const attribute of ['DEHUMANIZATION', 'THREAT'] as const) {
    let none = 1;
    let seen = false;
    // Findings of one comment are not independent: each further one counts a third.
    const sorted = findings
      .filter((finding) => finding.attribute === attribute)
      .map(({ score }) => score)
      .sort((a, b) => b - a);
    sorted.forEach((score, k) => {
      none *= 1 - (k === 0 ? score : score / 3);
      seen = true;
    });
    if (seen) scores[attribute] = Math.round((1 - none) * 1000) / 1000;
  }
  return scores;
}
