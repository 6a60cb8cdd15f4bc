import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isWithin } from '../../../domain/span.js';
import { Text } from '../../../text/text.js';
import { localModel, strongestStretches } from './local.js';
import type { ModelReading } from './model.js';
import { readWeights, WeightsError, weightsFolder } from './weights.js';

const model = localModel();
const read = (raw: string): ModelReading =>
  model.read(new Text(raw), {}, new AbortController().signal) as ModelReading;
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom('You', 'IDIOT', 'ïdiot', 'kill', '🖕', 'muslims', 'the', '.', '\u200b', 'ﬁne'), {
      maxLength: 60,
    })
    .map((words) => words.join(' ')),
);

describe('a reading', () => {
  test('has a score in 0..1 for each attribute and evidence inside the text, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const { scores, evidence, unsupported } = read(raw);
        expect(Object.keys(scores)).toEqual(unsupported ? [] : [...model.attributes]);
        for (const score of Object.values(scores)) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        for (const { attribute, span, score } of evidence) {
          expect(isWithin(span, raw.length)).toBe(true);
          expect(score).toBeLessThanOrEqual(scores[attribute]!);
        }
      }),
    );
  });

  test('is the same each time and in each process', () => {
    const other = localModel('full', readWeights());
    fc.assert(
      fc.property(anyText, (raw) => {
        const first = read(raw);
        expect(read(raw)).toEqual(first);
        expect(other.read(new Text(raw), {}, new AbortController().signal)).toEqual(first);
      }),
    );
  });

  test('does not depend on case', () => {
    expect(read('YOU ARE A STUPID IDIOT').scores).toEqual(read('you are a stupid idiot').scores);
  });

  test('does not depend on how often a mark is repeated, or on characters that nobody sees', () => {
    const plain = read('You are a stupid idiot! Are you not?').scores;
    expect(read('You are a stupid idiot!!!!! Are you not???').scores).toEqual(plain);
    expect(read('You are a stu\u200bpid id\u200diot! Are you not?').scores).toEqual(plain);
  });

  test('a disguise lowers no score by more than a tenth', () => {
    const plain = read('you are a stupid idiot').scores;
    for (const raw of ['you are a stup1d 1d1ot', 'you are a stupid i d i o t', 'you are a stúpid ïdiot'])
      for (const attribute of model.attributes)
        expect(read(raw).scores[attribute]).toBeGreaterThan(plain[attribute]! - 0.1);
  });

  test('explains what each word gave: the rude one the most', () => {
    const raw = 'Read the report, you idiot.';
    const shares = model.explain(new Text(raw), 'INSULT');
    const most = shares.reduce((best, one) => (one.share > best.share ? one : best));
    expect(shares.map(({ span }) => raw.slice(span.start, span.end))).toEqual([
      'Read',
      'the',
      'report',
      'you',
      'idiot',
    ]);
    expect(raw.slice(most.span.start, most.span.end)).toBe('idiot');
  });

  test('marks whole words, as the author wrote them', () => {
    const raw = 'Read the report again, you stupid  IDIOT, before you write.';
    const insult = read(raw).evidence.find(({ attribute }) => attribute === 'INSULT')!;
    expect(raw.slice(insult.span.start, insult.span.end)).toBe('stupid  IDIOT');
  });

  test.each([
    ['nothing', ''],
    ['spaces', ' \n\t '],
    ['punctuation', '?!… —'],
  ])('scores 0 for %s: there is no word that the model can read', (_, raw) => {
    const { scores, evidence } = read(raw);
    expect(Object.values(scores)).toEqual(model.attributes.map(() => 0));
    expect(evidence).toEqual([]);
  });

  test.each<[string, string, string | undefined]>([
    ['Russian', 'ты полный идиот', undefined],
    ['Japanese', 'ばかやろうばかやろう', undefined],
    ['German', 'Das ist nicht wahr und ich glaube auch nicht, dass er ein idiot ist', undefined],
    ['what its tag calls Spanish', 'idiot', 'es-MX'],
  ])('says that it cannot read %s, and guesses nothing', (_, raw, language) => {
    const about = language === undefined ? {} : { language };
    expect(model.read(new Text(raw), about, new AbortController().signal)).toEqual({
      scores: {},
      evidence: [],
      unsupported: 'language',
    });
  });

  test.each([
    ['one word', 'a'.repeat(20_480)],
    [
      'one word of many kinds',
      Array.from({ length: 20_480 }, (_, k) => String.fromCharCode(97 + ((k * k) % 26))).join(''),
    ],
    ['one word repeated', 'idiot '.repeat(3413)],
    ['words of one letter', 'a b c d e f g '.repeat(1462)],
    ['apostrophes', "a'".repeat(10_240)],
    ['emoji', '🖕'.repeat(10_240)],
  ])('takes a 20 KiB text of %s well within the deadline', (_, raw) => {
    const started = process.cpuUsage();
    read(raw);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(500);
  });
});

