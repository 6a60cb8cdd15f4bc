import { describe, expect, test } from '@jest/globals';
import { hashOf } from '../../text/words.js';
import { evidenceKinds, keyOf } from './evidence-kinds.js';
import { readSenses } from './senses.js';
import { readWeights } from './weights.js';

const key = (kind: (typeof evidenceKinds)[number], seen: string, also = ''): number =>
  keyOf(evidenceKinds.indexOf(kind), hashOf(seen), hashOf(also));

describe('weights', () => {
  const weigher = readWeights(
    '# note\n#slope\t2\n#threshold\t0.4\nleft1\tnot\t\t-1\nby class\tcopula\tanimal\t3\n',
  );
  const score = (...keys: number[]): number =>
    weigher.score({ keys: Int32Array.from(keys), size: keys.length });
  test('no evidence is an even chance', () => expect(score()).toBe(0.5));
  test('are summed, then scaled', () =>
    expect(score(key('left1', 'not'), key('by class', 'copula', 'animal'))).toBeCloseTo(
      1 / (1 + Math.exp(-4)),
    ));
  test('of what was never seen are nothing', () => expect(score(key('left1', 'unheard'))).toBe(0.5));
  test('tell parts in their order apart', () => expect(score(key('by class', 'animal', 'copula'))).toBe(0.5));
  test('have a threshold', () => expect(weigher.threshold).toBe(0.4));
  test.each(['left1\tnot\t\tmuch', 'nowhere\tnot\t\t1', 'left1\tnot'])(
    'refuse the line %j and name it',
    (line) => expect(() => readWeights(`# note\n${line}\n`)).toThrow('weights.tsv, line 2'),
  );
  test('change the hash with the file', () => expect(readWeights('bias\t\t\t1').hash).not.toBe(weigher.hash));
});

describe('senses', () => {
  const senses = readSenses('# note\nnoun.animal 3 1: rat rats\n- 7 2: the of\n');
  test('words of a line share a class', () => expect(senses.of('rats')).toBe(senses.of('rat')));
  test('know no other words', () => expect(senses.of('note')).toBeUndefined());
  test('name kind and classes', () =>
    expect(senses.of('the')).toMatchObject({ kind: '~-', alike: '~7', near: '~~2' }));
});
