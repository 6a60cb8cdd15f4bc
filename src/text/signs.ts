import { isDigit, isLetter } from './leet.js';

/** Signs that hide letters. Blots: anywhere; those that also end sentences: within a word; thin ones: one letter. */
export const signKind = { none: 0, blot: 1, inner: 2, thin: 3 } as const;
/** UTF-16 unit → one of {@link signKind}. */
export const signKinds = new Uint8Array(0x10000);
for (const sign of '*#%•●$@') signKinds[sign.charCodeAt(0)] = signKind.blot;
for (const sign of '·×■█▪&^?!+') signKinds[sign.charCodeAt(0)] = signKind.inner;
for (const sign of '-._~') signKinds[sign.charCodeAt(0)] = signKind.thin;

/** Whether the sign lies within a word, or at its edge where it is not what ends a sentence. */
export function mayHide(units: Uint16Array, at: number): boolean {
  const here = signKinds[units[at]!]!;
  const next = units[at + 1]!;
  const joinsNext = isLetter(next) || isDigit(next);
  if (at === 0) return here === signKind.blot && joinsNext;
  const last = units[at - 1]!;
  if (isLetter(last) || isDigit(last) || last === 0x5c)
    return here === signKind.blot || joinsNext || signKinds[next]! !== signKind.none || next === 0x5c;
  return here === signKind.blot && joinsNext && signKinds[last]! === signKind.none;
}
