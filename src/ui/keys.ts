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
  ['?', 'these keys'],
];

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key press asks for; undefined: nothing, or it is the browser's. */
export function actionOf({ key, ctrlKey, metaKey, altKey }: Pressed, typing: boolean): KeyAction | undefined {
  if (typing || ctrlKey || metaKey || altKey) return undefined;
  if (/^[1-9]$/.test(key)) return `reason${Number(key)}`;
  return Object.hasOwn(keyActions, key) ? keyActions[key as keyof typeof keyActions] : undefined;
}
