import type { Writable } from 'node:stream';
import cliProgress from 'cli-progress';
import type { Line } from './verdict-line.js';

/** What a run did so far. */
export class Tally {
  readonly #started = performance.now();
  comments = 0;
  errors = 0;
  readonly actions = { allow: 0, review: 0, block: 0 };

  add(lines: readonly Line[]): void {
    for (const line of lines)
      if ('error' in line) this.errors++;
      else {
        this.comments++;
        this.actions[line.action]++;
      }
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** Comments a second. */
  get rate(): number {
    return Math.round(this.comments / Math.max(this.seconds, 0.001));
  }

  /** `5 comments in 0.12 s (42 a second): 1 allow, 4 review, 0 block; 2 errors`. */
  summary(): string {
    const { allow, review, block } = this.actions;
    const time = `${this.seconds.toFixed(2)} s (${this.rate} a second)`;
    const errors = this.errors === 0 ? '' : `; ${counted(this.errors, 'error')}`;
    return `${counted(this.comments, 'comment')} in ${time}: ${allow} allow, ${review} review, ${block} block${errors}`;
  }
}

/** `1 comment`, `2 comments`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What an operator sees on stderr while it runs. */
export interface Progress {
  /** @param total bytes of all inputs; absent when one of them is a pipe: then it counts without a bar */
  start(total: number | undefined): void;
  update(bytes: number, tally: Tally): void;
  /** Writes a line, above the bar where there is one. */
  note(line: string): void;
  stop(): void;
}

/** Notes alone: for pipes and logs. */
export const noProgress = (stream: Writable): Progress => ({
  start: () => {},
  update: () => {},
  note: (line) => void stream.write(`${line}\n`),
  stop: () => {},
});

const eraseLine = '\r\u001b[K';

/** A bar for a terminal. */
export function progressBar(stream: Writable): Progress {
  const counts = '{comments} comments | {rate} a second';
  let bar: cliProgress.SingleBar | undefined;
  return {
    start(total) {
      bar = new cliProgress.SingleBar({
        stream,
        format: total === undefined ? counts : `{bar} {percentage}% | ${counts}`,
        barCompleteChar: '#',
        barIncompleteChar: '-',
        hideCursor: true,
        clearOnComplete: true,
        // Its own signal handler would end the process before the last line is written.
        gracefulExit: false,
      });
      bar.start(total ?? 0, 0, { comments: 0, rate: 0 });
    },
    update: (bytes, { comments, rate }) => bar?.update(bytes, { comments, rate }),
    note: (line) => void stream.write(`${bar ? eraseLine : ''}${line}\n`),
    stop() {
      bar?.stop();
      bar = undefined;
    },
  };
}
