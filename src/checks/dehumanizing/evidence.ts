import { hashOf } from '../../text/words.js';
import { tags } from './grammar.js';
import type { NounPhrase } from './noun-phrase.js';
import { type Candidate, hasCue, type Reading } from './reading.js';
import type { Sense, Senses } from './senses.js';
import type { Slot } from './slots/slot.js';
import { subjectOf } from './subject.js';
import { breaks, type Token } from './tokens.js';
import type { Veto } from './vetoes.js';

/** What the named readers say of a comparison. */
export interface Readings {
  readonly phrase: NounPhrase;
  /** Every slot that the comparison stands in, surest first. */
  readonly slots: readonly Slot[];
  /** What speaks against the surest slot. */
  readonly vetoes: readonly Veto[];
  /** The slot that no veto speaks against. */
  readonly stands: Slot | undefined;
}

/** Kinds of evidence, in the order of their numbers. A kind with two words in its name is seen in two parts. */
export const evidenceKinds = [
  'bias',
  'class',
  'entry',
  'form',
  'word',
  'opening',
  'rules',
  'by',
  'by class',
  'by form',
  'stands by',
  'sure',
  'slot',
  'slots',
  'top',
  'target',
  'veto',
  'veto by',
  'veto explicit',
  'left1',
  'left2',
  'left3',
  'left4',
  'left',
  'left1 class',
  'left1 form',
  'left2 left1',
  'right1',
  'right2',
  'right3',
  'right4',
  'right',
  'right1 form',
  'right1 right2',
  'determiner',
  'determiner form',
  'adjective',
  'people',
  'place',
  'place form',
  'before',
  'after',
  'length',
  'sentence',
  'capital',
  'quoted',
  'said before',
  'said after',
  'person',
  'person away',
  'person form',
  'earlier',
  'later',
  'next',
  'start',
  'cue',
  'literal',
  'praised',
  'subject',
  'subject form',
  'subject word',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
const number = Object.fromEntries(evidenceKinds.map((kind, at) => [kind, at])) as Record<
  EvidenceKind,
  number
>;

/** One number for a piece of evidence: its kind and the one or two words seen. MurmurHash3's finalizer (Appleby 2011). */
export function keyOf(kind: number, seen: number, also: number): number {
  let key = Math.imul(kind + 1, 0x9e3779b1) ^ seen ^ Math.imul(also, 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35);
  return (key ^ (key >>> 16)) | 0;
}

/** Words near a comparison that are evidence, and how far earlier and later sentences are looked at. */
const farthestBeside = 4;
const farthestSaid = 12;
const farthestVerb = 8;
const mostSights = 10;
/** More than the readers can give; a power of two. */
const mostEvidence = 1024;

/**
 * Gathers everything seen around a comparison that tells whether it denies people their humanity, as keys. The same
 * comparison always gives the same evidence. Bounded work a comparison.
 */
export class Evidence {
  readonly keys = new Int32Array(mostEvidence);
  size = 0;
  /** A hash table that is emptied by counting rounds. */
  readonly #places = new Int32Array(mostEvidence * 2);
  readonly #rounds = new Uint32Array(mostEvidence * 2);
  #round = 0;
  #reading: Reading | undefined;
  /** The words of the comment that is read, as far as they were asked for. */
  #words: (SeenWord | undefined)[] = [];

  /** @param note told of every key and what it stands for: the training tool writes them down */
  constructor(
    readonly senses: Senses,
    readonly note?: (key: number, kind: EvidenceKind, seen: string, also: string) => void,
  ) {}

  gather(reading: Reading, candidate: Candidate, readings: Readings): void {
    this.size = 0;
    this.#round++;
    if (this.#reading !== reading) {
      this.#reading = reading;
      this.#words = new Array(reading.tokens.length).fill(undefined);
    }
    this.#ofReaders(reading, candidate, readings);
    this.#ofWordsBeside(reading, candidate, readings.phrase);
    this.#ofPlace(reading, candidate, readings.phrase);
    this.#ofSentence(reading, candidate, readings.phrase);
    this.#ofComment(reading, candidate);
    this.#ofSubject(reading, candidate, readings.phrase);
  }

  #add(kind: EvidenceKind, seen: string, also = ''): void {
    this.#put(kind, hashOf(seen), seen, also === '' ? 0 : hashOf(also), also);
  }

  #put(kind: EvidenceKind, hash: number, seen: string, alsoHash: number, also: string): void {
    const key = keyOf(number[kind], hash, alsoHash);
    this.note?.(key, kind, seen, also);
    if (this.size < mostEvidence && this.#isNew(key)) this.keys[this.size++] = key;
  }

  /** The same evidence counts once. */
  #isNew(key: number): boolean {
    const mask = this.#places.length - 1;
    let place = key & mask;
    while (this.#rounds[place] === this.#round) {
      if (this.#places[place] === key) return false;
      place = (place + 1) & mask;
    }
    this.#rounds[place] = this.#round;
    this.#places[place] = key;
    return true;
  }

  /** The word of a token, what kind of word it is, and what words it is used like. */
  #word(kind: EvidenceKind, at: number): void {
    this.#words[at] ??= seenWord(this.#reading!.tokens[at]!.text, this.senses);
    const { hash, text, sense } = this.#words[at]!;
    this.#put(kind, hash, text, 0, '');
    if (!sense) return;
    this.#put(kind, sense.kindHash, sense.kind, 0, '');
    this.#put(kind, sense.alikeHash, sense.alike, 0, '');
    this.#put(kind, sense.nearHash, sense.near, 0, '');
  }

  #ofReaders(reading: Reading, { meaning, first, last }: Candidate, readings: Readings): void {
    const { tokens } = reading;
    const { slots, vetoes, stands } = readings;
    const top = slots[0];
    const by = top?.by ?? 'none';
    const form = formOf(meaning);
    this.#add('bias', '');
    this.#add('class', meaning.class);
    this.#add('entry', meaning.id);
    this.#add('form', form);
    this.#word('word', last);
    if (first !== last) this.#add('opening', tokens[first]!.text);
    this.#add('rules', stands ? 'stand' : top ? 'vetoed' : 'none');
    this.#add('by', by);
    this.#add('by class', by, meaning.class);
    this.#add('by form', by, form);
    if (stands) this.#add('stands by', stands.by);
    if (stands) this.#add('sure', String(Math.floor(stands.score * 10)));
    for (const slot of slots) this.#add('slot', slot.by);
    if (slots.length > 1) this.#add('slots', String(Math.min(4, slots.length)));
    if (top?.explicit) this.#add('top', 'explicit');
    if (top?.endorsed) this.#add('top', 'endorsed');
    if (top?.self) this.#add('top', 'self');
    if (top?.negated) this.#add('top', 'negated');
    if (top?.target) this.#word('target', top.target[1]);
    for (const veto of vetoes) {
      this.#add('veto', veto.name);
      this.#add('veto by', veto.name, by);
      this.#add('veto explicit', veto.name, String(top?.explicit ?? false));
    }
  }

  #ofWordsBeside(
    { tokens, from, to }: Reading,
    { meaning, first, last }: Candidate,
    phrase: NounPhrase,
  ): void {
    const form = formOf(meaning);
    const start = from[first]!;
    const end = to[last]!;
    const left = phrase.edge;
    for (let k = 1; k <= farthestBeside; k++) {
      const seen = left - k < start ? 'open' : tokens[left - k]!.text;
      if (left - k < start) this.#add(lefts[k]!, seen);
      else this.#word(lefts[k]!, left - k);
      if (k === 1) this.#add('left1 class', seen, meaning.class);
      if (k === 1) this.#add('left1 form', seen, form);
      if (left - k < start) break;
      if (k === 2) this.#add('left2 left1', seen, tokens[left - 1]!.text);
      this.#word('left', left - k);
    }
    for (let k = 1; k <= farthestBeside; k++) {
      const seen = last + k >= end ? 'close' : tokens[last + k]!.text;
      if (last + k >= end) this.#add(rights[k]!, seen);
      else this.#word(rights[k]!, last + k);
      if (k === 1) this.#add('right1 form', seen, form);
      if (last + k >= end) break;
      if (k === 2) this.#add('right1 right2', tokens[last + 1]!.text, seen);
      this.#word('right', last + k);
    }
    const determiner = phrase.determiner >= 0 ? tokens[phrase.determiner]!.text : 'none';
    this.#add('determiner', determiner);
    this.#add('determiner form', determiner, form);
    for (let k = phrase.first; k < first; k++) this.#word('adjective', k);
    if (phrase.peopleBefore >= 0) this.#add('people', 'before');
  }

  #ofPlace(reading: Reading, { meaning, first, last }: Candidate, { edge }: NounPhrase): void {
    const { tokens, from, to } = reading;
    const start = from[first]!;
    const end = to[last]!;
    const closes = last + 1 >= end;
    const place = `${edge === start ? 'opens' : ''}${closes ? 'closes' : ''}`;
    this.#add('place', place);
    this.#add('place form', place, formOf(meaning));
    this.#add('before', parting(tokens[edge]));
    this.#add('after', closes ? markAfter(reading, last) : parting(tokens[last + 1]));
    this.#add('length', String(Math.min(6, Math.floor((end - start) / 4))));
    if (start === 0) this.#add('sentence', 'first');
    if (end === tokens.length) this.#add('sentence', 'last');
    if (tokens[first]!.capital && first > start)
      this.#add('capital', tokens[first]!.shouted ? 'shouted' : 'inside');
    if (reading.quoted[first]) this.#add('quoted', '');
  }

  /** Who and what else is in the sentence, and who stands nearest. */
  #ofSentence(
    { tokens, from, to }: Reading,
    { meaning, first, last }: Candidate,
    { edge }: NounPhrase,
  ): void {
    const start = from[first]!;
    const end = to[last]!;
    let nearest = 99;
    let who = 'nobody';
    for (let k = start; k < end; k++) {
      if (k >= edge && k <= last) continue;
      const token = tokens[k]!;
      const away = k < edge ? edge - k : k - last;
      if (token.tags & people && !(token.tags & tags.it) && away < nearest) {
        nearest = away;
        who = `${peopleKind(token)} ${k < edge ? 'before' : 'after'}`;
      }
      if (away <= farthestSaid) this.#word(k < edge ? 'said before' : 'said after', k);
    }
    this.#add('person', who);
    this.#add('person away', who, String(Math.min(6, nearest)));
    this.#add('person form', who, formOf(meaning));
    this.#word('start', start);
  }

  #ofComment(reading: Reading, { meaning, first, last }: Candidate): void {
    const { tokens, from, to } = reading;
    const start = from[first]!;
    const end = to[last]!;
    for (let k = Math.max(0, start - farthestSaid); k < start; k++) this.#word('earlier', k);
    for (let k = end; k < Math.min(tokens.length, end + farthestSaid); k++) this.#word('later', k);
    if (end < tokens.length) this.#word('next', end);
    for (const cue of cues) {
      if (hasCue(reading, cue, start, first)) this.#add('cue', cue, 'before');
      if (hasCue(reading, cue, last + 1, end)) this.#add('cue', cue, 'after');
      if (hasCue(reading, cue, 0, start)) this.#add('cue', cue, 'earlier');
      if (hasCue(reading, cue, end, tokens.length)) this.#add('cue', cue, 'later');
    }
    const { group } = meaning;
    if (!group) return;
    let weighed = 0;
    for (const sight of reading.lookAlikes.sights) {
      if (!sight.groups.includes(group) || (sight.first <= last && sight.last >= first)) continue;
      const here = sight.first >= start && sight.last < end;
      this.#add('literal', sight.near ? 'weak' : 'sure', here ? 'here' : 'there');
      if (++weighed === mostSights) break;
    }
    if (reading.lookAlikes.praised.has(group)) this.#add('praised', meaning.class);
  }

  /** The linking verb before it, and its subject. */
  #ofSubject(reading: Reading, { meaning, first }: Candidate, { edge }: NounPhrase): void {
    const { tokens, from } = reading;
    for (let k = edge - 1; k >= from[first]! && edge - k < farthestVerb; k--) {
      if (!(tokens[k]!.tags & (tags.be | tags.become))) continue;
      const { kind, negated, last } = subjectOf(reading, k);
      this.#add('subject', kind, negated ? 'negated' : '');
      this.#add('subject form', kind, formOf(meaning));
      this.#word('subject word', last);
      return;
    }
  }
}

