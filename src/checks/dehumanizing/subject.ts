import { tags } from './grammar.js';
import type { Reading } from './reading.js';
import { breaks } from './tokens.js';

/** What stands before a verb. */
export interface Subject {
  readonly kind: 'person' | 'self' | 'pointing' | 'thing' | 'none';
  /** Token range of the words that name it. */
  readonly first: number;
  readonly last: number;
  readonly negated: boolean;
}

const farthest = 14;
const abstractEnding = /(tion|sion|ment|ness|ity|ism|ship|ance|ence|ology|ing|age|ure|ics)s?$/;

/** Reads the subject of the verb at `verb`: walks left over adverbs, helpers and negations to the words that name it. */
export function subjectOf(reading: Reading, verb: number): Subject {
  const { tokens, from } = reading;
  const start = clauseStart(reading, verb);
  let negated = false;
  let k = verb - 1;
  const helpers =
    tags.adverb | tags.modal | tags.auxiliary | tags.be | tags.become | tags.negator | tags.call;
  for (; k >= start; k--) {
    const bits = tokens[k]!.tags;
    if (bits & tags.negator) negated = true;
    if (bits & (tags.third | tags.you | tags.self | tags.person | tags.demonstrative | tags.it)) break;
    if (!(bits & helpers)) break;
  }
  const none: Subject = { kind: 'none', first: verb, last: verb, negated };
  if (k < start) return none;
  const token = tokens[k]!;
  const named = (kind: Subject['kind'], first: number, last = k): Subject => ({
    kind,
    first,
    last,
    negated: negated || deniesAll(reading, start, k),
  });
  if (token.tags & tags.relative && k > from[verb]! && token.text !== 'that')
    return antecedent(reading, k, negated);
  if (token.tags & tags.self) return named('self', k);
  if (token.tags & (tags.third | tags.you)) return named('person', k);
  if (token.tags & tags.it) return named('thing', k);
  if (token.tags & tags.demonstrative) return named('pointing', k);
  const head = firstPerson(reading, start, k);
  if (head >= 0) return named(reading.tokens[head]!.tags & tags.self ? 'self' : 'person', head, head);
  if (token.tags & tags.person) return named('person', phraseStart(reading, k, start));
  if (isName(reading, k, start)) return named('person', k);
  const before = tokens[k - 1];
  if (k > start && before!.tags & tags.demonstrative && manyWords.has(before!.text))
    return named('pointing', k - 1);
  return named('thing', k);
}

/** The first word for people in the clause, if it heads the subject: "anyone who hurts a dog is …". */
function firstPerson({ tokens }: Reading, start: number, end: number): number {
  for (let k = start; k <= end && k < start + 5; k++) {
    const bits = tokens[k]!.tags;
    if (bits & (tags.third | tags.person | tags.you)) {
      const next = tokens[k + 1];
      if (k < end && next && next.tags & tags.person) continue;
      if (k < end && next && next.text === "'s") return -1;
      return k;
    }
    if (bits & tags.self && !(bits & tags.kin)) return k;
    const skips =
      tags.article |
      tags.demonstrative |
      tags.possessive |
      tags.adverb |
      tags.elided |
      tags.partitive |
      tags.conjunction;
    if (tokens[k]!.text === 'of' || tokens[k]!.text === 'like') continue;
    if (bits & skips) continue;
    if (bits & (tags.preposition | tags.be | tags.abstract)) return -1;
  }
  return -1;
}

function antecedent({ tokens, from }: Reading, relative: number, negated: boolean): Subject {
  const k = relative - 1;
  const bits = k >= from[relative]! ? tokens[k]!.tags : 0;
  const kind = bits & tags.self ? 'self' : 'person'; // "who" speaks of people
  return { kind, first: bits ? k : relative, last: bits ? k : relative, negated };
}

/** First token of the clause that holds `at`: after the last comma, stop or joining word that opens a new clause. */
export function clauseStart({ tokens, from }: Reading, at: number): number {
  const start = Math.max(from[at]!, at - farthest);
  for (let k = at; k > start; k--) {
    if (tokens[k]!.parted >= breaks.comma) return k;
    const before = tokens[k - 1]!;
    if (before.tags & tags.subordinator || before.text === 'but' || before.text === 'than') return k;
    if (before.tags & tags.say && before.tags === tags.say) return k;
  }
  return start;
}

function phraseStart({ tokens }: Reading, head: number, start: number): number {
  for (let k = head; k > start; k--)
    if (tokens[k - 1]!.tags & (tags.article | tags.demonstrative | tags.possessive)) return k - 1;
  return head;
}

/** Whether the token reads as a name: capital, unknown, and no word for a thing. */
function isName({ tokens }: Reading, k: number, start: number): boolean {
  const token = tokens[k]!;
  if (!token.capital || token.tags & tags.abstract || abstractEnding.test(token.text)) return false;
  if (token.tags & (tags.preposition | tags.question | tags.subordinator)) return false;
  if (k === start) return true;
  const before = tokens[k - 1]!;
  return before.capital || !(before.tags & (tags.article | tags.demonstrative | tags.possessive));
}

function deniesAll({ tokens }: Reading, start: number, end: number): boolean {
  for (let k = start; k <= end && k < start + 4; k++)
    if (noOne.has(tokens[k]!.text) || (tokens[k]!.text === 'no' && tokens[k + 1]?.text === 'one'))
      return true;
  return false;
}
const noOne = new Set(['nobody', 'none', 'no-one', 'neither', 'no', 'not']);

const manyWords = new Set(['these', 'those', 'them']);
