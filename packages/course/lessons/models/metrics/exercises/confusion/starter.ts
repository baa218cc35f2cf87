export interface Counts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
}

// [fr] truth : forme [m], 1 (positif) ou 0 ; scores : forme [m] ; positif si score >= threshold.
// [en] truth: shape [m], 1 (positive) or 0; scores: shape [m]; positive if score >= threshold.
export function confusionMatrix(
  truth: readonly number[],
  scores: readonly number[],
  threshold: number,
): Counts {
  throw new Error('TODO');
}

export function precisionRecall(counts: Readonly<Counts>): {
  precision: number;
  recall: number;
  f1: number;
} {
  throw new Error('TODO');
}
