import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { subjectOf } from '../subject.js';
import { breaks } from '../tokens.js';
import { peopleNear } from './people-near.js';
import type { Slot } from './slot.js';

const farthest = 10;

/** "Ran like rats", "worse than animals", "treat them like dogs", "acting like a pack of wild dogs". */
export function simile(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from } = reading;
  if (candidate.meaning.kind === 'adjective') return undefined;
  let k = phrase.edge - 1;
  const start = from[candidate.first]!;
  while (k >= start && phrase.edge - k < 4 && tokens[k]!.tags & tags.adverb && tokens[k]!.text !== 'like')
    k--;
  const word = k >= start ? tokens[k]!.text : '';
  if (word !== 'like' && word !== 'as' && word !== 'than') return undefined;
  let first = k;
  if (word === 'than') {
    if (k === start || !comparing.has(tokens[k - 1]!.text)) return undefined;
    first = k - 1;
    if (
      tokens[first]!.text === 'better' &&
      tokens[first - 1]?.text !== 'no' &&
      !(tokens[first - 1]?.text === 'any')
    )
      return undefined;
    if (tokens[first - 1]?.text === 'no') first--;
  }
  if (word === 'as' && !likens(reading, k)) return undefined;
  if (word === 'like' && k - 1 <= start && /^(look|sound|seem|feel)s?$/.test(tokens[start]!.text))
    return undefined;
  if (word === 'like') first = withVerb(reading, first);
  const base = { first, last: candidate.last, score: candidate.meaning.reach === 'slot' ? 0.7 : 0.75 };
  const found = actor(reading, first);
  if (!found) {
    const opens =
      first - start <= 4 &&
      !(
        tokens[start]!.tags &
        (tags.it | tags.demonstrative | tags.self | tags.article | tags.question | tags.abstract)
      );
    const does = participle.test(tokens[k - 1]?.text ?? '') || first < k;
    if (!opens && !(does && peopleNear(reading, candidate))) return undefined;
    return { by: 'simile', explicit: false, ...base, score: base.score - 0.1 };
  }
  const { at, self, negated } = found;
  return { by: 'simile', explicit: true, ...base, ...(self && { self }), negated, target: [at, at] };
}

const participle = /^[a-z]{3,}ing$/;

/** Verbs that belong to the picture: "scurry like mice", "grunting like hogs". */
const ofBeasts = new Set(
  `swarm swarms swarmed swarming scurry scurries scurried scurrying scuttle scuttles scuttled scuttling slither slithers
  slithered slithering crawl crawls crawled crawling breed breeds breeding bred multiply multiplies multiplying spawn
  spawns spawning grunt grunts grunted grunting squeal squeals squealed squealing braying bleating hissing hissed graze
  grazing rut rutting nesting burrowing live lives living scamper scampered scampering wallow wallowing`.split(
    /\s+/,
  ),
);

/** The verb of the picture directly before "like", else the "like" itself. */
function withVerb({ tokens, from }: Reading, like: number): number {
  const verb = like - 1;
  return verb >= from[like]! && tokens[like]!.parted === breaks.none && ofBeasts.has(tokens[verb]!.text)
    ? verb
    : like;
}

/** "As dumb as", "treat them as": not "dressed as". */
function likens({ tokens, from }: Reading, as: number): boolean {
  for (let k = as - 1; k >= from[as]! && as - k <= 5; k--)
    if (tokens[k]!.text === 'as' || tokens[k]!.tags & (tags.treat | tags.report | tags.say)) return true;
  return false;
}

const comparing = new Set([
  'worse',
  'lower',
  'better',
  'less',
  'dumber',
  'filthier',
  'dirtier',
  'more',
  'below',
]);

/** Who does it: the object before "like", else the subject of the verb before it. */
function actor(reading: Reading, like: number): { at: number; self: boolean; negated: boolean } | undefined {
  const { tokens, from } = reading;
  const start = Math.max(from[like]!, like - farthest);
  for (let k = like - 1; k >= start; k--) {
    const bits = tokens[k]!.tags;
    if (bits & (tags.third | tags.person) && !(bits & tags.elided)) {
      return { at: k, self: false, negated: deniedBefore(reading, k) };
    }
    if (bits & tags.you) return { at: k, self: false, negated: deniedBefore(reading, k) };
    if (bits & tags.self && !(bits & tags.kin)) return { at: k, self: true, negated: false };
    if (
      bits & tags.demonstrative &&
      k + 1 < like &&
      !(tokens[k + 1]!.tags & tags.person) &&
      tokens[k]!.text !== 'that' &&
      tokens[k]!.text !== 'such' &&
      tokens[k]!.text !== 'this'
    )
      return { at: k, self: false, negated: false };
    if (tokens[k]!.parted >= breaks.clause) break;
  }
  const subject = subjectOf(reading, like);
  if (subject.kind === 'self') return { at: subject.last, self: true, negated: false };
  if (subject.kind === 'person') return { at: subject.last, self: false, negated: subject.negated };
  return undefined;
}

function deniedBefore({ tokens, from }: Reading, k: number): boolean {
  for (let at = k; at >= from[k]! && k - at < 4; at--) {
    const word = tokens[at]!.text;
    if (word === 'nobody' || word === 'none' || (word === 'no' && tokens[at + 1]?.text === 'one'))
      return true;
    if (at < k && (tokens[at + 1]!.parted >= breaks.comma || word === 'but' || word === 'and')) return false;
    if (at !== k && tokens[at]!.tags & tags.negator && tokens[at + 1]!.parted === breaks.none) return true;
  }
  return false;
}
