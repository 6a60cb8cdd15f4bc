import { z } from 'zod';
import { bridgeModes } from '../domain/bridge.js';
import { reasonCodes, rulings } from '../domain/decision.js';
import { attributes, severities } from '../domain/finding.js';
import { hasLoneSurrogate, hasSomethingToRead, limits } from '../domain/limits.js';
import { actions } from '../domain/verdict.js';
import { reviewSorts, reviewStates } from '../store/comment-store.js';
import { mostReasons } from '../store/desk-store.js';
import { scopes } from '../store/key-store.js';
import type { FieldError } from './types.js';

/** What is wrong with a string, in words; `tooLarge` makes the whole answer a 413. */
type Fault = string | { readonly tooLarge: string } | undefined;

export const mustBe = (what: string) => ({
  error: (issue: { readonly input?: unknown }) =>
    issue.input === undefined ? 'is required' : `must be ${what}`,
});

const stringUnless = (faultOf: (value: string) => Fault) =>
  z.string(mustBe('a string')).check((context) => {
    const fault = faultOf(context.value);
    if (fault === undefined) return;
    const tooLarge = typeof fault !== 'string';
    const message = tooLarge ? fault.tooLarge : fault;
    context.issues.push({ code: 'custom', input: undefined, message, params: { tooLarge } });
  });

const surrogateFault = (value: string): Fault =>
  hasLoneSurrogate(value) ? 'holds half a surrogate pair, which UTF-8 cannot carry' : undefined;

/** A text of at most `bytes` of UTF-8, which takes at most three a UTF-16 unit: most texts need no count. */
const textUpTo = (bytes: number, mayBeBlank: boolean) =>
  stringUnless((text) => {
    if (!mayBeBlank && !hasSomethingToRead(text)) return 'must not be blank';
    if (text.length * 3 > bytes && Buffer.byteLength(text) > bytes)
      return { tooLarge: `must be at most ${bytes} bytes of UTF-8` };
    return surrogateFault(text);
  });

export const stringUpTo = (length: number) =>
  stringUnless((value) =>
    value.length > length ? `must be at most ${length} characters` : surrogateFault(value),
  );

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const control = /[\u0000-\u001f\u007f-\u009f]/;

function nameFault(name: string, length: number): Fault {
  if (name === '') return 'must not be empty';
  if (name.length > length) return `must be at most ${length} characters`;
  return control.test(name) ? 'must not hold control characters' : surrogateFault(name);
}

export const nameUpTo = (length: number) => stringUnless((name) => nameFault(name, length));

// Clients take `.` and `..` out of a path, however encoded: such an id could be posted and never asked for.
const commentId = stringUnless((id) =>
  id === '.' || id === '..'
    ? 'must not be . or .., which no address can hold'
    : nameFault(id, limits.idLength),
);

/** Whether a string can be a site's name. */
export const isSiteName = (name: string): boolean => nameFault(name, limits.idLength) === undefined;

/** Whether a string can be a comment's id; what cannot is never asked of the store. */
export const isCommentId = (id: string): boolean => nameFault(id, limits.idLength) === undefined;

