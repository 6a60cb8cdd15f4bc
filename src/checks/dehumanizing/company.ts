/** A word that some phrases are looked for by. */
export interface Sign {
  readonly word: string;
  readonly mark: number;
  readonly company: Company | undefined;
}

/** Words of which one must stand near, and how many tokens away at most. Where there is none, anything may. */
export interface Company {
  readonly words: ReadonlySet<string>;
  readonly reach: number;
}

/** What is enough where either company is. */
export function eitherCompany(a: Company | undefined, b: Company | undefined): Company | undefined {
  return a && b && { words: new Set([...a.words, ...b.words]), reach: Math.max(a.reach, b.reach) };
}
