// Times the compiled checks on the hostile texts that its parent sends, one after the other. Plain JavaScript, run by
// Node alone: see measure-checks.mjs.
import { allChecks } from '../../dist/src/checks/index.js';
import { Text } from '../../dist/src/text/text.js';

const { signal } = new AbortController();
const patience = 1000; // ms spent on one figure at most, once it has been taken twice

process.once('message', async ({ texts, rounds }) => {
  const checks = allChecks();
  const profanity = checks.filter(({ name }) => name === 'profanity');
  // Twice through all: the code is compiled, and the arrays that are kept have grown, before anything is measured.
  for (let k = 0; k < 2; k++) for (const { small } of texts) await inspect(checks, small);
  const times = [];
  for (const { small, large } of texts)
    times.push({
      profanity: [await best(profanity, small, rounds * 10), await best(profanity, large, rounds)],
      all: [await best(checks, small, rounds * 10), await best(checks, large, rounds)],
    });
  process.send(times, () => process.disconnect());
});

/** The checks one after the other on one Text, whose readings they share. */
async function inspect(checks, raw) {
  const text = new Text(raw);
  for (const check of checks) await check.inspect(text, {}, signal);
}

/** Milliseconds of the quickest run: what is slower is the machine's other work. */
async function best(checks, raw, rounds) {
  const started = performance.now();
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    await inspect(checks, raw);
    const to = performance.now();
    least = Math.min(least, to - from);
    if (round > 0 && to - started > patience) break;
  }
  return least;
}
