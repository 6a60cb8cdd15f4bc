import { expect, test } from '@jest/globals';
import { keepSettings, keptSettings, usualSettings } from './settings.js';

const box = (held: string | null = null) => {
  let value = held;
  return {
    getItem: () => value,
    setItem(_: string, next: string) {
      value = next;
    },
  };
};

test('what was kept comes back', () => {
  const storage = box();
  const settings = { theme: 'dark', unmasked: true, keys: { approve: 'p', undo: '' } } as const;
  keepSettings(settings, storage);
  expect(keptSettings(storage)).toEqual(settings);
});

test.each([null, 'no JSON', '{"theme":"pink","unmasked":"yes","keys":{"undo":7}}'])(
  'what cannot be read counts as nothing: %s',
  (held) => {
    expect(keptSettings(box(held))).toEqual(usualSettings);
  },
);
