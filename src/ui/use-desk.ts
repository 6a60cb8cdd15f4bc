import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type {
  AlikeResource,
  AuthorResource,
  Change,
  Claim,
  ReasonsResource,
  ReviewCaseResource,
  ReviewCounts,
  ReviewPageResource,
  SiteReason,
} from '../api/types.js';
import { type Api, Refused, wordsOf } from './api.js';
import { anyCase, queryOf } from './desk-filter.js';
import { type LiveState, listen } from './live.js';
import type { OpenCase } from './open-case.js';
import { emptyQueue, type QueueState, queueAfter } from './queue-state.js';
import { useDecisions } from './use-decisions.js';
import { usualReason } from './words.js';

const countEveryMs = 30_000;
/** Counts are asked for anew so long after a change, and then for all that came meanwhile. */
const countAfterMs = 1000;
const renewMs = 4 * 60 * 1000;
const pathOf = (id: string): string => `/v1/review/${encodeURIComponent(id)}`;
const verbs = { approve: 'approved', reject: 'rejected', escalate: 'escalated' } as const;

/** The desk's state and what can be done there. */
export function useDesk(api: Api, me: string) {
  const [filter, setFilter] = useState(anyCase);
  const [state, dispatch] = useReducer(queueAfter, emptyQueue);
  const [open, setOpen] = useState<OpenCase>();
  const [phase, setPhase] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [trouble, setTrouble] = useState<string>();
  const [counts, setCounts] = useState<ReviewCounts>();
  const [live, setLive] = useState<LiveState>('connecting');
  const [offlineSince, setOfflineSince] = useState<number>();
  const [own, setOwn] = useState<ReadonlyMap<string, readonly SiteReason[]>>(new Map());
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

  const countNow = useCallback(async () => {
    const query = new URLSearchParams(filter.site === '' ? {} : { site: filter.site });
    await api.get<ReviewCounts>(`/v1/review/counts?${query}`).then(setCounts, () => {});
  }, [api, filter.site]);

  const handBack = useCallback(async () => {
    const held = openRef.current;
    setOpen(undefined);
    dispatch({ type: 'opened', id: undefined });
    if (held?.claim) await api.delete(`${pathOf(held.found.id)}/claim`).catch(() => {});
  }, [api]);

  const openCase = useCallback(
    async (id: string, takeOver = false) => {
      const before = openRef.current;
      dispatch({ type: 'opened', id });
      setTrouble(undefined);
      if (before?.claim && before.found.id !== id)
        void api.delete(`${pathOf(before.found.id)}/claim`).catch(() => {});
      const path = pathOf(id);
      try {
        const claimed = await api
          .post<{ claim: Claim }>(`${path}/claim${takeOver ? '/take-over' : ''}`)
          .catch((error: unknown) => {
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
        // Around the case: it can be decided before this is here.
        void api
          .get<AuthorResource>(`${path}/author`)
          .then((author) => setOpen((now) => (now?.found.id === id ? { ...now, author } : now)))
          .catch(() => {});
      } catch (error) {
        if (latest.current.openId !== id) return;
        setOpen(undefined);
        setTrouble(wordsOf(error));
      }
    },
    [api],
  );

  const decisions = useDecisions({
    api,
    open,
    openRef,
    latest,
    dispatch,
    setOpen,
    setTrouble,
    openCase,
    live,
  });

  // A case that was just opened: the reason that a rejection most likely has, no note, the ones alike with it.
  useEffect(() => {
    if (!open) return;
    const strongest = [...(open.found.verdict?.findings ?? [])].sort((a, b) => b.score - a.score)[0];
    const standing = open.found.appeal?.state === 'open' ? open.found.decision?.reason : undefined;
    decisions.setReason(standing ?? (strongest ? usualReason[strongest.attribute] : 'OTHER'));
    decisions.setWithAlike(open.alikeTotal > 0 && open.found.appeal?.state !== 'open');
    decisions.setNote('');
  }, [open?.found.id, open?.claim?.until]);

  const { site } = open?.found ?? {};
  useEffect(() => {
    if (site === undefined || own.has(site)) return;
    void api
      .get<ReasonsResource>(`/v1/sites/${encodeURIComponent(site)}/reasons`)
      .then(({ reasons }) => setOwn((before) => new Map(before).set(site, reasons)))
      .catch(() => {});
  }, [api, site, own]);

  useEffect(() => {
    void handBack();
    void load();
  }, [load, handBack]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void countNow();
      }, countAfterMs);
    };
    const onChange = (change: Omit<Change, 'id'>): void => {
      const { kind, case: id, by, until } = change;
      soon();
      const ours = by === me;
      const shown = openRef.current?.found.id === id ? openRef.current : undefined;
      if (kind === 'claimed') {
        dispatch({ type: 'held', id, claim: { moderator: by!, until: until! } });
        if (shown?.claim && !ours) {
          setOpen({ found: { ...shown.found, claim: { moderator: by!, until: until! } }, ...around(shown) });
          setTrouble(`${by} took this case over. Nothing of yours was saved on it.`);
        }
      } else if (kind === 'released') dispatch({ type: 'held', id, claim: undefined });
      else if (kind === 'undone' && !ours) dispatch({ type: 'free', id });
      else if (kind === 'decided' && !ours) {
        const done = verbs[change.ruling as keyof typeof verbs];
        dispatch({ type: 'elsewhere', id, words: `${done} by ${by}` });
        if (shown) {
          setTrouble(`${by} ${done} this case just now.`);
          void api
            .get<ReviewCaseResource>(pathOf(id))
            .then((found) => setOpen((now) => (now?.found.id === id ? { found, ...around(now) } : now)))
            .catch(() => {});
        }
      } else if (kind === 'left' || kind === 'erased') {
        const words = kind === 'left' ? 'no longer waits' : 'erased';
        dispatch({ type: 'elsewhere', id, words });
        if (shown)
          setTrouble(kind === 'left' ? 'The comment was revised or judged anew.' : 'The comment was erased.');
      }
    };
    const stop = listen({
      site: filter.site,
      onChange,
      onReset: () => soon(),
      onState(now) {
        setLive(now);
        setOfflineSince((before) => (now === 'offline' ? (before ?? Date.now()) : undefined));
        if (now === 'live') void decisions.flush();
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [api, filter.site, me, countNow]);

  useEffect(() => {
    void countNow();
    const timer = setInterval(() => void countNow(), countEveryMs);
    return () => clearInterval(timer);
  }, [countNow]);

  useEffect(() => {
    const id = open?.claim ? open.found.id : undefined;
    if (id === undefined) return undefined;
    const timer = setInterval(() => {
      void api
        .post<{ claim: Claim }>(`${pathOf(id)}/claim`)
        .then(({ claim }) => setOpen((now) => (now?.claim && now.found.id === id ? { ...now, claim } : now)))
        .catch(() => {});
    }, renewMs);
    return () => clearInterval(timer);
  }, [api, open?.claim !== undefined, open?.found.id]);

  const waiting =
    filter.state === 'appealed'
      ? counts?.appealed
      : filter.action === 'block'
        ? counts?.blocked
        : counts?.waiting;
  const fresh = useMemo(
    () => (waiting === undefined || phase !== 'ready' ? 0 : Math.max(0, waiting - state.total)),
    [waiting, phase, state.total],
  );

  return {
    ...decisions,
    me,
    filter,
    setFilter,
    state,
    open,
    phase,
    trouble,
    setTrouble,
    counts,
    live,
    offlineSince,
    fresh,
    ownReasons: (site !== undefined && own.get(site)) || [],
    load,
    openCase,
    handBack,
    tick: (id: string) => dispatch({ type: 'ticked', id }),
  };
}
export type Desk = ReturnType<typeof useDesk>;

/** What stays of an open case that is not ours any more. */
const around = ({ alike, alikeTotal, author }: OpenCase) => ({
  alike,
  alikeTotal,
  ...(author && { author }),
});
