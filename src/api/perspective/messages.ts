import { z } from 'zod';
import { badField, badPayload, type GoogleError } from './errors.js';

const text = z.string('TYPE_STRING').optional();
const flag = z.boolean('TYPE_BOOL').optional();
// Numbers may come as strings, as the JSON form of protocol buffers has it.
const float = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^-?\d{1,12}(\.\d{1,18})?([eE][+-]?\d{1,3})?$/)
        .transform(Number),
    ],
    {
      error: 'TYPE_FLOAT',
    },
  )
  .optional();
const object = 'TYPE_MESSAGE';

const entry = z.strictObject({ text, type: text }, object);
const context = z.strictObject(
  {
    entries: z.array(entry, 'TYPE_LIST').optional(),
    articleAndParentComment: z
      .strictObject({ article: entry.optional(), parentComment: entry.optional() }, object)
      .optional(),
  },
  object,
);
// peRspective sends one language as a string.
const languages = z
  .union([z.array(z.string()), z.string().transform((one) => [one])], { error: 'TYPE_STRING' })
  .optional();

const asked = z.strictObject({ scoreType: text, scoreThreshold: float }, object);
const score = z.strictObject({ value: float, type: text }, object);
const given = z.strictObject(
  {
    summaryScore: score.optional(),
    spanScores: z
      .array(
        z.strictObject(
          {
            begin: z.int('TYPE_INT32').optional(),
            end: z.int('TYPE_INT32').optional(),
            score: score.optional(),
          },
          object,
        ),
        'TYPE_LIST',
      )
      .optional(),
  },
  object,
);

const common = {
  comment: entry.optional(),
  context: context.optional(),
  languages,
  clientToken: text,
  sessionId: text,
  communityId: text,
};

/** Body of comments:analyze. */
export const analyzeRequest = z.strictObject(
  {
    ...common,
    requestedAttributes: z.record(z.string(), asked, object).optional(),
    doNotStore: flag,
    spanAnnotations: flag,
    dropUnsupportedAttributes: flag,
  },
  object,
);
export type AnalyzeRequest = z.infer<typeof analyzeRequest>;

/** Body of comments:suggestscore. */
export const suggestRequest = z.strictObject(
  { ...common, attributeScores: z.record(z.string(), given, object).optional() },
  object,
);
export type SuggestRequest = z.infer<typeof suggestRequest>;

export type ContextMessage = z.infer<typeof context>;

/** Names of fields as the protocol buffer itself spells them: its JSON form takes both. */
const spelled: Readonly<Record<string, string>> = {
  requested_attributes: 'requestedAttributes',
  attribute_scores: 'attributeScores',
  article_and_parent_comment: 'articleAndParentComment',
  parent_comment: 'parentComment',
  client_token: 'clientToken',
  session_id: 'sessionId',
  community_id: 'communityId',
  do_not_store: 'doNotStore',
  span_annotations: 'spanAnnotations',
  drop_unsupported_attributes: 'dropUnsupportedAttributes',
  score_type: 'scoreType',
  score_threshold: 'scoreThreshold',
  summary_score: 'summaryScore',
  span_scores: 'spanScores',
};

/** Absent is what is null; snake_case becomes camelCase. */
function reviver(this: unknown, name: string, value: unknown): unknown {
  if (value === null) return undefined;
  const camel = spelled[name];
  if (camel === undefined || typeof this !== 'object' || this === null || Array.isArray(this)) return value;
  (this as Record<string, unknown>)[camel] ??= value;
  return undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a message from a body, whatever its content type says. No bytes are the empty message.
 *
 * @throws GoogleError 400 that names the field, never its value
 */
export function readMessage<T>(bytes: Uint8Array, schema: z.ZodType<T>): T {
  if (bytes.length === 0) return {} as T;
  let value: unknown;
  try {
    const json = utf8.decode(bytes);
    value = /:\s*null|[a-z]_[a-z]/.test(json) ? JSON.parse(json, reviver) : JSON.parse(json);
  } catch {
    throw badPayload('It is not one JSON value in UTF-8.');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refusalOf(parsed.error.issues[0]!);
}

function refusalOf(issue: z.core.$ZodIssue): GoogleError {
  const path = issue.path.map(String).join('.').slice(0, 200);
  if (issue.code === 'unrecognized_keys') {
    const name = String(issue.keys[0]).slice(0, 100);
    return badField(
      path,
      `Invalid JSON payload received. Unknown name "${name}"${path && ` at '${path}'`}: Cannot find field.`,
    );
  }
  return badField(path, `Invalid value at '${path || 'body'}' (${issue.message})`);
}
