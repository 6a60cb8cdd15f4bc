import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calibrate } from '../../src/checks/toxicity/models/calibration.js';
import { platt, type Seen } from './calibrate.js';
import { identityTerms, plural } from './identity.js';
import { type Learnt, learn } from './learn.js';
import { clean, isHeldOut, type Prepared, prepare } from './prepare.js';
import { heads, sources } from './sources.js';

const small = {
  bits: 10,
  letters: [2, 5],
  letterWeight: 0.5,
  pairWeight: 0.7,
  identity: [],
  heads: [],
} as const;
const settings = { epochs: 3, rate: 0.15, seed: 1 };

describe('preparing', () => {
  let folder: string;
  let prepared: Prepared;
  const subjects = ['driver', 'neighbour', 'singer', 'baker', 'keeper', 'norwegian'];
  const rows = subjects.flatMap((who, n) =>
    Array.from({ length: 40 }, (_, k) =>
      k % 2
        ? { text: `That ${who} number ${k} is a stupid idiot`, labels: { toxic: 1 } }
        : { text: `That ${who} number ${k} has a garden with ${n + 2} trees`, labels: { toxic: 0 } },
    ),
  );
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'train-'));
    for (const { name } of sources) {
      // Every source is there, one of them with rows, and one that repeats the first of them.
      const own = name === 'jigsaw_wiki' ? rows : name === 'surge_toxicity' ? rows.slice(0, 5) : [];
      writeFileSync(
        join(folder, `${name}.jsonl.gz`),
        gzipSync(own.map((row) => JSON.stringify(row)).join('\n')),
      );
    }
    prepared = await prepare(
      folder,
      { identity: ['norwegian', 'sami'], heads: [] },
      { frames: 0, clauses: 0, cases: false },
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('parts the rows: each text once, about a tenth held out, never both', () => {
    const { training, development } = prepared;
    expect(training.length + development.length).toBe(rows.length);
    expect(development.length).toBeGreaterThan(rows.length / 30);
    expect(development.length).toBeLessThan(rows.length / 4);
    const held = new Set(development.map(({ text }) => text));
    expect(training.some(({ text }) => held.has(text))).toBe(false);
  });

  test('holds the same rows out that `evaluate --held-out` asks for', () => {
    for (const { source, text } of prepared.development) expect(isHeldOut(source, text, {})).toBe(true);
    for (const { source, text } of prepared.training) expect(isHeldOut(source, text, {})).toBe(false);
  });

  test('swaps listed terms in the rows that are read unfolded, and nothing else', () => {
    const unfolded = prepared.training.filter((row) => row.unfolded);
    expect(unfolded.length).toBeGreaterThan(0);
    for (const row of unfolded) {
      const plain = row.text.toLowerCase();
      if (plain.includes('norwegian'))
        expect(row.folded).toMatch(new RegExp(`^${plain.replace('norwegian', '[a-z]+')}$`));
      else expect(row.folded).toBe(plain);
    }
  });

  test('a missing source is named', async () => {
    await expect(prepare(join(folder, 'nowhere'), { identity: [], heads: [] })).rejects.toThrow(
      'jigsaw_wiki.jsonl.gz is missing',
    );
  });

  describe('learning from them', () => {
    const noPause = async () => {};
    let learnt: Learnt;
    beforeAll(async () => {
      learnt = await learn(prepared.training, small, settings, noPause);
    });

    test('gives the same weights again, byte by byte', async () => {
      const again = await learn(prepared.training, small, settings, noPause);
      expect(Buffer.from(again.weights.buffer).equals(Buffer.from(learnt.weights.buffer))).toBe(true);
      expect(again.biases).toEqual(learnt.biases);
    });

    test('gives others with another seed', async () => {
      const other = await learn(prepared.training, small, { ...settings, seed: 2 }, noPause);
      expect(Buffer.from(other.weights.buffer).equals(Buffer.from(learnt.weights.buffer))).toBe(false);
    });

    test('stops when it is told to', async () => {
      const many = Array.from({ length: 1500 }, (_, k) => prepared.training[k % prepared.training.length]!);
      const stop = async () => {
        throw new Error('enough');
      };
      await expect(learn(many, small, settings, stop)).rejects.toThrow('enough');
    });
  });
});

test.each([
  ['entities become signs', 'you &amp; me &#39;re &lt;3', "you & me 're <3"],
  ['a code beyond Unicode does no harm', '&#999999;', '\u{f423f}'],
  ['stand-ins go', 'RT @user: hi [USER] see https://x.y/z', '  hi   see  '],
])('cleaning: %s', (_, text, expected) => {
  expect(clean(text)).toBe(expected);
});

test.each(sources.map((source) => [source.name, source] as const))(
  '%s gives targets in 0..1 and a licence',
  (_, source) => {
    const labels = {
      n_annotators: 3,
      n: 3,
      toxic: 1,
      hateful: 1,
      sexist: 1,
      has_toxic_span: 1,
      frac_toxic: 1,
      n_insult: 3,
    };
    for (const value of Object.values(source.targets(labels))) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
    expect(source.licence).not.toBe('');
  },
);

describe('identity terms', () => {
  test('are listed once, sorted, with their plurals', () => {
    const { identity } = identityTerms();
    expect(identity).toEqual([...new Set(identity)].sort());
    expect(identity).toEqual(
      expect.arrayContaining(['muslim', 'muslims', 'asylum seekers', 'nepali', 'women']),
    );
  });
  test.each([
    ['german', 'germans'],
    ['englishman', 'englishmen'],
    ['gypsy', 'gypsies'],
    ['finch', 'finches'],
  ])('the plural of %s is %s', (noun, expected) => {
    expect(plural(noun)).toBe(expected);
  });
});

describe('calibration', () => {
  /** Held-out texts whose chances follow a known curve. */
  const seen: Seen[] = Array.from({ length: 4000 }, (_, k) => {
    const logit = ((k % 400) - 200) / 40;
    const chance = 1 / (1 + Math.exp(-(2 * logit + 1)));
    return { logit, positive: Math.floor(k / 400) / 10 + 0.05 < chance, weight: 1 };
  });

  test('finds the curve again', () => {
    const found = platt(seen);
    for (const logit of [-2, -1, -0.5, 0, 0.5])
      expect(calibrate(found, logit)).toBeCloseTo(1 / (1 + Math.exp(-(2 * logit + 1))), 1);
  });

  test('rises everywhere and stays within 0..1', () => {
    const found = platt(seen);
    const far = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(far, far, (a, b) => {
        const [low, high] = [calibrate(found, Math.min(a, b)), calibrate(found, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });

  test.each([
    ['of one kind only', [{ logit: 1, positive: true, weight: 1 }]],
    ['the wrong way round', seen.map((one) => ({ ...one, positive: !one.positive }))],
  ])('refuses held-out rows %s', (_, rows) => {
    expect(() => platt(rows)).toThrow(/^calibration:/);
  });
});

test('the model has a head for each of the six', () => {
  expect(heads).toHaveLength(6);
});
