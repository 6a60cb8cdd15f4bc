import { expect, test } from '@jest/globals';
import type { SecondOpinion } from '../store/second-store.js';
import { agreementOf } from './agreement.js';

const times = (count: number, first: SecondOpinion['first'], second: SecondOpinion['second']) =>
  Array.from({ length: count }, () => ({ first, second }));

test('agreement and kappa, by hand: 20 and 15 of 50 agree, chance is .5', () => {
  const found = agreementOf([
    ...times(20, 'approve', 'approve'),
    ...times(5, 'approve', 'reject'),
    ...times(10, 'reject', 'approve'),
    ...times(15, 'reject', 'reject'),
    ...times(3, 'reject', 'escalate'),
  ]);
  expect(found).toMatchObject({ agree: 35, of: 50 });
  expect(found.kappa).toBeCloseTo(0.4, 10);
});

test('no kappa where everybody always says the same, nor of nothing', () => {
  expect(agreementOf(times(4, 'reject', 'reject'))).not.toHaveProperty('kappa');
  expect(agreementOf([])).toEqual({ agree: 0, of: 0, low: 0, high: 1 });
});
