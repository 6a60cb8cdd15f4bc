import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import type { Slot } from './slot.js';

/** What is done with the comparison is done with people alone: elected, hired, jailed, let through. */
export function dealings(
  reading: Reading,
  { meaning, last }: Candidate,
  phrase: NounPhrase,
): Slot | undefined {
  if (meaning.group === 'machines' || !(dealtWith(reading, phrase.edge) || letBy(reading, last)))
    return undefined;
  return { by: 'dealings', score: 0.6, explicit: true, first: phrase.first, last };
}

const dealt = new Set(
  `elect elected elects electing re-elected hire hired hires hiring appoint appointed promote promoted marry married
  marries marrying divorced dating dated employ employed employing employs voted jail jails jailed
  arrest arrests arrested sentence sentenced bail bailed deport deports deported sack sacked evict evicted convict
  convicted extradite extradited prosecute prosecuted acquit acquitted`.split(/\s+/),
);

/** What is elected, hired or married is a person: "elected a weasel", "voted for a mayor and got a reptile". */
function dealtWith({ tokens, from }: Reading, edge: number): boolean {
  let got = false;
  for (let k = edge - 1; k >= from[edge]! && edge - k <= (got ? 10 : 2); k--) {
    const { text, tags: bits } = tokens[k]!;
    if (dealt.has(text)) return true;
    if (gets.has(text) && !got) got = true;
    else if (!got && text !== 'for' && text !== 'to' && bits !== 0 && !(bits & tags.adverb)) return false;
  }
  return false;
}
const gets = new Set(['got', 'get', 'gets', 'getting', 'ended', 'received']);

/** "The muck they let through", "the filth we pay", "the rats you voted for": only people are dealt with so. */
function letBy({ tokens, to }: Reading, last: number): boolean {
  let k = last + 1;
  const end = to[last]!;
  if (k < end && tokens[k]!.tags & tags.relative) k++;
  if (k + 1 >= end || tokens[k]!.parted > breaks.none) return false;
  if (!(tokens[k]!.tags & (tags.third | tags.you | tags.self))) return false;
  for (let at = k + 1; at < Math.min(end, k + 4); at++) if (done.has(tokens[at]!.text)) return true;
  return false;
}
const done = new Set(
  `let lets letting elected elect voted vote hired hire appointed appoint arrested charged released sentenced jailed bailed
  pay paid house housed invited invite promoted employ employed defend defended welcomed welcome`.split(
    /\s+/,
  ),
);
