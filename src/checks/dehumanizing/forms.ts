/** Plural of an English noun by rule; irregular ones are spelled out in the lexicon. */
export function plural(noun: string): string {
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return `${noun}s`;
}

/** The five forms of a regular English verb, base first. */
export function verbForms(base: string): readonly string[] {
  const stem = base.endsWith('e') ? base.slice(0, -1) : base;
  const doubled = doubles.has(base) ? base + base.at(-1) : stem;
  return [base, plural(base), `${doubled}ed`, `${doubled}ing`];
}

/** Verbs of the lexicon that double their last letter. */
const doubles = new Set(['trap', 'swat', 'gas']);

/**
 * Parts a folded word into the pieces that the readers reason over: `they're` is `they` and `'re`, `isn't` is `is`
 * and `n't`. Curly apostrophes count as straight ones. Undefined when the word is one piece as it stands.
 */
export function pieces(word: string): readonly string[] | undefined {
  if (word.length <= longestFused) {
    const known = fused.get(word);
    if (known) return known;
  }
  const at = apostrophe(word);
  if (at <= 0) return undefined;
  const plain = word.replaceAll('’', "'");
  if (plain === "n't") return [plain];
  if (plain === "can't") return ['can', "n't"];
  if (plain === "won't") return ['will', "n't"];
  if (plain === "ain't") return ['is', "n't"];
  if (plain === "let's") return ["let's"];
  if (plain === "y'all" || plain === 'o’clock') return [plain];
  if (plain.endsWith("n't")) return [plain.slice(0, -3), "n't"];
  const head = plain.slice(0, at);
  const tail = plain.slice(at);
  return suffixes.has(tail) ? [head, tail] : [plain];
}

/** Where the last apostrophe stands, at most four units from the end; -1 when there is none. */
export function apostrophe(word: string): number {
  for (let k = word.length - 1; k >= 0 && k >= word.length - 4; k--) {
    const code = word.charCodeAt(k);
    if (code === 0x27 || code === 0x2019) return k;
  }
  return -1;
}

const longestFused = 7;
const suffixes = new Set(["'s", "'re", "'m", "'ll", "'d", "'ve"]);

/** What people write without the apostrophe. */
const fused = new Map<string, readonly string[]>([
  ['theyre', ['they', "'re"]],
  ['youre', ['you', "'re"]],
  ['hes', ['he', "'s"]],
  ['shes', ['she', "'s"]],
  ['thats', ['that', "'s"]],
  ['whats', ['what', "'s"]],
  ['im', ['i', "'m"]],
  ['isnt', ['is', "n't"]],
  ['arent', ['are', "n't"]],
  ['wasnt', ['was', "n't"]],
  ['werent', ['were', "n't"]],
  ['aint', ['is', "n't"]],
  ['dont', ['do', "n't"]],
  ['doesnt', ['does', "n't"]],
  ['didnt', ['did', "n't"]],
  ['cant', ['can', "n't"]],
  ['wont', ['will', "n't"]],
  ['cannot', ['can', 'not']],
  ['whos', ['who', "'s"]],
  ['theres', ['there', "'s"]],
  ['hasnt', ['has', "n't"]],
  ['havent', ['have', "n't"]],
  ['hadnt', ['had', "n't"]],
  ['yall', ["y'all"]],
]);

/** Every word that `pieces` parts though it has no apostrophe. */
export const fusedWords: readonly string[] = [...fused.keys()];
