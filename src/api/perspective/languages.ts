import { eld } from 'eld/small';
import type { Attribute } from '../../domain/finding.js';

/** What the checks can read: their weights and lexicons are English. */
const read: ReadonlySet<string> = new Set(['en']);

/** What Perspective scored by its documentation of 2025: the bridge may ask it while it answers. */
const six = ['en', 'de', 'es', 'fr', 'it', 'pt', 'ru'];
const toxicity = [...six, 'ar', 'zh', 'cs', 'nl', 'hi', 'id', 'ja', 'ko', 'pl', 'sv'];
const readByPerspective = { six: new Set(six), toxicity: new Set(toxicity) };

/** Whether our checks have this attribute in a language (its tag's first part, lower case). */
export const supports = (_attribute: Attribute, language: string): boolean => read.has(language);

export function perspectiveSupports(attribute: Attribute, language: string): boolean {
  if (attribute === 'DEHUMANIZATION') return supports(attribute, language);
  return readByPerspective[attribute === 'TOXICITY' ? 'toxicity' : 'six'].has(language);
}

/** What a text seems to be written in. */
export interface Detected {
  /** ISO 639-1, most likely first; at most {@link mostDetected}. Empty: nothing in it tells. */
  readonly languages: readonly string[];
  /** Whether the first one is more than a guess: English is not nearly as likely. */
  readonly sure: boolean;
}

export const mostDetected = 3;
/** Units of a text that are looked at: enough to tell, and a long text costs no more. */
const looked = 120;
/** Another language counts as possible when it scores at least this share of the likeliest. */
const nearly = 0.85;
/** Units of a text in which a guess is only a guess, whatever the detector thinks of it. */
const tooShort = 12;
const latin = /\p{Script=Latin}/u;

/** By eld (Efficient Language Detector), small database. Deterministic. */
export function detect(text: string): Detected {
  const found = eld.detect(text.length > looked ? text.slice(0, looked) : text);
  const scores = Object.entries(found.getScores());
  const best = scores[0]?.[1] ?? 0;
  const languages: string[] = [];
  for (const [language, score] of scores) {
    if (languages.length === mostDetected || score < best * nearly) break;
    languages.push(language);
  }
  const sure =
    text.length >= tooShort &&
    found.isReliable() &&
    !languages.slice(1).includes('en') &&
    languages.length > 0;
  return { languages, sure };
}

/**
 * The language to read a text in when the request names none, and the languages that it may be in.
 * An unsure guess about Latin letters is taken for English: of a few words nobody can tell, and a comment is better
 * read than refused. Undefined: no letter tells.
 */
export function languageOf(text: string, detected: Detected): Detected | undefined {
  if (detected.languages[0] === 'en' || detected.sure) return detected;
  if (!latin.test(text)) return detected.languages.length > 0 ? detected : undefined;
  const others = detected.languages.filter((language) => language !== 'en');
  return { languages: ['en', ...others].slice(0, mostDetected), sure: false };
}

/** The first part of a BCP 47 tag, lower case and canonical (`iw` is `he`); undefined when it is no tag. */
export function baseLanguage(tag: string): string | undefined {
  if (tag === 'en') return tag;
  if (tag.length > 35) return undefined;
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return undefined;
  }
}
