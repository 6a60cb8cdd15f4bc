import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { keysInLua, storeKeys } from './keys.js';

const scriptNames = [
  'add',
  'get',
  'events',
  'record-verdicts',
  'page',
  'claim',
  'release',
  'record-decision',
  'undo-decision',
  'appeal',
  'save-view',
  'erase',
  'remember',
  'words',
  'replace-words',
  'judged',
  'audit',
  'second-next',
  'second-answer',
  'review-first',
  'stand-policy',
  'move-operation',
] as const;
export type ScriptName = (typeof scriptNames)[number];

type Argument = string | number | Buffer;
type Command = (key: string, ...args: Argument[]) => Promise<unknown>;

export interface Scripts {
  /** Runs a script once for each list of arguments, all in one round trip; answers in the same order. */
  runAll(name: ScriptName, calls: readonly (readonly Argument[])[]): Promise<unknown[]>;
}

const read = (name: string) => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
const command = (name: ScriptName) => `decorum-${name}`;

/** Teaches a connection our Lua scripts. Every one runs as a whole or not at all, between other commands. */
export function loadScripts(redis: Redis, prefix: string): Scripts {
  const prelude = `${keysInLua}\n${read('prelude')}`;
  for (const name of scriptNames)
    redis.defineCommand(command(name), { numberOfKeys: 1, lua: `${prelude}\n${read(name)}` });
  const slot = storeKeys(prefix).unjudged;

  return {
    async runAll(name, calls) {
      if (calls.length === 1) {
        const run = (redis as unknown as Record<string, Command>)[command(name)]!;
        return [await run.call(redis, slot, prefix, ...calls[0]!)];
      }
      const pipeline = redis.pipeline();
      const run = (pipeline as unknown as Record<string, Command>)[command(name)]!;
      for (const args of calls) run.call(pipeline, slot, prefix, ...args);
      return replies(await pipeline.exec());
    },
  };
}

/** The answers of a pipeline; throws the first error among them. */
export function replies(results: readonly [Error | null, unknown][] | null): unknown[] {
  if (!results) throw new Error('the pipeline was given up');
  return results.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}