interface SeenWord {
  readonly text: string;
  readonly hash: number;
  readonly sense: Sense | undefined;
}

function seenWord(text: string, senses: Senses): SeenWord {
  return { text, hash: hashOf(text), sense: senses.of(text) };
}

const people = tags.third | tags.you | tags.person;
const lefts = ['left', 'left1', 'left2', 'left3', 'left4'] as const;
const rights = ['right', 'right1', 'right2', 'right3', 'right4'] as const;
const cues = ['report', 'reject', 'endorse', 'mock', 'fond', 'human', 'personcue'] as const;

function formOf({ kind, reach, needs, plural, mass }: Candidate['meaning']): string {
  return `${kind}-${reach}-${needs ?? ''}-${plural ? 'many' : mass ? 'mass' : 'one'}`;
}

function peopleKind({ tags: bits }: Token): string {
  if (bits & tags.identity) return 'group';
  if (bits & tags.offender) return 'offender';
  if (bits & tags.you) return 'you';
  if (bits & tags.third) return 'they';
  return 'people';
}

const parting = (token: Token | undefined): string => String(token?.parted ?? breaks.sentence);

/** The mark that follows the token: "!", "?" and the like. */
function markAfter({ raw, tokens }: Reading, at: number): string {
  const next = raw.slice(tokens[at]!.span.end, tokens[at]!.span.end + 3).trim();
  return next[0] ?? 'end';
}
