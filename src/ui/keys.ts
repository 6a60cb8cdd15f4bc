/** What a key does at the desk. Off while typing. */
export const keyActions = {
  j: 'next',
  k: 'previous',
  n: 'fresh',
  a: 'approve',
  r: 'reject',
  e: 'escalate',
  u: 'undo',
  d: 'alike',
  m: 'note',
  v: 'unmask',
  h: 'handBack',
  '[': 'previousSpan',
  ']': 'nextSpan',
  '/': 'search',
  x: 'tick',
  f: 'filters',
  b: 'bulk',
  y: 'copyLink',
  i: 'rail',
  '?': 'help',
} as const;
export type KeyAction = (typeof keyActions)[keyof typeof keyActions] | `reason${number}`;

/** In the order in which the help lists them. */
export const keyHelp: readonly (readonly [keys: string, does: string])[] = [
  ['j / k', 'next / previous case'],
  ['a · r · e', 'approve · reject · escalate'],
  ['1 … 9', 'reason of a rejection'],
  ['d', 'decide the ones alike too, or this one alone'],
  ['u', 'undo the last decision'],
  ['n', 'take in new cases'],
  ['m', 'write a note'],
  ['[ / ]', 'previous / next marked span'],
  ['v', 'show or mask words'],
  ['h', 'hand back the claim'],
  ['x', 'tick the case'],
  ['/ · f', 'search · filters'],
  ['b', 'decide many at once (lead)'],
  ['y', 'copy a link to the case'],
  ['i', 'article and history'],
  ['g then q p w i d', 'queue, policies, words, insights, audit'],
  ['?', 'these keys'],
];

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** A person's own keys: what each action listens to instead; '' is off. */
export type OwnKeys = Readonly<Record<string, string>>;

/** What a key press asks for; undefined: nothing, or it is the browser's. */
export function actionOf(
  { key, ctrlKey, metaKey, altKey }: Pressed,
  typing: boolean,
  own: OwnKeys = {},
): KeyAction | undefined {
  if (typing || ctrlKey || metaKey || altKey) return undefined;
  if (/^[1-9]$/.test(key)) return own.reasons === '' ? undefined : `reason${Number(key)}`;
  for (const [usual, action] of Object.entries(keyActions)) if ((own[action] ?? usual) === key) return action;
  return undefined;
}

/** Why an action cannot listen to a key; undefined: it can. */
export function keyFault(action: string, key: string, own: OwnKeys): string | undefined {
  if (key === '') return undefined;
  if ([...key].length !== 1 || /[\s1-9]/.test(key))
    return 'must be one character, and not a digit or a blank';
  if (key === 'g') return 'g begins the keys that change the page';
  for (const [usual, other] of Object.entries(keyActions))
    if (other !== action && (own[other] ?? usual) === key) return `is taken: ${actionWords[other]}`;
  return undefined;
}

/** What each action is called in settings. */
export const actionWords: Record<(typeof keyActions)[keyof typeof keyActions], string> = {
  next: 'next case',
  previous: 'previous case',
  fresh: 'take in new cases',
  approve: 'approve',
  reject: 'reject',
  escalate: 'escalate',
  undo: 'undo',
  alike: 'decide the ones alike too',
  note: 'write a note',
  unmask: 'show or mask words',
  handBack: 'hand back the claim',
  previousSpan: 'previous marked span',
  nextSpan: 'next marked span',
  search: 'search',
  tick: 'tick the case',
  filters: 'filters',
  bulk: 'decide many at once',
  copyLink: 'copy a link',
  rail: 'article and history',
  help: 'list the keys',
};

/** After `g`: which page. */
export const pageKeys: Readonly<Record<string, string>> = {
  q: '',
  p: 'policies',
  w: 'words',
  i: 'insights',
  d: 'audit',
};
