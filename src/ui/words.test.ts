import { expect, test } from '@jest/globals';
import { attributeOfRule } from './words.js';

test.each([
  ['toxicity/severe_toxicity', 'SEVERE_TOXICITY'],
  ['dehumanizing/vermin', 'DEHUMANIZATION'],
  ['dehumanizing/death_wish', 'THREAT'],
  ['profanity/site', 'PROFANITY'],
  ['toxicity/tostring', undefined],
  ['toxicity', 'TOXICITY'],
  ['frack', undefined],
])('the rule %s speaks of %s', (rule, attribute) => expect(attributeOfRule(rule)).toBe(attribute));
