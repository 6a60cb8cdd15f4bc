import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type {
  AlikeResource,
  Claim,
  Decision,
  OperationResource,
  ReasonCode,
  ReviewCaseResource,
  ReviewCounts,
  ReviewItem,
  ReviewPageResource,
  Ruling,
} from '../api/types.js';
import { type Api, Refused, wordsOf } from './api.js';
import { emptyQueue, following, type QueueState, queueAfter } from './queue-state.js';
import { usualReason } from './words.js';

/** What the list may be asked for; empty means any. */
export interface DeskFilter {
  readonly site: string;
  readonly action: 'review' | 'block';
  readonly attribute: string;
  readonly state: '' | 'escalated' | 'failed';
  readonly minScore: string;
  readonly text: string;
  readonly sort: 'priority' | 'oldest' | 'newest' | 'score';
}
export const anyCase: DeskFilter = {
  site: '',
  action: 'review',
  attribute: '',
  state: '',
  minScore: '',
  text: '',
  sort: 'priority',
};

export const queryOf = (filter: DeskFilter): URLSearchParams =>
  new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));

/** The case that is open, and what is known around it. */
export interface OpenCase {
  readonly found: ReviewCaseResource;
  /** Ours until then; absent where another holds it. */
  readonly claim?: Claim;
  readonly alike: readonly ReviewItem[];
  readonly alikeTotal: number;
}

/** What was done last, and how to take it back. */
export interface LastAction {
  readonly words: string;
  readonly ids: readonly string[];
  readonly state: 'saving' | 'saved' | 'undone';
  readonly undo?: () => Promise<void>;
}

const countEveryMs = 5000;
const renewMs = 4 * 60 * 1000;
const verbs: Record<Ruling, string> = { approve: 'Approved', reject: 'Rejected', escalate: 'Escalated' };

