import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { attributes } from '../../../domain/finding.js';
import { type ConvNumbers, convBytes, readConv } from './conv-net.js';
import { headCount } from './linear.js';
import { type RecurrentNumbers, readRecurrent, recurrentBytes } from './recurrent-net.js';

const share = z.number().min(0).max(1);
const attribute = z.enum(attributes);
const calibration = z.object({ logits: z.array(z.number()).min(2), scores: z.array(share).min(2) });
const count = z.number().int().min(1);

/** The form of weights/meta.json: everything about a trained model that is not a weight. */
export const metaForm = z.object({
  format: z.literal(3),
  model: z.literal('hashed-linear, convolutional and recurrent net'),
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
        /** Of all parts together. */
        together: calibration,
      }),
    )
    .length(headCount),
  nets: z.object({
    words: count,
    dimensions: count,
    conv: z.object({ widths: z.array(count).min(1), filters: count, dense: count }),
    recurrent: z.object({ hidden: count, attention: count, dense: count }),
    /** What part of the logit each net has where all parts speak, by head; the rest is the linear part's. */
    shares: z.array(z.object({ conv: share, recurrent: share })).length(headCount),
    /** The head that only the nets have. */
    dehumanization: z.object({ conv: share, recurrent: share, calibration }),
    /**
     * Where the nets are not asked: linear logits, by head, below which they moved no held-out row to the other side of
     * a threshold (cascade).
     */
    askedFrom: z.array(z.number()).length(headCount),
  }),
  /** From this score on the check reports a finding: of all parts together, and of the linear part alone. */
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
  readonly conv: ConvNumbers;
  readonly recurrent: RecurrentNumbers;
  /** The words that the nets know, commonest first. */
  readonly words: readonly string[];
  /** Of words that say by themselves what is wrong, what kind they are: slur, swearing, insults, … */
  readonly kinds: ReadonlyMap<string, string>;
}

/** Thrown when the weights are missing, broken or of another form: the model cannot be had. */
export class WeightsError extends Error {
  override readonly name = 'WeightsError';
  readonly code = 'weights_unusable';
}

export const weightsFolder = new URL('../weights/', import.meta.url);

/** Heads of the nets: the linear part's and one of their own, the last. */
export const netHeadCount = headCount + 1;

/** The nets' shapes as meta.json tells them. */
export function netShapes({ nets: { words, dimensions, conv, recurrent } }: Pick<Meta, 'nets'>) {
  const shared = { words, dimensions, heads: netHeadCount };
  return { conv: { ...shared, ...conv }, recurrent: { ...shared, ...recurrent } };
}

/** Reads and checks the weights and meta.json. Synchronous: it is done once, at the start. */
export function readWeights(folder: URL = weightsFolder): Weights {
  const meta = readMeta(folder);
  const rows = sized('weights.bin', 2 ** meta.features.bits * meta.heads.length);
  const shapes = netShapes(meta);
  const convFile = sized('conv.bin', convBytes(shapes.conv));
  const recurrentFile = sized('recurrent.bin', recurrentBytes(shapes.recurrent));
  const vocabulary = readFile(new URL('vocabulary.txt', folder));
  const classes = readFile(new URL('word-classes.txt', folder));
  const found = contentHash(meta, [rows, convFile, recurrentFile, vocabulary, classes]);
  if (found !== meta.version)
    throw new WeightsError(`the weights and meta.json hash to ${found}, meta.json says ${meta.version}`);
  return {
    meta,
    rows: new Int8Array(rows.buffer, rows.byteOffset, rows.length),
    conv: readConv(convFile, shapes.conv),
    recurrent: readRecurrent(recurrentFile, shapes.recurrent),
    words: wordsIn(vocabulary),
    kinds: kindsIn(classes),
  };

  function sized(name: string, bytes: number): Buffer {
    const file = readFile(new URL(name, folder));
    if (file.length !== bytes)
      throw new WeightsError(`${name} holds ${file.length} bytes where meta.json promises ${bytes}`);
    return file;
  }
}

/** One word a line. */
export const wordsIn = (vocabulary: Buffer): string[] => vocabulary.toString('utf8').trimEnd().split('\n');

/** A kind a line, then its words. */
function kindsIn(classes: Buffer): Map<string, string> {
  const lines = classes.toString('utf8').trimEnd().split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [kind, ...words] = line.split(' ');
      return words.map((word): [string, string] => [word, kind!]);
    }),
  );
}

/** What a score or a finding depends on, hashed. */
export function contentHash(
  { features, heads, nets, operatingPoints, fastOperatingPoints }: Meta,
  files: readonly Uint8Array[],
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([features, heads, nets, operatingPoints, fastOperatingPoints]));
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
