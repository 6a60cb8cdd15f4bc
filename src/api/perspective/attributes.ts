import { type Attribute, attributes } from '../../domain/finding.js';

const known: ReadonlySet<string> = new Set(attributes);
const twin = '_EXPERIMENTAL';

/**
 * The attribute that a requested name stands for: one of ours, Perspective's `_EXPERIMENTAL` twin of one of its six,
 * either with a version (`TOXICITY@6`) or without. Versions all mean the one that we have.
 */
export function attributeOf(name: string): Attribute | undefined {
  const plain = /^([A-Z_]{1,60})@\d{1,6}$/.exec(name)?.[1] ?? name;
  const base = plain.endsWith(twin) ? plain.slice(0, -twin.length) : plain;
  if (!known.has(base) || (base === 'DEHUMANIZATION' && base !== plain)) return undefined;
  return base as Attribute;
}
