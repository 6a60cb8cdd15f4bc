import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Note } from './parts.js';
import type { Loaded } from './use-loaded.js';

/** A tools page's title, what it is for, and what can be chosen for all of it. */
export const PageHead = ({
  title,
  about,
  children,
}: {
  readonly title: string;
  readonly about: string;
  readonly children?: ComponentChildren;
}) => (
  <div class="head">
    <div>
      <h1>{title}</h1>
      <p>{about}</p>
    </div>
    <span class="end" />
    {children}
  </div>
);

/** Which site a page is about; kept from page to page. */
export const SiteField = ({
  site,
  onSite,
}: {
  readonly site: string;
  readonly onSite: (site: string) => void;
}) => (
  <label class="site-of">
    Site{' '}
    <input
      key={site}
      defaultValue={site}
      maxLength={200}
      onChange={(event) => onSite(event.currentTarget.value.trim() || 'default')}
    />
  </label>
);

const siteName = 'decorum-site';
const keptSite = (): string => localStorage.getItem(siteName) ?? 'default';
export const keepSite = (site: string): void => localStorage.setItem(siteName, site);

/** The site that a page is about, and how another is chosen: it is kept. */
export function useSite(): readonly [site: string, choose: (site: string) => void] {
  const [site, setSite] = useState(keptSite);
  const choose = (next: string): void => {
    keepSite(next);
    setSite(next);
  };
  return [site, choose];
}

/** What an answer is not yet, or why there is none; nothing where it is there. */
export function Waiting<T>({ of, what }: { readonly of: Loaded<T>; readonly what: string }) {
  if (of.trouble !== undefined)
    return (
      <Note kind="bad">
        {what} could not be loaded: {of.trouble}{' '}
        <button type="button" class="btn s" onClick={of.again}>
          Try again
        </button>
      </Note>
    );
  if (of.value === undefined && of.loading)
    return (
      <div class="card skeletons" aria-busy="true">
        <span class="sr">{what} are being loaded.</span>
        <div class="sk" />
        <div class="sk" />
        <div class="sk" />
      </div>
    );
  return null;
}

/** Few choices of which one is taken. */
export function Segments<T extends string | number>({
  label,
  choices,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly choices: readonly (readonly [T, string])[];
  readonly chosen: T;
  readonly onChoose: (choice: T) => void;
}) {
  return (
    <fieldset class="seg" aria-label={label}>
      {choices.map(([value, words]) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
          {words}
        </button>
      ))}
    </fieldset>
  );
}

/** A table that scrolls sideways where it is too wide, by keyboard too. */
export const WideTable = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section class="wide-table" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
