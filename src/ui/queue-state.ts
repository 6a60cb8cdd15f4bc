import type { Claim, ReviewItem } from '../api/types.js';

/** The list at the desk: what the server said, and what was decided here and is not yet acknowledged. */
export interface QueueState {
  readonly items: readonly ReviewItem[];
  readonly total: number;
  readonly next?: string;
  readonly openId?: string;
  readonly ticked: ReadonlySet<string>;
  /** Cases decided here, each with its old place: they come back where saving fails or is undone. */
  readonly leaving: ReadonlyMap<string, { readonly item: ReviewItem; readonly at: number }>;
  /** What others did to cases that are shown: they stay in their place until the list is loaded anew. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

export const emptyQueue: QueueState = {
  items: [],
  total: 0,
  ticked: new Set(),
  leaving: new Map(),
  elsewhere: new Map(),
};

export type QueueEvent =
  | {
      readonly type: 'loaded';
      readonly items: readonly ReviewItem[];
      readonly total: number;
      readonly next?: string;
      readonly more: boolean;
    }
  | { readonly type: 'opened'; readonly id: string | undefined }
  | { readonly type: 'decided'; readonly ids: readonly string[] }
  /** It came back to people by another's hand: an answer of the server may show it again. */
  | { readonly type: 'free'; readonly id: string }
  | { readonly type: 'returned'; readonly ids: readonly string[] }
  | { readonly type: 'held'; readonly id: string; readonly claim: Claim | undefined }
  | { readonly type: 'elsewhere'; readonly id: string; readonly words: string }
  | { readonly type: 'ticked'; readonly id: string };

/** Pure: the same list and event always give the same list. Nothing moves but what the event is about. */
export function queueAfter(state: QueueState, event: QueueEvent): QueueState {
  switch (event.type) {
    case 'loaded': {
      // What was decided here and is being saved is not shown again by an answer that overlapped.
      const fresh = event.items.filter(({ id }) => !state.leaving.has(id));
      const kept = event.more ? state.items : [];
      const known = new Set(kept.map(({ id }) => id));
      const { next: _, ...rest } = state;
      return {
        ...rest,
        items: [...kept, ...fresh.filter(({ id }) => !known.has(id))],
        total: event.total,
        ...(event.next !== undefined && { next: event.next }),
        ticked: event.more ? state.ticked : new Set(),
        elsewhere: event.more ? state.elsewhere : new Map(),
      };
    }
    case 'opened': {
      const { openId: _, ...rest } = state;
      return event.id === undefined ? rest : { ...rest, openId: event.id };
    }
    case 'decided': {
      const gone = new Set(event.ids);
      const leaving = new Map(state.leaving);
      for (const [at, item] of state.items.entries())
        if (gone.has(item.id)) leaving.set(item.id, { item, at });
      const items = state.items.filter(({ id }) => !gone.has(id));
      const ticked = new Set([...state.ticked].filter((id) => !gone.has(id)));
      return {
        ...state,
        items,
        leaving,
        ticked,
        total: Math.max(0, state.total - (state.items.length - items.length)),
      };
    }
    case 'free': {
      const leaving = new Map(state.leaving);
      leaving.delete(event.id);
      const elsewhere = new Map(state.elsewhere);
      elsewhere.delete(event.id);
      return { ...state, leaving, elsewhere };
    }
    case 'returned': {
      const items = [...state.items];
      const leaving = new Map(state.leaving);
      let back = 0;
      const places = event.ids.flatMap((id) => leaving.get(id) ?? []).sort((a, b) => a.at - b.at);
      for (const { item, at } of places) {
        leaving.delete(item.id);
        if (items.some(({ id }) => id === item.id)) continue;
        items.splice(Math.min(at, items.length), 0, item);
        back++;
      }
      return { ...state, items, leaving, total: state.total + back };
    }
    case 'held': {
      const items = state.items.map((item) => {
        if (item.id !== event.id) return item;
        const { claim: _, ...free } = item;
        return event.claim ? { ...free, claim: event.claim } : free;
      });
      return { ...state, items };
    }
    case 'elsewhere': {
      if (state.elsewhere.has(event.id) || !state.items.some(({ id }) => id === event.id)) return state;
      const elsewhere = new Map(state.elsewhere).set(event.id, event.words);
      const ticked = new Set([...state.ticked].filter((id) => id !== event.id));
      return { ...state, elsewhere, ticked, total: Math.max(0, state.total - 1) };
    }
    case 'ticked': {
      const ticked = new Set(state.ticked);
      if (!ticked.delete(event.id)) ticked.add(event.id);
      return { ...state, ticked };
    }
  }
}

/**
 * The next case, or the one before, that waits and that nobody else holds, as far as is known; from the top where none is
 * open.
 */
export function neighbour(state: QueueState, by: 1 | -1, me = ''): string | undefined {
  const { items, openId } = state;
  const open = items.findIndex(({ id }) => id === openId);
  for (let at = open < 0 ? 0 : open + by; items[at]; at += by) {
    const item = items[at]!;
    const busy = item.claim !== undefined && item.claim.moderator !== me && me !== '';
    if (!busy && !state.elsewhere.has(item.id)) return item.id;
  }
  return undefined;
}

/** What is shown after some cases left: the one that stood behind the open one, else the last. */
export function following(state: QueueState, ids: readonly string[]): string | undefined {
  const at = state.items.findIndex(({ id }) => id === state.openId);
  const rest = state.items
    .map(({ id }, k) => ({ id, k }))
    .filter(({ id }) => !ids.includes(id) && !state.elsewhere.has(id));
  return (rest.find(({ k }) => k > at) ?? rest.at(-1))?.id;
}
