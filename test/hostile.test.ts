import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hostile } from './hostile.js';
import { type StepCounter, startCounting } from './steps.js';

/**
 * Eight times the text may take twelve times the steps: linear growth takes eight, and the same family of text is not
 * quite the same text at another length; growth with the square takes sixty-four.
 */
const [small, times, most] = [1024, 8, 12];

let steps: StepCounter;
let inspect: (raw: string) => unknown;
let inspectPeople: (raw: string) => unknown;

beforeAll(async () => {
  steps = await startCounting(/\/src\/(?:text|checks)\//);
  const { allChecks } = await import('../src/checks/index.js');
  const { Text } = await import('../src/text/text.js');
  const { signal } = new AbortController();
  const by = (wanted: string) => {
    const check = allChecks().find(({ name }) => name === wanted)!;
    return (raw: string) => check.inspect(new Text(raw), {}, signal);
  };
  inspect = by('profanity');
  inspectPeople = by('dehumanizing');
});
afterAll(() => steps.stop());

/** How many times as many steps the text of eight times the length takes. */
async function growth(make: (length: number) => string, look = inspect): Promise<number> {
  const few = await steps.count(() => look(make(small)));
  return (await steps.count(() => look(make(small * times)))) / few;
}

test('steps are counted: each turn of each loop, the same for the same text', async () => {
  const count = (): Promise<number> => steps.count(() => inspect('v e r y \u200b long'.repeat(100)));
  await count(); // arrays that are kept for the next text grow once
  const counted = await count();
  expect(counted).toBeGreaterThan(1000);
  expect(Math.abs((await count()) - counted)).toBeLessThan(10);
});

describe('the profanity check takes steps in line with the length of', () => {
  test.each(hostile)('$name', async ({ make }) => {
    expect(await growth(make)).toBeLessThan(most);
  });

  /** Pieces that start, break or carry on what the readings look for. */
  const trouble = [
    ...'fuck shit ass cock sh1t a55 f*ck s.h.i.t fuuuck class scunthorpe youfuck motherfuc you the x'.split(
      ' ',
    ),
    ...['fu ck', 'f u c k', 's hit', 'pen is', 'son of a ', 'dick cheney', ' ', '  ', '\n', '\t', '\0'],
    ..."a f s k A FUCK fUcK 1 0 ! $ @ |< + . - _ * # ' ’ / ( ) & % • … ,".split(' '),
    ...'\u0336 \u200b \u00ad \ufe0f \u0e34 \u{e0066} \ufdfa \u33c2 ß é ｆ 𝓯 🅵 с ш ѕһіт η が 中'.split(' '),
    ...'🔥 🇺🇸 👩‍👩‍👧 \ud83d \udd25'.split(' '),
  ];
  /** One to three stretches, each of a few pieces over and over; now and then a head or a tail stands once. */
  const mixture = fc.record({
    head: fc.constantFrom('', ...trouble),
    stretches: fc.array(fc.array(fc.constantFrom(...trouble), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 3,
    }),
    tail: fc.constantFrom('', ...trouble),
  });

  test('any mixture of such', async () => {
    await fc.assert(
      fc.asyncProperty(mixture, async ({ head, stretches, tail }) => {
        const make = (length: number): string => {
          const long = stretches.map((pieces) => {
            const atom = pieces.join('');
            return atom.repeat(Math.ceil(length / stretches.length / atom.length));
          });
          return [head, ...long, tail].join('');
        };
        expect(await growth(make)).toBeLessThan(most);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('the dehumanizing check takes steps in line with the length of', () => {
  test.each([
    'vermin, ',
    'the vermin who ',
    'these animals ',
    'called them rats ',
    'scum they said ',
    'rats in the zoo ',
    'rats, pest control, ',
    'they are not animals but ',
    'a pack of wolves of ',
    'put them down like dogs ',
    'hope they die ',
    '"vermin" ',
    '🐀 ',
    'v e r m i n ',
    'ver-min-s*c*u*m ',
  ])('%j over and over', async (atom) => {
    const make = (length: number): string => atom.repeat(Math.ceil((4 * length) / atom.length));
    expect(await growth(make, inspectPeople)).toBeLessThan(most);
  });
});
