import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureShape } from '../../src/checks/toxicity/features.js';
import { type Calibration, calibrate } from '../../src/checks/toxicity/models/calibration.js';
import { ConvNet, readConv } from '../../src/checks/toxicity/models/conv-net.js';
import { createKernel } from '../../src/checks/toxicity/models/kernel.js';
import { LinearModel } from '../../src/checks/toxicity/models/linear.js';
import { RecurrentNet, readRecurrent } from '../../src/checks/toxicity/models/recurrent-net.js';
import {
  contentHash,
  type Meta,
  metaForm,
  netShapes,
  wordsIn,
} from '../../src/checks/toxicity/models/weights.js';
import { NetReader } from '../../src/checks/toxicity/reading.js';
import { identityList, Vocabulary } from '../../src/checks/toxicity/vocabulary.js';
import { Text } from '../../src/text/text.js';
import { auc } from '../evaluate/metrics.js';
import { platt } from './calibrate.js';
import type { Learnt, Settings } from './learn.js';
import type { Prepared, Row } from './prepare.js';
import {
  conversational,
  dehumanizingCases,
  fairlySampled,
  type Head,
  heads,
  type NetHead,
  sources,
  templates,
} from './sources.js';

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

type PackedMeta = Meta & { metrics: { auc: Partial<Record<NetHead, Record<string, number>>> } };

export interface Packed {
  readonly meta: PackedMeta;
  readonly files: Readonly<
    Record<'weights.bin' | 'conv.bin' | 'recurrent.bin' | 'vocabulary.txt' | 'word-classes.txt', Uint8Array>
  >;
}

/** The nets as tools/train/nets wrote them. */
export interface TrainedNets {
  readonly shapes: Pick<Meta['nets'], 'words' | 'dimensions' | 'conv' | 'recurrent'>;
  readonly conv: Uint8Array;
  readonly recurrent: Uint8Array;
  readonly vocabulary: Buffer;
  /** Words by kind. */
  readonly classes: Buffer;
}

/** Parts of the nets that are tried for a head; those with the best mean AUC over the sources are taken. */
const triedShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
/** Of the held-out rows that both parts together put over a point, so many may go unasked in the cascade. */
const unasked = 0.002;
/** Mean AUC over the sources that a head may lose by the cascade. */
const mostLost = 0.002;

