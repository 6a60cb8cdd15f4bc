// Times the compiled checks and bad-words, turn by turn, on the texts that its parent sends. Plain JavaScript, run by
// Node alone: what runs our TypeScript tools adds a call to every inner function, and hot paths then take twice as long.
import { Filter } from 'bad-words';
import { allChecks } from '../../dist/src/checks/index.js';
import { toxicity } from '../../dist/src/checks/toxicity/index.js';
import { localModel } from '../../dist/src/checks/toxicity/models/local.js';
import { createPipeline } from '../../dist/src/pipeline/pipeline.js';
import { Text } from '../../dist/src/text/text.js';

process.once('message', async ({ texts, policy, rounds }) => {
  const checks = allChecks();
  const named = [
    ...checks.map((check) => ({ name: check.name, check })),
    ...['cascade', 'fast'].map((variant) => ({
      name: `toxicity, ${variant}`,
      check: toxicity(localModel(variant)),
    })),
  ];
  const pipeline = createPipeline({ checks, policy });
  const filter = new Filter();
  const few = texts.slice(0, texts.length / 10);
  const { signal } = new AbortController();
  const rates = { pipeline: [], peer: [], alone: named.map(({ name }) => ({ name, rates: [] })) };

  for (let round = 0; round <= rounds; round++) {
    const all = await rate(texts.length, async () => {
      for (const [at, text] of texts.entries())
        await pipeline.moderate({ id: String(at), revision: 1, text });
    });
    const peer = await rate(few.length, () => {
      for (const text of few) filter.isProfane(text);
    });
    const alone = [];
    for (const { check } of named)
      alone.push(
        await rate(texts.length, () => {
          for (const text of texts) check.inspect(new Text(text), {}, signal);
        }),
      );
    if (round === 0) continue; // warming up
    rates.pipeline.push(all);
    rates.peer.push(peer);
    alone.forEach((value, at) => {
      rates.alone[at].rates.push(value);
    });
  }
  process.send(rates, () => process.disconnect());
});

/** Operations a second. */
async function rate(count, work) {
  const started = performance.now();
  await work();
  return (count * 1000) / (performance.now() - started);
}
