import { tags } from './grammar.js';
import { type Candidate, hasCue, type Reading } from './reading.js';
import type { Slot } from './slots/slot.js';
import { breaks } from './tokens.js';

const farthest = 12;
const shortestCopy = 12;

/** Whose words these are: another's when quoted, reported, treated so by others, or rejected, unless endorsed. */
export function isAnothersVoice(reading: Reading, candidate: Candidate, slot: Slot): boolean {
  const { tokens, quoted, from, to } = reading;
  const { first, last } = candidate;
  if (slot.endorsed) return false;
  const start = from[first]!;
  const after = Math.min(tokens.length, last + 16);
  const endorsed = hasCue(reading, 'endorse', last + 1, after) || hasCue(reading, 'endorse', start, first);
  const pointed = isPointedAt(reading, first);
  const rejected = hasCue(reading, 'reject', start, to[last]!) && (quoted[first] === 1 || !pointed);
  if (quoted[first]) return !endorsed || rejected;
  if (rejected && slot.by !== 'call') return true;
  const told =
    hasCue(reading, 'report', voiceStart(reading, first), partEnd(reading, last)) &&
    !pointed &&
    slot.by !== 'as-they-are' &&
    slot.by !== 'call';
  const speaker =
    speakerBefore(reading, first) ?? speakerAfter(reading, last) ?? (told ? 'other' : undefined);
  if (!speaker) return false;
  if (speaker === 'treats') return !endorsed && slot.by !== 'as-they-are';
  if (speaker === 'writer') return false;
  if (endorsed) return false;
  return !mocks(reading, candidate);
}

/** Where the part of the sentence ends that holds `last`: at the next comma, or with it. */
function partEnd({ tokens, to }: Reading, last: number): number {
  let k = last + 1;
  while (k < to[last]! && tokens[k]!.parted < breaks.comma) k++;
  return k;
}

/** Where the writer begins to speak again in the sentence: after "but", or a comma and a clause of its own. */
export function voiceStart(reading: Reading, first: number): number {
  const { tokens, from } = reading;
  for (let k = first; k > from[first]!; k--) {
    if (
      tokens[k - 1]!.text === 'but' &&
      tokens[k]!.tags & (tags.third | tags.you | tags.person | tags.article)
    )
      return k;
    if (tokens[k]!.parted >= breaks.comma && opensAnew(reading, k, first)) return k;
  }
  return from[first]!;
}

/** Who speaks the comparison by a verb of calling, saying or treating before it in the sentence. */
function speakerBefore(reading: Reading, first: number): 'writer' | 'other' | 'treats' | undefined {
  const { tokens, from } = reading;
  const start = Math.max(from[first]!, first - farthest);
  const governed = isGoverned(reading, first);
  for (let k = first - 1; k >= start; k--) {
    if (tokens[k + 1]!.parted >= breaks.clause) return undefined;
    const bits = tokens[k]!.tags;
    if (tokens[k + 1]!.parted === breaks.comma && tokens[k + 1]!.tags & tags.conjunction) return undefined;
    if (bits & tags.conjunction && tokens[k]!.text === 'but') return undefined;
    if (bits & tags.treat) return asked(reading, k) ? 'writer' : 'treats';
    if (tokens[k + 1]!.parted === breaks.comma && opensAnew(reading, k + 1, first)) return undefined;
    if (tokens[k]!.text === 'called' && tokens[k - 1]?.text === 'so') continue;
    if (bits & tags.report && k > start && tokens[k - 1]!.tags & tags.article) continue;
    if (bits & tags.report && !governed && !names(reading, k, first))
      return writes(reading, k) ? 'writer' : 'other';
    if ((bits & tags.say && !(bits & ~tags.say)) || telling.has(tokens[k]!.text)) {
      const who =
        sayer(reading, k, isPointedAt(reading, first)) ?? (unsaid.has(tokens[k]!.text) ? 'other' : undefined);
      if (who) return who;
    }
  }
  return undefined;
}

