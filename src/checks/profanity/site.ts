import type { SiteWord, SiteWords } from '../../domain/site-words.js';
import { fold } from '../../text/fold.js';
import type { Entry } from '../../text/lexicon.js';
import { readWildcard, type Wildcard } from '../../text/wildcard.js';
import { hide, matcherOf } from './compile.js';
import type { Masked, Matcher, Pattern } from './pattern.js';
import { inflect } from './spelling.js';
import { type Verbatim, verbatim } from './verbatim.js';

/** Category, and so the rule, of what a site's own deny list finds. */
export const siteCategory = 'site';

/** A site's own words, read: what the automaton finds, disguises and all, and what is looked for as it is written. */
export interface Own {
  /** How an outcome says which list it went by. */
  readonly using: string;
  readonly matcher: Matcher;
  readonly verbatim: Verbatim;
}

const leastMasked = 4;

export function readSiteWords({ version, words }: SiteWords): Own {
  const patterns: Pattern[] = [];
  const masked = new Map<string, Masked[]>();
  const asWritten: { wildcard: Wildcard; entry: Entry; allowed: boolean }[] = [];
  const read = (word: SiteWord, wildcard: Wildcard): void => {
    const entry = entryOf(word);
    const allowed = word.list === 'allow';
    if (wildcard.kind !== 'latin') {
      asWritten.push({ wildcard, entry, allowed });
      return;
    }
    const phrase = wildcard.words.join(' ');
    const text = phrase.replaceAll('*', '');
    const [openLeft, openRight] = [phrase.startsWith('*'), phrase.endsWith('*')];
    const single = wildcard.words.length === 1;
    const mode = !single ? 'phrase' : openLeft ? (openRight ? 'stem' : 'end') : openRight ? 'start' : 'word';
    for (const form of mode === 'word' ? inflect(text) : [text]) {
      const is = allowed ? 'allowed' : 'word';
      patterns.push({ text: form, entry, mode, is, byContext: false, splits: 0, openLeft, openRight });
      if (!allowed && single && form.length >= leastMasked) hide({ text: form, entry }, masked);
    }
  };
  for (const word of words) {
    const wildcard = readable(word.phrase);
    if (!wildcard) continue;
    read(word, wildcard);
    const inLatin = wildcard.kind === 'words' ? asInLatinText(word.phrase) : undefined;
    if (inLatin) read(word, inLatin);
  }
  const matcher = matcherOf({
    patterns,
    masked,
    maskedStems: { byFirst: new Map(), byLast: new Map() },
    byContext: new Set(),
  });
  return { using: `words.${version}`, matcher, verbatim: verbatim(asWritten) };
}

/** Lists hold what was read before they took it; a version that read otherwise must not stop the check. */
function readable(phrase: string): Wildcard | undefined {
  try {
    return readWildcard(phrase);
  } catch {
    return undefined;
  }
}

const entryOf = ({ id, phrase, severity = 'moderate', note = '' }: SiteWord): Entry => ({
  id,
  phrases: [phrase],
  mode: 'word',
  severity,
  category: siteCategory,
  except: [],
  note: note || "on this site's deny list",
  source: 'site',
  disguised: [],
});

/** In a Latin text a word of look-alike letters alone (Cyrillic сука) is read as Latin: looked for as that, too. */
function asInLatinText(phrase: string): Wildcard | undefined {
  const latin = 'latin for the most part: ';
  const read = fold(latin + phrase.trim()).text.slice(latin.length);
  if (read === fold(phrase.trim()).text) return undefined;
  return readable(read);
}
