import type { Change } from '../api/types.js';

export type LiveState = 'connecting' | 'live' | 'offline';

export interface LiveOptions {
  /** Empty: all sites. */
  readonly site: string;
  onChange(change: Omit<Change, 'id'>): void;
  /** Changes were missed: what is shown must be loaded anew. */
  onReset(): void;
  onState(state: LiveState): void;
}

const kinds: readonly Change['kind'][] = [
  'arrived',
  'left',
  'claimed',
  'released',
  'decided',
  'undone',
  'appealed',
  'erased',
];
/** The desk sends a sign of life every 5 seconds; after so long without one it counts as away. */
const silenceMs = 10_000;
const againMs = 2000;

/**
 * Listens to what happens at the desk (server-sent events) until the answer is called. The browser connects anew by itself
 * and goes on from the last event; where it gives up we begin afresh, and all is loaded anew.
 */
export function listen({ site, onChange, onReset, onState }: LiveOptions): () => void {
  let source: EventSource | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let begun = false;

  const heard = (): void => {
    onState('live');
    clearTimeout(silence);
    silence = setTimeout(() => onState('offline'), silenceMs);
  };

  function open(): void {
    const query = site === '' ? '' : `?${new URLSearchParams({ site })}`;
    source = new EventSource(`/v1/review/events${query}`);
    source.addEventListener('hello', () => {
      heard();
      if (begun) onReset();
      begun = true;
    });
    source.addEventListener('tick', heard);
    source.addEventListener('reset', () => {
      heard();
      onReset();
    });
    for (const kind of kinds)
      source.addEventListener(kind, (event) => {
        heard();
        onChange(JSON.parse((event as MessageEvent<string>).data) as Omit<Change, 'id'>);
      });
    source.onerror = () => {
      clearTimeout(silence);
      onState('offline');
      if (source?.readyState !== EventSource.CLOSED || stopped) return;
      again = setTimeout(open, againMs);
    };
  }

  onState('connecting');
  open();
  return () => {
    stopped = true;
    clearTimeout(silence);
    clearTimeout(again);
    source?.close();
  };
}
