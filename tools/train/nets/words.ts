import type { Text } from '../../../src/text/text.js';

/** How many words the nets know at most; each costs 104 bytes. */
const mostWords = 45_000;
/** Words seen less often in training texts are known only where they are common in the word vectors' corpus. */
const fewest = 3;
/** So many of the word vectors' commonest words are known whether training texts have them or not. */
const commonest = 25_000;
const clitics = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"];
const marks = ['!', '?', '"'];

/**
 * The words that the nets shall know, commonest in the training texts first.
 *
 * @param vectorWords words that have a vector, commonest first
 */
export function vocabularyOf(texts: Iterable<Text>, vectorWords: readonly string[]): string[] {
  const counts = new Map<string, number>();
  const count = (word: string): void => void counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const text of texts) {
    for (const { text: word } of text.words) for (const piece of piecesOf(word)) count(piece);
    for (const symbol of text.folded.text.match(/[\ud800-\udbff][\udc00-\udfff]/g) ?? []) count(symbol);
  }
  const known = new Set([...marks, ...clitics]);
  const seen = [...counts]
    .filter(([, times]) => times >= fewest)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  for (const [word] of seen) if (known.size < mostWords) known.add(word);
  for (const word of vectorWords.slice(0, commonest))
    if (known.size < mostWords && /^[a-z]+$/.test(word)) known.add(word);
  return [...known];
}

function piecesOf(word: string): string[] {
  for (const clitic of clitics)
    if (word.length > clitic.length && word.endsWith(clitic))
      return [...piecesOf(word.slice(0, -clitic.length)), clitic];
  const parts = word.split(/[-_]/).filter(Boolean);
  return parts.length > 1 ? parts : [word];
}
