/**
 * Ways to minimise ‖Y − X·W‖² + α‖W‖² once X and Y are centred: normal equations, singular values, LSQR.
 */
import { svd } from '../../../linalg/dense/index.ts';
import { CSRMatrix, Matrix, multiply } from '../../../linalg/index.ts';
import { centred, interceptsFrom, type Means, meansOf } from '../linear-regressor.ts';
import { centredMap, lsqr } from '../lsqr.ts';
import { nonNegative } from '../nnls.ts';
import { normalEquations } from '../normal-equations.ts';
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
  if (solver === 'lsqr' && !positive) {
    const means = meansOf(X, Y, weights, fitIntercept);
    return byLsqr(X, centred(Y, means.y, weights), means, weights, problem);
  }
  const dense = X instanceof CSRMatrix ? X.toDense() : X;
  if (positive || (solver === 'cholesky' && X.rows >= X.cols)) {
    const { means, gram, right } = normalEquations(dense, Y, weights, fitIntercept);
    return solved(
      positive ? byActiveSet(gram, right, alphas) : byNormalEquations(gram, right, alphas),
      means,
      fitIntercept,
    );
  }
  const means = meansOf(dense, Y, weights, fitIntercept);
  const target = centred(Y, means.y, weights);
  const A = centred(dense, means.x, weights);
  const coef =
    solver === 'svd' ? bySingularValues(A, target, alphas) : byDualEquations(A, target, alphas);
  return solved(coef, means, fitIntercept);
}

const solved = (coef: Matrix, means: Means, fitIntercept: boolean): RidgeSolution => ({
  coef,
  intercept: interceptsFrom(coef, means, fitIntercept),
  iterations: 0,
  converged: true,
  reached: 0,
});

/** (XᵀX + αI)·W = XᵀY */
function byNormalEquations(G: Matrix, right: Matrix, alphas: readonly number[]): Matrix {
  return eachDamped(G, right, alphas, G.cols, (solution) => solution);
}

/** W = Xᵀ·(XXᵀ + αI)⁻¹·Y, which is the same, and less work with fewer samples than features. */
function byDualEquations(A: Matrix, B: Matrix, alphas: readonly number[]): Matrix {
  const products = multiply(A, A, { transposeB: true });
  return eachDamped(products, B, alphas, A.cols, (solution) =>
    multiply(A, solution, { transposeA: true }),
  );
}

/**
 * Coefficients `[outputs, d]` from the solutions of (G + αI)·S = R, one factorisation per distinct α; `coefficients`
 * turns S `[·, some outputs]` into `[d, some outputs]`.
 */
function eachDamped(
  G: Matrix,
  R: Matrix,
  alphas: readonly number[],
  d: number,
  coefficients: (solution: Matrix) => Matrix,
): Matrix {
  const coef = Matrix.zeros(R.cols, d);
  for (const alpha of new Set(alphas)) {
    const which = [...alphas.keys()].filter((t) => alphas[t] === alpha);
    const damped = G.clone();
    for (let j = 0; j < damped.rows; j++) damped.data[j * damped.rows + j]! += alpha;
    const W = coefficients(solvePositiveMany(damped, columnsOf(R, which)));
    which.forEach((t, k) => {
      coef.data.set(W.column(k), t * d);
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
function byActiveSet(G: Matrix, right: Matrix, alphas: readonly number[]): Matrix {
  const coef = Matrix.zeros(right.cols, G.cols);
  alphas.forEach((alpha, t) => {
    const damped = G.clone();
    for (let j = 0; j < damped.rows; j++) damped.data[j * damped.rows + j]! += alpha;
    coef.data.set(nonNegative(damped, Float64Array.from(right.column(t))), t * G.cols);
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
