/**
 * Ways to minimise ‖Y − X·W‖² + α‖W‖² once X and Y are centred: normal equations, singular values, LSQR.
 */
import { svd } from '../../../linalg/dense/index.ts';
import { CSRMatrix, gram, Matrix, multiply } from '../../../linalg/index.ts';
import { centred, interceptsFrom, type Means, meansOf } from '../linear-regressor.ts';
import { centredMap, lsqr } from '../lsqr.ts';
import { nonNegative } from '../nnls.ts';
import { solvePositiveMany } from '../positive.ts';

export interface RidgeProblem {
  /** One per column of Y. */
  readonly alphas: readonly number[];
  readonly fitIntercept: boolean;
  readonly solver: 'auto' | 'cholesky' | 'svd' | 'lsqr';
  readonly positive: boolean;
  readonly tol: number;
  readonly maxIter: number | undefined;
}

export interface RidgeSolution {
  /** `[outputs, d]` */
  readonly coef: Matrix;
  readonly intercept: Float64Array<ArrayBuffer>;
  readonly iterations: number;
  readonly converged: boolean;
  readonly reached: number;
}

export function ridgeFit(
  X: Matrix | CSRMatrix,
  Y: Matrix,
  weights: Float64Array,
  problem: RidgeProblem,
): RidgeSolution {
  const { fitIntercept, positive, alphas } = problem;
  const solver =
    problem.solver === 'auto' ? (X instanceof CSRMatrix ? 'lsqr' : 'cholesky') : problem.solver;
  const means = meansOf(X, Y, weights, fitIntercept);
  const target = centred(Y, means.y, weights);
  if (solver === 'lsqr' && !positive) return byLsqr(X, target, means, weights, problem);
  const A = centred(X, means.x, weights);
  const coef = positive
    ? byActiveSet(A, target, alphas)
    : solver === 'svd'
      ? bySingularValues(A, target, alphas)
      : byNormalEquations(A, target, alphas);
  const intercept = interceptsFrom(coef, means, fitIntercept);
  return { coef, intercept, iterations: 0, converged: true, reached: 0 };
}

/** (XᵀX + αI)·W = XᵀY; with fewer samples than features W = Xᵀ·(XXᵀ + αI)⁻¹·Y, which is the same. */
function byNormalEquations(A: Matrix, B: Matrix, alphas: readonly number[]): Matrix {
  const dual = A.rows < A.cols;
  const G = dual ? multiply(A, A, { transposeB: true }) : gram(A);
  const right = dual ? B : multiply(A, B, { transposeA: true });
  const coef = Matrix.zeros(B.cols, A.cols);
  for (const alpha of new Set(alphas)) {
    const which = [...alphas.keys()].filter((t) => alphas[t] === alpha);
    const damped = G.clone();
    for (let j = 0; j < damped.rows; j++) damped.data[j * damped.rows + j]! += alpha;
    const solution = solvePositiveMany(damped, columnsOf(right, which));
    const W = dual ? multiply(A, solution, { transposeA: true }) : solution; // [d, some outputs]
    which.forEach((t, k) => {
      coef.data.set(W.column(k), t * A.cols);
    });
  }
  return coef;
}

function columnsOf(A: Matrix, which: readonly number[]): Matrix {
  const out = Matrix.zeros(A.rows, which.length);
  for (let i = 0; i < A.rows; i++)
    for (let k = 0; k < which.length; k++) out.data[i * which.length + k] = A.at(i, which[k]!);
  return out;
}

/** X = UΣVᵀ: W = V·diag(σ/(σ² + α))·Uᵀ·Y. Never squares the condition number. */
function bySingularValues(A: Matrix, B: Matrix, alphas: readonly number[]): Matrix {
  const { u, s, vt } = svd(A);
  const inner = multiply(u, B, { transposeA: true }); // [k, outputs]
  const least = 1e-15 * (s[0] ?? 0);
  for (let k = 0; k < s.length; k++)
    for (let t = 0; t < B.cols; t++) {
      const factor = s[k]! > least ? s[k]! / (s[k]! ** 2 + alphas[t]!) : 0;
      inner.data[k * B.cols + t]! *= factor;
    }
  return multiply(inner, vt, { transposeA: true }); // [outputs, d]
}

/** Non-negative coefficients: the same quadratic, by an active set. */
function byActiveSet(A: Matrix, B: Matrix, alphas: readonly number[]): Matrix {
  const G = gram(A);
  const right = multiply(A, B, { transposeA: true });
  const coef = Matrix.zeros(B.cols, A.cols);
  alphas.forEach((alpha, t) => {
    const damped = G.clone();
    for (let j = 0; j < damped.rows; j++) damped.data[j * damped.rows + j]! += alpha;
    coef.data.set(nonNegative(damped, Float64Array.from(right.column(t))), t * A.cols);
  });
  return coef;
}

function byLsqr(
  X: Matrix | CSRMatrix,
  B: Matrix,
  means: Means,
  weights: Float64Array,
  { alphas, tol, maxIter, fitIntercept }: RidgeProblem,
): RidgeSolution {
  const A = centredMap(X, means.x, weights);
  const coef = Matrix.zeros(B.cols, X.cols);
  let iterations = 0;
  let reached = 0;
  let converged = true;
  alphas.forEach((alpha, t) => {
    const found = lsqr(A, Float64Array.from(B.column(t)), {
      damp: Math.sqrt(alpha),
      tol,
      ...(maxIter !== undefined && { maxIter }),
    });
    coef.data.set(found.x, t * X.cols);
    iterations = Math.max(iterations, found.iterations);
    reached = Math.max(reached, found.reached);
    converged &&= found.converged;
  });
  const intercept = interceptsFrom(coef, means, fitIntercept);
  return { coef, intercept, iterations, converged, reached };
}
