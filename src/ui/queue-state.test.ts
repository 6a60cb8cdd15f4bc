import { describe, expect, test } from '@jest/globals';
import type { ReviewItem } from '../api/types.js';
import { emptyQueue, following, neighbour, type QueueState, queueAfter } from './queue-state.js';

const item = (id: string): ReviewItem => ({
  id,
  site: 'herald',
  revision: 1,
  status: 'in_review',
  text: id,
  receivedAt: '2026-11-20T10:00:00.000Z',
  links: { self: '', history: '' },
});
const ids = ({ items }: QueueState) => items.map(({ id }) => id).join('');
const loaded = (names: string, more = false) =>
  ({ type: 'loaded', items: [...names].map(item), total: names.length, more }) as const;
const open = (state: QueueState, id: string) => queueAfter(state, { type: 'opened', id });
const abcd = queueAfter(emptyQueue, loaded('abcd'));

describe('the list', () => {
  test('loses what is decided at once, and gets it back at its old place where saving failed', () => {
    const decided = queueAfter(abcd, { type: 'decided', ids: ['b', 'c'] });
    expect([ids(decided), decided.total]).toEqual(['ad', 2]);
    const back = queueAfter(decided, { type: 'returned', ids: ['c', 'b'] });
    expect([ids(back), back.total]).toEqual(['abcd', 4]);
    expect(queueAfter(back, { type: 'returned', ids: ['b'] })).toEqual(back);
  });

  test('does not show again what is being saved', () => {
    const decided = queueAfter(abcd, { type: 'decided', ids: ['b'] });
    expect(ids(queueAfter(decided, loaded('abcd')))).toBe('acd');
  });

  test('grows by a page without repeating a case', () => {
    expect(ids(queueAfter(abcd, loaded('cdef', true)))).toBe('abcdef');
    expect(ids(queueAfter(abcd, loaded('x')))).toBe('x');
  });

  test('keeps ticks of what stays', () => {
    const ticked = ['a', 'b'].reduce((state, id) => queueAfter(state, { type: 'ticked', id }), abcd);
    expect([...queueAfter(ticked, { type: 'decided', ids: ['a'] }).ticked]).toEqual(['b']);
    expect([...queueAfter(ticked, { type: 'ticked', id: 'b' }).ticked]).toEqual(['a']);
  });
});

describe('what others do', () => {
  const claim = { moderator: 'Jon', until: '2026-11-20T10:05:00.000Z' };
  const jons = queueAfter(abcd, { type: 'held', id: 'b', claim });

  test('shows in its place: who holds a case, and that it is free again', () => {
    expect(jons.items[1]?.claim).toEqual(claim);
    expect(queueAfter(jons, { type: 'held', id: 'b', claim: undefined })).toEqual(abcd);
    expect(queueAfter(abcd, { type: 'held', id: 'x', claim })).toEqual(abcd);
  });

  test('a decided case stays in its place, is passed over, and counts no more', () => {
    const state = queueAfter(abcd, { type: 'elsewhere', id: 'b', words: 'rejected by Jon' });
    expect([ids(state), state.total, state.elsewhere.get('b')]).toEqual(['abcd', 3, 'rejected by Jon']);
    expect(queueAfter(state, { type: 'elsewhere', id: 'b', words: 'again' })).toBe(state);
    expect(neighbour(open(state, 'a'), 1)).toBe('c');
    expect(following(open(state, 'a'), ['a'])).toBe('c');
    expect(queueAfter(state, loaded('acd')).elsewhere.size).toBe(0);
  });

  test('a case that another holds is passed over, one’s own is not', () => {
    expect(neighbour(open(jons, 'a'), 1, 'Mia')).toBe('c');
    expect(neighbour(open(jons, 'a'), 1, 'Jon')).toBe('b');
  });

  test('what a lead took back may be shown again', () => {
    const decided = queueAfter(abcd, { type: 'decided', ids: ['b'] });
    expect(ids(queueAfter(queueAfter(decided, { type: 'free', id: 'b' }), loaded('abcd')))).toBe('abcd');
  });
});

test('next and previous go by the list; the first where none is open', () => {
  expect(neighbour(abcd, 1)).toBe('a');
  expect(neighbour(open(abcd, 'b'), 1)).toBe('c');
  expect(neighbour(open(abcd, 'b'), -1)).toBe('a');
  expect(neighbour(open(abcd, 'd'), 1)).toBeUndefined();
});

test('after a decision the case behind is shown, at the end the last', () => {
  expect(following(open(abcd, 'b'), ['b', 'c'])).toBe('d');
  expect(following(open(abcd, 'd'), ['d'])).toBe('c');
  expect(following(open(abcd, 'a'), ['a', 'b', 'c', 'd'])).toBeUndefined();
});
