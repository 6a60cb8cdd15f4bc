import { basename } from 'node:path';
import { Redis } from 'ioredis';
import { readConfig } from '../../src/config.js';
import { findRedis } from '../../src/find-redis.js';
import { keptLabels, type LabelStore } from '../../src/store/label-store.js';
import { createRedisLabelStore } from '../../src/store/redis-label-store.js';
import { clean, isHeldOut, readRows } from '../train/prepare.js';
import { sources, type Targets } from '../train/sources.js';
import { aboutRow, targetsOf } from './labels.js';

/** A text with what is said of it: what it tests and who it is about where that is known. */
export interface LabelledText {
  readonly text: string;
  /** As it was labelled: offsets of marked characters are of this text. */
  readonly raw: string;
  readonly targets: Targets;
  readonly functionality?: string;
  readonly groups?: readonly string[];
  /** Offsets of characters that people marked as toxic. */
  readonly marked?: readonly number[];
}

export interface Input {
  readonly name: string;
  rows(): AsyncIterable<LabelledText>;
}

export interface InputOptions {
  /** Look at this label alone. */
  readonly label?: string;
  /** Of the trainer's own sources, only rows that it never learns from. */
  readonly heldOut: boolean;
}

/** Labelled files, in order. */
export function fileInputs(files: readonly string[], { label, heldOut }: InputOptions): Input[] {
  return files.map((file) => {
    const name = basename(file).replace(/(\.jsonl)?(\.gz)?$/, '');
    const source = sources.find((one) => one.name === name);
    return {
      name,
      async *rows() {
        for await (const row of readRows(file)) {
          if (heldOut && source && !isHeldOut(source, row.text, row.labels)) continue;
          const text = source ? clean(row.text) : row.text;
          const targets = targetsOf(name, row.labels, label);
          if (text.trim() === '' || Object.keys(targets).length === 0) continue;
          const { spans } = row.labels;
          const marked = Array.isArray(spans) && spans.length > 0 ? spans.map(Number) : undefined;
          yield { text, raw: row.text, targets, ...aboutRow(row.labels), ...(marked && { marked }) };
        }
      },
    };
  });
}

/** What moderators elsewhere said by comments:suggestscore, a site each. @throws Error where nothing is stored */
export async function labelInputs(store: Pick<LabelStore, 'sites' | 'newest'>): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const site of await store.sites()) {
    const labels = await store.newest(site, keptLabels);
    inputs.push({
      name: `labels of ${site}`,
      async *rows() {
        for (const { text, scores } of labels)
          if (text.trim() !== '') yield { text, raw: text, targets: scores };
      },
    });
  }
  if (inputs.length === 0)
    throw new Error(
      'no labels are stored: clients bring them by comments:suggestscore (docs/PERSPECTIVE.md)',
    );
  return inputs;
}

/** The same from the Redis that `npm start` uses. */
export async function storedInputs(): Promise<Input[]> {
  const handle = await findRedis(readConfig(), (line) => void process.stderr.write(`${line}\n`));
  const redis = new Redis(handle.url, { maxRetriesPerRequest: 1 });
  try {
    return await labelInputs(createRedisLabelStore({ redis }));
  } finally {
    redis.disconnect();
    await handle.stop();
  }
}
