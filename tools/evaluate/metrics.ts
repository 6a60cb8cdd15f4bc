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