/** Weights as bytes, scores calibrated and operating points chosen on the held-out rows, and the figures. */
export function assemble(
  learnt: Learnt,
  shape: FeatureShape,
  settings: Settings,
  prepared: Prepared,
  nets: TrainedNets,
): Packed {
  const { rows, scales } = toBytes(learnt.weights);
  const biases = [...learnt.biases].map((bias) => round(bias, 6));
  const { development } = prepared;
  const linear = new LinearModel({ shape, rows, scales, biases });
  const alone = development.map(({ folded }) => {
    linear.score(folded);
    return [...linear.logits];
  });
  const reader = new NetReader(
    new Vocabulary(wordsIn(nets.vocabulary)),
    identityList(shape.identity, shape.heads),
  );
  const shapes = netShapes({ nets: nets.shapes } as Pick<Meta, 'nets'>);
  const kernel = createKernel(ConvNet.room(shapes.conv) + RecurrentNet.room(shapes.recurrent));
  const conv = new ConvNet(readConv(nets.conv, shapes.conv), kernel);
  const recurrent = new RecurrentNet(readRecurrent(nets.recurrent, shapes.recurrent), kernel);
  const heard = development.map(({ text }) => {
    reader.read(new Text(text));
    conv.score(reader.ids, reader.count);
    recurrent.score(reader.ids, reader.count);
    return { conv: [...conv.logits], recurrent: [...recurrent.logits] };
  });
  const blended = (k: number, part: NetShares): number[] =>
    development.map(
      (_, at) =>
        part.conv * heard[at]!.conv[k]! +
        part.recurrent * heard[at]!.recurrent[k]! +
        (1 - part.conv - part.recurrent) * (alone[at]![k] ?? 0),
    );
  const bestShares = (head: NetHead, k: number, whole: boolean): NetShares => {
    const mean = (part: NetShares): number => meanOf(aucBySource(head, development, blended(k, part)));
    const tried = triedShares.flatMap((one) =>
      triedShares
        .map((other) => ({ conv: one, recurrent: other }))
        .filter((part) => (whole ? part.conv + part.recurrent === 1 : part.conv + part.recurrent <= 1.0001)),
    );
    let [best, most] = [tried[0]!, Number.NEGATIVE_INFINITY];
    for (const part of tried) {
      const found = mean(part);
      if (found > most) [best, most] = [part, found];
    }
    return best;
  };
  const shares = heads.map((head, k) => bestShares(head, k, false));
  const hinting = bestShares('DEHUMANIZATION', heads.length, true);
  const together = shares.map((share, k) => blended(k, share));
  const hints = blended(heads.length, hinting);

  const fitted = heads.map((head, k) => ({
    calibration: calibrationOf(head, development, (at) => alone[at]![k]!),
    together: calibrationOf(head, development, (at) => together[k]![at]!),
  }));
  const scoresAlone = heads.map((_, k) => alone.map((of) => calibrate(fitted[k]!.calibration, of[k]!)));
  const scores = heads.map((_, k) => together[k]!.map((logit) => calibrate(fitted[k]!.together, logit)));
  const pointsOf = (of: readonly (readonly number[])[]): Record<Head, number> =>
    Object.fromEntries(heads.map((head, k) => [head, pointOf(head, development, of[k]!)])) as Record<
      Head,
      number
    >;
  const operatingPoints = pointsOf(scores);
  const sides = heads.map((head, k) => {
    const over = development
      .flatMap((_, at) => (scores[k]![at]! >= operatingPoints[head] ? [alone[at]![k]!] : []))
      .sort((a, b) => a - b);
    return over[Math.floor(over.length * unasked)] ?? 0;
  });
  const whole = heads.map((head, k) => meanOf(aucBySource(head, development, scores[k]!)));
  const cascade = cheapestCascade();
  const { askedFrom } = cascade;
  const draft = {
    format: 3,
    model: 'hashed-linear, convolutional and recurrent net',
    version: '',
    features: shape,
    heads: heads.map((attribute, k) => ({
      attribute,
      scale: scales[k]!,
      bias: biases[k]!,
      ...fitted[k]!,
    })),
    nets: {
      ...nets.shapes,
      shares,
      dehumanization: {
        ...hinting,
        calibration: calibrationOf('DEHUMANIZATION', development, (at) => hints[at]!),
      },
      askedFrom,
    },
    operatingPoints,
    fastOperatingPoints: pointsOf(scoresAlone),
    sources: describeSources(prepared),
    training: { ...settings, rows: prepared.training.length, heldOut: development.length },
    metrics: {
      auc: { ...aucs(together), DEHUMANIZATION: aucBySource('DEHUMANIZATION', development, hints) },
      conv: aucs(heads.map((_, k) => heard.map(({ conv }) => conv[k]!))),
      recurrent: aucs(heads.map((_, k) => heard.map(({ recurrent }) => recurrent[k]!))),
      fast: aucs(heads.map((_, k) => alone.map((of) => of[k]!))),
      cascade: { asked: cascade.asked, aucLost: cascade.aucLost },
    },
  };
  const meta = metaForm.parse(draft);
  const files = {
    'weights.bin': new Uint8Array(rows.buffer),
    'conv.bin': nets.conv,
    'recurrent.bin': nets.recurrent,
    'vocabulary.txt': nets.vocabulary,
    'word-classes.txt': nets.classes,
  };
  meta.version = contentHash(meta, Object.values(files));
  return { meta: meta as PackedMeta, files };

  function aucs(of: readonly (readonly number[])[]): Record<string, Record<string, number>> {
    return Object.fromEntries(heads.map((head, k) => [head, aucBySource(head, development, of[k]!)]));
  }

  /** Where no side changes; then lower, until no head loses more of its mean AUC than it may. */
  function cheapestCascade() {
    for (let lower = 0; ; lower += 0.1) {
      const tried = cascadeFrom(sides.map((logit) => round(logit - lower, 4)));
      if (lower > 5 || Object.values(tried.aucLost).every((lost) => lost <= mostLost)) return tried;
    }
  }

  /** How often the nets are asked of ordinary clean comments, and what that costs. */
  function cascadeFrom(askedFrom: readonly number[]) {
    const asks = alone.map((of) => of.some((logit, k) => logit >= askedFrom[k]!));
    const clean = development.flatMap((row, at) => (isClean(row) ? [at] : []));
    const aucLost = Object.fromEntries(
      heads.map((head, k) => {
        const given = development.map((_, at) => (asks[at] ? scores[k]![at]! : scoresAlone[k]![at]!));
        return [head, round(whole[k]! - meanOf(aucBySource(head, development, given)), 4)];
      }),
    );
    return { askedFrom, asked: round(clean.filter((at) => asks[at]).length / clean.length, 4), aucLost };
  }
}

