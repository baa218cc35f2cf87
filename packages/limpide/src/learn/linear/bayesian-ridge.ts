/** BayesianRidge: ridge regression that learns its own penalty and the noise. */
import { svd } from '../../linalg/dense/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  flag,
  integer,
  numericTargets,
  type Outputs,
  real,
  reporter,
  type Spec,
  sampleWeights,
  type Targets,
  warnNotConverged,
} from '../base/index.ts';
import { numbersOf } from './linear-classifier.ts';
import { centred, interceptsFrom, LinearRegressor, meansOf } from './linear-regressor.ts';

export interface BayesianRidgeOptions {
  /** The most iterations, ≥ 1. Default 300. */
  readonly maxIter: number;
  /** Converged when Σ|Δw| is below this. Default 1e-3. */
  readonly tol: number;
  /** Gamma priors on the precision of the noise (α) and of the weights (λ): shapes and rates, ≥ 0. Default 1e-6. */
  readonly alpha1: number;
  readonly alpha2: number;
  readonly lambda1: number;
  readonly lambda2: number;
  readonly fitIntercept: boolean;
}

const bayesianSpec: Spec<BayesianRidgeOptions> = {
  name: 'BayesianRidge',
  kind: 'regressor',
  params: {
    maxIter: integer(300, { min: 1 }),
    tol: real(1e-3, { min: 0, open: 'min' }),
    alpha1: real(1e-6, { min: 0 }),
    alpha2: real(1e-6, { min: 0 }),
    lambda1: real(1e-6, { min: 0 }),
    lambda2: real(1e-6, { min: 0 }),
    fitIntercept: flag(true),
  },
  learned: ['coef_', 'intercept_', 'alpha_', 'lambda_', 'sigma_', 'xOffset_', 'nIter_'],
  tags: { weights: true },
};

/**
 * w ~ N(0, 1/λ), y ~ N(w·x + b, 1/α): for given α and λ the posterior of w is normal with ridge's solution as its mean,
 * and α and λ are those that explain the data best (MacKay, 1992; Tipping, 2001):
 *
 *     γ = Σ α·σᵢ²/(λ + α·σᵢ²),  λ = (γ + 2λ₁)/(‖w‖² + 2λ₂),  α = (n − γ + 2α₁)/(‖y − Xw‖² + 2α₂)
 *
 * No penalty to tune, and predictions know their uncertainty. One SVD, O(n·d²).
 */
export class BayesianRidge extends LinearRegressor<BayesianRidgeOptions> {
  /** Precision of the noise: 1/variance. */
  declare alpha_: number;
  /** Precision of the weights. */
  declare lambda_: number;
  /** Covariance of the weights, `[d, d]`. */
  declare sigma_: Tensor;
  /** Means of the columns, `[d]`. */
  declare xOffset_: Tensor;
  declare nIter_: number;

  constructor(options: Partial<BayesianRidgeOptions> = {}) {
    super(bayesianSpec, options);
  }

  /** Learns from X `[n, d]` and y `[n]`. */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { maxIter, tol, alpha1, alpha2, lambda1, lambda2, fitIntercept } = this.params;
    const data = this.fitDense(X);
    const n = data.rows;
    const target = numericTargets(y as Targets, n, name);
    const weights = sampleWeights(options.sampleWeight, n, name);
    const report = reporter(name, 'iterations', maxIter, options);
    const Y = new Matrix(target, n, 1);
    const means = meansOf(data, Y, weights, fitIntercept);
    const b = centred(Y, means.y, weights);
    const { u, s, vt } = svd(centred(data, means.x, weights));
    const inner = Float64Array.from(multiply(u, b, { transposeA: true }).data); // Uᵀy
    let yy = 0;
    let inside = 0; // ‖UUᵀy‖²: what X can explain
    for (let i = 0; i < n; i++) yy += b.data[i]! ** 2;
    for (const value of inner) inside += value * value;
    const outside = Math.max(yy - inside, 0);
    const tiny = Number.EPSILON;
    let alpha = 1 / (yy / n + tiny);
    let lambda = 1;
    let last: Float64Array | undefined;
    /** w along the right singular vectors. */
    const weightsAt = (): Float64Array =>
      s.map((value, k) => (value * inner[k]!) / (value * value + lambda / alpha));
    let iterations = 0;
    let change = Infinity;
    while (iterations < maxIter) {
      const along = weightsAt();
      let gamma = 0;
      let size = 0;
      let rest = outside;
      s.forEach((value, k) => {
        gamma += (alpha * value * value) / (lambda + alpha * value * value);
        size += along[k]! ** 2;
        rest += (inner[k]! - value * along[k]!) ** 2;
      });
      lambda = (gamma + 2 * lambda1) / (size + 2 * lambda2 + Number.MIN_VALUE);
      alpha = (n - gamma + 2 * alpha1) / (rest + 2 * alpha2 + Number.MIN_VALUE);
      lambda = Math.min(lambda, 1e300);
      alpha = Math.min(alpha, 1e300);
      iterations++;
      const w = timesRows(vt, along);
      change = last ? w.reduce((sum, value, j) => sum + Math.abs(value - last![j]!), 0) : Infinity;
      last = w;
      report(iterations, change);
      if (change < tol) break;
    }
    if (change >= tol) warnNotConverged(name, iterations, change, tol);
    const d = data.cols;
    const coef = new Matrix(timesRows(vt, weightsAt()), 1, d);
    // Σ = V·diag(1/(λ + ασ²))·Vᵀ, and 1/λ along directions that X does not have
    const sigma = Matrix.zeros(d, d);
    for (let i = 0; i < d; i++) {
      sigma.data[i * d + i] = 1 / lambda;
      for (let j = 0; j < d; j++)
        for (let k = 0; k < s.length; k++)
          sigma.data[i * d + j]! +=
            vt.at(k, i) * vt.at(k, j) * (1 / (lambda + alpha * s[k]! ** 2) - 1 / lambda);
    }
    this.setLinear(coef, interceptsFrom(coef, means, fitIntercept), true);
    this.alpha_ = alpha;
    this.lambda_ = lambda;
    this.sigma_ = sigma.toTensor();
    this.xOffset_ = tensor(means.x);
    this.nIter_ = iterations;
    return this;
  }

  /** Predictions and their standard deviations, both `[n]`. */
  predictWithStd(X: Features): { mean: Tensor; std: Tensor } {
    const data = this.openDense(X);
    const sigma = Matrix.fromTensor(this.sigma_);
    const offset = numbersOf(this.xOffset_);
    const moved = new Matrix(
      Float64Array.from(data.data, (value, at) => value - offset[at % data.cols]!),
      data.rows,
      data.cols,
    );
    const spread = multiply(moved, sigma);
    const std = new Float64Array(data.rows);
    for (let i = 0; i < data.rows; i++) {
      let variance = 1 / this.alpha_;
      for (let j = 0; j < data.cols; j++) variance += spread.at(i, j) * moved.at(i, j);
      std[i] = Math.sqrt(variance);
    }
    return { mean: this.predict(X), std: tensor(std) };
  }
}

/** Σ_k c_k·(row k) */
function timesRows(rows: Matrix, c: Float64Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(rows.cols);
  for (let k = 0; k < c.length; k++)
    for (let j = 0; j < rows.cols; j++) out[j]! += c[k]! * rows.at(k, j);
  return out;
}