const webAddress = stringUnless((url) => {
  if (url.length > limits.urlLength) return `must be at most ${limits.urlLength} characters`;
  // The page links to it: no javascript: and no data:.
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

/** `POST /v1/comments`. */
export const postedComment = z.strictObject(
  {
    id: commentId.exactOptional(),
    text: textUpTo(limits.textBytes, false),
    site: nameUpTo(limits.idLength).exactOptional(),
    author: nameUpTo(limits.idLength).exactOptional(),
    language: languageTag.exactOptional(),
    article: z
      .strictObject(
        {
          id: nameUpTo(limits.idLength).exactOptional(),
          url: webAddress.exactOptional(),
          title: stringUpTo(limits.titleLength).exactOptional(),
          text: textUpTo(limits.articleTextBytes, true).exactOptional(),
        },
        mustBe('an object'),
      )
      .exactOptional(),
    parent: z
      .strictObject(
        { id: nameUpTo(limits.idLength).exactOptional(), text: textUpTo(limits.textBytes, true) },
        mustBe('an object'),
      )
      .exactOptional(),
    submittedAt: moment.exactOptional(),
  },
  mustBe('an object'),
);

/** Which codes a site knows is looked up afterwards. */
const reasonCode = stringUnless((code) =>
  /^[A-Z][A-Z0-9_]{1,39}$/.test(code)
    ? undefined
    : 'must be 2 to 40 capital letters, digits and underscores, a letter first',
);

/** `PUT /v1/sites/:site/reasons`. */
export const putReasons = z.strictObject(
  {
    reasons: z
      .array(z.strictObject({ code: reasonCode, label: nameUpTo(80) }, mustBe('an object')), mustBe('a list'))
      .max(mostReasons, `must hold at most ${mostReasons} reasons`)
      .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'names a code twice')
      .refine(
        (all) => !all.some(({ code }) => reasonCodes.some((known) => known === code)),
        'names a code that every site has',
      ),
  },
  mustBe('an object'),
);

/** `POST /v1/comments/:id/appeal`. */
export const postedAppeal = z.strictObject(
  { text: stringUpTo(limits.appealLength).exactOptional() },
  mustBe('an object'),
);

/** `POST /v1/review/:id/appeal`. */
export const postedAnswer = z.strictObject(
  {
    outcome: z.enum(['uphold', 'overturn'], mustBe('uphold or overturn')),
    reason: reasonCode.exactOptional(),
    note: stringUpTo(limits.noteLength).exactOptional(),
  },
  mustBe('an object'),
);

/** `POST /v1/review/:id/decisions`. */
export const postedDecision = z
  .strictObject(
    {
      ruling: z.enum(rulings, mustBe(`one of ${rulings.join(', ')}`)),
      reason: reasonCode.exactOptional(),
      note: stringUpTo(limits.noteLength).exactOptional(),
      revision: z.int(mustBe('a whole number')).min(1, 'must be 1 or more').exactOptional(),
      supersedes: nameUpTo(limits.idLength).exactOptional(),
    },
    mustBe('an object'),
  )
  .check(({ value, issues }) => {
    if (value.ruling === 'reject' && value.reason === undefined)
      issues.push({
        code: 'custom',
        input: undefined,
        path: ['reason'],
        message: 'is required for a rejection',
      });
  });

const ruled = {
  ruling: z.enum(rulings, mustBe(`one of ${rulings.join(', ')}`)),
  reason: reasonCode.exactOptional(),
  note: stringUpTo(limits.noteLength).exactOptional(),
};
const saysWhy = ({ ruling, reason }: { readonly ruling: string; readonly reason?: string }): boolean =>
  ruling !== 'reject' || reason !== undefined;
const why = { path: ['reason'], message: 'is required for a rejection' };

/** `POST /v1/session`. */
export const postedSession = z.strictObject(
  { name: nameUpTo(limits.idLength), password: stringUpTo(200) },
  mustBe('an object'),
);

/** `POST /v1/review/:id/decisions/undo`. */
export const postedUndo = z.strictObject({ decision: nameUpTo(500) }, mustBe('an object'));

/** `POST /v1/review/:id/alike/decisions`. */
export const postedAlike = z.strictObject(ruled, mustBe('an object')).refine(saysWhy, why);

const someIds = (what: string) =>
  z
    .array(commentId, mustBe('a list of ids'))
    .max(limits.bulkCases, `must hold at most ${limits.bulkCases} ${what}`);

/** `POST /v1/review/bulk/run`. */
export const postedRun = z.strictObject(
  { token: nameUpTo(limits.idLength), except: someIds('ids').exactOptional() },
  mustBe('an object'),
);

/** `POST /v1/keys`. */
const wholeQuota = mustBe(`a whole number, 0 (no limit) to ${limits.quota}`);

export const postedKey = z.strictObject(
  {
    name: nameUpTo(100),
    scopes: z
      .array(z.enum(scopes, mustBe(`one of ${scopes.join(', ')}`)), mustBe('an array'))
      .min(1, 'must name at least one scope')
      .max(scopes.length, `must name at most ${scopes.length} scopes`),
    site: nameUpTo(limits.idLength).exactOptional(),
    quota: z.int(wholeQuota).min(0, wholeQuota).max(limits.quota, wholeQuota).exactOptional(),
  },
  mustBe('an object'),
);

/** Entries are read by site-words, which says what is wrong with each in one way, whether they come as JSON or as CSV. */
const entries = z.array(z.unknown(), mustBe('an array')).min(1, 'must hold at least one entry');

/** `POST /v1/sites/:site/words`. */
export const postedWords = z.strictObject({ words: entries }, mustBe('an object'));

const fewEntries = z
  .array(z.unknown(), mustBe('an array'))
  .max(limits.previewWords, `must hold at most ${limits.previewWords} entries`);

const newestError = `must be a whole number, 1 to ${limits.previewComments}`;

/** `POST /v1/sites/:site/words/test`. */
export const wordsTest = z.strictObject(
  { text: textUpTo(limits.textBytes, false), words: fewEntries.exactOptional() },
  mustBe('an object'),
);

/** `POST /v1/sites/:site/words/preview`. */
export const wordsPreview = z.strictObject(
  {
    words: fewEntries.min(1, 'must hold at least one entry'),
    newest: z
      .int({ error: newestError })
      .min(1, newestError)
      .max(limits.previewComments, newestError)
      .exactOptional(),
  },
  mustBe('an object'),
);

/** `POST /v1/sites/:site/words/restore`. */
export const wordsRestore = z.strictObject(
  { version: z.int(mustBe('a whole number')).min(0, 'must be 0 or more') },
  mustBe('an object'),
);

/** `POST /v1/sites/:site/bridge`: what is left out stays; `map: null` is no map. */
export const postedBridge = z
  .strictObject(
    {
      mode: z.enum(bridgeModes, mustBe(`one of ${bridgeModes.join(', ')}`)).exactOptional(),
      archive: z.boolean(mustBe('true or false')).exactOptional(),
      map: z
        .union([z.null(), z.int().min(1).max(999_999_999)], mustBe('the version of a score map, or null'))
        .exactOptional(),
    },
    mustBe('an object'),
  )
  .refine((given) => Object.keys(given).length > 0, 'must name mode, archive or map');

const mostKnots = 1000;
const knots = z
  .array(
    z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)], mustBe('a pair of numbers, 0 to 1')),
    mustBe('a list of pairs of numbers, 0 to 1'),
  )
  .min(2, 'must hold at least two pairs')
  .max(mostKnots, `must hold at most ${mostKnots} pairs`)
  .refine(
    (pairs) => pairs.every(([x, y], at) => at === 0 || (x > pairs[at - 1]![0] && y >= pairs[at - 1]![1])),
    'must rise',
  );

