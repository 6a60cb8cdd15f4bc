import { Session } from 'node:inspector/promises';

/**
 * Counts steps: how often V8 ran each block of our own code (https://chromedevtools.github.io/devtools-protocol/v8/Profiler/,
 * precise coverage with call counts). A block is what lies between two branchings, so every turn of every loop counts.
 * The same text takes the same number of steps on every machine, however busy; a clock would not do. What V8 does by
 * itself (slicing, sorting, filling an array) counts as one step; the benchmark, which has a clock, sees to those.
 */
export interface StepCounter {
  /** Steps that `work` takes in files whose path the pattern fits. */
  count(work: () => unknown): Promise<number>;
  stop(): Promise<void>;
}

/** Only code that is loaded after this is counted block by block: import it afterwards. */
export async function startCounting(files: RegExp): Promise<StepCounter> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const taken = async (): Promise<number> => {
    const { result } = await session.post('Profiler.takePreciseCoverage'); // sets all counts to 0
    return result
      .filter(({ url }) => files.test(url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
      .reduce((sum, count) => sum + count, 0);
  };
  return {
    async count(work) {
      await taken();
      await work();
      return taken();
    },
    async stop() {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}
