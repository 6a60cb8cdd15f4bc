/** One decision that waits for the desk to answer again. */
export interface Waiting {
  readonly ids: readonly string[];
  send(): Promise<void>;
}

/** Decisions that may wait here; beyond that the desk takes no more until it answers. */
export const mostWaiting = 50;

/** What waits to go out, oldest first. */
export function createOutbox(onCount: (count: number) => void) {
  const waiting: Waiting[] = [];
  let sending = false;
  const tell = (): void => onCount(waiting.length);
  return {
    get full(): boolean {
      return waiting.length >= mostWaiting;
    },
    add(one: Waiting): void {
      waiting.push(one);
      tell();
    },
    /** Takes one back before it went out; false: it is gone already. */
    remove(one: Waiting): boolean {
      const at = waiting.indexOf(one);
      if (at < 0) return false;
      waiting.splice(at, 1);
      tell();
      return true;
    },
    /** Sends all in order; stops at the first that says by `isAway` that the desk is still away. Others are told apart by `send`. */
    async flush(isAway: (error: unknown) => boolean): Promise<void> {
      if (sending) return;
      sending = true;
      try {
        for (let one = waiting[0]; one; one = waiting[0]) {
          try {
            await one.send();
          } catch (error) {
            if (isAway(error)) return;
          }
          waiting.splice(waiting.indexOf(one), 1);
          tell();
        }
      } finally {
        sending = false;
      }
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;