function meanOf(aucs: Record<string, number>): number {
  const all = Object.values(aucs);
  return all.reduce((sum, one) => sum + one, 0) / all.length;
}

type NetShares = Meta['nets']['shares'][number];

/** Writes all files beside themselves first, so that a stop leaves the old ones or the new. */
export function write({ meta, files }: Packed, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const all: [string, Uint8Array | string][] = [
    ...Object.entries(files),
    ['meta.json', `${stringify(meta)}\n`],
  ];
  for (const [name, bytes] of all) writeFileSync(join(folder, `${name}.new`), bytes);
  for (const [name] of all) renameSync(join(folder, `${name}.new`), join(folder, name));
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
  head: NetHead,
  development: readonly Row[],
  logitOf: (at: number) => number,
): Calibration {
  const targetOf = ({ targets, source }: Row): number | undefined => {
    if (source === templates) return undefined; // half of them are hate: nothing is like that
    if (!conversational.has(source.name) && head === 'TOXICITY') return undefined;
    return targets[head] ?? (conversational.has(source.name) && targets.TOXICITY === 0 ? 0 : undefined);
  };
  const sizes = countBySource(development.filter((row) => targetOf(row) !== undefined));
  const seen = development.flatMap((row, at) => {
    const found = targetOf(row);
    const weight = 1 / sizes.get(row.source.name)!;
    return found === undefined ? [] : [{ logit: logitOf(at), positive: found >= 0.5, weight }];
  });
  return platt(seen);
}

const isClean = (row: Row): boolean => fairlySampled.has(row.source.name) && row.targets.TOXICITY === 0;

/**
 * From which score on a finding is reported. For attacks on who people are, where sources are made of hard cases: where the
 * shares of attacks found and of other rows left, each source counting the same, are together the largest. For the others
 * the lowest score that at most so many clean comments reach.
 */
function pointOf(head: Head, development: readonly Row[], scores: readonly number[]): number {
  if (head === 'IDENTITY_ATTACK') return balancedPoint(head, development, scores);
  const sizes = countBySource(development.filter(isClean));
  const clean = development
    .flatMap((row, at) =>
      isClean(row) ? [{ score: scores[at]!, weight: 1 / sizes.get(row.source.name)! / sizes.size }] : [],
    )
    .sort((a, b) => b.score - a.score);
  let over = 0;
  for (const { score, weight } of clean) {
    over += weight;
    if (over > findingShares[head]) return Math.min(0.999, Math.ceil(score * 1000 + 1) / 1000);
  }
  return 0.5;
}

function balancedPoint(head: Head, development: readonly Row[], scores: readonly number[]): number {
  const labelled = development.flatMap((row, at) => {
    const target = row.targets[head];
    return target === undefined ? [] : [{ at, source: row.source.name, positive: target >= 0.5 }];
  });
  const sizes = new Map<string, number>();
  for (const { source, positive } of labelled)
    sizes.set(`${source} ${positive}`, (sizes.get(`${source} ${positive}`) ?? 0) + 1);
  const rows = labelled
    .map(({ at, source, positive }) => ({
      score: scores[at]!,
      gain: (positive ? 1 : -1) / sizes.get(`${source} ${positive}`)!,
    }))
    .sort((a, b) => b.score - a.score);
  let [sum, best, point] = [0, Number.NEGATIVE_INFINITY, 0.5];
  for (const { score, gain } of rows) {
    sum += gain;
    if (sum > best) [best, point] = [sum, score];
  }
  return Math.max(0.001, Math.floor(point * 1000) / 1000);
}

function aucBySource(
  head: NetHead,
  development: readonly Row[],
  logits: readonly number[],
): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { name } of [...sources, templates, dehumanizingCases]) {
    const at = development.flatMap((row, n) =>
      row.source.name === name && row.targets[head] !== undefined ? [n] : [],
    );
    const positive = at.map((n) => development[n]!.targets[head]! >= 0.5);
    const value = auc(
      at.map((n) => logits[n]!),
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
  return [...sources, templates, dehumanizingCases].map(({ name, origin, licence, weight }) => ({
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
