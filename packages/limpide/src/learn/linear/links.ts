/** Scores to probabilities, without overflow. */

/** 1 / (1 + e⁻ᶻ) */
export const sigmoid = (z: number): number => {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
};

/** log(1 + eᶻ) */
export const softplus = (z: number): number =>
  z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));

/** Rows of scores `[n, k]` become probabilities, in place. */
export function softmaxRows(scores: Float64Array, rows: number, k: number): void {
  for (let i = 0; i < rows; i++) {
    let top = -Infinity;
    for (let c = 0; c < k; c++) top = Math.max(top, scores[i * k + c]!);
    let sum = 0;
    for (let c = 0; c < k; c++) {
      const e = Math.exp(scores[i * k + c]! - top);
      scores[i * k + c] = e;
      sum += e;
    }
    for (let c = 0; c < k; c++) scores[i * k + c]! /= sum;
  }
}
