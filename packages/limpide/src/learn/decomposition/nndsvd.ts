/**
 * First factors for X ≈ W·H from singular vectors: each pair u, v is cut into its positive and its negative part,
 * and the pair of parts with more weight is kept (Boutsidis & Gallopoulos, "SVD based initialization", 2008).
 */
import { randomizedSvd } from '../../linalg/dense/random-svd.ts';
import { svd } from '../../linalg/dense/svd.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import type { RandomStream } from '../base/index.ts';

export type ZeroFill = 'nndsvd' | 'nndsvda' | 'nndsvdar';

const smallest = 1e-6;

/** `'nndsvd'` leaves zeros (they stay zeros), `'nndsvda'` puts the mean of X there, `'nndsvdar'` small noise. */
export function nndsvd(
  x: Matrix | CSRMatrix,
  k: number,
  mean: number,
  fill: ZeroFill,
  random: RandomStream,
): { w: Matrix; h: Matrix } {
  const exact = !(x instanceof CSRMatrix) && Math.min(x.rows, x.cols) <= 200;
  const { u, s, vt } = exact ? svd(x) : randomizedSvd(x, { k, nIter: 7, seed: random.bits() });
  const w = Matrix.zeros(x.rows, k);
  const h = Matrix.zeros(k, x.cols);
  for (let c = 0; c < k; c++) {
    const left = Float64Array.from({ length: x.rows }, (_, i) => u.data[i * u.cols + c]!);
    const right = Float64Array.from(vt.row(c));
    // the first pair of a matrix without negative entries has one sign throughout
    const sign = c === 0 ? 0 : heavier(left, right);
    const a = part(left, sign);
    const b = part(right, sign);
    const lengthA = sign === 0 ? 1 : length(a);
    const lengthB = sign === 0 ? 1 : length(b);
    const size = Math.sqrt(s[c]! * lengthA * lengthB);
    for (let i = 0; i < x.rows; i++) w.data[i * k + c] = lengthA > 0 ? (size * a[i]!) / lengthA : 0;
    for (let j = 0; j < x.cols; j++)
      h.data[c * x.cols + j] = lengthB > 0 ? (size * b[j]!) / lengthB : 0;
  }
  for (const factor of [w, h]) {
    for (let t = 0; t < factor.data.length; t++) {
      if (factor.data[t]! >= smallest) continue;
      factor.data[t] =
        fill === 'nndsvd' ? 0 : fill === 'nndsvda' ? mean : Math.abs(mean * random.normal()) / 100;
    }
  }
  return { w, h };
}

/** +1 when the positive parts of both vectors weigh more, −1 when the negative ones do. */
function heavier(left: Float64Array, right: Float64Array): 1 | -1 {
  const positive = length(part(left, 1)) * length(part(right, 1));
  const negative = length(part(left, -1)) * length(part(right, -1));
  return positive > negative ? 1 : -1;
}
const part = (v: Float64Array, sign: -1 | 0 | 1): Float64Array =>
  v.map((value) => (sign === 0 ? Math.abs(value) : Math.max(0, sign * value)));
const length = (v: Float64Array): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
