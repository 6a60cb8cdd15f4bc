import { expect, test } from '@jest/globals';
import { actionOf, actionWords, keyActions, keyFault } from './keys.js';

const press = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test.each([
  ['a', {}, false, 'approve'],
  ['3', {}, false, 'reason3'],
  ['0', {}, false, undefined],
  ['q', {}, false, undefined],
  ['a', {}, true, undefined],
  ['a', { ctrlKey: true }, false, undefined],
  ['toString', {}, false, undefined],
])('%s with %j, typing %s: %s', (key, more, typing, action) => {
  expect(actionOf(press(key, more), typing)).toBe(action);
});

test('a person’s own keys count instead of the usual ones, and can be off', () => {
  const own = { approve: 'p', reject: '' };
  expect(actionOf(press('p'), false, own)).toBe('approve');
  expect(actionOf(press('a'), false, own)).toBeUndefined();
  expect(actionOf(press('r'), false, own)).toBeUndefined();
  expect(actionOf(press('3'), false, { reasons: '' })).toBeUndefined();
});

test.each([
  ['p', undefined],
  ['', undefined],
  ['ab', 'must be one character, and not a digit or a blank'],
  ['3', 'must be one character, and not a digit or a blank'],
  ['g', 'g begins the keys that change the page'],
  ['r', 'is taken: reject'],
])('approve on %j: %s', (key, fault) => {
  expect(keyFault('approve', key, {})).toBe(fault);
});

test('a key that its action gave up is free', () => {
  expect(keyFault('approve', 'r', { reject: '' })).toBeUndefined();
  expect(Object.keys(actionWords).sort()).toEqual(Object.values(keyActions).sort());
});
