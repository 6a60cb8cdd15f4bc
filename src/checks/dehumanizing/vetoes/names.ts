import { tags } from '../grammar.js';
import type { Candidate, Reading } from '../reading.js';
import { breaks } from '../tokens.js';

/** The word belongs to an idiom or a name that is longer than the comparison. */
export function inIdiom(reading: Reading, { first, last }: Candidate): boolean {
  const { masked } = reading.lookAlikes;
  for (let k = first; k <= last; k++) if (!masked[k]) return false;
  return true;
}

/** A capital inside a sentence that is written in small letters, beside another capital or alone without article: a name. */
export function isName(reading: Reading, candidate: Candidate): boolean {
  const { tokens, from, to } = reading;
  const { first, last, meaning } = candidate;
  if ((meaning.kind !== 'noun' && meaning.kind !== 'adjective') || first !== last) return false;
  const token = tokens[first]!;
  if (token.text === 'goat' && token.shouted) return true;
  const before = first > from[first]! ? tokens[first - 1]! : undefined;
  const after = last + 1 < to[last]! ? tokens[last + 1]! : undefined;
  if (meaning.class !== 'demon' && inCompany(before?.text, after?.text)) return true;
  if (!token.capital || token.shouted) return false;
  if (after?.capital && after.parted === breaks.none && places.has(after.text)) return true;
  if (!before || inTitleCase(reading, first)) return false;
  const beside =
    (before.capital && !before.shouted && before.parted <= breaks.sentence && before.text !== 'i') ||
    (after?.capital && after.parted === breaks.none && !after.shouted);
  if (beside) return true;
  if (before.text === 'of' && tokens[first - 2]?.capital && first - 2 >= from[first]!) return true;
  if (properDemons.has(token.text) || before.tags & tags.be) return false;
  if (before.text === 'the') return meaning.reach !== 'bare';
  const seldomName = meaning.plural || meaning.mass;
  return !seldomName && !(before.tags & (tags.article | tags.demonstrative | tags.you | tags.elided));
}

const longWord = 4;

/** Whether every longer word of the sentence has a capital: it tells nothing of names. */
function inTitleCase({ tokens, from, to }: Reading, at: number): boolean {
  for (let k = from[at]!; k < to[at]!; k++)
    if (!tokens[k]!.capital && tokens[k]!.text.length >= longWord) return false;
  return true;
}

/** "wolves fc", "go panthers": small letters, but the words beside name a team. */
const inCompany = (before: string | undefined, after: string | undefined): boolean =>
  (after !== undefined && teamsAfter.has(after)) || (before !== undefined && teamsBefore.has(before));
const teamsAfter = new Set(['fc', 'afc', 'rfc', 'utd', 'vs', 'versus']);
const teamsBefore = new Set(['vs', 'versus']);

const places = new Set(
  'street road lane avenue drive hill creek river island bay park point inn arms pub hotel hall lodge farm valley lake mountain rock county bridge energy records studios games brewery band'.split(
    ' ',
  ),
);
/** Always written with a capital. */
const properDemons = new Set([
  'satan',
  'lucifer',
  'antichrist',
  'beelzebub',
  'neanderthal',
  'neanderthals',
  'untermensch',
]);
