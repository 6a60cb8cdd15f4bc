import { Filter } from 'bad-words';
import { readConfig } from '../../src/config.js';
import { readPolicy } from '../../src/policy-file.js';
import { compiled } from './product.js';
import { print, rate } from './report.js';
import { comments } from './texts.js';

/** All three checks, text to verdict, on one core, beside bad-words alone: same texts, turn by turn. */
export async function checksBench(rounds = 5): Promise<number> {
  const texts = comments(4000);
  const mean = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
  const { allChecks } = await compiled<typeof import('../../src/checks/index.js')>('src/checks/index.js');
  const { createPipeline } =
    await compiled<typeof import('../../src/pipeline/pipeline.js')>('src/pipeline/pipeline.js');
  const { Text } = await compiled<typeof import('../../src/text/text.js')>('src/text/text.js');
  const checks = allChecks();
  const pipeline = createPipeline({ checks, policy: readPolicy(readConfig().policyFile) });
  const filter = new Filter();
  const few = texts.slice(0, 400);

  const ours: number[] = [];
  const theirs: number[] = [];
  const alone = checks.map((): number[] => []);
  const signal = new AbortController().signal;
  for (let round = 0; round <= rounds; round++) {
    const pipelineRate = await rate(texts.length, async () => {
      for (const [at, text] of texts.entries())
        await pipeline.moderate({ id: String(at), revision: 1, text });
    });
    const filterRate = await rate(few.length, () => {
      for (const text of few) filter.isProfane(text);
    });
    const single = [];
    for (const check of checks)
      single.push(
        await rate(texts.length, async () => {
          for (const text of texts) {
            const answer = check.inspect(new Text(text), {}, signal);
            if (answer instanceof Promise) await answer;
          }
        }),
      );
    if (round === 0) continue; // warming up
    ours.push(pipelineRate);
    theirs.push(filterRate);
    single.forEach((value, at) => {
      alone[at]!.push(value);
    });
  }
  return print(
    `Checks: comments a second on one core, ${texts.length} comments of ${mean} characters`,
    theirs,
    [
      ['bad-words alone (isProfane)', theirs],
      ['Decorum, all checks and the judge', ours],
      ...checks.map(({ name }, at) => [`  ${name} alone`, alone[at]!] as const),
    ],
    { of: ours, floor: 5, name: 'all checks / bad-words' },
  );
}
