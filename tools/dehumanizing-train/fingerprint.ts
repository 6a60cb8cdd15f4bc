import { createHash } from 'node:crypto';
import { lessonsOf, type Taught } from './training.js';

/**
 * A hash of what the training sentences teach as the check reads them now: lexicons, readers, evidence and labels all
 * change it. Weights that carry another one were learnt from other evidence.
 */
export function fingerprint(taught: readonly Taught[]): string {
  const hash = createHash('sha256');
  for (const one of taught) {
    hash.update(`${one.set}\n`);
    for (const { keys, holds, weight } of lessonsOf(one))
      hash.update(keys).update(`${holds ? 'holds' : 'not'} ${weight}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
