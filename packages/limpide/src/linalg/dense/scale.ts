/** Matrices whose squares would overflow or vanish are computed with at another scale. */
import { Matrix } from './matrix.ts';

/** A power of two near the largest element, so that no square overflows or vanishes; 1 for usual sizes. */
export function scaleOf(a: Matrix): number {
  const { data } = a;
  let largest = 0;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]!);
    if (size > largest) largest = size;
  }
  if (largest === 0 || !Number.isFinite(largest) || (largest > 1e-60 && largest < 1e60)) return 1;
  return 2 ** Math.max(-1020, Math.floor(Math.log2(largest)));
}

/** factor·A as float64: A itself where that is all it takes, so it must not be written into. */
export function scaled(a: Matrix, factor: number): Matrix {
  if (factor === 1 && a.kind === 'float64') return a;
  const data = new Float64Array(a.data);
  for (let i = 0; i < data.length; i++) data[i]! *= factor;
  return new Matrix(data, a.rows, a.cols);
}
