import { describe, expect, test } from '@jest/globals';
import type { Scores } from '../../domain/finding.js';
import { Text } from '../../text/text.js';
import type { Inspection } from '../check.js';
import { toxicity } from './index.js';
import type { Evidence, ModelReading, ToxicityModel } from './models/model.js';

const saying = (reading: ModelReading | Promise<ModelReading>): ToxicityModel => ({
  name: 'stub',
  version: '7',
  attributes: ['INSULT', 'THREAT'],
  read: () => reading,
});
const inspect = (reading: ModelReading, raw = 'you utter fool, I will find you') =>
  toxicity(saying(reading)).inspect(new Text(raw), {}, new AbortController().signal) as Inspection;
const scores: Scores = { INSULT: 0.85, THREAT: 0.3 };
const piece = (start: number, end: number, attribute: Evidence['attribute'] = 'INSULT'): Evidence => ({
  attribute,
  span: { start, end },
  score: 0.85,
});

describe('toxicity', () => {
  test('is named after the model and its version', () => {
    expect(toxicity(saying({ scores, evidence: [] })).version).toBe('stub-7');
  });

  test("passes the model's scores on, below and above the operating point", () => {
    expect(inspect({ scores, evidence: [] }).scores).toEqual(scores);
  });

  test('points at the evidence of what is over its operating point, in text order', () => {
    const evidence = [piece(10, 14), piece(4, 9), piece(0, 3, 'THREAT')];
    expect(inspect({ scores, evidence, operatingPoints: { INSULT: 0.5, THREAT: 0.5 } }).findings).toEqual([
      expect.objectContaining({
        rule: 'toxicity/insult',
        attribute: 'INSULT',
        span: { start: 4, end: 9 },
        score: 0.85,
      }),
      expect.objectContaining({ span: { start: 10, end: 14 }, severity: 'mild' }),
    ]);
  });

  test('takes the three strongest stretches of an attribute', () => {
    const evidence = [piece(20, 24), piece(0, 3), piece(10, 14), piece(4, 9)];
    expect(inspect({ scores, evidence }).findings.map(({ span }) => span.start)).toEqual([0, 10, 20]);
  });

  test('takes the whole text where the model cannot tell', () => {
    expect(inspect({ scores, evidence: [] }, 'fool').findings[0]?.span).toEqual({ start: 0, end: 4 });
  });

  test('finds nothing in a text of nothing', () => {
    expect(inspect({ scores: { INSULT: 1 }, evidence: [] }, '').findings).toEqual([]);
  });

  test('at the operating point is over it', () => {
    expect(inspect({ scores: { THREAT: 0.8 }, evidence: [] }).findings).toHaveLength(1);
    expect(inspect({ scores: { THREAT: 0.7999 }, evidence: [] }).findings).toHaveLength(0);
  });

  test.each([
    ['INSULT', 0.85, 'mild'],
    ['INSULT', 0.95, 'moderate'],
    ['THREAT', 0.85, 'moderate'],
    ['THREAT', 0.95, 'severe'],
    ['SEVERE_TOXICITY', 0.85, 'severe'],
  ] as const)('%s at %d is %s', (attribute, score, severity) => {
    expect(inspect({ scores: { [attribute]: score }, evidence: [] }).findings[0]?.severity).toBe(severity);
  });

  test('the note names attribute and score, not the text', () => {
    const { note } = inspect({ scores, evidence: [] }).findings[0]!;
    expect(note).toMatch(/INSULT 0\.85/);
    expect(note).not.toMatch(/fool/);
  });

  test('waits for a model that answers later, and fails as it fails', async () => {
    const late = toxicity(saying(Promise.resolve({ scores, evidence: [] })));
    const text = new Text('fool');
    const { signal } = new AbortController();
    await expect(late.inspect(text, {}, signal)).resolves.toMatchObject({ scores });
    const failing = toxicity(saying(Promise.reject(new TypeError('away'))));
    await expect(failing.inspect(text, {}, signal)).rejects.toThrow('away');
  });
});