describe('naming another group', () => {
  const terms = readWeights().meta.features.identity;
  const sentences = [
    'All X are liars.',
    'I met X at the X market, they were kind.',
    'X people should not vote',
    'proud to be X',
  ];

  test('does not move a score by a bit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sentences),
        fc.constantFrom(...terms),
        fc.constantFrom(...terms),
        (sentence, one, other) => {
          expect(read(sentence.replaceAll('X', one)).scores).toEqual(
            read(sentence.replaceAll('X', other)).scores,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the variants', () => {
  const { signal } = new AbortController();
  const fast = localModel('fast');
  const cascade = localModel('cascade');
  const of = (one: typeof model, raw: string) => one.read(new Text(raw), {}, signal) as ModelReading;

  test('have versions of their own', () => {
    expect(new Set([model, fast, cascade].map(({ version }) => version)).size).toBe(3);
  });

  test('the cascade says what one of the others says', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const { scores } = of(cascade, raw);
        if (read(raw).unsupported) expect(scores).toEqual({});
        else
          expect([{ ...of(fast, raw).scores, DEHUMANIZATION: 0 }, read(raw).scores]).toContainEqual(scores);
      }),
    );
  });

  test('without WebAssembly the scores are the same within a thousandth', () => {
    const plain = localModel('full', readWeights(), 'plain');
    fc.assert(
      fc.property(anyText, (raw) => {
        const [here, there] = [read(raw).scores, of(plain, raw).scores];
        for (const attribute of model.attributes)
          expect(Math.abs((here[attribute] ?? 0) - (there[attribute] ?? 0))).toBeLessThan(1e-3);
      }),
    );
  });

  test('the hint of dehumanization alone never reaches a half', () => {
    expect(
      read('They are vermin, rats, cockroaches, animals, not human').scores.DEHUMANIZATION,
    ).toBeGreaterThan(0);
    fc.assert(
      fc.property(anyText, (raw) => {
        expect(read(raw).scores.DEHUMANIZATION ?? 0).toBeLessThan(0.5);
      }),
    );
  });

  test('the cascade asks the net where the linear part hears something', () => {
    const raw = 'You are a stupid idiot and a liar.';
    expect(of(cascade, raw)).toEqual(read(raw));
  });
});

describe('weights', () => {
  let folder: string;
  const url = () => pathToFileURL(`${folder}/`);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weights-'));
    for (const name of [
      'weights.bin',
      'conv.bin',
      'recurrent.bin',
      'vocabulary.txt',
      'word-classes.txt',
      'meta.json',
    ])
      copyFileSync(new URL(name, weightsFolder), join(folder, name));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const change = (name: string, by: (bytes: Buffer) => Buffer | string) =>
    writeFileSync(join(folder, name), by(readFileSync(join(folder, name))));

  test('are read where they fit', () => {
    expect(model.version.startsWith(`${readWeights(url()).meta.version}.`)).toBe(true);
  });

  test.each<[string, () => void, RegExp]>([
    [
      'a missing weights.bin',
      () => rmSync(join(folder, 'weights.bin')),
      /weights\.bin cannot be read: run `npm run train/,
    ],
    ['a missing meta.json', () => rmSync(join(folder, 'meta.json')), /meta\.json cannot be read/],
    [
      'a changed weight',
      () =>
        change('weights.bin', (bytes) => {
          bytes[1000]! ^= 1;
          return bytes;
        }),
      /hash to/,
    ],
    [
      'a cut weights.bin',
      () => change('weights.bin', (bytes) => bytes.subarray(1)),
      /bytes where meta\.json promises/,
    ],
    ['a missing conv.bin', () => rmSync(join(folder, 'conv.bin')), /conv\.bin cannot be read/],
    [
      'a cut recurrent.bin',
      () => change('recurrent.bin', (bytes) => bytes.subarray(4)),
      /recurrent\.bin holds .* bytes where meta\.json promises/,
    ],
    [
      'another vocabulary',
      () => change('vocabulary.txt', (bytes) => bytes.toString().replace('the\n', 'teh\n')),
      /hash to/,
    ],
    [
      'a changed threshold',
      () => change('meta.json', (bytes) => bytes.toString().replace(/"TOXICITY": 0\.\d+/, '"TOXICITY": 0.1')),
      /hash to/,
    ],
    [
      'another format',
      () => change('meta.json', (bytes) => bytes.toString().replace('"format": 3', '"format": 4')),
      /meta\.json, format/,
    ],
    ['half a meta.json', () => change('meta.json', (bytes) => bytes.subarray(0, 500)), /not JSON/],
  ])('%s is refused aloud', (_, spoil, message) => {
    spoil();
    expect(() => readWeights(url())).toThrow(WeightsError);
    expect(() => readWeights(url())).toThrow(message);
  });
});

describe('the strongest stretches', () => {
  test.each([
    ['one strong word', [0, 1, 0.1], [[1, 1]]],
    ['neighbours grow together', [0, 1, 0.8, 0], [[1, 2]]],
    ['over one weak word', [1, 0, 0.9], [[0, 2]]],
    [
      'not over two',
      [1, 0, 0, 0.9],
      [
        [0, 0],
        [3, 3],
      ],
    ],
    [
      'strongest first, three at most',
      [0.5, 0, 0, 0.7, 0, 0, 0.6, 0, 0, 1],
      [
        [9, 9],
        [3, 3],
        [6, 6],
      ],
    ],
    ['no word raised the score', [-1, 0], []],
  ])('%s', (_, shares, expected) => {
    expect(strongestStretches(shares).map(({ first, last }) => [first, last])).toEqual(expected);
  });
});
