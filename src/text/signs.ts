import { isDigit, isLetter } from './leet.js';

/** Signs that hide letters. Blots: anywhere; those that also end sentences: within a word; thin ones: one letter. */
export const signKind = { none: 0, blot: 1, inner: 2, thin: 3 } as const;
/** UTF-16 unit → one of {@link signKind}. */
export const signKinds = new Uint8Array(0x10000);
for (const sign of '*#%•●$@') signKinds[sign.charCodeAt(0)] = signKind.blot;
for (const sign of '·×■█▪&^?!') signKinds[sign.charCodeAt(0)] = signKind.inner;
for (const sign of '-._~') signKinds[sign.charCodeAt(0)] = signKind.thin;

/** Whether a letter or digit stands before the sign, and what follows does not end a sentence. */
export function mayHide(units: Uint16Array, at: number): boolean {
  const last = units[at - 1]!;
  if (!isLetter(last) && !isDigit(last)) return false;
  if (signKinds[units[at]!]! === signKind.blot) return true;
  const next = units[at + 1]!;
  return isLetter(next) || isDigit(next) || signKinds[next]! !== signKind.none;
}
