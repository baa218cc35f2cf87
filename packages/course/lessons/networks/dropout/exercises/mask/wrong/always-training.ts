import { makeMatrix } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

export function dropoutMask(
  rows: number,
  cols: number,
  rate: number,
  random: () => number,
): Matrix {
  if (!(rate >= 0 && rate < 1)) throw new Error(`dropoutMask: a rate of ${rate}`);
  const mask = makeMatrix(rows, cols);
  for (let i = 0; i < mask.data.length; i++) {
    mask.data[i] = random() < rate ? 0 : 1 / (1 - rate);
  }
  return mask;
}

function product(a: Matrix, b: Matrix): Matrix {
  const out = makeMatrix(a.rows, a.cols);
  for (let i = 0; i < out.data.length; i++) out.data[i] = a.data[i]! * b.data[i]!;
  return out;
}

export function dropoutForward(
  h: Matrix,
  rate: number,
  _training: boolean,
  random: () => number,
): { output: Matrix; mask: Matrix } {
  const mask = dropoutMask(h.rows, h.cols, rate, random);
  return { output: product(h, mask), mask };
}

export function dropoutBackward(gradient: Matrix, mask: Matrix): Matrix {
  return product(gradient, mask);
}
