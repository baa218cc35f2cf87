export interface Counts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
}

export function confusionMatrix(
  truth: readonly number[],
  scores: readonly number[],
  threshold: number,
): Counts {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (const [i, score] of scores.entries()) {
    if (score >= threshold) {
      if (truth[i] === 1) counts.truePositives++;
      else counts.falsePositives++;
    } else if (truth[i] === 1) counts.falseNegatives++;
    else counts.trueNegatives++;
  }
  return counts;
}

export function precisionRecall(counts: Readonly<Counts>): {
  precision: number;
  recall: number;
  f1: number;
} {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn } = counts;
  const share = (part: number, whole: number): number => part / whole;
  return {
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    f1: share(2 * tp, 2 * tp + fp + fn),
  };
}
