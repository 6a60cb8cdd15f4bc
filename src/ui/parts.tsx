import type { ComponentChildren } from 'preact';
import type { Attribute } from '../api/types.js';
import { attributeCodes, attributeWords } from './words.js';

/** The class that colours an attribute. */
export const toneOf = (attribute: Attribute): string => attributeCodes[attribute].toLowerCase();

/** Colour and two letters; a screen reader hears the name. */
export const Code = ({ attribute }: { readonly attribute: Attribute }) => (
  <span class={`code ${toneOf(attribute)}`} title={attributeWords[attribute]}>
    <span aria-hidden="true">{attributeCodes[attribute]}</span>
    <span class="sr">{attributeWords[attribute]}</span>
  </span>
);

export const Key = ({ children }: { readonly children: ComponentChildren }) => <kbd>{children}</kbd>;

/** Who: two letters. */
export const Person = ({ name, me }: { readonly name: string; readonly me: boolean }) => (
  <span class={me ? 'av me' : 'av'} aria-hidden="true">
    {name.slice(0, 2).toUpperCase()}
  </span>
);

/** What happened, to which case, what holds now, and one next step. */
export const Note = ({
  kind,
  children,
}: {
  readonly kind: 'plain' | 'warn' | 'bad';
  readonly children: ComponentChildren;
}) => (
  <div class={`note ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
    <div>{children}</div>
  </div>
);

/** How much of 0..1, with a tick at the threshold. */
export const Meter = ({
  score,
  threshold,
  label,
}: {
  readonly score: number;
  readonly threshold?: number;
  readonly label: string;
}) => (
  <div class="meter" role="img" aria-label={label}>
    <i style={{ width: `${100 * score}%` }} />
    {threshold !== undefined && <b style={{ left: `${100 * threshold}%` }} />}
  </div>
);
