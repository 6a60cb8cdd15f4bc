import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureShape } from '../../src/checks/toxicity/features.js';
import { type Calibration, calibrate } from '../../src/checks/toxicity/models/calibration.js';
import { LinearModel } from '../../src/checks/toxicity/models/linear.js';
import { contentHash, type Meta, metaForm } from '../../src/checks/toxicity/models/weights.js';
import { auc } from '../evaluate/metrics.js';
import { platt } from './calibrate.js';
import type { Learnt, Settings } from './learn.js';
import type { Prepared, Row } from './prepare.js';
import { type Head, heads, sources } from './sources.js';

/**
 * The share of clean held-out comments (raters found nothing toxic; talk pages and social media, each source
 * counting the same) on which the check may report a finding of an attribute. The operating point follows from it.
 */
const findingShares: Readonly<Record<Head, number>> = {
  TOXICITY: 0.015,
  SEVERE_TOXICITY: 0.002,
  IDENTITY_ATTACK: 0.002,
  INSULT: 0.005,
  PROFANITY: 0.005,
  THREAT: 0.001,
};

/** Comments on news, talk pages and social media: what scores are calibrated for. Not the sets of one harm alone. */
const conversational: ReadonlySet<string> = new Set([
  'jigsaw_wiki',
  'civil_comments_toxic_spans',
  'wiki_cat_large_gc',
  'wiki_cat_small',
  'wiki_toxicity_nonfuzzed',
  'surge_toxicity',
]);

/** Of these, where clean comments are ordinary ones. Civil Comments' rows were all called toxic by a first round. */
const fairlySampled: ReadonlySet<string> = new Set(
  [...conversational].filter((name) => name !== 'civil_comments_toxic_spans'),
);

type PackedMeta = Meta & { metrics: { auc: Partial<Record<Head, Record<string, number>>> } };

export interface Packed {
  readonly meta: PackedMeta;
  readonly rows: Int8Array;
}

/** Weights as bytes, scores calibrated and operating points chosen on the held-out rows, and the figures. */
export function assemble(
  learnt: Learnt,
  shape: FeatureShape,
  settings: Settings,
  prepared: Prepared,
): Packed {
  const { rows, scales } = toBytes(learnt.weights);
  const biases = [...learnt.biases].map((bias) => round(bias, 6));
  const model = new LinearModel({ shape, rows, scales, biases });
  const { development } = prepared;
  const logits = development.map(({ folded }) => {
    model.score(folded);
    return [...model.logits];
  });
  const calibrations = heads.map((head, k) => calibrationOf(head, k, development, logits));
  const scores = logits.map((of) => of.map((logit, k) => calibrate(calibrations[k]!, logit)));
  const operatingPoints = Object.fromEntries(
    heads.map((head, k) => [head, pointOn(development, scores, k, findingShares[head])]),
  );
  const draft = {
    format: 1,
    model: 'hashed-linear',
    version: '',
    features: shape,
    heads: heads.map((attribute, k) => ({
      attribute,
      scale: scales[k]!,
      bias: biases[k]!,
      calibration: calibrations[k]!,
    })),
    operatingPoints,
    sources: describeSources(prepared),
    training: { ...settings, rows: prepared.training.length, heldOut: development.length },
    metrics: {
      auc: Object.fromEntries(heads.map((head, k) => [head, aucBySource(head, k, development, logits)])),
    },
  };
  const meta = metaForm.parse(draft);
  meta.version = contentHash(meta, new Uint8Array(rows.buffer));
  return { meta: meta as PackedMeta, rows };
}

/** Writes both files beside themselves first, so that a stop leaves the old pair or the new. */
export function write({ meta, rows }: Packed, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const [bin, json] = [join(folder, 'weights.bin'), join(folder, 'meta.json')];
  writeFileSync(`${bin}.new`, rows);
  writeFileSync(`${json}.new`, `${stringify(meta)}\n`);
  renameSync(`${bin}.new`, bin);
  renameSync(`${json}.new`, json);
}

