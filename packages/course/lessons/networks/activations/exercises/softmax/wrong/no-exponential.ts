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
  for (let i = 0; i < z.rows; i++) {
    const start = i * z.cols;
    let sum = 0;
    for (let j = 0; j < z.cols; j++) {
      const power = z.data[start + j]!;
      p.data[start + j] = power;
      sum += power;
    }
    for (let j = 0; j < z.cols; j++) p.data[start + j]! /= sum;
  }
  return p;
}
