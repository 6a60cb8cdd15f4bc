import type { Request, Response } from 'express';
import type { Submission } from '../domain/comment.js';
import { limits } from '../domain/limits.js';
import type { CommentStore } from '../store/comment-store.js';
import { bytesOf, json, jsonOf, linesOf, mediaType, ndjson, parseJson } from './body.js';
import { seedOf } from './idempotency.js';
import type { Intake, Taken } from './intake.js';
import { inWords, problem, Refusal } from './problems.js';
import { refuseQuery } from './request.js';
import type { Route } from './route.js';
import { postedComment, read } from './schemas.js';
import { otherSite, presentTaken, submissionOf } from './submission.js';
import type { BatchAnswer, BatchResult, Problem } from './types.js';

/** One item of a batch as it came: its value, or why its line has none. */
type Item = { readonly line?: number } & ({ readonly value: unknown } | { readonly problem: Problem });

export interface CommentBatchOptions {
  readonly store: Pick<CommentStore, 'remember'>;
  readonly intake: Intake;
}

/** Taking in many comments at once: one result an item, in order; the good are accepted when others are bad. */
export function commentBatch({ store, intake }: CommentBatchOptions): Route[] {
  async function post(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const items = itemsOf(req);
    const seed = await seedOf(req, res, store);
    const submissions: Submission[] = [];
    const results = items.map((item, index): BatchResult | undefined => {
      const submission = submissionFrom(item, `${seed}-${index}`);
      if ('type' in submission) return { index, ...lineOf(item), problem: submission };
      submissions.push(submission);
      return undefined;
    });
    const taken = submissions.length > 0 ? await intake.submit(submissions) : [];
    let at = 0;
    let refused = 0;
    const whole = results.map((result, index): BatchResult => {
      const told = result ?? resultOf(taken[at++]!, index, items[index]!.line);
      if ('problem' in told) refused++;
      return told;
    });
    const answer: BatchAnswer = { accepted: whole.length - refused, refused, results: whole };
    res.status(202).json(answer);
  }

  return [
    {
      method: 'post',
      path: '/v1/comments/batch',
      scopes: ['intake'],
      accepts: [json, ndjson],
      handle: post,
    },
  ];
}

/** What became of one that was well made. */
function resultOf(one: Taken, index: number, line: number | undefined): BatchResult {
  const answer = presentTaken(one);
  if (!answer) return { index, ...lineOf({ line }), id: one.id, problem: problem('other_site', otherSite) };
  const { id, revision, status, result, links } = answer;
  // Most bodies have no lines. Field by field: a spread costs more than all else here.
  return line === undefined
    ? { index, id, revision, status, result, links }
    : { index, line, id, revision, status, result, links };
}

const lineOf = ({ line }: { readonly line?: number | undefined }) => (line === undefined ? {} : { line });

function itemsOf(req: Request): Item[] {
  const items = mediaType(req) === ndjson ? fromLines(bytesOf(req)) : fromArray(jsonOf(req));
  if (items.length === 0) throw new Refusal('invalid', 'The batch holds no comment.');
  if (items.length > limits.batchItems)
    throw new Refusal('too_large', `A batch holds at most ${limits.batchItems} comments.`);
  return items;
}

function fromArray(value: unknown): Item[] {
  if (!Array.isArray(value)) throw new Refusal('invalid', 'The body must be an array of comments.');
  return value.map((item: unknown) => ({ value: item }));
}

function fromLines(body: Buffer): Item[] {
  const items: Item[] = [];
  for (const { line, bytes } of linesOf(body)) {
    items.push({ line, ...parseJson(bytes) });
    if (items.length > limits.batchItems) break;
  }
  return items;
}

function submissionFrom(item: Item, madeId: string): Submission | Problem {
  if ('problem' in item) return item.problem;
  const found = read(postedComment, item.value);
  if (found.ok) return submissionOf(found.value, madeId);
  const { errors, tooLarge } = found;
  return problem(tooLarge ? 'too_large' : 'invalid', inWords(errors), { errors });
}
