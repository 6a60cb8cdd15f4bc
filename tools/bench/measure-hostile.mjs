// Times the compiled checks on the hostile texts that its parent sends. Plain JavaScript, run by Node alone: see
// measure-checks.mjs.
import { allChecks } from '../../dist/src/checks/index.js';
import { Text } from '../../dist/src/text/text.js';

const { signal } = new AbortController();
const patience = 300; // ms spent on one figure in one round at most, once it has been taken

process.once('message', async ({ texts, rounds }) => {
  const checks = allChecks();
  const profanity = checks.filter(({ name }) => name === 'profanity');
  const times = texts.map(() => ({ profanity: [Infinity, Infinity], all: [Infinity, Infinity] }));
  // Round after round through all texts: a burst of the machine's other work then falls on one round alone. The first
  // round is a warm-up: code is compiled, and the arrays that are kept grow.
  for (let round = 0; round <= rounds; round++) {
    for (const [at, { small, large }] of texts.entries()) {
      const taken = {
        profanity: [await best(profanity, small, 20), await best(profanity, large, 5)],
        all: [await best(checks, small, 20), await best(checks, large, 5)],
      };
      if (round === 0) continue;
      for (const [which, pair] of Object.entries(taken))
        times[at][which] = times[at][which].map((least, size) => Math.min(least, pair[size]));
    }
  }
  process.send(times, () => process.disconnect());
});

/** The checks one after the other on one Text, whose readings they share. */
async function inspect(checks, raw) {
  const text = new Text(raw);
  for (const check of checks) await check.inspect(text, {}, signal);
}

/** Milliseconds of the quickest run: what is slower is the machine's other work. */
async function best(checks, raw, runs) {
  const started = performance.now();
  let least = Infinity;
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    await inspect(checks, raw);
    const to = performance.now();
    least = Math.min(least, to - from);
    if (to - started > patience) break;
  }
  return least;
}
