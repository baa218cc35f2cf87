import { makeMatrix } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

/** 0 with probability `rate`, 1/(1 − rate) otherwise: [rows, cols], of mean 1. @throws unless 0 ≤ rate < 1 */
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

/** A ⊙ B, number by number: both [n, m]. */
function product(a: Matrix, b: Matrix): Matrix {
  const out = makeMatrix(a.rows, a.cols);
  for (let i = 0; i < out.data.length; i++) out.data[i] = a.data[i]! * b.data[i]!;
  return out;
}

/** H ⊙ M in training, H itself in evaluation; and the mask, which the way back needs. */
export function dropoutForward(
  h: Matrix,
  rate: number,
  training: boolean,
  random: () => number,
): { output: Matrix; mask: Matrix } {
  if (!training) {
    const mask = makeMatrix(h.rows, h.cols);
    mask.data.fill(1);
    return { output: h, mask };
  }
  const mask = dropoutMask(h.rows, h.cols, rate, random);
  return { output: product(h, mask), mask };
}

/** ∂L/∂H = ∂L/∂H̃ ⊙ M: the mask is a constant, each number goes back through the same factor. */
export function dropoutBackward(gradient: Matrix, mask: Matrix): Matrix {
  return product(gradient, mask);
}
