import { z } from 'zod';
import { hasLoneSurrogate, hasSomethingToRead, limits } from '../../domain/limits.js';
import type { Draft, Entry, Origin } from './entry.js';

// The same form, limits and words as intake's (record.test.ts holds the two together); but fields that we do not
// know pass: data sets carry labels.

const mustBe = (what: string) => ({
  error: (issue: { readonly input?: unknown }) =>
    issue.input === undefined ? 'is required' : `must be ${what}`,
});

/** A string with one issue, the first that applies. */
const stringUnless = (faultOf: (value: string) => string | undefined) =>
  z.string(mustBe('a string')).check((context) => {
    const message = faultOf(context.value);
    if (message !== undefined) context.issues.push({ code: 'custom', input: undefined, message });
  });

const surrogateFault = (value: string): string | undefined =>
  hasLoneSurrogate(value) ? 'holds half a surrogate pair, which UTF-8 cannot carry' : undefined;

/** UTF-8 takes at most three bytes a UTF-16 unit: most texts need no count. */
const textUpTo = (bytes: number, mayBeBlank: boolean) =>
  stringUnless((text) => {
    if (!mayBeBlank && !hasSomethingToRead(text)) return 'must not be blank';
    if (text.length * 3 > bytes && Buffer.byteLength(text) > bytes)
      return `must be at most ${bytes} bytes of UTF-8`;
    return surrogateFault(text);
  });

const stringUpTo = (length: number) =>
  stringUnless((value) =>
    value.length > length ? `must be at most ${length} characters` : surrogateFault(value),
  );

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const control = /[\u0000-\u001f\u007f-\u009f]/;

function nameFault(name: string, length: number): string | undefined {
  if (name === '') return 'must not be empty';
  if (name.length > length) return `must be at most ${length} characters`;
  return control.test(name) ? 'must not hold control characters' : surrogateFault(name);
}
/** What is wrong with the name of a site; undefined where nothing is. */
export const siteFault = (site: string): string | undefined => nameFault(site, limits.idLength);

const nameUpTo = (length: number) => stringUnless((name) => nameFault(name, length));

const idFault = (id: string): string | undefined =>
  id === '.' || id === '..'
    ? 'must not be . or .., which no address can hold'
    : nameFault(id, limits.idLength);

const webAddress = stringUnless((url) => {
  if (url.length > limits.urlLength) return `must be at most ${limits.urlLength} characters`;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return 'must be an absolute http or https URL';
  return surrogateFault(url);
});

/** Well-formed by BCP 47 as ECMA-402 reads it. */
const languageTag = stringUnless((tag) => {
  const fault = 'must be a BCP 47 language tag';
  if (tag.length > 35) return fault;
  try {
    Intl.getCanonicalLocales(tag);
    return undefined;
  } catch {
    return fault;
  }
});

const moment = z.iso.datetime({
  offset: true,
  error: (issue) =>
    typeof issue.input === 'string' ? 'must be ISO 8601 with a time zone' : 'must be a string',
});

const id = nameUpTo(limits.idLength).exactOptional();

const record = z.object(
  {
    id: stringUnless(idFault).exactOptional(),
    text: textUpTo(limits.textBytes, false),
    site: id,
    author: id,
    language: languageTag.exactOptional(),
    article: z
      .object(
        {
          id,
          url: webAddress.exactOptional(),
          title: stringUpTo(limits.titleLength).exactOptional(),
          text: textUpTo(limits.articleTextBytes, true).exactOptional(),
        },
        mustBe('an object'),
      )
      .exactOptional(),
    parent: z.object({ id, text: textUpTo(limits.textBytes, true) }, mustBe('an object')).exactOptional(),
    submittedAt: moment.exactOptional(),
  },
  mustBe('an object'),
);

/**
 * Makes an entry of what a line holds: the comment, or the first thing wrong with it as `<field>: <reason>`.
 * A comment without an id gets `placeId`.
 */
export function entryOf(value: unknown, origin: Origin, line: number, placeId: string): Entry {
  const parsed = record.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue!.path.map(String).join('.') || 'line';
    const { id } = (value ?? {}) as { id?: unknown };
    const named = typeof id === 'string' && idFault(id) === undefined;
    return { ...(named && { id }), error: `${field}: ${issue!.message}`, file: origin.name, line };
  }
  const { id = placeId, site = origin.site, ...rest } = parsed.data;
  const comment: Draft = { id, ...(site !== undefined && { site }), ...rest };
  const isPlaceId = parsed.data.id === undefined && ({ isPlaceId: true } as const);
  return { comment, ...isPlaceId, file: origin.name, line };
}

/** A name with nothing in it that intake would refuse, at most `max` UTF-16 units. */
export function nameFrom(text: string, max: number): string {
  const end = text.replaceAll(new RegExp(control, 'g'), ' ').slice(0, max);
  return hasLoneSurrogate(end) ? [...end].filter((c) => !hasLoneSurrogate(c)).join('') : end;
}
