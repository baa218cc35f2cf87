/** Orthonormal bases of a few columns, by products of matrices only. */
import { cholesky } from '../../linalg/dense/cholesky.ts';
import { solveTriangular } from '../../linalg/dense/triangular.ts';
import { gram, Matrix, multiply } from '../../linalg/index.ts';
import { toFloat64 } from './arrays.ts';

/**
 * An orthonormal basis of the columns of Y (n × p, n ≥ p): Y·R⁻¹ with RᵀR = YᵀY, twice, since once leaves
 * cond(Y)²·ε of error (Yamamoto et al., 2015). Columns are first scaled to length one, and those that depend
 * on the others are kept apart by a tiny ridge.
 */
export function orthonormal(y: Matrix): Matrix {
  const single = y.kind === 'float32';
  let q = y;
  for (let round = 0; round < 2; round++) {
    const products = toFloat64(gram(q));
    const p = products.rows;
    const scales = new Float64Array(p);
    for (let i = 0; i < p; i++) {
      const square = products.data[i * (p + 1)]!;
      scales[i] = square > 0 ? 1 / Math.sqrt(square) : 0;
    }
    for (let i = 0; i < p; i++)
      for (let j = 0; j < p; j++) products.data[i * p + j]! *= scales[i]! * scales[j]!;
    for (let i = 0; i < p; i++) products.data[i * (p + 1)] = 1 + (single ? 1e-6 : 1e-14) * p;
    const inverse = solveTriangular(cholesky(products), Matrix.identity(p)); // L⁻¹, with L = Rᵀ
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) inverse.data[i * p + j]! *= scales[j]!;
    q = multiply(q, single ? inverse.clone('float32') : inverse, { transposeB: true });
  }
  return q;
}
