import { tags } from '../grammar.js';
import type { Reading } from '../reading.js';
import { breaks, type Token } from '../tokens.js';
import type { Veto } from './veto.js';

const farthest = 11;

/**
 * Treatment that is told, not asked for: "packed like animals", "hunted like a fox", "they herd us like cattle". A call
 * ("they should be hunted like foxes", "treat them like dogs") stands, and so does what people do themselves.
 */
export const isTold: Veto = (reading, { first, meaning }, slot) => {
  if (slot.endorsed || slot.by === 'call' || meaning.class === 'extermination') return false;
  const like = likeBefore(reading, first);
  return like >= 0 && suffers(reading, like, meaning.plural);
};

/** The "like" or "as if" that the comparison hangs on, or -1. */
function likeBefore({ tokens, from }: Reading, first: number): number {
  for (let k = first; k > from[first]! && first - k <= 5; k--) {
    const { text, tags: bits, parted } = tokens[k]!;
    if (k < first && text === 'like') return k;
    if (text === 'as' && k < first && (tokens[k + 1]!.text === 'if' || tokens[k + 1]!.text === 'though'))
      return k;
    if (
      k < first &&
      !(
        bits &
        (tags.article | tags.elided | tags.adverb | tags.partitive | tags.be | tags.third | tags.self)
      ) &&
      text !== 'of' &&
      text !== 'if' &&
      text !== 'though' &&
      bits !== 0
    )
      return -1;
    if (parted >= breaks.comma) return -1;
  }
  return -1;
}

/** Whether the verb before is a passive, or one of treating somebody else, and no word asks for it. */
function suffers(reading: Reading, like: number, many: boolean): boolean {
  const { tokens, from } = reading;
  let suffered = false;
  for (let k = like - 1; k >= from[like]! && like - k <= farthest; k--) {
    const { text, tags: bits, parted } = tokens[k]!;
    const before = k > from[like]! ? tokens[k - 1]! : undefined;
    if (!suffered && text.endsWith('ing') && bits === 0 && !treating.has(text)) return false;
    if (
      bits & asking &&
      text !== 'going' &&
      !(text === 'just' || text === 'simply' || text === 'someone' || text === 'somebody')
    )
      return denies(tokens[k + 1]) || denies(before);
    const participle = participles.has(text) || (/[^e]ed$/.test(text) && bits === 0);
    if (
      participle &&
      before &&
      (before.tags & tags.be ||
        passive.has(before.text) ||
        (before.tags & tags.adverb && tokens[k - 2] && tokens[k - 2]!.tags & tags.be))
    )
      suffered = true;
    if (treating.has(text)) {
      const opens =
        k === from[like] || parted >= breaks.comma || before?.text === 'and' || before?.text === 'just';
      const inflected = /(ed|ing|[^s]s)$/.test(text) || (participles.has(text) && !baseToo.has(text));
      if (opens && !inflected) return false;
      if (hasObject(reading, k, like, many) || (before && before.tags & tags.person && participles.has(text)))
        suffered = true;
    }
    if (parted >= breaks.comma) break;
  }
  return suffered;
}

/** Whether somebody stands between the verb and the "like": of "beat her like animals", those who beat are likened. */
function hasObject({ tokens }: Reading, verb: number, like: number, many: boolean): boolean {
  for (let k = verb + 1; k < like; k++)
    if (many && single.has(tokens[k]!.text)) return false;
    else if (tokens[k]!.tags & (tags.object | tags.third | tags.person | tags.self | tags.you)) return true;
  return false;
}

const single = new Set(['him', 'her', 'me', 'a', 'an', 'his', 'my']);
const denies = (token: Token | undefined): boolean =>
  token !== undefined && (token.tags & tags.negator) !== 0;
/** Participles that look like the imperative. */
const baseToo = new Set(['put', 'beat', 'cut', 'cast', 'shut', 'hit', 'let', 'spread']);
const asking = tags.modal | tags.call;
const passive = new Set(['get', 'gets', 'got', 'getting', 'been', 'being']);

/** Participles that do not end in -ed, and those of treatment that stand without "was": "people packed like cattle". */
const participles = new Set(
  'sold shot beaten beat hung caught thrown dumped kept held led dragged herded packed hunted penned caged crammed shoved tossed chained tied discarded disposed abandoned slaughtered butchered buried treated handled shipped carted trafficked traded bought moved swept brushed cast left made forced put bred driven fed spat kicked dealt strung broken torn rounded loaded stacked stuffed transported paraded auctioned whipped tagged'.split(
    ' ',
  ),
);
/** What one does to others. */
const treating = new Set(
  'treat treats treating treated handle handles handling pack packs packed packing herd herds herded herding cram crammed cramming hunt hunts hunted hunting sell sells sold selling trade trades traded trading dump dumps dumped dumping discard discards discarded cage cages caged caging pen penned chain chained beat beats beaten slaughter slaughtered slaughtering butcher butchered kick kicks kicked kicking drag drags dragged dragging toss tossed shove shoved throw throws threw thrown ship ships shipped shipping cart carted parade paraded use uses used spoke speaks talks talked lock locks locked locking keep keeps kept keeping leave leaves left house housed houses feed feeds fed'.split(
    ' ',
  ),
);
