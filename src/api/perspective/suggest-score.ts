import { createHash } from 'node:crypto';
import { DecorumError } from '../../domain/errors.js';
import type { Attribute } from '../../domain/finding.js';
import type { Label } from '../../domain/label.js';
import { limits } from '../../domain/limits.js';
import { attributeScore } from '../../pipeline/attribute-scores.js';
import type { Pipeline } from '../../pipeline/pipeline.js';
import type { KeyRecord } from '../../store/key-store.js';
import type { LabelStore } from '../../store/label-store.js';
import { isCommentId } from '../schemas.js';
import { languagesOf } from './asked.js';
import { attributeOf } from './attributes.js';
import { analyzerRefusal, invalidRequest } from './errors.js';
import { detect } from './languages.js';
import { readMessage, type SuggestRequest, suggestRequest } from './messages.js';
import { contextOf, textOf } from './subject.js';

export interface SuggestResponse {
  readonly detectedLanguages: readonly string[];
  readonly requestedLanguages?: readonly string[];
  readonly clientToken?: string;
}

export interface SuggestOptions {
  readonly pipeline: Pick<Pipeline, 'moderate'>;
  readonly labels: Pick<LabelStore, 'put'>;
  readonly now: () => Date;
}

export type SuggestScore = (body: Uint8Array, caller: KeyRecord) => Promise<SuggestResponse>;

/** comments:suggestscore: a moderator's judgement from outside, kept as a label on the comment that it names. */
export function createSuggestScore({ pipeline, labels, now }: SuggestOptions): SuggestScore {
  return async (body, caller) => {
    const request = readMessage(body, suggestRequest);
    const text = textOf(request.comment);
    const scores = scoresOf(request.attributeScores);
    const named = languagesOf(request.languages);
    const { site = 'default' } = caller;
    const { clientToken, communityId } = request;
    const about = commentOf(request);
    const language = named?.base[0];
    const context = about.isCoral ? {} : contextOf(request.context);
    const { outcomes } = await pipeline.moderate({
      id: 'suggestscore',
      revision: 1,
      text,
      site,
      ...context,
      ...(language && { language }),
    });
    const { isCoral: _, ...comment } = about;
    const label: Label = {
      id: labelId(communityId, comment.commentId ?? clientToken ?? text),
      site,
      text,
      scores,
      ...comment,
      ...(language && { language }),
      ...(clientToken && { clientToken: clientToken.slice(0, limits.idLength) }),
      ...(communityId && { communityId: communityId.slice(0, limits.idLength) }),
      by: caller.name,
      at: now().toISOString(),
      said: outcomes
        .filter((outcome) => outcome.status === 'ran')
        .map((outcome) => ({
          check: outcome.check,
          version: outcome.version,
          scores: Object.fromEntries(
            (Object.keys(scores) as Attribute[])
              .map((attribute) => [attribute, attributeScore(outcome, attribute)] as const)
              .filter(([, score]) => score >= 0),
          ),
          rules: [...new Set(outcome.findings.map(({ rule }) => rule))],
        })),
    };
    if (outcomes.some(({ status }) => status === 'failed'))
      throw new DecorumError('unavailable', 'a check failed');
    await labels.put(label);
    return {
      ...(clientToken !== undefined && { clientToken }),
      detectedLanguages: detect(text).languages,
      ...(named && { requestedLanguages: named.sent }),
    };
  };
}

/** The attributes' suggested scores; those that we do not have are left out. */
function scoresOf(given: SuggestRequest['attributeScores']): Label['scores'] {
  const names = Object.keys(given ?? {});
  if (names.length === 0) throw analyzerRefusal('INVALID_REQUEST', 'Missing attribute_scores');
  if (names.length > 100) throw invalidRequest('More than 100 attribute scores.');
  const scores: Partial<Record<Attribute, number>> = {};
  for (const name of names) {
    const { summaryScore, spanScores = [] } = given![name]!;
    for (const { begin, end, score } of spanScores)
      if (begin === undefined || end === undefined || score?.value === undefined)
        throw invalidRequest('A span score needs begin, end and score.');
    const value = summaryScore?.value ?? (spanScores.length > 0 ? undefined : Number.NaN);
    if (value !== undefined && !(value >= 0 && value <= 1))
      throw invalidRequest('A suggested score must be 0 to 1.');
    const attribute = attributeOf(name);
    const most = value ?? Math.max(...spanScores.map(({ score }) => score!.value!));
    if (!(most >= 0 && most <= 1)) throw invalidRequest('A suggested score must be 0 to 1.');
    if (attribute) scores[attribute] = most;
  }
  if (Object.keys(scores).length === 0)
    throw invalidRequest(`Unknown requested attribute: ${names[0]!.slice(0, 100)}`);
  return scores;
}

type Named = Pick<Label, 'commentId' | 'url' | 'parentId'>;

/**
 * The comment that a suggestion is about. Coral tells by JSON in place of a context's text, and by `comment:<id>` as
 * client token.
 */
function commentOf({ context, clientToken }: SuggestRequest): Named & { readonly isCoral: boolean } {
  const entry = context?.entries?.[0]?.text;
  const told = entry?.startsWith('{') ? parsed(entry) : undefined;
  const id = stringOf(told?.Coral_comment_id) ?? /^comment:(.+)$/.exec(clientToken ?? '')?.[1];
  const parentId = stringOf(told?.reply_to_id_Coral_comment_id);
  const url = stringOf(told?.url);
  return {
    isCoral: told !== undefined,
    ...(id && isCommentId(id) && { commentId: id }),
    ...(parentId && isCommentId(parentId) && { parentId }),
    ...(url && url.length <= limits.urlLength && /^https?:\/\//i.test(url) && { url }),
  };
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const labelId = (community = '', comment: string): string =>
  createHash('sha256').update(`${community}\n${comment}`).digest('base64url').slice(0, 22);
