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
  const most = z.data.reduce((a, b) => Math.max(a, b));
  const powers = z.data.map((x) => Math.exp(x - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  p.data.set(powers.map((x) => x / sum));
  return p;
}
