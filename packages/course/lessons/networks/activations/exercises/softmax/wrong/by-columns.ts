import { makeMatrix } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

/** pⱼ = e^(zⱼ − max) / Σₖ e^(zₖ − max) in each row: [n, m] → [n, m]. */
export function softmaxRows(z: Matrix): Matrix {
  const p = makeMatrix(z.rows, z.cols);
  for (let j = 0; j < z.cols; j++) {
    let sum = 0;
    for (let i = 0; i < z.rows; i++) sum += Math.exp(z.data[i * z.cols + j]!);
    for (let i = 0; i < z.rows; i++) {
      p.data[i * z.cols + j] = Math.exp(z.data[i * z.cols + j]!) / sum;
    }
  }
  return p;
}