const scoreError = { error: () => 'must be a number, 0 to 1' };
const policyRule = z.strictObject(
  {
    name: nameUpTo(100),
    attribute: z.enum(attributes, mustBe(`one of ${attributes.join(', ')}`)),
    minScore: z.number(scoreError).min(0, scoreError).max(1, scoreError),
    minSeverity: z.enum(severities, mustBe(`one of ${severities.join(', ')}`)).exactOptional(),
    action: z.enum(actions, mustBe(`one of ${actions.join(', ')}`)),
  },
  mustBe('an object'),
);
const policyBody = z.strictObject(
  {
    name: stringUnless((name) =>
      /^[a-z0-9-]{1,50}$/.test(name) ? undefined : 'must be 1 to 50 lower-case letters, digits and hyphens',
    ),
    rules: z
      .array(policyRule, mustBe('a list'))
      .min(1, 'must hold at least one rule')
      .max(200, 'must hold at most 200 rules')
      .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, 'names a rule twice'),
    onFailedCheck: z.enum(actions, mustBe(`one of ${actions.join(', ')}`)),
  },
  mustBe('an object'),
);

/** `POST /v1/sites/:site/policies/validate`. */
export const postedPolicy = z.strictObject({ policy: policyBody }, mustBe('an object'));

/** `POST /v1/sites/:site/policies`. */
export const savedPolicy = z.strictObject(
  { policy: policyBody, note: stringUpTo(limits.noteLength).exactOptional() },
  mustBe('an object'),
);

