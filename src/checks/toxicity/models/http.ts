import { z } from 'zod';
import { type Attribute, attributes as allAttributes } from '../../../domain/finding.js';
import type { ModelReading, ToxicityModel } from './model.js';

/** The forms that {@link httpModel} can speak. */
export const protocols = ['perspective', 'openai'] as const;
export type Protocol = (typeof protocols)[number];

export interface HttpModelOptions {
  /** Where the endpoint is: …/v1alpha1/comments:analyze, …/v1/moderations. */
  readonly url: string;
  readonly protocol: Protocol;
  /** Sent as a Bearer token. */
  readonly key?: string;
  /** Milliseconds until a call is given up; 2000 where absent. */
  readonly timeoutMs?: number;
}

export type HttpModelCode = 'refused' | 'rate_limited' | 'timeout' | 'unavailable' | 'unreadable_answer';

/** Why an endpoint gave no reading. Carries neither key nor text. */
export class HttpModelError extends Error {
  override readonly name = 'HttpModelError';

  constructor(
    readonly code: HttpModelCode,
    /** Of the answer, where there was one. */
    readonly status?: number,
  ) {
    super(status === undefined ? code : `${code} (HTTP ${status})`);
  }
}

const share = z.number().min(0).max(1);
const mostAnswerBytes = 1024 * 1024;

const perspectiveAnswer = z.object({
  attributeScores: z.record(z.string(), z.object({ summaryScore: z.object({ value: share }) })),
});
const openaiAnswer = z.object({
  results: z.array(z.object({ category_scores: z.record(z.string(), share) })).min(1),
});

/** OpenAI's categories by what they come to here (API reference, "Moderations": categories); the highest counts. */
const meanings: Readonly<Record<string, readonly Attribute[]>> = {
  harassment: ['TOXICITY', 'INSULT'],
  'harassment/threatening': ['TOXICITY', 'THREAT'],
  hate: ['TOXICITY', 'IDENTITY_ATTACK'],
  'hate/threatening': ['TOXICITY', 'IDENTITY_ATTACK', 'SEVERE_TOXICITY', 'THREAT'],
  violence: ['THREAT'],
};

interface Form {
  readonly attributes: readonly Attribute[];
  body(text: string): object;
  /** Undefined where the answer is not of this form. */
  scores(answer: unknown): Partial<Record<Attribute, number>> | undefined;
}

const asked = allAttributes.filter((attribute) => attribute !== 'DEHUMANIZATION');
const forms: Readonly<Record<Protocol, Form>> = {
  perspective: {
    attributes: asked,
    body: (text) => ({
      comment: { text, type: 'PLAIN_TEXT' },
      requestedAttributes: Object.fromEntries(asked.map((attribute) => [attribute, {}])),
      doNotStore: true,
    }),
    scores(answer) {
      const parsed = perspectiveAnswer.safeParse(answer);
      if (!parsed.success) return undefined;
      const found: Partial<Record<Attribute, number>> = {};
      for (const attribute of asked) {
        const value = parsed.data.attributeScores[attribute]?.summaryScore.value;
        if (value !== undefined) found[attribute] = value;
      }
      return found;
    },
  },
  openai: {
    attributes: ['TOXICITY', 'SEVERE_TOXICITY', 'IDENTITY_ATTACK', 'INSULT', 'THREAT'],
    body: (text) => ({ input: text }),
    scores(answer) {
      const parsed = openaiAnswer.safeParse(answer);
      if (!parsed.success) return undefined;
      const found: Partial<Record<Attribute, number>> = {};
      for (const [category, score] of Object.entries(parsed.data.results[0]!.category_scores))
        for (const attribute of meanings[category] ?? [])
          found[attribute] = Math.max(found[attribute] ?? 0, score);
      return found;
    },
  },
};

/**
 * Any endpoint that speaks Perspective's protocol or that of OpenAI's moderations. Texts go there. Gives no evidence. Rejects
 * with {@link HttpModelError} when it cannot tell.
 */
export function httpModel({ url, protocol, key, timeoutMs = 2000 }: HttpModelOptions): ToxicityModel {
  const { attributes, body, scores } = forms[protocol];
  return {
    name: 'http',
    version: protocol,
    attributes,
    async read(text, _about, signal): Promise<ModelReading> {
      const answer = await post(
        url,
        body(text.raw),
        key,
        AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      );
      const found = scores(answer);
      if (!found || Object.keys(found).length === 0) throw new HttpModelError('unreadable_answer');
      return { scores: found, evidence: [] };
    },
  };
}

async function post(
  url: string,
  body: object,
  key: string | undefined,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
    redirect: 'manual', // text and key go to no other address
    signal,
  }).catch(() => {
    // What fetch throws may name the address, and so a key in it.
    throw new HttpModelError(signal.aborted ? 'timeout' : 'unavailable');
  });
  const { status } = response;
  if (status !== 200) await response.body?.cancel().catch(() => undefined); // lets the connection go
  if (status === 429) throw new HttpModelError('rate_limited', status);
  if (status !== 200)
    throw new HttpModelError(status >= 400 && status < 500 ? 'refused' : 'unavailable', status);
  const text = await readUpTo(response, mostAnswerBytes).catch(() => {
    throw new HttpModelError(signal.aborted ? 'timeout' : 'unreadable_answer');
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpModelError('unreadable_answer');
  }
}

/** The body as text. @throws RangeError when it is longer than `most` bytes */
async function readUpTo(response: Response, most: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > most) throw new RangeError('answer too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
