import { createHash } from 'node:crypto';
import type { PostedDecision } from './types.js';

/** The same decision, sent again by the same moderator, has the same id: a repeat records nothing. */
export function decisionId(
  commentId: string,
  revision: number,
  posted: PostedDecision,
  moderator: string,
): string {
  const { ruling, reason, note, supersedes } = posted;
  const parts = JSON.stringify([commentId, revision, ruling, reason, note, supersedes, moderator]);
  return `d-${createHash('sha256').update(parts).digest('base64url').slice(0, 22)}`;
}