const policyVersion = z
  .int(mustBe('a version'))
  .min(1, 'must be a version')
  .max(999_999_999, 'must be a version');

/** `POST /v1/sites/:site/policies/:version/activate`. */
export const activation = z.strictObject(
  { expect: z.union([z.null(), policyVersion], mustBe('the version that is live, or null')) },
  mustBe('an object'),
);

/** `POST /v1/sites/:site/policies/shadow`. */
export const postedShadow = z.strictObject(
  { version: z.union([z.null(), policyVersion], mustBe('a version, or null')) },
  mustBe('an object'),
);

const lastError = `must be a whole number, 1 to ${limits.replayCases}`;

/** `POST /v1/sites/:site/policies/replay`. */
export const postedReplay = z
  .strictObject(
    {
      policy: policyBody,
      last: z
        .int({ error: () => lastError })
        .min(1, lastError)
        .max(limits.replayCases, lastError)
        .exactOptional(),
      curve: nameUpTo(100).exactOptional(),
    },
    mustBe('an object'),
  )
  .refine(({ policy, curve }) => curve === undefined || policy.rules.some(({ name }) => name === curve), {
    path: ['curve'],
    message: 'must be the name of one of the rules',
  });

/** `POST /v1/score-maps`. */
export const postedMap = z.strictObject(
  {
    from: nameUpTo(limits.idLength),
    rows: z.partialRecord(z.enum(attributes), z.int().min(1)),
    knots: z
      .partialRecord(z.enum(attributes), knots)
      .refine((given) => Object.keys(given).length > 0, 'must map at least one attribute'),
  },
  mustBe('an object'),
);

