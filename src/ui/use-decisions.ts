import type { RefObject } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Decision, OperationResource, Ruling } from '../api/types.js';
import { type Api, Refused, wordsOf } from './api.js';
import type { LiveState } from './live.js';
import { maskedText } from './masks.js';
import type { OpenCase } from './open-case.js';
import { createOutbox, mostWaiting, type Waiting } from './outbox.js';
import { following, type QueueEvent, type QueueState } from './queue-state.js';

/** What was done last, and how to take it back. */
export interface LastAction {
  readonly words: string;
  readonly ids: readonly string[];
  /** `waiting`: it goes out when the desk answers again. */
  readonly state: 'saving' | 'saved' | 'undone' | 'waiting';
  readonly undo?: () => Promise<void>;
}

const verbs: Record<Ruling, string> = { approve: 'Approved', reject: 'Rejected', escalate: 'Escalated' };
const isAway = (error: unknown): boolean =>
  error instanceof Refused && (error.status === 0 || error.status >= 502);

interface DecisionParts {
  readonly api: Api;
  readonly open: OpenCase | undefined;
  readonly openRef: RefObject<OpenCase | undefined>;
  readonly latest: RefObject<QueueState>;
  readonly dispatch: (event: QueueEvent) => void;
  readonly setOpen: (open: OpenCase | undefined) => void;
  readonly setTrouble: (words: string | undefined) => void;
  readonly openCase: (id: string) => Promise<void>;
  readonly live: LiveState;
}

/** Deciding: shown at once, sent, put back where it was refused, kept for later while the desk is away; and undo. */
export function useDecisions(parts: DecisionParts) {
  const { api, openRef, latest, dispatch, setOpen, setTrouble, openCase } = parts;
  const [last, setLast] = useState<LastAction>();
  const [reason, setReason] = useState<string>();
  const [withAlike, setWithAlike] = useState(false);
  const [note, setNote] = useState('');
  const [waitingCount, setWaitingCount] = useState(0);
  const outbox = useRef(createOutbox(setWaitingCount)).current;
  const live = useRef(parts.live);
  live.current = parts.live;

  const decide = useCallback(
    async (ruling: Ruling) => {
      const held = openRef.current;
      if (!held?.claim) return;
      if (outbox.full) {
        setTrouble(
          `${mostWaiting} decisions wait here for the desk to answer: no more can be taken until it does.`,
        );
        return;
      }
      const { id } = held.found;
      const appealed = held.found.appeal?.state === 'open';
      if (appealed && ruling === 'escalate') return;
      const many = withAlike && held.alikeTotal > 0 && !appealed;
      const ids = many ? [id, ...held.alike.map((item) => item.id)] : [id];
      const count = many ? held.alikeTotal + 1 : 1;
      const written = note.trim();
      const body = {
        ruling,
        ...(ruling === 'reject' && reason && { reason }),
        ...(written !== '' && { note: written }),
      };
      const verb = appealed ? (ruling === 'approve' ? 'Overturned' : 'Upheld') : verbs[ruling];
      const words = `${verb}${count > 1 ? `, ${count} cases` : ''}`;
      const path = `/v1/review/${encodeURIComponent(id)}`;
      const shown = maskedText(held.found.text, held.found.verdict?.findings ?? []);
      const quote = shown.length > 40 ? `${shown.slice(0, 40)}…` : shown;

      async function send(): Promise<() => Promise<unknown>> {
        if (many) {
          const operation = await api.post<OperationResource>(`${path}/alike/decisions`, body);
          return () => api.post(`/v1/operations/${encodeURIComponent(operation.id)}/undo`);
        }
        const { decision } = appealed
          ? await api.post<{ decision: Decision }>(`${path}/appeal`, {
              outcome: ruling === 'approve' ? 'overturn' : 'uphold',
              ...(body.reason !== undefined && { reason: body.reason }),
              ...(body.note !== undefined && { note: body.note }),
            })
          : await api.post<{ decision: Decision }>(`${path}/decisions`, {
              ...body,
              revision: held!.found.revision,
            });
        return () => api.post(`${path}/decisions/undo`, { decision: decision.id });
      }
      const back = (error: unknown): void => {
        dispatch({ type: 'returned', ids });
        setLast(undefined);
        const why = error instanceof Refused && error.problem?.code === 'already_decided';
        setTrouble(
          why
            ? `Another decided “${quote}” meanwhile. Yours was not saved.`
            : `${verb} was not saved for “${quote}”: ${wordsOf(error)} The case is back in your list.`,
        );
      };
      const saved = (undo: () => Promise<unknown>): void =>
        setLast({
          words,
          ids,
          state: 'saved',
          undo: async () => {
            await undo();
            dispatch({ type: 'returned', ids });
            setLast({ words, ids, state: 'undone' });
            await openCase(id);
          },
        });
      const keep = (): void => {
        const one: Waiting = {
          ids,
          async send() {
            try {
              saved(await send());
            } catch (error) {
              if (!isAway(error)) back(error);
              throw error;
            }
          },
        };
        outbox.add(one);
        setLast({
          words,
          ids,
          state: 'waiting',
          undo: async () => {
            if (!outbox.remove(one)) return;
            dispatch({ type: 'returned', ids });
            setLast({ words, ids, state: 'undone' });
          },
        });
      };

      const next = following(latest.current!, ids);
      dispatch({ type: 'decided', ids });
      setLast({ words, ids, state: 'saving' });
      setOpen(undefined);
      if (next && live.current !== 'offline') void openCase(next);
      else dispatch({ type: 'opened', id: undefined });
      if (live.current === 'offline') return keep();
      try {
        saved(await send());
      } catch (error) {
        if (isAway(error)) keep();
        else back(error);
      }
    },
    [api, note, openCase, reason, withAlike],
  );

  const undo = useCallback(async () => {
    if (!last?.undo || (last.state !== 'saved' && last.state !== 'waiting')) return;
    await last.undo().catch((error: unknown) => setTrouble(`Not undone: ${wordsOf(error)}`));
  }, [last]);

  // Leaving the page would lose what waits.
  useEffect(() => {
    if (waitingCount === 0) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [waitingCount]);

  return {
    decide,
    undo,
    last,
    setLast,
    reason,
    setReason,
    withAlike,
    setWithAlike,
    note,
    setNote,
    /** Decisions that go out when the desk answers again. */
    waitingCount,
    flush: () => outbox.flush(isAway),
  };
}
