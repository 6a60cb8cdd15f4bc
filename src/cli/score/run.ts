import { setImmediate } from 'node:timers/promises';
import type { Entry, Form } from './entry.js';
import type { Format } from './format.js';
import type { Output } from './output.js';
import type { Progress, Tally } from './progress.js';
import { readSource } from './read.js';
import type { Scorer } from './scorer.js';
import type { Source } from './sources.js';
import type { Line } from './verdict-line.js';

export interface Run {
  readonly sources: readonly Source[];
  readonly from: Form | 'auto';
  readonly site?: string;
  readonly scorer: Scorer;
  readonly format: Format;
  readonly output: Output;
  readonly progress: Progress;
  readonly tally: Tally;
  readonly say: (remark: string) => void;
  /** Aborted: what is under way is finished and written, nothing more is read. */
  readonly signal: AbortSignal;
}

/** Reads, scores and writes every source, in order, with a bounded number of comments in memory. */
export async function run(job: Run): Promise<void> {
  const { sources, scorer, format, output, progress, tally, signal } = job;
  let bytes = 0;
  const count = (read: number): void => {
    bytes += read;
  };
  /** Undefined when the waiting was broken off. */
  const scored = async (some: readonly Entry[]): Promise<readonly Line[] | undefined> => {
    try {
      return await scorer.score(some, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  };
  await output.write(format.head);
  for (const source of sources) {
    if (signal.aborted) return;
    const { from, site, say } = job;
    const options = { from, ...(site !== undefined && { site }), say, count, signal };
    for await (const entries of readSource(source, options))
      for (let at = 0; at < entries.length; at += scorer.size) {
        if (signal.aborted) return;
        const some = entries.slice(at, at + scorer.size);
        const lines = await scored(some);
        if (!lines) return;
        await output.write(format.format(lines, some));
        tally.add(lines);
        progress.update(bytes, tally);
        // Checks that never wait would keep signals and the progress bar out for a whole file.
        await setImmediate();
      }
  }
}
