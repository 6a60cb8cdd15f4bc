import { tags } from '../grammar.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import type { Veto } from './veto.js';

/** "He's a beast on the field", "you savage! best clapback of the night", "a demon at bridge". */
export const isPraise: Veto = (reading, candidate, slot) => {
  const { meaning, first, last } = candidate;
  const { tokens, from, to } = reading;
  const word = tokens[last]!.text;
  const praised = meaning.group !== undefined && reading.lookAlikes.praised.has(meaning.group);
  if (meaning.group === 'human') return praised;
  if (word === '🐐') return reading.lookAlikes.praised.has('fauna');
  if (word !== 'goat' && tokens[slot.first - 1] && pointing.has(tokens[slot.first - 1]!.text)) return false;
  if (praised && (reading.lookAlikes.praised.get(meaning.group!) ?? 0) > 1 && praising.has(word)) return true;
  if (!praising.has(word) || hasCue(reading, 'human', from[first]!, to[last]!)) return false;
  return praised || isSkilled(reading, candidate);
};

/** "At chess", "on defence", "in midfield": a skill or a position, no place where crimes are done. */
function isSkilled({ tokens, to }: Reading, { last, meaning }: Candidate): boolean {
  const at = tokens[last + 1];
  const what = tokens[last + 2];
  if (meaning.plural || !at || !what || last + 2 >= to[last]! || at.parted || what.parted > breaks.none)
    return false;
  if (at.text !== 'at' || nowhere.has(what.text)) return false;
  return what.tags === 0 || what.tags === tags.abstract || what.text.endsWith('ing');
}
/** "Congratulations, the monster goes down": what is pointed at is not praised. */
const pointing = new Set(['the', 'this', 'these', 'those', 'that']);
const nowhere = new Set([
  'home',
  'school',
  'work',
  'night',
  'large',
  'heart',
  'court',
  'church',
  'uni',
  'parties',
  'best',
  'least',
  'last',
  'first',
  'times',
]);

const praising = new Set(
  'beast beasts animal animals machine machines monster monsters savage savages goat wolf lion tiger shark robot dog dogs horse bull bear demon demons devil fiend wolves sharks bulldog snake ox terrier freak mutant nature'.split(
    ' ',
  ),
);