const telling = new Set(
  'told tells telling heard hears taught reads denied denies alleged alleges swears swore'.split(' '),
);

/** "These savages", "that rat": the writer takes it for granted, whatever else is said. */
function isPointedAt({ tokens, from }: Reading, first: number): boolean {
  for (let k = first - 1; k >= from[first]! && first - k <= 3; k--) {
    const { text, tags: bits } = tokens[k]!;
    if (text === 'these' || text === 'those' || text === 'this') return tokens[k + 1]!.parted === breaks.none;
    if (!(bits & (tags.elided | tags.adverb))) return false;
  }
  return false;
}

/** "Call the police on these vermin", "called for ten years for the monster": a preposition takes it, not the calling. */
function isGoverned({ tokens, from }: Reading, first: number): boolean {
  for (let k = first - 1; k >= from[first]! && first - k <= 4; k--) {
    const { text, tags: bits } = tokens[k]!;
    if (governing.has(text)) return true;
    if (!(bits & (tags.elided | tags.article | tags.demonstrative)) && bits !== 0) return false;
  }
  return false;
}
const governing = new Set('on for at about against with from by in'.split(' '));

/** "… us liars, the rat", "they are victims, they are vermin": after the comma the writer speaks again. */
function opensAnew({ tokens, to }: Reading, at: number, first: number): boolean {
  const { tags: bits, text } = tokens[at]!;
  const next = tokens[at + 1];
  if (bits & (tags.third | tags.you) && next && at + 1 < first && next.tags & tags.be) return true;
  const ends = first + 1 >= to[first]! || tokens[first + 1]!.parted >= breaks.comma;
  for (let k = at + 1; k < first; k++)
    if (tokens[k]!.tags & (tags.be | tags.person | tags.verb)) return false;
  return first - at <= 3 && ends && (text === 'the' || text === 'that' || (bits & tags.you) !== 0);
}

/** "Call these savages clients": what is called so, not what it is called. */
function names({ tokens }: Reading, verb: number, first: number): boolean {
  const { tags: bits, text } = tokens[verb + 1]!;
  if (!(bits & tags.demonstrative) || text === 'them' || text === 'dem' || verb + 1 >= first) return false;
  for (let k = verb + 2; k < first; k++)
    if (!(tokens[k]!.tags & (tags.elided | tags.adverb)) && tokens[k]!.tags !== 0) return false;
  return true;
}

/** "…, says the guy above". */
function speakerAfter({ tokens, to }: Reading, last: number): 'other' | undefined {
  for (let k = last + 1; k < to[last]! && k - last <= 2; k++) {
    const next = tokens[k + 1];
    if (
      saying.has(tokens[k]!.text) &&
      next &&
      next.tags & (tags.article | tags.third | tags.person | tags.demonstrative)
    )
      return 'other';
  }
  return undefined;
}
const saying = new Set(['says', 'said', 'according']);

/** "I call them", "should be called", "let's call them": the writer's own words. */
function writes({ tokens, from }: Reading, verb: number): boolean {
  let own = false;
  const passive = ((tokens[verb - 1]?.tags ?? 0) & tags.be) !== 0;
  for (let k = verb - 1; k >= from[verb]! && verb - k <= 5; k--) {
    const { text, tags: bits } = tokens[k]!;
    if (
      bits & tags.negator ||
      text === 'stop' ||
      text === 'quit' ||
      text === 'how' ||
      text === 'why' ||
      text === 'hate'
    )
      return false;
    if (text === 'i' && passive) return false;
    if (text === 'i' || text === "let's" || text === 'lets') own = true;
    if (text === 'should' || text === 'deserve' || text === 'deserves' || text === 'only' || text === 'ought')
      own = true;
    if (tokens[k + 1]!.parted >= breaks.comma) break;
  }
  return own;
}

