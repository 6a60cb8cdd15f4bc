import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { attributes } from '../../../domain/finding.js';
import { headCount } from './linear.js';

const share = z.number().min(0).max(1);
const attribute = z.enum(attributes);

/** The form of weights/meta.json: everything about a trained model that is not a weight. */
export const metaForm = z.object({
  format: z.literal(1),
  model: z.literal('hashed-linear'),
  /** SHA-256 of the weights and of every number below that a score depends on, 16 hex digits: the version. */
  version: z.string(),
  features: z.object({
    bits: z.number().int().min(8).max(24),
    letters: z.tuple([z.number().int().min(1), z.number().int().max(12)]),
    letterWeight: z.number(),
    pairWeight: z.number(),
    identity: z.array(z.string()),
    heads: z.array(z.string()),
  }),
  /** In the order of the weights in a row. */
  heads: z
    .array(
      z.object({
        attribute,
        scale: z.number(),
        bias: z.number(),
        calibration: z.object({ logits: z.array(z.number()).min(2), scores: z.array(share).min(2) }),
      }),
    )
    .length(headCount),
  /** From this score on the check reports a finding. */
  operatingPoints: z.partialRecord(attribute, share),
  sources: z.array(z.looseObject({ name: z.string(), licence: z.string() })),
  training: z.looseObject({}),
  metrics: z.looseObject({}),
});
export type Meta = z.infer<typeof metaForm>;

export interface Weights {
  readonly meta: Meta;
  readonly rows: Int8Array;
}

/** Thrown when the weights are missing, broken or of another form: the model cannot be had. */
export class WeightsError extends Error {
  override readonly name = 'WeightsError';
  readonly code = 'weights_unusable';
}

export const weightsFolder = new URL('../weights/', import.meta.url);

/** Reads and checks weights.bin and meta.json. Synchronous: it is done once, at the start. */
export function readWeights(folder: URL = weightsFolder): Weights {
  const meta = readMeta(folder);
  const rows = readFile(new URL('weights.bin', folder));
  const expected = 2 ** meta.features.bits * meta.heads.length;
  if (rows.length !== expected)
    throw new WeightsError(`weights.bin holds ${rows.length} bytes where meta.json promises ${expected}`);
  const found = contentHash(meta, rows);
  if (found !== meta.version)
    throw new WeightsError(`weights.bin and meta.json hash to ${found}, meta.json says ${meta.version}`);
  return { meta, rows: new Int8Array(rows.buffer, rows.byteOffset, rows.length) };
}

/** What a score or a finding depends on, hashed. */
export function contentHash(
  { features, heads, operatingPoints }: Pick<Meta, 'features' | 'heads' | 'operatingPoints'>,
  rows: Uint8Array,
): string {
  const numbers = JSON.stringify([features, heads, operatingPoints]);
  return createHash('sha256').update(numbers).update(rows).digest('hex').slice(0, 16);
}

function readMeta(folder: URL): Meta {
  let found: unknown;
  try {
    found = JSON.parse(readFile(new URL('meta.json', folder)).toString('utf8'));
  } catch (error) {
    if (error instanceof WeightsError) throw error;
    throw new WeightsError('meta.json is not JSON');
  }
  const meta = metaForm.safeParse(found);
  if (meta.success) return meta.data;
  const { path, message } = meta.error.issues[0]!;
  throw new WeightsError(`meta.json, ${path.join('.')}: ${message}`);
}

function readFile(url: URL): Buffer {
  try {
    return readFileSync(url);
  } catch {
    const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
    throw new WeightsError(`weights/${name} cannot be read: run \`npm run train -- --data <folder>\``);
  }
}
