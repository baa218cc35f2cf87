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

/** The polynomial between two projections: its degree at most, and how far it may part the spectrum. */
const highest = 8;
const amplification = 1e12;
const maxRounds = 60;

/**
 * The k largest eigenvalues of A (n × n, float64, no negative eigenvalue) and their vectors as rows.
 *
 * @param tolerance residual ‖Av − λv‖, relative to the largest eigenvalue
 */
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
    const residual = worstResidual(ritz, ritzImage, values, k) / scale;
    if (residual <= tolerance || round >= maxRounds || size === n) {
      const rows = Matrix.zeros(k, n);
      for (let t = 0; t < k; t++)
        for (let i = 0; i < n; i++) rows.data[t * n + i] = ritz.data[i * size + (size - 1 - t)]!;
      const top = Float64Array.from({ length: k }, (_, t) => values[size - 1 - t]!);
      return { values: top, vectors: rows, residual };
    }
    const cut = Math.max(values[0]!, scale * Number.EPSILON); // what is below is damped
    block = orthonormal(filtered(a, ritz, ritzImage, cut, scale));
  }
}

/** The largest ‖Av − λv‖ of the last k columns. */
function worstResidual(
  ritz: Matrix,
  image: Matrix,
  values: Float64Array<ArrayBufferLike>,
  k: number,
): number {
  const { rows, cols } = ritz;
  const squares = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let t = cols - k; t < cols; t++)
      squares[t]! += (image.data[i * cols + t]! - values[t]! * ritz.data[i * cols + t]!) ** 2;
  }
  return Math.sqrt(squares.reduce((most, v) => Math.max(most, v), 0));
}

/**
 * T(A)·B with the Chebyshev polynomial T that stays within ±1 on [0, cut], scaled so that it is 1 at `top`
 * (Zhou & Saad's recurrence, which does not overflow).
 */
function filtered(a: Matrix, b: Matrix, ab: Matrix, cut: number, top: number): Matrix {
  const half = cut / 2;
  const size = b.data.length;
  // T grows like (2x)^degree/2 with x = (top − half)/half: beyond what float64 keeps apart, weak columns drown
  const growth = Math.log((2 * (top - half)) / half);
  const degree = Math.min(highest, Math.max(2, Math.floor(Math.log(2 * amplification) / growth)));
  let sigma = half / (top - half);
  const first = sigma;
  let before = b;
  let now = Matrix.zeros(b.rows, b.cols, b.kind);
  for (let i = 0; i < size; i++) now.data[i] = (ab.data[i]! - half * b.data[i]!) * (sigma / half);
  for (let step = 2; step <= degree; step++) {
    const next = 1 / (2 / first - sigma);
    const image = multiply(a, now);
    const out = Matrix.zeros(b.rows, b.cols, b.kind);
    const f = (2 * next) / half;
    const g = sigma * next;
    for (let i = 0; i < size; i++)
      out.data[i] = f * (image.data[i]! - half * now.data[i]!) - g * before.data[i]!;
    before = now;
    now = out;
    sigma = next;
  }
  unitColumns(now);
  return now;
}

/** Columns of length one: those that were damped are tiny, and float32 would lose their squares. */
function unitColumns({ data, rows, cols }: Matrix): void {
  const largest = new Float64Array(cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++)
      largest[j] = Math.max(largest[j]!, Math.abs(data[i * cols + j]!));
  const squares = new Float64Array(cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) squares[j]! += (data[i * cols + j]! / (largest[j]! || 1)) ** 2;
  const factors = squares.map((v, j) => 1 / (largest[j]! * Math.sqrt(v) || 1));
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) data[i * cols + j]! *= factors[j]!;
}
