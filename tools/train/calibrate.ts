import type { Calibration } from '../../src/checks/toxicity/models/calibration.js';

/** One held-out text: what the model said, what is so, and how much it counts. */
export interface Seen {
  readonly logit: number;
  readonly positive: boolean;
  readonly weight: number;
}

/** Knots that stand for the curve; between them the score is a straight line. */
const knots = 25;
/** The curve runs from this score to one less it. */
const edge = 0.002;

/**
 * A logistic curve from logits to chances (Platt 1999, "Probabilistic Outputs for Support Vector Machines"), with his
 * smoothed targets, fitted by Newton's method (Lin, Lin, Weng 2007). Smooth where held-out rows are few: isotonic
 * steps would set whole ranges of texts to nearly one score, and a policy's threshold on such a step means nothing.
 */
export function platt(seen: readonly Seen[]): Calibration {
  const positives = seen.filter(({ positive }) => positive).length;
  if (positives === 0 || positives === seen.length)
    throw new Error('calibration: held-out rows of one kind only');
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (seen.length - positives + 2);
  let slope = 1;
  let shift = 0;
  for (let round = 0; round < 50; round++) {
    let [bySlope, byShift, slopes, both, shifts] = [0, 0, 1e-9, 0, 1e-9];
    for (const { logit, positive, weight } of seen) {
      const chance = 1 / (1 + Math.exp(-(slope * logit + shift)));
      const error = weight * (chance - (positive ? high : low));
      const curve = weight * chance * (1 - chance);
      bySlope += error * logit;
      byShift += error;
      slopes += curve * logit * logit;
      both += curve * logit;
      shifts += curve;
    }
    const determinant = slopes * shifts - both * both;
    const slopeStep = (shifts * bySlope - both * byShift) / determinant;
    const shiftStep = (slopes * byShift - both * bySlope) / determinant;
    slope -= slopeStep;
    shift -= shiftStep;
    if (Math.abs(slopeStep) + Math.abs(shiftStep) < 1e-9) break;
  }
  if (!(slope > 0)) throw new Error('calibration: held-out rows are scored the wrong way round');
  const reach = Math.log((1 - edge) / edge);
  const logits: number[] = [];
  const scores: number[] = [];
  for (let k = 0; k < knots; k++) {
    const at = reach * ((2 * k) / (knots - 1) - 1);
    logits.push(round5((at - shift) / slope));
    scores.push(round5(1 / (1 + Math.exp(-at))));
  }
  return { logits, scores };
}

const round5 = (value: number): number => Math.round(value * 1e5) / 1e5;
