import { hashOf } from '../../text/words.js';
import { EvidenceKeys, type Note } from './evidence-keys.js';
import type { EvidenceKind } from './evidence-kinds.js';
import { tags } from './grammar.js';
import type { NounPhrase } from './noun-phrase.js';
import { type Candidate, hasCue, type Reading } from './reading.js';
import type { Readings } from './readings.js';
import type { Sense, Senses } from './senses.js';
import { subjectOf } from './subject.js';
import { breaks, type Token } from './tokens.js';

/** Words near a comparison that are evidence, and how far earlier and later sentences are looked at. */
const farthestBeside = 4;
const farthestSaid = 12;
const farthestVerb = 8;
const mostSights = 10;

/**
 * Gathers everything seen around a comparison that tells whether it denies people their humanity, as keys. The same
 * comparison always gives the same evidence. Bounded work a comparison.
 */
export class Evidence {
  readonly found: EvidenceKeys;
  #reading: Reading | undefined;
  /** The words of the comment that is read, as far as they were asked for. */
  #words: (SeenWord | undefined)[] = [];

  /** @param note told of every key and what it stands for: the training tool writes them down */
  constructor(
    readonly senses: Senses,
    note?: Note,
  ) {
    this.found = new EvidenceKeys(note);
  }

  gather(reading: Reading, candidate: Candidate, readings: Readings): void {
    this.found.clear();
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

  /** The word of a token, what kind of word it is, and what words it is used like. */
  #word(kind: EvidenceKind, at: number): void {
    this.#words[at] ??= seenWord(this.#reading!.tokens[at]!.text, this.senses);
    const { hash, text, sense } = this.#words[at]!;
    this.found.put(kind, hash, text, 0, '');
    if (!sense) return;
    this.found.put(kind, sense.kindHash, sense.kind, 0, '');
    this.found.put(kind, sense.alikeHash, sense.alike, 0, '');
    this.found.put(kind, sense.nearHash, sense.near, 0, '');
  }

  #ofReaders(reading: Reading, { meaning, first, last }: Candidate, readings: Readings): void {
    const { tokens } = reading;
    const { slots, vetoes, stands } = readings;
    const top = slots[0];
    const by = top?.by ?? 'none';
    const form = formOf(meaning);
    this.found.add('bias', '');
    this.found.add('class', meaning.class);
    this.found.add('entry', meaning.id);
    this.found.add('form', form);
    this.#word('word', last);
    if (first !== last) this.found.add('opening', tokens[first]!.text);
    this.found.add('rules', stands ? 'stand' : top ? 'vetoed' : 'none');
    this.found.add('by', by);
    this.found.add('by class', by, meaning.class);
    this.found.add('entry by', meaning.id, by);
    this.found.add('by form', by, form);
    if (stands) this.found.add('stands by', stands.by);
    if (stands) this.found.add('sure', String(Math.floor(stands.score * 10)));
    for (const slot of slots) this.found.add('slot', slot.by);
    if (slots.length > 1) this.found.add('slots', String(Math.min(4, slots.length)));
    if (top?.explicit) this.found.add('top', 'explicit');
    if (top?.endorsed) this.found.add('top', 'endorsed');
    if (top?.self) this.found.add('top', 'self');
    if (top?.negated) this.found.add('top', 'negated');
    if (top?.target) this.#word('target', top.target[1]);
    for (const veto of vetoes) {
      this.found.add('veto', veto.name);
      this.found.add('veto by', veto.name, by);
      this.found.add('veto explicit', veto.name, String(top?.explicit ?? false));
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
      if (left - k < start) this.found.add(lefts[k]!, seen);
      else this.#word(lefts[k]!, left - k);
      if (k === 1) this.found.add('left1 class', seen, meaning.class);
      if (k === 1) this.found.add('left1 form', seen, form);
      if (left - k < start) break;
      if (k === 2) this.found.add('left2 left1', seen, tokens[left - 1]!.text);
      this.#word('left', left - k);
    }
    for (let k = 1; k <= farthestBeside; k++) {
      const seen = last + k >= end ? 'close' : tokens[last + k]!.text;
      if (last + k >= end) this.found.add(rights[k]!, seen);
      else this.#word(rights[k]!, last + k);
      if (k === 1) this.found.add('right1 form', seen, form);
      if (last + k >= end) break;
      if (k === 2) this.found.add('right1 right2', tokens[last + 1]!.text, seen);
      this.#word('right', last + k);
    }
    const determiner = phrase.determiner >= 0 ? tokens[phrase.determiner]!.text : 'none';
    this.found.add('determiner', determiner);
    this.found.add('determiner form', determiner, form);
    for (let k = phrase.first; k < first; k++) this.#word('adjective', k);
    if (phrase.peopleBefore >= 0) this.found.add('people', 'before');
  }

  #ofPlace(reading: Reading, { meaning, first, last }: Candidate, { edge }: NounPhrase): void {
    const { tokens, from, to } = reading;
    const start = from[first]!;
    const end = to[last]!;
    const closes = last + 1 >= end;
    const place = `${edge === start ? 'opens' : ''}${closes ? 'closes' : ''}`;
    this.found.add('place', place);
    this.found.add('place form', place, formOf(meaning));
    this.found.add('before', parting(tokens[edge]));
    this.found.add('after', closes ? markAfter(reading, last) : parting(tokens[last + 1]));
    this.found.add('length', String(Math.min(6, Math.floor((end - start) / 4))));
    if (start === 0) this.found.add('sentence', 'first');
    if (end === tokens.length) this.found.add('sentence', 'last');
    if (tokens[first]!.capital && first > start)
      this.found.add('capital', tokens[first]!.shouted ? 'shouted' : 'inside');
    if (reading.quoted[first]) this.found.add('quoted', '');
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
    this.found.add('person', who);
    this.found.add('person away', who, String(Math.min(6, nearest)));
    this.found.add('person form', who, formOf(meaning));
    this.found.add('person class', who, meaning.class);
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
      if (hasCue(reading, cue, start, end)) this.found.add('cue entry', cue, meaning.id);
      else if (hasCue(reading, cue, 0, tokens.length)) this.found.add('cue entry', `far ${cue}`, meaning.id);
      if (hasCue(reading, cue, start, first)) this.found.add('cue', cue, 'before');
      if (hasCue(reading, cue, last + 1, end)) this.found.add('cue', cue, 'after');
      if (hasCue(reading, cue, 0, start)) this.found.add('cue', cue, 'earlier');
      if (hasCue(reading, cue, end, tokens.length)) this.found.add('cue', cue, 'later');
    }
    const { group } = meaning;
    if (!group) return;
    let weighed = 0;
    for (const sight of reading.lookAlikes.sights) {
      if (!sight.groups.includes(group) || (sight.first <= last && sight.last >= first)) continue;
      const here = sight.first >= start && sight.last < end;
      this.found.add('literal', sight.near ? 'weak' : 'sure', here ? 'here' : 'there');
      if (++weighed === mostSights) break;
    }
    if (reading.lookAlikes.praised.has(group)) this.found.add('praised', meaning.class);
  }

  /** The linking verb before it, and its subject. */
  #ofSubject(reading: Reading, { meaning, first }: Candidate, { edge }: NounPhrase): void {
    const { tokens, from } = reading;
    for (let k = edge - 1; k >= from[first]! && edge - k < farthestVerb; k--) {
      if (!(tokens[k]!.tags & (tags.be | tags.become))) continue;
      const { kind, negated, last } = subjectOf(reading, k);
      this.found.add('subject', kind, negated ? 'negated' : '');
      this.found.add('subject form', kind, formOf(meaning));
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
