/** Triangular systems: substitution, by blocks of rows so that most of the work is a product. */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { LinalgError, raise, ShapeError } from '../../errors/index.ts';
import { Matrix } from './matrix.ts';
import { addProduct, doubles } from './product.ts';

export interface TriangularOptions {
  /** Which half of T is read; the other is never looked at. Lower by default. */
  readonly upper?: boolean | undefined;
  /** Solve Tᵀ·X = B. */
  readonly transpose?: boolean | undefined;
  /** Take the diagonal for ones, whatever stands there. */
  readonly unitDiagonal?: boolean | undefined;
  /** How an error calls the matrix, when it is one of several. */
  readonly batch?: string | undefined;
}

/** Rows that are solved by plain substitution before the next product. */
const blockSize = 48;

/**
 * X with T·X = B, for a triangular T (n × n) and any number of right sides B (n × m); float64.
 *
 * @throws LinalgError when the diagonal holds a zero
 */
export function solveTriangular(t: Matrix, b: Matrix, options: TriangularOptions = {}): Matrix {
  const { upper = false, transpose = false, unitDiagonal = false, batch = '' } = options;
  const n = Math.min(t.rows, t.cols);
  if (b.rows !== n)
    raise(ShapeError, linalgErrors, 'linalg.shapes', {
      op: 'solveTriangular',
      what: 'the number of rows of the right side',
      expected: n,
      got: b.rows,
    });
  const m = b.cols;
  const x = new Float64Array(b.data);
  const data = doubles(t);
  // element (i, k) of the matrix to be solved stands at i·si + k·sk, transposed or not
  const si = transpose ? 1 : t.cols;
  const sk = transpose ? t.cols : 1;
  const downwards = upper === transpose; // a lower triangle is solved from its first row on
  for (let done = 0; done < n; done += blockSize) {
    const size = Math.min(blockSize, n - done);
    const from = downwards ? done : n - done - size; // this block's first row
    const solved = downwards ? 0 : from + size; // first row of those already solved
    if (done > 0)
      addProduct(
        x.subarray(from * m),
        m,
        data.subarray(from * si + solved * sk),
        si,
        sk,
        x.subarray(solved * m),
        m,
        size,
        m,
        done,
        -1,
      );
    for (let step = 0; step < size; step++) {
      const i = downwards ? from + step : from + size - 1 - step;
      const first = downwards ? from : i + 1;
      const last = downwards ? i : from + size;
      const xi = i * m;
      for (let k = first; k < last; k++) {
        const factor = data[i * si + k * sk]!;
        if (factor === 0) continue;
        const xk = k * m;
        for (let j = 0; j < m; j++) x[xi + j]! -= factor * x[xk + j]!;
      }
      if (unitDiagonal) continue;
      const diagonal = data[i * (si + sk)]!;
      if (diagonal === 0)
        raise(LinalgError, linalgErrors, 'linalg.triangular', {
          op: 'solveTriangular',
          batch,
          pivot: i,
        });
      for (let j = 0; j < m; j++) x[xi + j]! /= diagonal;
    }
  }
  return new Matrix(x, n, m);
}
