import { tags } from '../grammar.js';
import type { Candidate, Reading } from '../reading.js';
import type { Slot } from '../slots/slot.js';
import { clauseStart } from '../subject.js';
import { breaks } from '../tokens.js';
import type { Veto } from './veto.js';

/** Acts, laws, institutions, weather, goods: "the truck that did this is a monster", "subhuman wages", "that sequel". */
export const isThing: Veto = (reading, candidate, slot) => {
  const { kind } = candidate.meaning;
  if (slot.endorsed || slot.by === 'call' || kind === 'emoji' || kind === 'thing') return false;
  // "Hooligans are the cancer of this sport", "people like her infect every school": said of people already.
  const ofPeople = kind === 'verb' || (slot.by === 'copula' && slot.explicit);
  return (
    (!ofPeople && ofThing(reading, candidate)) ||
    saidOfThing(reading, candidate) ||
    namesThing(reading, candidate, slot)
  );
};

const people = tags.person | tags.third | tags.you | tags.self;
const linking = tags.be | tags.become;
const light =
  tags.adverb |
  tags.negator |
  tags.article |
  tags.partitive |
  tags.elided |
  tags.possessive |
  tags.auxiliary |
  tags.modal;

/** A word for a thing: and no word for people, nor one that stands for anybody. */
const isThingWord = ({ tokens }: Reading, k: number): boolean => {
  const { tags: bits, text } = tokens[k]!;
  return (
    ((bits & tags.abstract) !== 0 || (bits === 0 && abstractEnding.test(text))) &&
    !(bits & tags.person) &&
    !nobodyKnows.has(text)
  );
};
const abstractEnding = /[a-z]{3}(tion|sion|ment|ness|ism|ance|ence|ology|ship)s?$/;
const nobodyKnows = new Set(
  'one what which where here there everything something anything nothing whatever media government congress social today yesterday time everywhere politics'.split(
    ' ',
  ),
);

/** "Savage winds", "subhuman working conditions", "the dregs of the pot". */
function ofThing(reading: Reading, { last, meaning }: Candidate): boolean {
  const { tokens, to } = reading;
  let k = last + 1;
  if (k >= to[last]!) return false;
  if (tokens[k]!.parted === breaks.comma && meaning.kind === 'noun' && !meaning.plural)
    return (
      k + 1 < to[last]! &&
      tokens[k]!.tags === 0 &&
      tokens[k + 1]!.parted === breaks.none &&
      isThingWord(reading, k + 1)
    );
  if (tokens[k]!.parted > breaks.none) return false;
  if (tokens[k]!.text === 'of') {
    k++;
    while (k < to[last]! && tokens[k]!.tags & (tags.article | tags.possessive | tags.demonstrative)) k++;
    while (k < to[last]! && k - last < 5 && tokens[k]!.tags === 0 && tokens[k + 1]?.parted === breaks.none)
      k++;
    return k < to[last]! && isThingWord(reading, k) && !wide.has(tokens[k]!.text);
  }
  if ((meaning.plural && meaning.kind === 'noun') || tokens[last]!.tags & tags.preposition) return false;
  const next = isThingWord(reading, k) && !(tokens[k]!.tags & tags.verb);
  const second = tokens[k]!.tags === 0 && k + 1 < to[last]! && tokens[k + 1]!.parted === breaks.none;
  return (
    next ||
    (second &&
      tokens[k]!.text.length > 3 &&
      !/(s|ed|ly)$/.test(tokens[k]!.text) &&
      isThingWord(reading, k + 1) &&
      !(tokens[k + 1]!.tags & tags.verb))
  );
}
const wide = new Set(
  'nature life war politics hate hell crime religion islam internet twitter facebook'.split(' '),
);

/** The subject of the copula before is a thing: "the coffee they sell is the dregs". */
function saidOfThing(reading: Reading, { first }: Candidate): boolean {
  const { tokens, from } = reading;
  for (let k = first - 1; k >= from[first]! && first - k <= 8; k--) {
    const bits = tokens[k]!.tags;
    if (tokens[k + 1]!.parted >= breaks.clause) return false;
    if (bits & linking || senses.has(tokens[k]!.text)) return thingIsSubject(reading, k);
    if (!(bits & light) && bits !== 0 && !(bits & tags.simile)) return false;
  }
  return false;
}
const senses = new Set([
  'looks',
  'look',
  'looked',
  'tastes',
  'tasted',
  'smells',
  'smelled',
  'smelt',
  'sounds',
  'sounded',
  'feels',
]);

/** What opens a clause that only tells more of the noun before it: "the wing where they held him". */
const told = new Set(['where', 'which', 'that', 'when']);
function before({ tokens, from }: Reading, at: number): number {
  let k = at;
  while (k > from[at]! && at - k < 6 && tokens[k]!.parted < breaks.comma) k--;
  return k;
}

function thingIsSubject(reading: Reading, verb: number): boolean {
  const { tokens } = reading;
  const clause = clauseStart(reading, verb);
  const start = told.has(tokens[clause - 1]?.text ?? '') ? before(reading, clause - 1) : clause;
  for (let k = start; k < verb && k < start + 7; k++) {
    const { tags: bits } = tokens[k]!;
    if (bits & tags.person) {
      const next = tokens[k + 1]!;
      // "The prison food": people only tell what thing it is.
      if (k + 1 < verb && next.parted === breaks.none && (isThingWord(reading, k + 1) || next.text === "'s"))
        continue;
      return false;
    }
    if (bits & (tags.third | tags.you)) return false;
    if (bits & tags.self && !(bits & tags.kin)) return false;
    if (isThingWord(reading, k)) {
      const next = tokens[k + 1]!;
      // "The bus driver": the thing only tells who it is. "A city of animals" goes on as well.
      const more = next.tags & tags.person || (next.tags === 0 && !isThingWord(reading, k + 1));
      if (k + 1 < verb && next.parted === breaks.none && more) continue;
      return true;
    }
    if (bits & (tags.relative | tags.preposition | tags.subordinator) && k > start) return false;
  }
  return false;
}

/** "Spawn of Satan, that horror sequel", "Your new carpet? Vermin", "The bins: filth". */
function namesThing(reading: Reading, { first, last }: Candidate, slot: Slot): boolean {
  const { tokens, to } = reading;
  const next = last + 1;
  if (
    next < to[last]! &&
    tokens[next]!.parted >= breaks.comma &&
    tokens[next]!.tags & (tags.demonstrative | tags.article | tags.possessive)
  ) {
    for (let k = next + 1; k < to[last]! && k <= next + 4; k++) {
      if (tokens[k]!.parted > breaks.none || tokens[k]!.tags & (people | tags.relative | tags.preposition))
        break;
      if (
        isThingWord(reading, k) &&
        (k + 1 >= to[last]! || tokens[k + 1]!.parted > breaks.none || tokens[k + 1]!.tags !== 0)
      )
        return true;
    }
  }
  // What stood alone before it: a question or a clause without people that ends in a thing.
  const opens = slot.first;
  if (opens === 0 || tokens[opens]!.parted < breaks.clause || slot.explicit) return false;
  let thing = false;
  for (let k = opens - 1; k >= 0 && opens - k <= 5; k--) {
    if (tokens[k]!.tags & (people | tags.verb | linking)) return false;
    if (k === opens - 1) thing = isThingWord(reading, k);
    if (tokens[k]!.parted >= breaks.clause) return thing && !inHand(tokens[first]!.tags);
  }
  return false;
}
const inHand = (bits: number): boolean => (bits & tags.person) !== 0;