/** The largest weight of a head is not the measure: one in ten thousand is cut off, so that the rest keep detail. */
function toBytes(weights: Float32Array): { rows: Int8Array; scales: number[] } {
  const rows = new Int8Array(weights.length);
  const scales = heads.map((_, k) => {
    const sizes = Float32Array.from({ length: weights.length / heads.length }, (_, row) =>
      Math.abs(weights[row * heads.length + k]!),
    ).sort();
    const largest = sizes[Math.floor(sizes.length * 0.9999)]! || 1;
    const scale = round(largest / 127, 8);
    for (let at = k; at < weights.length; at += heads.length)
      rows[at] = Math.max(-127, Math.min(127, Math.round(weights[at]! / scale)));
    return scale;
  });
  return { rows, scales };
}

/**
 * A score is the chance that most raters would say so. Every source that speaks of the head counts the same. Where raters found a conversation's comment clean
 * of toxicity, it is clean of the other harms too: without these rows rare harms would look common.
 */
function calibrationOf(
  head: Head,
  k: number,
  development: readonly Row[],
  logits: readonly number[][],
): Calibration {
  const targetOf = ({ targets, source }: Row): number | undefined => {
    if (!conversational.has(source.name) && head === 'TOXICITY') return undefined;
    return targets[head] ?? (conversational.has(source.name) && targets.TOXICITY === 0 ? 0 : undefined);
  };
  const sizes = countBySource(development.filter((row) => targetOf(row) !== undefined));
  const seen = development.flatMap((row, at) => {
    const found = targetOf(row);
    const weight = 1 / sizes.get(row.source.name)!;
    return found === undefined ? [] : [{ logit: logits[at]![k]!, positive: found >= 0.5, weight }];
  });
  return platt(seen);
}

/** The lowest score that at most `share` of the clean comments reach, each source counting the same. */
function pointOn(development: readonly Row[], scores: readonly number[][], k: number, share: number): number {
  const isClean = (row: Row): boolean => fairlySampled.has(row.source.name) && row.targets.TOXICITY === 0;
  const sizes = countBySource(development.filter(isClean));
  const clean = development
    .flatMap((row, at) =>
      isClean(row) ? [{ score: scores[at]![k]!, weight: 1 / sizes.get(row.source.name)! / sizes.size }] : [],
    )
    .sort((a, b) => b.score - a.score);
  let over = 0;
  for (const { score, weight } of clean) {
    over += weight;
    if (over > share) return Math.min(0.999, Math.ceil(score * 1000 + 1) / 1000);
  }
  return 0.5;
}

function aucBySource(
  head: Head,
  k: number,
  development: readonly Row[],
  logits: readonly number[][],
): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { name } of sources) {
    const at = development.flatMap((row, n) =>
      row.source.name === name && row.targets[head] !== undefined ? [n] : [],
    );
    const positive = at.map((n) => development[n]!.targets[head]! >= 0.5);
    const value = auc(
      at.map((n) => logits[n]![k]!),
      positive,
    );
    // Fewer than ten of either kind say nothing.
    const positives = positive.filter(Boolean).length;
    if (positives >= 10 && at.length - positives >= 10) found[name] = round(value, 4);
  }
  return found;
}

function describeSources({ training, development }: Prepared) {
  const trained = countBySource(training);
  const held = countBySource(development);
  return sources.map(({ name, origin, licence, weight }) => ({
    name,
    origin,
    licence,
    weight,
    training: trained.get(name) ?? 0,
    heldOut: held.get(name) ?? 0,
  }));
}

function countBySource(rows: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { source } of rows) counts.set(source.name, (counts.get(source.name) ?? 0) + 1);
  return counts;
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** JSON with short lists on one line: a diff of two trainings can be read. */
const stringify = (meta: Meta): string =>
  JSON.stringify(meta, null, 1).replace(
    /\[\n\s+(?=["\d-])([^[\]{}]*?)\n\s+\]/g,
    (_, inner: string) => `[${inner.replace(/\n\s+/g, ' ')}]`,
  );
