/** What the list may be asked for; empty means any. */
export interface DeskFilter {
  readonly site: string;
  readonly action: 'review' | 'block';
  readonly attribute: string;
  readonly state: '' | 'escalated' | 'failed' | 'appealed';
  readonly minScore: string;
  readonly maxScore: string;
  readonly article: string;
  readonly author: string;
  readonly language: string;
  /** Seconds. */
  readonly minAge: string;
  readonly text: string;
  readonly sort: 'priority' | 'oldest' | 'newest' | 'score';
}
export const anyCase: DeskFilter = {
  site: '',
  action: 'review',
  attribute: '',
  state: '',
  minScore: '',
  maxScore: '',
  article: '',
  author: '',
  language: '',
  minAge: '',
  text: '',
  sort: 'priority',
};

const given = (filter: DeskFilter): [string, string][] =>
  Object.entries(filter).filter(([, value]) => value !== '');

export const queryOf = (filter: DeskFilter): URLSearchParams => new URLSearchParams(given(filter));

const numbers = new Set(['minScore', 'maxScore', 'minAge']);

/** The same as the API takes it in a body. */
export const bodyOf = (filter: DeskFilter): Record<string, string | number> =>
  Object.fromEntries(given(filter).map(([name, value]) => [name, numbers.has(name) ? Number(value) : value]));

/** A filter that the API keeps, as the desk shows it. */
export const filterOf = (kept: Readonly<Record<string, unknown>>): DeskFilter => ({
  ...anyCase,
  ...Object.fromEntries(
    Object.entries(kept)
      .filter(([name]) => Object.hasOwn(anyCase, name))
      .map(([name, value]) => [name, String(value)]),
  ),
});

const names: Partial<Record<keyof DeskFilter, string>> = {
  site: 'Site',
  action: 'Verdict',
  attribute: 'Attribute',
  minScore: 'Score ≥',
  maxScore: 'Score ≤',
  article: 'Article',
  author: 'Reader',
  language: 'Language',
  minAge: 'Older than',
  text: 'Text',
};

/** What is filtered by, each with its name and value in words; the usual verdict and order are not told. */
export function chipsOf(
  filter: DeskFilter,
): { readonly field: keyof DeskFilter; readonly name: string; readonly value: string }[] {
  return (Object.keys(names) as (keyof DeskFilter)[])
    .filter((field) => filter[field] !== anyCase[field])
    .map((field) => ({ field, name: names[field]!, value: inWords(field, filter[field]) }));
}

function inWords(field: keyof DeskFilter, value: string): string {
  if (field === 'attribute') return value.toLowerCase().replaceAll('_', ' ');
  if (field === 'minAge') return `${Math.round(Number(value) / 60)} min`;
  return field === 'minScore' || field === 'maxScore' ? value.replace(/^0\./, '.') : value;
}
