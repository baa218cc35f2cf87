/**
 * The leading eigenvectors of a dense symmetric positive semi-definite matrix, by blocks: the products go
 * through the engine, where one with sixty columns costs little more than one with a single column.
 *
 * The subspace of a random block B, filtered by a polynomial of A that is small on the unwanted part of the
 * spectrum and large beyond it (Chebyshev's: Zhou, Saad et al., 2006), converges to the leading eigenvectors
 * far quicker than the same number of plain powers.
 */
import { eigh } from '../../linalg/dense/symmetric.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import { RandomStream } from '../base/index.ts';
import type { TopEigen } from './lanczos.ts';
import { orthonormal } from './orthonormal.ts';

/** Degree of the polynomial between two projections. */
const degree = 8;
const maxRounds = 60;

/** The k largest eigenvalues of A (n × n, no negative eigenvalue) and their vectors as rows. */
export function leadingEigen(a: Matrix, k: number, seed = 0, tolerance = 1e-10): TopEigen {
  const n = a.rows;
  const size = Math.min(n, k + Math.max(10, Math.ceil(k / 4)));
  const random = new RandomStream(seed, 0xb10c);
  let block = Matrix.zeros(n, size);
  for (let i = 0; i < block.data.length; i++) block.data[i] = random.normal();
  block = orthonormal(multiply(a, block));
  for (let round = 0; ; round++) {
    // Rayleigh–Ritz: the best approximations within the block
    const image = multiply(a, block);
    const { values, vectors } = eigh(multiply(block, image, { transposeA: true }));
    const ritz = multiply(block, vectors);
    const ritzImage = multiply(image, vectors);
    const scale = Math.max(values[size - 1]!, Number.MIN_VALUE);
    let residual = 0;
    for (let t = size - k; t < size; t++) {
      let sum = 0;
      for (let i = 0; i < n; i++)
        sum += (ritzImage.data[i * size + t]! - values[t]! * ritz.data[i * size + t]!) ** 2;
      residual = Math.max(residual, Math.sqrt(sum) / scale);
    }
    if (residual <= tolerance || round >= maxRounds || size === n) {
      const rows = Matrix.zeros(k, n);
      for (let t = 0; t < k; t++)
        for (let i = 0; i < n; i++) rows.data[t * n + i] = ritz.data[i * size + (size - 1 - t)]!;
      const top = Float64Array.from({ length: k }, (_, t) => values[size - 1 - t]!);
      return { values: top, vectors: rows, residual };
    }
    const cut = Math.max(values[0]!, Number.MIN_VALUE); // what is below is damped
    block = orthonormal(filtered(a, ritz, ritzImage, cut, scale));
  }
}

/**
 * T(A)·B with the Chebyshev polynomial T that stays within ±1 on [0, cut], scaled so that it is 1 at `top`
 * (Zhou & Saad's recurrence, which does not overflow).
 */
function filtered(a: Matrix, b: Matrix, ab: Matrix, cut: number, top: number): Matrix {
  const half = cut / 2;
  const size = b.data.length;
  let sigma = half / (top - half);
  const first = sigma;
  let before = b;
  let now = new Matrix(new Float64Array(size), b.rows, b.cols);
  for (let i = 0; i < size; i++) now.data[i] = (ab.data[i]! - half * b.data[i]!) * (sigma / half);
  for (let step = 2; step <= degree; step++) {
    const next = 1 / (2 / first - sigma);
    const image = multiply(a, now);
    const out = new Matrix(new Float64Array(size), b.rows, b.cols);
    const f = (2 * next) / half;
    const g = sigma * next;
    for (let i = 0; i < size; i++)
      out.data[i] = f * (image.data[i]! - half * now.data[i]!) - g * before.data[i]!;
    before = now;
    now = out;
    sigma = next;
  }
  return now;
}
