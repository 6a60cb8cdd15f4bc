import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../../domain/finding.js';
import type { SiteWords } from '../../domain/site-words.js';
import type { Span } from '../../domain/span.js';
import { kind, kinds, readings } from '../../text/characters.js';
import { type LeetReading, type Letters, readLetters, unitsOf } from '../../text/letters.js';
import type { Text } from '../../text/text.js';
import type { Check, Inspection } from '../check.js';
import { compile, matcherOf } from './compile.js';
import * as dictionary from './dictionary.js';
import { gather, weight } from './gather.js';
import type { Hit, Innocent, Manner } from './hit.js';
import { readMasked } from './masked.js';
import type { Matcher } from './pattern.js';
import { search } from './search.js';
import { type Own, readSiteWords, siteCategory } from './site.js';
import { readWords } from './source.js';

/** Raise it when the code reads the same words otherwise. */
const codeVersion = '3';

interface Compiled {
  readonly matcher: Matcher;
  readonly version: string;
}

let compiled: Compiled | undefined;

/** Words are read and compiled once a process. */
function load(): Compiled {
  if (compiled) return compiled;
  const words = readWords();
  const { entries, byContext, innocent, foreign } = words;
  const data = JSON.stringify([entries, [...byContext], [...innocent], [...foreign], dictionary]);
  const version = `${codeVersion}.${createHash('sha256').update(data).digest('hex').slice(0, 8)}`;
  compiled = { matcher: matcherOf(compile(words)), version };
  return compiled;
}

/** Read once a list: a list never changes, a change makes another one. */
const ownWords = new WeakMap<SiteWords, Own>();

function ownOf(words: SiteWords): Own {
  const known = ownWords.get(words);
  if (known) return known;
  const own = readSiteWords(words);
  ownWords.set(words, own);
  return own;
}

/**
 * Finds profane words, however disguised. Rules are `profanity/<category>`; each finding's span is the whole
 * disguised word in the author's text.
 */
export function profanity(): Check {
  const { matcher, version } = load();
  return {
    name: 'profanity',
    version,
    attributes: ['PROFANITY'],
    inspect: (text, { words }) => inspect(text, matcher, words && ownOf(words)),
  };
}

function inspect({ folded, raw }: Text, matcher: Matcher, own: Own | undefined): Inspection {
  const hits: Hit[] = [];
  const innocents: Innocent[] = [];
  const { text } = folded;
  const units = unitsOf(text);
  const matchers = own ? [matcher, own.matcher] : [matcher];
  const look = (leetAs: LeetReading): Letters => {
    const letters = readLetters(units, text.length, leetAs);
    for (const each of matchers) {
      const { automaton } = each;
      search({ view: folded, text, raw, letters, automaton }, each, hits, innocents, leetAs === 'other');
      if (leetAs === 'usual' && letters.signCount > 0) readMasked(text, letters, each, hits);
    }
    return letters;
  };
  const { ambiguous, parted } = look('usual'); // the next look overwrites them
  if (ambiguous) look('other');
  if (parted) look('parted');
  own?.verbatim.find(text, hits, innocents);
  const using = own && { using: own.using };
  if (hits.length === 0) return { findings: [], scores: { PROFANITY: 0 }, ...using };
  const begins = new Map<number, number>(); // many hits may stand in one token
  const place = ({ start, end }: Hit): Span => {
    const span = folded.toRaw({ start, end });
    const begin = begins.get(span.start) ?? beforeInvisible(raw, span.start);
    begins.set(span.start, begin);
    return { start: begin, end: span.end };
  };
  const found = gravest(gather(hits, innocents, place));
  const findings = found.map(({ span, hit }) => finding(span, hit, matcher));
  return { findings, scores: { PROFANITY: combined(findings) }, ...using };
}

/** Findings that a verdict keeps of one comment: a moderator sees enough by then. */
export const mostFindings = 100;

/** The gravest of too many, in text order. */
function gravest<T extends { readonly hit: Hit }>(found: readonly T[]): readonly T[] {
  if (found.length <= mostFindings) return found;
  const kept = new Set([...found].sort((a, b) => weight(b.hit) - weight(a.hit)).slice(0, mostFindings));
  return found.filter((each) => kept.has(each));
}

const plainScore: Readonly<Record<Severity, number>> = { mild: 0.85, moderate: 0.92, severe: 0.97 };
/** A word that the site itself denied is at least as sure, in any disguise: no moderate word of the lexicon is. */
const deniedSureness = 0.95;
/** How sure a reading is that the word was meant, as a factor. */
const sureness: Readonly<Record<Manner, number>> = {
  plain: 1,
  leet: 0.98,
  spaced: 0.97,
  masked: 0.94,
  split: 0.92,
  respelt: 0.9,
};
const written: Readonly<Record<Manner, string>> = {
  plain: '',
  leet: ', written with digits or signs',
  spaced: ', written letter by letter',
  masked: ', partly masked',
  split: ', split in two',
  respelt: ', respelt',
};
/** A word that may be innocent scores low; written in disguise, it was meant. */
const contextScore = { plain: 0.3, disguised: 0.6 };

function scoreOf({ pattern: { entry }, manner }: Hit, byContext: ReadonlySet<string>): number {
  if (entry.category === siteCategory && entry.severity !== 'mild')
    return Math.max(deniedSureness, sureness[manner]);
  if (byContext.has(entry.id)) return contextScore[manner === 'plain' ? 'plain' : 'disguised'];
  return plainScore[entry.severity] * sureness[manner];
}

function finding(span: Span, hit: Hit, { byContext }: Matcher): Finding {
  const { pattern, manner } = hit;
  const { id, category, severity, note } = pattern.entry;
  const score = scoreOf(hit, byContext);
  return {
    rule: `profanity/${category}`,
    attribute: 'PROFANITY',
    span,
    score: Math.round(score * 1000) / 1000,
    severity,
    note: `${note[0]!.toUpperCase()}${note.slice(1)}${written[manner]} (${category === siteCategory ? "site's" : 'lexicon'} entry "${id}").`,
  };
}

/** Invisible characters directly before a disguised word are part of the disguise; marks are the last letter's. */
function beforeInvisible(raw: string, start: number): number {
  let from = start;
  for (; from > 0; from--) {
    const unit = raw.charCodeAt(from - 1);
    if (unit === 0 || readings[unit]! !== 0 || kinds[unit]! & kind.word) break;
  }
  return from;
}

/** The worst finding, a little more for every further one that is sure. */
function combined(findings: readonly Finding[]): number {
  const worst = findings.reduce((most, { score }) => Math.max(most, score), 0);
  const others = findings.filter(({ score }) => score >= 0.5).length - 1;
  return others > 0 ? Math.round((1 - (1 - worst) * 0.9 ** Math.min(others, 20)) * 1000) / 1000 : worst;
}
