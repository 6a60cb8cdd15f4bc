import { isDenied } from './vetoes/denial.js';
import { isNotHead } from './vetoes/head.js';
import { isLiteral } from './vetoes/literal.js';
import { inIdiom, isName } from './vetoes/names.js';
import { isPraise } from './vetoes/praise.js';
import { isFond, isSelf } from './vetoes/self.js';
import { isThing } from './vetoes/thing.js';
import { isTold } from './vetoes/told.js';
import type { Veto } from './vetoes/veto.js';
import { isAnothersVoice, isCopied } from './voice.js';

export type { Veto } from './vetoes/veto.js';

/** Quoted, reported or rejected, and not made the writer's own. */
export const isNotTheirOwn: Veto = (reading, candidate, slot) =>
  isCopied(reading, candidate) || isAnothersVoice(reading, candidate, slot);

/** In the order that is read: what costs least first. */
export const vetoes: readonly Veto[] = [
  inIdiom,
  isName,
  isNotHead,
  isFond,
  isSelf,
  isThing,
  isDenied,
  isPraise,
  isTold,
  isLiteral,
  isNotTheirOwn,
];

/** These hold for the comparison, however else it may be read. */
export const finalVetoes: ReadonlySet<Veto> = new Set([
  inIdiom,
  isName,
  isSelf,
  isThing,
  isDenied,
  isPraise,
  isTold,
  isNotTheirOwn,
]);
