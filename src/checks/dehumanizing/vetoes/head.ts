import { tags } from '../grammar.js';
import type { Candidate, Reading } from '../reading.js';
import type { Slot } from '../slots/slot.js';
import { breaks, type Token } from '../tokens.js';

/** "Pig farmers", "the plague's end": the comparison only tells more of the noun that follows. */
export function isNotHead(
  { tokens, from, to }: Reading,
  { meaning, first, last }: Candidate,
  slot: Slot,
): boolean {
  if (meaning.kind !== 'noun' || slot.last > last || slot.endorsed) return false;
  const next = last + 1 < to[last]! ? tokens[last + 1]! : undefined;
  if (!next || next.parted > breaks.none) return false;
  if (!meaning.plural && isVerb(tokens, first, next)) return true;
  if (next.text === "'s") return !(next.tags & tags.be);
  // "A monster of a sentence", but "a pig of a man" was read by its own slot.
  if (next.text === 'of' && /^an?$/.test(tokens[last + 2]?.text ?? '') && slot.by !== 'of-a')
    return !(tokens[last + 3] && tokens[last + 3]!.tags & tags.person);
  if (meaning.plural || meaning.mass || slot.by === 'of-a') return false;
  if (next.tags & tags.person) return !(next.tags & tags.offender);
  if (next.tags !== 0 && next.tags !== tags.abstract) return false;
  if (noNouns.has(next.text) || /(ed|ing|ly)$/.test(next.text)) return false;
  // "Savage winds": a count noun that stands bare is no subject of "winds".
  const opens = first === from[first] || tokens[first]!.parted >= breaks.comma;
  return opens || !/[^sru]s$/.test(next.text);
}

/** "You waste your time", "do not try to ape them": the word is a verb with its object. */
function isVerb(tokens: readonly Token[], first: number, next: Token): boolean {
  const before = tokens[first - 1];
  if (!before || tokens[first]!.parted > breaks.none || first === 0) return false;
  const led = before.text === 'to' || (before.tags & (tags.third | tags.self | tags.you | tags.modal)) !== 0;
  const ours = (before.tags & (tags.possessive | tags.be)) !== 0;
  const object =
    (next.tags & (tags.article | tags.possessive | tags.third | tags.object | tags.self)) !== 0 ||
    next.text === 'so' ||
    next.text === 'too';
  return led && !ours && object;
}

/** What follows a noun without being one: verbs whose form does not tell, and words that lead on. */
const noNouns = new Set(
  `beat shot stole broke cut hit ran took got came went left made threw drove killed hurt stuck set lost thinks attacks
  loose free alive again whose deserves wherever whenever however whoever whatever every each last next first this
  that tomorrow right period end full lol mate pal bro huh eh yeah yes dude guys please though still then soon later
  who smiled smirks smirked grinned sat stood knew thought said told held kept bit wore spat slept drank ate fell flew
  swore hid rode sold bought built taught paid met felt found gave grew let put rose sent shut sang spent spoke spread
  tore woke won wrote began became chose did drew fought fled forgot froze led lay lit saw shook sank swam swung
  strikes preys lies walks runs lives works wants needs gets goes comes on`.split(/\s+/),
);
