import { z } from 'zod';
import { hasLoneSurrogate, limits } from '../../domain/limits.js';
import type { Draft, Entry, Origin } from './entry.js';

// The same form, limits and words as intake's (record.test.ts compares them); but fields that we do not know pass:
// data sets carry labels.

const wrongType = (what: string) => ({
  error: (issue: { readonly input?: unknown }) =>
    issue.input === undefined ? 'is required' : `must be ${what}`,
});

/** One issue, the first that applies. */
const unless = (fault: (value: string) => string | undefined) =>
  z.string(wrongType('a string')).check((context) => {
    const message = fault(context.value);
    if (message !== undefined) context.issues.push({ code: 'custom', input: undefined, message });
  });

const surrogate = 'holds half a surrogate pair, which UTF-8 cannot carry';

/** Bytes of UTF-8 are counted only where the length leaves a doubt: they are at most three a UTF-16 unit. */
const textUpTo = (bytes: number, mayBeBlank = false) =>
  unless((text) => {
    if (!mayBeBlank && text.trim() === '') return 'must not be blank';
    if (text.length * 3 > bytes && Buffer.byteLength(text) > bytes)
      return `must be at most ${bytes} bytes of UTF-8`;
    return hasLoneSurrogate(text) ? surrogate : undefined;
  });

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const control = /[\u0000-\u001f\u007f-\u009f]/;

function faultOfName(name: string, length: number): string | undefined {
  if (name === '') return 'must not be empty';
  if (name.length > length) return `must be at most ${length} characters`;
  if (control.test(name)) return 'must not hold control characters';
  return hasLoneSurrogate(name) ? surrogate : undefined;
}
const nameUpTo = (length: number) => unless((name) => faultOfName(name, length));

function faultOfId(id: string): string | undefined {
  if (id === '.' || id === '..') return 'must not be . or ..: it could not stand in an address';
  return faultOfName(id, limits.idLength);
}

const record = z.object(
  {
    id: unless(faultOfId).exactOptional(),
    text: textUpTo(limits.textBytes),
    site: nameUpTo(limits.idLength).exactOptional(),
    author: nameUpTo(limits.idLength).exactOptional(),
    language: nameUpTo(35).exactOptional(),
    submittedAt: z.iso.datetime({ offset: true, error: 'must be an ISO 8601 date and time' }).exactOptional(),
    article: z
      .object(
        {
          id: nameUpTo(limits.idLength).exactOptional(),
          url: nameUpTo(limits.urlLength).exactOptional(),
          title: nameUpTo(limits.titleLength).exactOptional(),
          text: textUpTo(limits.articleTextBytes, true).exactOptional(),
        },
        wrongType('an object'),
      )
      .exactOptional(),
    parent: z
      .object(
        { id: nameUpTo(limits.idLength).exactOptional(), text: textUpTo(limits.textBytes) },
        wrongType('an object'),
      )
      .exactOptional(),
  },
  wrongType('an object'),
);

/**
 * Makes an entry of what a line holds: the comment, or the first thing wrong with it as `<field>: <reason>`.
 * A comment without an id gets `ownId`.
 */
export function entryOf(value: unknown, origin: Origin, line: number, ownId: string): Entry {
  const parsed = record.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue!.path.map(String).join('.') || 'line';
    const { id } = (value ?? {}) as { id?: unknown };
    const named = typeof id === 'string' && faultOfId(id) === undefined;
    return { ...(named && { id }), error: `${field}: ${issue!.message}`, file: origin.name, line };
  }
  const { id = ownId, site = origin.site, ...rest } = parsed.data;
  const comment: Draft = { id, ...(site !== undefined && { site }), ...rest };
  return { comment, file: origin.name, line };
}

/** A name with nothing in it that intake would refuse, at most `max` UTF-16 units. */
export function nameFrom(text: string, max: number): string {
  const end = text.replaceAll(new RegExp(control, 'g'), ' ').slice(0, max);
  return hasLoneSurrogate(end) ? [...end].filter((c) => !hasLoneSurrogate(c)).join('') : end;
}