/** The desk's state and what can be done there. */
export function useDesk(api: Api, me: string) {
  const [filter, setFilter] = useState(anyCase);
  const [state, dispatch] = useReducer(queueAfter, emptyQueue);
  const [open, setOpen] = useState<OpenCase>();
  const [phase, setPhase] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [trouble, setTrouble] = useState<string>();
  const [last, setLast] = useState<LastAction>();
  const [counts, setCounts] = useState<ReviewCounts>();
  const [live, setLive] = useState(true);
  const [reason, setReason] = useState<ReasonCode>();
  const [withAlike, setWithAlike] = useState(false);
  const [note, setNote] = useState('');
  const latest = useRef<QueueState>(state);
  latest.current = state;
  const openRef = useRef<OpenCase | undefined>(undefined);
  openRef.current = open;

  const load = useCallback(
    async (cursor?: string) => {
      if (cursor === undefined) setPhase('loading');
      try {
        const query = queryOf(filter);
        if (cursor !== undefined) query.set('cursor', cursor);
        const page = await api.get<ReviewPageResource>(`/v1/review?${query}`);
        dispatch({
          type: 'loaded',
          items: page.cases,
          total: page.total,
          ...(page.next !== undefined && { next: page.next }),
          more: cursor !== undefined,
        });
        setPhase('ready');
        setTrouble(undefined);
      } catch (error) {
        if (cursor === undefined) setPhase('failed');
        setTrouble(wordsOf(error));
      }
    },
    [api, filter],
  );

  const handBack = useCallback(async () => {
    const held = openRef.current;
    setOpen(undefined);
    dispatch({ type: 'opened', id: undefined });
    if (held?.claim)
      await api.delete(`/v1/review/${encodeURIComponent(held.found.id)}/claim`).catch(() => {});
  }, [api]);

  const openCase = useCallback(
    async (id: string) => {
      const before = openRef.current;
      dispatch({ type: 'opened', id });
      setTrouble(undefined);
      setNote('');
      if (before?.claim && before.found.id !== id)
        void api.delete(`/v1/review/${encodeURIComponent(before.found.id)}/claim`).catch(() => {});
      const path = `/v1/review/${encodeURIComponent(id)}`;
      try {
        const claimed = await api.post<{ claim: Claim }>(`${path}/claim`).catch((error: unknown) => {
          if (error instanceof Refused && error.status === 409) return undefined; // read-only
          throw error;
        });
        const [found, alike] = await Promise.all([
          api.get<ReviewCaseResource>(path),
          api.get<AlikeResource>(`${path}/alike`),
        ]);
        if (latest.current.openId !== id) return;
        setOpen({
          found,
          ...(claimed && { claim: claimed.claim }),
          alike: alike.cases,
          alikeTotal: alike.total,
        });
        setWithAlike(alike.total > 0);
        const strongest = [...(found.verdict?.findings ?? [])].sort((a, b) => b.score - a.score)[0];
        setReason(strongest ? usualReason[strongest.attribute] : 'OTHER');
      } catch (error) {
        if (latest.current.openId !== id) return;
        setOpen(undefined);
        setTrouble(wordsOf(error));
      }
    },
    [api],
  );

  const decide = useCallback(
    async (ruling: Ruling) => {
      const held = openRef.current;
      if (!held?.claim) return;
      const { id } = held.found;
      const many = withAlike && held.alikeTotal > 0;
      const ids = many ? [id, ...held.alike.map((item) => item.id)] : [id];
      const count = many ? held.alikeTotal + 1 : 1;
      const body = {
        ruling,
        ...(ruling === 'reject' && reason && { reason }),
        ...(note.trim() !== '' && { note: note.trim() }),
      };
      const next = following(latest.current, ids);
      const words = `${verbs[ruling]}${count > 1 ? `, ${count} cases` : ''}`;
      dispatch({ type: 'decided', ids });
      setLast({ words, ids, state: 'saving' });
      setOpen(undefined);
      if (next) void openCase(next);
      else dispatch({ type: 'opened', id: undefined });
      const path = `/v1/review/${encodeURIComponent(id)}`;
      try {
        let undo: () => Promise<unknown>;
        if (many) {
          const operation = await api.post<OperationResource>(`${path}/alike/decisions`, body);
          undo = () => api.post(`/v1/operations/${encodeURIComponent(operation.id)}/undo`);
        } else {
          const { decision } = await api.post<{ decision: Decision }>(`${path}/decisions`, {
            ...body,
            revision: held.found.revision,
          });
          undo = () => api.post(`${path}/decisions/undo`, { decision: decision.id });
        }
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
      } catch (error) {
        dispatch({ type: 'returned', ids });
        setLast(undefined);
        setTrouble(`${verbs[ruling]} was not saved: ${wordsOf(error)} The case is back in your list.`);
      }
    },
    [api, note, openCase, reason, withAlike],
  );

  const undo = useCallback(async () => {
    if (last?.state !== 'saved' || !last.undo) return;
    await last.undo().catch((error: unknown) => setTrouble(`Not undone: ${wordsOf(error)}`));
  }, [last]);

  useEffect(() => {
    void handBack();
    void load();
  }, [load, handBack]);

  useEffect(() => {
    let stopped = false;
    const count = async () => {
      try {
        const query = new URLSearchParams(filter.site === '' ? {} : { site: filter.site });
        setCounts(await api.get<ReviewCounts>(`/v1/review/counts?${query}`));
        setLive(true);
      } catch {
        setLive(false);
      }
      if (!stopped) timer = setTimeout(count, countEveryMs);
    };
    let timer = setTimeout(count, 0);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [api, filter.site]);

  useEffect(() => {
    const id = open?.claim ? open.found.id : undefined;
    if (id === undefined) return undefined;
    const timer = setInterval(() => {
      void api.post(`/v1/review/${encodeURIComponent(id)}/claim`).catch(() => {});
    }, renewMs);
    return () => clearInterval(timer);
  }, [api, open?.claim, open?.found.id]);

  const waiting = filter.action === 'block' ? counts?.blocked : counts?.waiting;
  const fresh = useMemo(
    () => (waiting === undefined || phase !== 'ready' ? 0 : Math.max(0, waiting - state.total)),
    [waiting, phase, state.total],
  );

  return {
    me,
    filter,
    setFilter,
    state,
    open,
    phase,
    trouble,
    setTrouble,
    last,
    setLast,
    counts,
    live,
    fresh,
    reason,
    setReason,
    withAlike,
    setWithAlike,
    note,
    setNote,
    load,
    openCase,
    handBack,
    decide,
    undo,
    tick: (id: string) => dispatch({ type: 'ticked', id }),
  };
}
export type Desk = ReturnType<typeof useDesk>;
