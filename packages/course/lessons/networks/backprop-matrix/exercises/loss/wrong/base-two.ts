/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

/** −(1/B) Σᵢ ln P[i, yᵢ], for probabilities of shape [B, classes]; ln 0 is kept away. */
export function crossEntropyRows(probabilities: Matrix, labels: readonly number[]): number {
  let sum = 0;
  for (const [i, label] of labels.entries()) {
    const p = probabilities.data[i * probabilities.cols + label]!;
    sum -= Math.log2(Math.max(p, 1e-12));
  }
  return sum / labels.length;
}
