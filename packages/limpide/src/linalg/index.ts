/**
 * Linear algebra.
 *
 * Of tensors, in torch.linalg's names: everything takes batches […, m, n], float32 or float64, computes in
 * float64 at once and rounds at the end. Of matrices on the host (`Matrix`, `CSRMatrix`): what estimators
 * are written with; `dense` holds the same decompositions for them.
 */
export * as dense from './dense/index.ts';
export {
  type FloatKind,
  type Floats,
  floats,
  gram,
  Matrix,
  multiply,
  multiplyVector,
} from './dense/index.ts';
export { cholesky, choleskySolve, lu, luFactor, luSolve, type QROptions, qr } from './factors.ts';
export { isSymmetric, matrixExp, matrixPower } from './functions.ts';
export { pinv } from './inverses.ts';
export { cond, type MatrixOrder, matrixNorm, matrixRank, norm, vectorNorm } from './norms.ts';
export { CSRMatrix } from './sparse/csr.ts';
export {
  type Complex,
  eig,
  eigh,
  eigvals,
  eigvalsh,
  type PowerIterationOptions,
  powerIteration,
  randomizedSvd,
  svd,
  svdvals,
} from './spectra.ts';
export { det, inv, type LeastSquares, lstsq, slogdet, solve, solveTriangular } from './systems.ts';
