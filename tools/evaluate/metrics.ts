/** Area under the ROC curve by ranks, ties counted half; NaN without both classes. Mann and Whitney 1947. */
export function auc(scores: readonly number[], positive: readonly boolean[]): number {
  const order = scores.map((_, k) => k).sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  let positives = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    const rank = (from + 1 + to) / 2;
    for (let k = from; k < to; k++)
      if (positive[order[k]!]) {
        rankSum += rank;
        positives++;
      }
    from = to;
  }
  const negatives = order.length - positives;
  return positives && negatives
    ? (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
    : Number.NaN;
}

/** Precision and recall of "score at or over `point`"; NaN where nothing can be divided by. */
export function atPoint(
  scores: readonly number[],
  positive: readonly boolean[],
  point: number,
): { precision: number; recall: number; falsePositiveRate: number } {
  let hits = 0;
  let alarms = 0;
  let positives = 0;
  scores.forEach((score, k) => {
    if (positive[k]) positives++;
    if (score < point) return;
    if (positive[k]) hits++;
    else alarms++;
  });
  return {
    precision: hits / (hits + alarms),
    recall: hits / positives,
    falsePositiveRate: alarms / (scores.length - positives),
  };
}

/** Half the width of the 95 % interval of an AUC (Hanley, McNeil 1982, "The Meaning and Use of the Area under a ROC Curve"). */
export function aucMargin(area: number, positives: number, negatives: number): number {
  const q1 = area / (2 - area);
  const q2 = (2 * area * area) / (1 + area);
  const variance =
    (area * (1 - area) + (positives - 1) * (q1 - area * area) + (negatives - 1) * (q2 - area * area)) /
    (positives * negatives);
  return 1.96 * Math.sqrt(Math.max(0, variance));
}

/** Recall where at most `share` of the negatives score at or over the point. */
export function recallAt(scores: readonly number[], positive: readonly boolean[], share: number): number {
  const negatives = scores.filter((_, k) => !positive[k]).sort((a, b) => b - a);
  const over = negatives[Math.floor(negatives.length * share)] ?? Number.NEGATIVE_INFINITY;
  const hits = scores.filter((score, k) => positive[k] && score > over).length;
  return hits / (scores.length - negatives.length);
}

/** Expected calibration error in ten bins of equal width (Guo et al. 2017, "On Calibration of Modern Neural Networks"). */
export function calibrationError(scores: readonly number[], positive: readonly boolean[]): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, scores: 0, positives: 0 }));
  scores.forEach((score, k) => {
    const bin = bins[Math.min(9, Math.floor(score * 10))]!;
    bin.count++;
    bin.scores += score;
    if (positive[k]) bin.positives++;
  });
  return (
    bins.reduce((sum, { scores: total, positives }) => sum + Math.abs(total - positives), 0) / scores.length
  );
}
