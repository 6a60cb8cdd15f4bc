import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const file = new URL('../../src/checks/toxicity/identity.yml', import.meta.url);

const term = z.string().regex(/^[a-z0-9]+(?: [a-z0-9]+)?$/, 'a term is one or two folded words');
const list = z.strictObject({
  heads: z.strictObject({ note: z.string(), exact: z.array(term) }),
  groups: z.array(
    z.strictObject({
      id: z.string(),
      source: z.string(),
      note: z.string().optional(),
      terms: z.array(term),
      exact: z.array(term),
    }),
  ),
});

export interface IdentityTerms {
  /** Folded terms with their plurals, sorted, each once. */
  readonly identity: readonly string[];
  readonly heads: readonly string[];
}

/** The reviewed identity list, plurals made. Throws where the file breaks its form. */
export function identityTerms(): IdentityTerms {
  const { heads, groups } = list.parse(parse(readFileSync(file, 'utf8')));
  const all = groups.flatMap(({ terms, exact }) => [...exact, ...terms.flatMap((one) => [one, plural(one)])]);
  return { identity: [...new Set(all)].sort(), heads: [...new Set(heads.exact)].sort() };
}

/** The regular English plural. */
export function plural(noun: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(?:english|french|irish|welsh|dutch)man$/.test(noun)) return `${noun.slice(0, -2)}en`;
  return `${noun}s`;
}