function sayer({ tokens, from }: Reading, verb: number, pointed: boolean): 'writer' | 'other' | undefined {
  let negated = false;
  for (let k = verb - 1; k >= from[verb]! && verb - k <= 4; k--) {
    const { text, tags: bits } = tokens[k]!;
    if (bits & tags.self) return negated && !pointed ? 'other' : 'writer';
    if (bits & tags.negator || text === 'never') negated = true;
    if (bits & (tags.third | tags.you | tags.person)) return 'other';
    if (tokens[k]!.capital && bits === 0) return 'other';
    if (bits & tags.relative) return 'other';
    if (!(bits & (tags.modal | tags.adverb | tags.auxiliary | tags.negator))) return undefined;
  }
  return undefined;
}

/** "Treat them like dogs", "should be treated like": a call. "They treat us like", "nobody should be treated like": not. */
function asked({ tokens, from }: Reading, verb: number): boolean {
  let calls = verb === from[verb] || tokens[verb]!.parted >= breaks.comma;
  if (tokens[verb]!.text === 'treating' && calls) return false;
  for (let k = verb - 1; k >= from[verb]! && verb - k <= 6; k--) {
    const { text, tags: bits } = tokens[k]!;
    if (bits & tags.negator || text === 'stop' || text === 'why' || text === 'human') return false;
    if (text === 'one' && tokens[k - 1]?.text === 'no') return false;
    if (bits & tags.call && text !== 'going' && text !== 'want' && text !== 'wants') calls = true;
    if (bits & tags.conjunction && k === verb - 1) calls = true;
  }
  return calls;
}

/** "Don't call them beasts, beasts behave better", "calling him a pig is an insult to pigs". */
function mocks(reading: Reading, candidate: Candidate): boolean {
  const { tokens } = reading;
  const { first, last } = candidate;
  if (saysAgain(reading, candidate)) return true;
  const word = tokens[last]!.text;
  if (!hasCue(reading, 'mock', last + 1, Math.min(tokens.length, last + 14))) return false;
  const stem = word.replace(/s$/, '');
  for (let k = last + 1; k < Math.min(tokens.length, last + 14); k++) {
    const other = tokens[k]!.text.replace(/s$/, '');
    if (other === stem || generic.has(other)) return true;
  }
  return first < 0;
}

/** "They are not animals, animals only kill to eat": the comparison comes again as the subject of a clause of its own. */
export function saysAgain({ tokens, quoted }: Reading, { last, meaning }: Candidate): boolean {
  if (meaning.kind !== 'noun') return false;
  const stem = tokens[last]!.text.replace(/s$/, '');
  for (let k = last + 1; k + 1 < Math.min(tokens.length, last + 6); k++) {
    const { text, parted, tags: bits } = tokens[k]!;
    if (text.replace(/s$/, '') !== stem || quoted[k] || bits & tags.person) continue;
    const before = tokens[k - 1]!.text;
    const opens = parted >= breaks.comma || before === 'because' || before === 'since' || before === 'as';
    const article = /^(an?|the|even)$/.test(before) && tokens[k - 1]!.parted >= breaks.comma;
    if ((opens || article) && tokens[k + 1]!.parted === breaks.none) return true;
  }
  return false;
}
const generic = new Set(['animal', 'pig', 'rat', 'dog', 'beast', 'vermin']);

/** Whether the sentence stands word for word in the article or the parent comment. */
export function isCopied({ raw, tokens, from, to, about }: Reading, { first, last }: Candidate): boolean {
  if (!about.parent && !about.article) return false;
  const sentence = raw.slice(tokens[from[first]!]!.span.start, tokens[to[last]! - 1]!.span.end).toLowerCase();
  if (sentence.length < shortestCopy) return false;
  const sources = [about.parent?.text, about.article?.title, about.article?.text];
  return sources.some((source) => source?.toLowerCase().includes(sentence));
}

/** Said by nobody in particular: "imagine thinking that …". */
const unsaid = new Set([
  'thinking',
  'saying',
  'believing',
  'claiming',
  'implying',
  'pretending',
  'suggesting',
  'assuming',
  'insisting',
]);
