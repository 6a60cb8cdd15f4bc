import type { Finding } from '../../domain/finding.js';
import { tags } from './grammar.js';
import type { DeathWish } from './lexicon.js';
import { type Sighting, whoEnd } from './phrase.js';
import { hasCue, type Reading } from './reading.js';
import { breaks } from './tokens.js';

/** Wishes of death without a non-human frame; attribute THREAT, so that a policy can treat them apart. */
export function deathWishes(reading: Reading, sightings: readonly Sighting<DeathWish>[]): Finding[] {
  const found: Finding[] = [];
  for (const sighting of sightings) {
    const { first, last, meaning } = sighting;
    if (reading.quoted[first] || isDenied(reading, first, last) || isReported(reading, first)) continue;
    if (reading.lookAlikes.masked[first] && reading.lookAlikes.masked[last]) continue;
    if (meaning.call && !isCall(reading, first)) continue;
    if (meaning.id === 'pity-it-missed' && !closes(reading, last)) continue;
    if (meaning.id === 'pity-it-missed' && isHarmless(reading, first, last)) continue;
    if (tells(reading, first, last, stories)) continue;
    if (speaksOfSelf(reading, first, last)) continue;
    const { tokens } = reading;
    found.push({
      rule: 'dehumanizing/death_wish',
      attribute: 'THREAT',
      span: { start: tokens[startOfWho(reading, first)]!.span.start, end: tokens[last]!.span.end },
      score: meaning.severity === 'severe' ? 0.8 : 0.75,
      severity: meaning.severity,
      note: meaning.note,
    });
  }
  return found;
}

/** First token of the person whose last token opens the phrase: "these [looters] should be shot". */
function startOfWho({ tokens, from }: Reading, first: number): number {
  if (!(tokens[first]!.tags & tags.person)) return first;
  for (let k = first - 1; k >= from[first]! && first - k <= 3; k--)
    if (whoEnd(tokens, k) === first + 1) return k;
  return first;
}

function isDenied({ tokens, from }: Reading, first: number, last: number): boolean {
  for (let k = first - 1; k >= from[first]! && first - k <= 5; k--) {
    if (tokens[k + 1]!.parted >= breaks.comma) break;
    const { text, tags: bits } = tokens[k]!;
    if (bits & tags.negator || text === 'if' || text === 'whether' || text === 'than' || text === 'why')
      return true;
    if (text === 'one' && tokens[k - 1]?.text === 'no') return true;
  }
  for (let k = first; k <= last; k++) {
    const { text } = tokens[k]!;
    if (text === 'nobody' || text === 'none' || text === 'no' || text === 'never') return true;
  }
  return false;
}

/** "He said they should die", "people who want to shoot looters". */
function isReported(reading: Reading, first: number): boolean {
  const { tokens, from } = reading;
  for (let k = first - 1; k >= from[first]! && first - k <= 6; k--) {
    if (tokens[k + 1]!.parted >= breaks.clause) return false;
    if (tokens[k]!.tags & (tags.say | tags.report) && !(tokens[k]!.tags & ~(tags.say | tags.report)))
      return !(tokens[k - 1]?.tags ?? 0) || !(tokens[k - 1]!.tags & tags.self);
  }
  return hasCue(reading, 'reject', from[first]!, reading.to[first]!);
}

/** "Too bad he missed", but not "too bad he missed the bus". */
function closes({ tokens, to }: Reading, last: number): boolean {
  const next = last + 1 < to[last]! ? tokens[last + 1]! : undefined;
  return (
    !next ||
    next.parted > breaks.none ||
    (next.tags & (tags.third | tags.object | tags.conjunction | tags.demonstrative | tags.adverb)) !== 0
  );
}

/** "Too bad the striker missed" regrets no one's life, and "unfortunately he survived only two days" no survival. */
function isHarmless(reading: Reading, first: number, last: number): boolean {
  const { tokens, to } = reading;
  if (tells(reading, first, last, games)) return true;
  const goesOn = last + 1 < to[last]! && tokens[last + 1]!.parted === breaks.none;
  return goesOn && tokens[first]!.text.startsWith('unfortunate');
}

function tells(
  { tokens, from, to }: Reading,
  first: number,
  last: number,
  words: ReadonlySet<string>,
): boolean {
  for (let k = from[first]!; k < to[last]!; k++) if (words.has(tokens[k]!.text)) return true;
  return false;
}
const stories = new Set('chapter episode season sequel movie novel character villain series'.split(' '));
/** Who misses at play, and what. */
const games = new Set(
  'striker strikers kicker keeper goalkeeper winger midfielder forward captain batsman bowler golfer penalty putt goal goals match game shot free-kick final season innings wicket hoop basket cup league team tackle kick playoff playoffs deadline train bus flight plane meeting vote call party class show appointment'.split(
    ' ',
  ),
);

/** An imperative or a word that asks: not "police shot them", not "they shoot people". */
function isCall({ tokens, from }: Reading, first: number): boolean {
  if (first === from[first] || tokens[first]!.parted >= breaks.comma) return true;
  for (let k = first - 1; k >= from[first]! && first - k <= 4; k--) {
    const { text, tags: bits } = tokens[k]!;
    if (asking.has(text)) return true;
    if (text === 'to' || bits & tags.adverb || text === 'and' || bits & tags.self) continue;
    return false;
  }
  return false;
}
const asking = new Set([
  'should',
  'must',
  'ought',
  'gotta',
  "let's",
  'lets',
  'please',
  'just',
  'time',
  'someone',
  'somebody',
  'then',
  'they',
]);

function speaksOfSelf({ tokens }: Reading, first: number, last: number): boolean {
  return [tokens[first]!, tokens[last]!].some(
    ({ text }) => text === 'me' || text === 'us' || text === 'i' || text === 'we' || text === 'myself',
  );
}
