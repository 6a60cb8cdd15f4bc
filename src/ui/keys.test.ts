import { expect, test } from '@jest/globals';
import { actionOf } from './keys.js';

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
