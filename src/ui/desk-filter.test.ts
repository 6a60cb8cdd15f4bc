import { expect, test } from '@jest/globals';
import { anyCase, bodyOf, chipsOf, filterOf, queryOf } from './desk-filter.js';

const filter = { ...anyCase, site: 'herald', minScore: '0.5', minAge: '900', attribute: 'IDENTITY_ATTACK' };

test('asks by query and by body for the same', () => {
  expect(queryOf(filter).toString()).toBe(
    'site=herald&action=review&attribute=IDENTITY_ATTACK&minScore=0.5&minAge=900&sort=priority',
  );
  expect(bodyOf(filter)).toEqual({
    site: 'herald',
    action: 'review',
    attribute: 'IDENTITY_ATTACK',
    minScore: 0.5,
    minAge: 900,
    sort: 'priority',
  });
});

test('what was kept comes back, and nothing else', () => {
  expect(filterOf({ ...bodyOf(filter), colour: 'red' })).toEqual(filter);
});

test('says in words what is filtered by', () => {
  expect(chipsOf(anyCase)).toEqual([]);
  expect(chipsOf(filter).map(({ name, value }) => `${name} ${value}`)).toEqual([
    'Site herald',
    'Attribute identity attack',
    'Score ≥ .5',
    'Older than 15 min',
  ]);
});
