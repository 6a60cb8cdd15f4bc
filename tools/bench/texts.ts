import { readdirSync, readFileSync } from 'node:fs';

/** The seed articles' own sentences: real news prose to build comments of a wanted length from. */
const seeds = new URL('../../seeds/', import.meta.url);
const sentences = readdirSync(seeds)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => readFileSync(new URL(name, seeds), 'utf8').split(/(?<=[.!?…])\s+/))
  .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
  .filter((sentence) => sentence.length > 10 && sentence.length < 200);

/** What about one in twenty comments also says: something for every check to find. */
const spice = [
  'These animals belong in a cage.',
  'What a load of bullshit.',
  'Damn they should be dead!',
  'You are an idiot and a liar.',
  'They are vermin, the lot of them.',
  'Sh1t happens, f*ck them all.',
];

/** Numbers 0..1 from a seed: the same texts in every run. mulberry32 (public domain, Tommy Ettinger). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Comments of about `length` UTF-16 units each; no two alike, one in twenty with something to find. */
export function comments(count: number, length = 300, seed = 1): string[] {
  const next = random(seed);
  const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)]!;
  return Array.from({ length: count }, (_, at) => {
    let text = next() < 0.05 ? pick(spice) : `${pick(['Well', 'So', 'Honestly', 'Again'])} ${at}:`;
    while (text.length < length - 40) text += ` ${pick(sentences)}`;
    return text.slice(0, length + 60);
  });
}
