/** Matrices on the host and the algorithms that factorise them, in float64 whatever they are given. */
export { cholesky, choleskySolve } from './cholesky.ts';
export { conditionEstimate, norm1 } from './condition.ts';
export { type Eigen, eig } from './eigen.ts';
export { matrixExp } from './exponential.ts';
export { inWorkspace, onDevice } from './in-workspace.ts';
export { leastSquares } from './least-squares.ts';
export { type LU, lowerOf, luDeterminant, luFactor, luSolve, upperOf } from './lu.ts';
export { type FloatKind, type Floats, floats, Matrix } from './matrix.ts';
export { type Part, part, turned } from './part.ts';
export { gram, gramOf, multiply, multiplyVector, type ProductOptions } from './product.ts';
export { HouseholderQR, triangularFactor } from './qr.ts';
export { type RandomizedSVDOptions, randomizedSvd } from './random-svd.ts';
export { rightSvd, type SVD, svd, svdvals } from './svd.ts';
export { eigh, eigvalsh, type SymmetricEigen } from './symmetric.ts';
export { solveTriangular, type TriangularOptions } from './triangular.ts';
export type { Workspace } from './workspace.ts';
