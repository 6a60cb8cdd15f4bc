import type { Pipeline } from '../../pipeline/pipeline.js';
import { type Entry, isBad } from './entry.js';
import { type Line, verdictLine } from './verdict-line.js';

/** Turns entries into lines, one each, in order. */
export interface Scorer {
  /** How many entries it is given at once, at most. */
  readonly size: number;
  /** Stops early, rejecting, when the signal is aborted. */
  score(entries: readonly Entry[], signal: AbortSignal): Promise<readonly Line[]>;
}

/** Moderates here, in this process. Checks that wait run side by side, at most 64 comments at once. */
export function offlineScorer(pipeline: Pipeline): Scorer {
  async function score(entry: Entry): Promise<Line> {
    if (isBad(entry)) return entry;
    const comment = { ...entry.comment, revision: 1 };
    try {
      return verdictLine(comment.id, await pipeline.moderate(comment));
    } catch (error) {
      const { name } = error as Error;
      return verdictLine(comment.id, pipeline.giveUp(comment, `${name}: the pipeline failed`));
    }
  }
  return { size: 64, score: (entries) => Promise.all(entries.map(score)) };
}
