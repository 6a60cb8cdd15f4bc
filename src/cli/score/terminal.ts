/** Everything that a terminal might obey, or that turns the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The text with nothing in it that a terminal would obey: control characters and turns of direction become
 * visible signs, line ends and tabs spaces. Unit for unit, so that spans still fit.
 */
export const harmless = (text: string): string =>
  text.replaceAll(unsafe, (unit) => {
    if ('\n\r\t'.includes(unit)) return ' ';
    const code = unit.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
  });

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
const none = /\p{Mark}|\p{Cf}/u;

/** Terminal cells that a character takes, near enough: 2 for East Asian and emoji, 0 for marks. */
const cellsOf = (character: string): number => {
  if (character < '\u0300') return 1;
  return none.test(character) ? 0 : wide.test(character) ? 2 : 1;
};

/** Cells that a text takes. */
export function cells(text: string): number {
  let sum = 0;
  for (const character of text) sum += cellsOf(character);
  return sum;
}

/** The text in exactly `width` cells: filled with spaces, or cut with an ellipsis. */
export function padTo(text: string, width: number): string {
  let sum = 0;
  let kept = '';
  for (const character of text) {
    const next = sum + cellsOf(character);
    if (next > width - 1 && cells(text) > width) return `${kept}…${' '.repeat(width - 1 - sum)}`;
    kept += character;
    sum = next;
  }
  return kept + ' '.repeat(Math.max(0, width - sum));
}
