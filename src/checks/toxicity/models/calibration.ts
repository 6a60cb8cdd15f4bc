/**
 * From logits to scores: straight lines between knots. The trainer puts the knots on the curve that fits held-out
 * texts best (tools/train/calibrate.ts). Rising everywhere, so that no two texts change places.
 */
export interface Calibration {
  /** Rising. */
  readonly logits: readonly number[];
  /** Rising, within 0..1; as many. */
  readonly scores: readonly number[];
}

/** The score of a logit, 0..1. Below the first knot and above the last it nears 0 and 1 without reaching them. */
export function calibrate({ logits, scores }: Calibration, logit: number): number {
  const last = logits.length - 1;
  if (logit <= logits[0]!) return scores[0]! * Math.exp(logit - logits[0]!);
  if (logit >= logits[last]!) return 1 - (1 - scores[last]!) * Math.exp(logits[last]! - logit);
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (logits[middle]! <= logit) low = middle;
    else high = middle;
  }
  const part = (logit - logits[low]!) / (logits[high]! - logits[low]!);
  return scores[low]! + part * (scores[high]! - scores[low]!);
}
