import { createHash } from 'node:crypto';
import type { AuditStore } from '../store/audit-store.js';
import type { CommentStore } from '../store/comment-store.js';
import type { SecondReviewStore } from '../store/second-store.js';
import type { WordStore } from '../store/word-store.js';

type Tools = { readonly audit: Pick<AuditStore, 'record'>; readonly second: SecondReviewStore };

/**
 * The same stores, which tell the audit of decisions and of changed lists, and put a sample of decided cases up for a
 * blind second review. Without tools: the same.
 */
export function audited(
  store: CommentStore,
  words: WordStore,
  tools: Tools | undefined,
): { readonly store: CommentStore; readonly words: WordStore } {
  if (!tools) return { store, words };
  const { audit, second } = tools;
  const recordDecision: CommentStore['recordDecision'] = async (decision, supersedes) => {
    const decided = await store.recordDecision(decision, supersedes);
    // Also when it is repeated: the answer, or the audit of the first one, may have been lost.
    if (decided.result !== 'recorded' && decided.result !== 'repeated') return decided;
    const { id, commentId, revision, ruling, reason, note, moderator } = decided.decision;
    const [found] = await store.get([commentId]);
    await audit.record({
      once: `decided ${id}`,
      ...{ by: moderator, kind: 'decided', subject: commentId, ruling },
      ...(found && { site: found.comment.site }),
      ...(found?.verdict && { policy: found.verdict.policy }),
      ...(reason && { reason }),
      ...(note !== undefined && { note }),
    });
    if (decided.result === 'recorded' && ruling !== 'escalate' && found) {
      const { site } = found.comment;
      if (placeOf(id) < (await second.share(site)))
        await second.offer({ commentId, site, revision, ruling, moderator });
    }
    return decided;
  };
  const replace: WordStore['replace'] = async (site, list, expected, by) => {
    const written = await words.replace(site, list, expected, by);
    if (written.result === 'written') {
      const { version } = written.words;
      const detail = `${written.words.words.length} entries`;
      await audit.record({ by, kind: 'words', site, subject: `version ${version}`, detail });
    }
    return written;
  };
  return { store: over(store, { recordDecision }), words: over(words, { replace }) };
}

/** Keeps in the audit that a comment was erased, and takes it off the second reviews. */
export const erasedBy =
  ({ audit, second }: Tools) =>
  async (id: string, by: string): Promise<void> => {
    await second.drop(id);
    await audit.record({ by, kind: 'erased', subject: id });
  };

/** Keeps in the audit that a lead took a case over. */
export const takenOverBy =
  ({ audit }: Pick<Tools, 'audit'>) =>
  (id: string, by: string, from: string): Promise<void> =>
    audit.record({ by, kind: 'claim-taken-over', subject: id, detail: `from ${from}` });

/** Keeps in the audit that an appeal came in; its answer is kept as the decision that it is. */
export const appealedBy =
  ({ audit }: Pick<Tools, 'audit'>) =>
  (id: string, by: string): Promise<void> =>
    audit.record({ by, kind: 'appeal', subject: id });

/** Where a decision's id falls in 0..1: the sample is no one's choice. */
const placeOf = (id: string): number => createHash('sha256').update(id).digest().readUInt32BE(0) / 2 ** 32;

const over = <T extends object>(target: T, other: Partial<T>): T =>
  new Proxy(target, {
    get(from, name) {
      if (Object.hasOwn(other, name)) return other[name as keyof T];
      const value: unknown = Reflect.get(from, name);
      return typeof value === 'function' ? value.bind(from) : value;
    },
  });
