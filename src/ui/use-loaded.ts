import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Api, wordsOf } from './api.js';

/** What a page shows of one answer: the last good one stays while the next is under way, and where that fails. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly loading: boolean;
  /** Why the last try failed. */
  readonly trouble: string | undefined;
  again(): void;
}

/** Asks for a path, and anew when it changes; an answer to an older path is dropped. Undefined: nothing is asked. */
export function useLoaded<T>(api: Api, path: string | undefined): Loaded<T> {
  const [value, setValue] = useState<T>();
  const [loading, setLoading] = useState(path !== undefined);
  const [trouble, setTrouble] = useState<string>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === undefined) return undefined;
    let left = false;
    setLoading(true);
    api
      .get<T>(path)
      .then(
        (found) => {
          if (left) return;
          setValue(found);
          setTrouble(undefined);
        },
        (error: unknown) => !left && setTrouble(wordsOf(error)),
      )
      .finally(() => !left && setLoading(false));
    return () => {
      left = true;
    };
  }, [api, path, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { value, loading, trouble, again };
}
