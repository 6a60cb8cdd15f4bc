import { createHash, randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { CommentStore } from '../store/comment-store.js';
import { callerOf } from './authentication.js';
import { bytesOf } from './body.js';
import { badParameter, Refusal } from './problems.js';

const rememberMs = 24 * 60 * 60 * 1000;
const printable = /^[\x20-\x7e]{1,200}$/;

/**
 * The seed of the ids that this request makes: a new one, or with an `Idempotency-Key` the one that the first
 * request under that key got, for 24 hours. A resend thus makes the same ids, and the store knows them. Keys of
 * different API keys do not meet. (draft-ietf-httpapi-idempotency-key-header-07)
 *
 * @throws Refusal 400 for a malformed key; 422 when the key came with another path or another body, byte by byte
 */
export async function seedOf(
  req: Request,
  res: Response,
  store: Pick<CommentStore, 'remember'>,
): Promise<string> {
  const given = req.headers['idempotency-key'];
  const fresh = randomUUID();
  if (given === undefined) return fresh;
  if (typeof given !== 'string' || !printable.test(given))
    throw badParameter([{ field: 'Idempotency-Key', reason: 'must be 1 to 200 printable ASCII characters' }]);
  const digest = createHash('sha256').update(`${req.path}\n`).update(bytesOf(req)).digest('base64url');
  const found = await store.remember(`${callerOf(res).id}:${given}`, `${digest} ${fresh}`, rememberMs);
  if (found === undefined) return fresh;
  const [before, seed] = found.split(' ');
  if (before !== digest || !seed)
    throw new Refusal('idempotency_key_reused', 'Take a new Idempotency-Key for a new request.');
  return seed;
}
