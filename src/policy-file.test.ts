import { describe, expect, test } from '@jest/globals';
import { parsePolicy, readPolicy } from './policy-file.js';

const good = `
name: strict
version: 3
onFailedCheck: review
rules:
  - { name: rude, attribute: INSULT, minScore: 0.7, action: review }
`;

test('a policy is read whole, its version as text', () => {
  expect(parsePolicy(good, 'p.yml')).toEqual({
    name: 'strict',
    version: '3',
    onFailedCheck: 'review',
    rules: [{ name: 'rude', attribute: 'INSULT', minScore: 0.7, action: 'review' }],
  });
});

describe('a bad policy is refused with file, field and reason', () => {
  test.each([
    ['an unknown attribute', good.replace('INSULT', 'RUDENESS'), /p\.yml: rules\.0\.attribute: .*INSULT/],
    ['a score above 1', good.replace('0.7', '7'), /rules\.0\.minScore: .*<=1/],
    ['an unknown action', good.replace('action: review', 'action: delete'), /rules\.0\.action/],
    ['an unknown field', good.replace('minScore', 'minscore'), /rules\.0/],
    ['no rule for failed checks', good.replace('onFailedCheck: review', ''), /onFailedCheck/],
    [
      'a rule twice',
      `${good}  - { name: rude, attribute: THREAT, minScore: 0.1, action: block }\n`,
      /"rude" stands there twice/,
    ],
    ['broken YAML', 'rules: [', /p\.yml: not YAML/],
    ['an empty file', '', /policy: /],
  ])('%s', (_name, yaml, reason) => {
    expect(() => parsePolicy(yaml, 'p.yml')).toThrow(reason);
  });

  test('a file that is not there', () => {
    expect(() => readPolicy('/nowhere/policy.yml')).toThrow(/cannot be read \(ENOENT\)/);
  });
});

test('the seed policy sends failed checks to review', () => {
  const policy = readPolicy(new URL('../seeds/policy.yml', import.meta.url).pathname);
  expect(policy.onFailedCheck).toBe('review');
});
