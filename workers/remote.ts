import type { Verdict } from '../src/domain/verdict.js';
import type { Pipeline } from '../src/pipeline/pipeline.js';
import { hasVerdictBy, ModerationFailed, nameOf, type Parts } from './moderate.js';

/** The remote model asks for a pause. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
}

/**
 * Judges comments once more, with the remote model's word. Where it cannot be had, nothing is recorded: the verdict
 * that stands, made without it, keeps standing.
 *
 * @throws RateLimited when the model asks for a pause; ModerationFailed when it gives no answer
 */
export async function askRemote(
  ids: readonly string[],
  { store }: Parts,
  remotePipeline: Pipeline,
): Promise<void> {
  for (const found of await store.get(ids)) {
    if (!found || hasVerdictBy(remotePipeline, found)) continue;
    const verdict = await remotePipeline.moderate(found.comment).catch((error: unknown) => {
      throw isRateLimit(error) ? new RateLimited() : new ModerationFailed(1, nameOf(error));
    });
    const failed = failureOf(verdict);
    if (failed?.endsWith(': rate_limited')) throw new RateLimited();
    if (failed) throw new ModerationFailed(1, failed);
    await store.recordVerdicts([verdict]);
  }
}

const isRateLimit = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'rate_limited';

/** The pipeline makes an outcome of what a check throws: `<name>: <code>`, never the message. */
function failureOf(verdict: Verdict): string | undefined {
  for (const outcome of verdict.outcomes) if (outcome.status === 'failed') return outcome.error;
  return undefined;
}
