import { expect, test } from '@jest/globals';
import { Text } from '../text/text.js';
import { likenessOf } from './likeness.js';

const of = (raw: string) => likenessOf(new Text(raw));

test.each([
  ['Animal thugs!', 'animal  THUGS...'],
  ['You are an idiot', 'You are an 1d1ot!!'],
  ['Vote for him', 'vote, for: him'],
])('%s and %s are alike', (a, b) => {
  expect(of(a)).toBe(of(b));
  expect(of(a)).toMatch(/^[\w-]{16}$/);
});

test.each([
  ['Animal thugs', 'thugs animal'],
  ['they are animals', 'they are not animals'],
  ['a b', 'ab c'],
])('%s and %s are not', (a, b) => {
  expect(of(a)).not.toBe(of(b));
});

test.each(['', '!!!', 'idiot', '🤡🤡'])('%p is too little to be alike to anything', (raw) => {
  expect(of(raw)).toBeUndefined();
});
