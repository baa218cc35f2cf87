/** LinearRegression: ordinary least squares. */
import { leastSquares } from '../../linalg/dense/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  flag,
  numericOutputs,
  type Outputs,
  type Spec,
  sampleWeights,
} from '../base/index.ts';
import {
  centred,
  interceptsFrom,
  LinearRegressor,
  type Means,
  meansOf,
} from './linear-regressor.ts';
import { centredMap, lsqr } from './lsqr.ts';
import { nonNegative } from './nnls.ts';
import { normalEquations } from './normal-equations.ts';

export interface LinearRegressionOptions {
  /** Whether to learn b. Default true. */
  readonly fitIntercept: boolean;
  /** Coefficients ≥ 0 only. */
  readonly positive: boolean;
}

const linearRegressionSpec: Spec<LinearRegressionOptions> = {
  name: 'LinearRegression',
  kind: 'regressor',
  params: { fitIntercept: flag(true), positive: flag(false) },
  learned: ['coef_', 'intercept_', 'rank_', 'singular_'],
  tags: { sparse: true, weights: true, multiOutput: true },
};

/**
 * Least squares: ŷ = X·w + b with the w and b that minimise Σᵢ sᵢ·(yᵢ − w·xᵢ − b)².
 *
 * By a QR factorisation and the singular values of R, O(n·d²): the smallest w when several are as good (collinear
 * features, more features than samples). Sparse X goes by LSQR; `positive` by Lawson and Hanson's active set.
 */
export class LinearRegression extends LinearRegressor<LinearRegressionOptions> {
  /** The rank of the centred X (dense input, unless `positive`). */
  declare rank_: number;
  /** Singular values of the centred X, descending (dense input, unless `positive`). */
  declare singular_: Tensor;

  constructor(options: Partial<LinearRegressionOptions> = {}) {
    super(linearRegressionSpec, options);
  }

  /** Learns from X `[n, d]` and y `[n]` or `[n, outputs]`. */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { fitIntercept, positive } = this.params;
    const data = this.fitAny(X);
    const Y = numericOutputs(y, data.rows, this.spec.name);
    const weights = sampleWeights(options.sampleWeight, data.rows, this.spec.name);
    let means: Means;
    let coef: Matrix;
    let spectrum: { rank: number; values: Float64Array<ArrayBuffer> } | undefined;
    if (positive) {
      const dense = data instanceof CSRMatrix ? data.toDense() : data;
      const equations = normalEquations(dense, Y, weights, fitIntercept);
      means = equations.means;
      coef = eachOutput(equations.right, (h) => nonNegative(equations.gram, h));
    } else if (data instanceof CSRMatrix) {
      means = meansOf(data, Y, weights, fitIntercept);
      const A = centredMap(data, means.x, weights);
      coef = eachOutput(centred(Y, means.y, weights), (b) => lsqr(A, b, { tol: 1e-12 }).x);
    } else {
      means = meansOf(data, Y, weights, fitIntercept);
      const target = centred(Y, means.y, weights);
      const found = leastSquares(centred(data, means.x, weights), target);
      coef = found.x.transpose();
      spectrum = { rank: found.rank, values: found.singular };
    }
    const intercept = interceptsFrom(coef, means, fitIntercept);
    this.setLearned({});
    this.setLinear(coef, intercept, Y.flat);
    if (spectrum) {
      this.rank_ = spectrum.rank;
      this.singular_ = tensor(spectrum.values);
    }
    return this;
  }
}

/** The rows of the result from the columns of B. */
function eachOutput(B: Matrix, solve: (b: Float64Array) => Float64Array): Matrix {
  const parts = Array.from({ length: B.cols }, (_, t) => solve(Float64Array.from(B.column(t))));
  const out = Matrix.zeros(B.cols, parts[0]!.length);
  parts.forEach((part, t) => {
    out.data.set(part, t * out.cols);
  });
  return out;
}