export const wholeBetween = (from: number, to: number) =>
  stringUnless((value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= from && Number(value) <= to
      ? undefined
      : `must be a whole number, ${from} to ${to}`,
  ).transform(Number);

/** `?wait=` of `POST /v1/comments`. */
export const intakeQuery = z.strictObject({ wait: wholeBetween(0, limits.waitMs).exactOptional() });

/** The query of `GET /v1/comments`: `?id=` once a comment. What cannot be an id is not refused: it is not found. */
export const idsQuery = z.strictObject({
  id: z
    .union([z.string(), z.array(z.string())], 'must be given, once a comment')
    .transform((given) => [given].flat())
    .refine((ids) => ids.length <= limits.pageItems, `must be given at most ${limits.pageItems} times`),
});

const scoreParameter = stringUnless((value) =>
  /^(?:0|1|0?\.\d{1,6}|0\.\d{1,6}|1\.0{1,6})$/.test(value) ? undefined : 'must be a number, 0 to 1',
).transform(Number);
const ageParameter = wholeBetween(0, 999_999_999);

/** Which cases of the review queue, as a query. */
const filterParameters = {
  site: nameUpTo(limits.idLength).exactOptional(),
  action: z.enum(['review', 'block'], mustBe('review or block')).exactOptional(),
  attribute: z.enum(attributes, mustBe(`one of ${attributes.join(', ')}`)).exactOptional(),
  minScore: scoreParameter.exactOptional(),
  maxScore: scoreParameter.exactOptional(),
  state: z.enum(reviewStates, mustBe(`one of ${reviewStates.join(', ')}`)).exactOptional(),
  article: nameUpTo(limits.urlLength).exactOptional(),
  author: nameUpTo(limits.idLength).exactOptional(),
  language: nameUpTo(35).exactOptional(),
  /** Seconds. */
  minAge: ageParameter.exactOptional(),
  maxAge: ageParameter.exactOptional(),
  text: nameUpTo(limits.idLength).exactOptional(),
  sort: z.enum(reviewSorts, mustBe(`one of ${reviewSorts.join(', ')}`)).exactOptional(),
};

/** The query of `GET /v1/review`. */
export const reviewQuery = z.strictObject({
  ...filterParameters,
  limit: wholeBetween(1, limits.pageItems).exactOptional(),
  cursor: stringUpTo(1000).exactOptional(),
});

const scoreField = z.number(mustBe('a number, 0 to 1')).min(0, 'must be 0 to 1').max(1, 'must be 0 to 1');
const ageField = z
  .int(mustBe('a whole number of seconds'))
  .min(0, 'must be 0 or more')
  .max(999_999_999, 'is too long');

/** The same filter in a body. */
export const reviewFilter = z.strictObject(
  {
    ...filterParameters,
    minScore: scoreField.exactOptional(),
    maxScore: scoreField.exactOptional(),
    minAge: ageField.exactOptional(),
    maxAge: ageField.exactOptional(),
  },
  mustBe('an object'),
);

/** `POST /v1/review/views`. */
export const postedView = z.strictObject(
  { name: nameUpTo(100), filter: reviewFilter, shared: z.boolean(mustBe('true or false')).exactOptional() },
  mustBe('an object'),
);

/** `POST /v1/review/bulk/dry-run`: by filter or by ids. */
export const postedBulk = z
  .strictObject(
    {
      ...ruled,
      filter: reviewFilter.exactOptional(),
      ids: someIds('ids').min(1, 'must hold at least one id').exactOptional(),
    },
    mustBe('an object'),
  )
  .refine(saysWhy, why)
  .refine(({ filter, ids }) => (filter === undefined) !== (ids === undefined), {
    path: ['filter'],
    message: 'must be given, or ids, and not both',
  });

/** `POST /v1/review/next`. */
export const postedNext = z.strictObject({ filter: reviewFilter.exactOptional() }, mustBe('an object'));

/** `?site=` of `GET /v1/review/counts`. */
export const countsQuery = z.strictObject({ site: nameUpTo(limits.idLength).exactOptional() });

/** `?version=` of `GET /v1/sites/:site/words` and of its export. */
export const wordsQuery = z.strictObject({ version: wholeBetween(0, 999_999_999).exactOptional() });

/** `?limit=` of `GET /v1/sites/:site/labels`. */
export const labelsQuery = z.strictObject({ limit: wholeBetween(1, limits.pageItems).exactOptional() });

/** `?mode=` of `POST /v1/sites/:site/words/import`. */
export const importQuery = z.strictObject({
  mode: z.enum(['add', 'replace'], mustBe('add or replace')).default('add'),
});

/** The query of routes that take none. */
export const noQuery = z.strictObject({});

/** What a schema makes of a value: the value, or what is wrong, field by field; never the value itself again. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly tooLarge: boolean };

const mostErrors = 20;

export function read<T>(schema: z.ZodType<T>, value: unknown): Read<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { issues } = parsed.error;
  return {
    ok: false,
    errors: issues.flatMap(errorsOf).slice(0, mostErrors),
    tooLarge: issues.some((issue) => issue.code === 'custom' && issue.params?.tooLarge === true),
  };
}

function errorsOf(issue: z.core.$ZodIssue): FieldError[] {
  const at = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [{ field: at.join('.') || 'body', reason: issue.message }];
  return issue.keys
    .slice(0, mostErrors)
    .map((key) => ({ field: [...at, nameOf(key)].join('.'), reason: 'is not a known field' }));
}

/** A field's name is the sender's word: one that does not look like a name could be the text itself. */
const nameOf = (key: string): string => (/^\w{1,40}$/.test(key) ? key : '(unnamed)');
