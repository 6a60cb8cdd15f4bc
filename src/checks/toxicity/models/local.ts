import type { Attribute, Scores } from '../../../domain/finding.js';
import type { Text } from '../../../text/text.js';
import { calibrate } from './calibration.js';
import { headCount, LinearModel } from './linear.js';
import type { Evidence, ModelReading, ToxicityModel } from './model.js';
import { readWeights, type Weights } from './weights.js';

/** Raise it when the same weights would read the same text otherwise: here, in the features, or in the text room. */
const codeVersion = 2;
/** A word is marked when it gave at least this share of what the strongest word gave to the score. */
const markedShare = 0.4;
/** Marked words grow together when at most this many unmarked words stand between them. */
const bridgedWords = 1;
/** How many spans an attribute may have. */
const mostSpans = 3;

let shipped: Weights | undefined;
function shippedWeights(): Weights {
  shipped ??= readWeights();
  return shipped;
}

/**
 * The embedded model: hashed words, pairs and letter runs, logistic regression (docs/MODEL_CARD.md). Deterministic,
 * offline, English. A text with no word that it can read scores 0.
 *
 * @param weights the shipped ones are read at the first call, once a process
 * @throws WeightsError when they are missing or broken
 */
export function localModel(weights: Weights = shippedWeights()): ToxicityModel {
  const { meta, rows } = weights;
  const model = new LinearModel({
    shape: meta.features,
    rows,
    scales: meta.heads.map(({ scale }) => scale),
    biases: meta.heads.map(({ bias }) => bias),
  });
  const attributes = meta.heads.map(({ attribute }) => attribute);
  const points = meta.heads.map(({ attribute }) => meta.operatingPoints[attribute] ?? 1);

  return {
    name: 'local',
    version: `${meta.version}.${codeVersion}`,
    attributes,
    read(text): ModelReading {
      const words = model.score(text.folded.text);
      const scores: Partial<Record<Attribute, number>> = {};
      let over = false;
      for (let head = 0; head < attributes.length; head++) {
        const score = words === 0 ? 0 : calibrate(meta.heads[head]!.calibration, model.logits[head]!);
        scores[attributes[head]!] = score;
        over ||= score >= points[head]!;
      }
      // Severe toxicity is a part of toxicity (so its raters were asked, Jigsaw 2018), and few rows taught its head.
      const { TOXICITY: toxic, SEVERE_TOXICITY: severe } = scores;
      if (toxic !== undefined && severe !== undefined) scores.SEVERE_TOXICITY = Math.min(severe, toxic);
      return {
        scores,
        evidence: over ? evidenceIn(text, scores) : [],
        operatingPoints: meta.operatingPoints,
      };
    },
  };

  function evidenceIn(text: Text, scores: Scores): Evidence[] {
    const { count, shares, starts, ends } = model.shares(text.folded.text);
    const own = new Float64Array(count);
    return attributes.flatMap((attribute, head) => {
      const score = scores[attribute]!;
      if (score < points[head]!) return [];
      for (let word = 0; word < count; word++) own[word] = shares[word * headCount + head]!;
      return strongestStretches(own).map(({ first, last }): Evidence => {
        const span = text.folded.toRaw({ start: starts[first]!, end: ends[last]! });
        return { attribute, span, score };
      });
    });
  }
}

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly strength: number;
}

/** The stretches of words that carried the score, strongest first; none when no word raised it. */
export function strongestStretches(shares: ArrayLike<number>): Stretch[] {
  let most = 0;
  for (let k = 0; k < shares.length; k++) if (shares[k]! > most) most = shares[k]!;
  if (most <= 0) return [];
  const found: Stretch[] = [];
  for (let k = 0; k < shares.length; k++) {
    if (shares[k]! < most * markedShare) continue;
    const before = found.at(-1);
    if (before && k - before.last <= bridgedWords + 1)
      found[found.length - 1] = { first: before.first, last: k, strength: before.strength + shares[k]! };
    else found.push({ first: k, last: k, strength: shares[k]! });
  }
  return found.sort((a, b) => b.strength - a.strength || a.first - b.first).slice(0, mostSpans);
}
