// Ways to write a word so that a filter does not see it, each with a name. Chosen and written before the check was run
// on any of them; the families are those that people use in comments, the hard ones are ambiguous even to a reader.
import { combinedDisguises } from './combinations.js';
import type { Disguise } from './family.js';
import { lookDisguises } from './looks.js';
import { signDisguises } from './signs.js';

export { type Disguise, type Family, families } from './family.js';
export const disguises: readonly Disguise[] = [...signDisguises, ...lookDisguises, ...combinedDisguises];
