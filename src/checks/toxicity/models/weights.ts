import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { attributes } from '../../../domain/finding.js';
import { headCount } from './linear.js';
import { type NetNumbers, netBytes, readNet } from './net.js';

const share = z.number().min(0).max(1);
const attribute = z.enum(attributes);
const calibration = z.object({ logits: z.array(z.number()).min(2), scores: z.array(share).min(2) });
const count = z.number().int().min(1);

/** The form of weights/meta.json: everything about a trained model that is not a weight. */
export const metaForm = z.object({
  format: z.literal(2),
  model: z.literal('hashed-linear and convolutional net'),
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
        /** Of the linear part alone. */
        calibration,
        /** Of both parts together. */
        together: calibration,
      }),
    )
    .length(headCount),
  net: z.object({
    words: count,
    dimensions: count,
    widths: z.array(count).min(1),
    filters: count,
    dense: count,
    /** Its part of the logit where both parts speak, by head. */
    share: z.array(share).length(headCount),
    /**
     * Where the net is not asked: linear logits, by head, below which it moved no held-out row to the other side of a
     * threshold (cascade).
     */
    askedFrom: z.array(z.number()).length(headCount),
  }),
  /** From this score on the check reports a finding: of both parts together, and of the linear part alone. */
  operatingPoints: z.partialRecord(attribute, share),
  fastOperatingPoints: z.partialRecord(attribute, share),
  sources: z.array(z.looseObject({ name: z.string(), licence: z.string() })),
  training: z.looseObject({}),
  metrics: z.looseObject({}),
});
export type Meta = z.infer<typeof metaForm>;

export interface Weights {
  readonly meta: Meta;
  readonly rows: Int8Array;
  readonly net: NetNumbers;
  /** The words that the net knows, commonest first. */
  readonly words: readonly string[];
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
  const netFile = readFile(new URL('net.bin', folder));
  const shape = { ...meta.net, heads: headCount };
  if (netFile.length !== netBytes(shape))
    throw new WeightsError(
      `net.bin holds ${netFile.length} bytes where meta.json promises ${netBytes(shape)}`,
    );
  const vocabulary = readFile(new URL('vocabulary.txt', folder));
  const found = contentHash(meta, [rows, netFile, vocabulary]);
  if (found !== meta.version)
    throw new WeightsError(`the weights and meta.json hash to ${found}, meta.json says ${meta.version}`);
  return {
    meta,
    rows: new Int8Array(rows.buffer, rows.byteOffset, rows.length),
    net: readNet(netFile, shape),
    words: wordsIn(vocabulary),
  };
}

/** One word a line. */
export const wordsIn = (vocabulary: Buffer): string[] => vocabulary.toString('utf8').trimEnd().split('\n');

/** What a score or a finding depends on, hashed. */
export function contentHash(
  { features, heads, net, operatingPoints, fastOperatingPoints }: Meta,
  files: readonly Uint8Array[],
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([features, heads, net, operatingPoints, fastOperatingPoints]));
  for (const bytes of files) hash.update(bytes);
  return hash.digest('hex').slice(0, 16);
}

/** @throws WeightsError when meta.json is missing, broken or of another form */
export function readMeta(folder: URL = weightsFolder): Meta {
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
