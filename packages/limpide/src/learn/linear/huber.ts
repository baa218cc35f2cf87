/** HuberRegressor: linear regression that outliers do not turn. */

import type { Tensor } from '../../tensor/index.ts';
import { tensor } from '../../tensor/index.ts';
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
import { designOf } from './design.ts';
import { lbfgs } from './lbfgs.ts';
import { numbersOf } from './linear-classifier.ts';
import { LinearRegressor } from './linear-regressor.ts';

export interface HuberRegressorOptions {
  /** Errors beyond ε·σ count linearly, > 1. Default 1.35: 95 % as efficient as least squares on normal errors. */
  readonly epsilon: number;
  /** Strength of the squared penalty, ≥ 0. Default 1e-4. */
  readonly alpha: number;
  readonly fitIntercept: boolean;
  /** The most iterations, ≥ 1. Default 100. */
  readonly maxIter: number;
  /** The largest slope at the end. Default 1e-5. */
  readonly tol: number;
  readonly warmStart: boolean;
}

const huberSpec: Spec<HuberRegressorOptions> = {
  name: 'HuberRegressor',
  kind: 'regressor',
  params: {
    epsilon: real(1.35, { min: 1, open: 'min' }),
    alpha: real(1e-4, { min: 0 }),
    fitIntercept: flag(true),
    maxIter: integer(100, { min: 1 }),
    tol: real(1e-5, { min: 0 }),
    warmStart: flag(false),
  },
  learned: ['coef_', 'intercept_', 'scale_', 'nIter_', 'outliers_'],
  tags: { weights: true, sparse: true },
};

/**
 * Robust regression (Huber, 1981; Owen, 2007): minimises
 *
 *     Σᵢ sᵢ·(σ + H(rᵢ/σ)·σ) + α‖w‖²,  r = y − w·x − b,  H(z) = z² for |z| < ε, else 2ε|z| − ε²
 *
 * over w, b and the scale σ together, so that what counts as an outlier does not depend on the unit of y. The function
 * is convex; σ is written as e^τ, and L-BFGS minimises it.
 */
export class HuberRegressor extends LinearRegressor<HuberRegressorOptions> {
  /** σ */
  declare scale_: number;
  declare nIter_: number;
  /** Samples with |r| > ε·σ: 1 or 0, int32 `[n]`. */
  declare outliers_: Tensor;

  constructor(options: Partial<HuberRegressorOptions> = {}) {
    super(huberSpec, options);
  }

  /** Learns from X `[n, d]` (dense or sparse) and y `[n]`. */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { epsilon, alpha, fitIntercept, maxIter, tol, warmStart } = this.params;
    const data = this.fitAny(X);
    const target = numericTargets(y as Targets, data.rows, name);
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const design = designOf(data);
    const d = data.cols;
    const size = d + (fitIntercept ? 2 : 1); // w, b, τ
    const total = weights.reduce((sum, s) => sum + s, 0);
    const start = new Float64Array(size);
    if (warmStart && this.hasLearned('coef_') && this.coef_.shape[0] === d) {
      start.set(numbersOf(this.coef_));
      if (fitIntercept) start[d] = numbersOf(this.intercept_)[0]!;
      start[size - 1] = Math.log(this.scale_);
    }
    // residuals of x, then their slopes
    const residuals = (x: Float64Array): Float64Array => {
      const fitted = design.scores(x.subarray(0, d), 1);
      const b = fitIntercept ? x[d]! : 0;
      return target.map((wanted, i) => wanted - fitted[i]! - b);
    };
    const objective = (x: Float64Array, g: Float64Array): number => {
      const sigma = Math.exp(x[size - 1]!);
      const r = residuals(x);
      let value = total * sigma;
      let slopeSigma = total;
      let slopeB = 0;
      for (let i = 0; i < r.length; i++) {
        const s = weights[i]!;
        const z = r[i]! / sigma;
        const outside = Math.abs(z) > epsilon;
        value += s * sigma * (outside ? 2 * epsilon * Math.abs(z) - epsilon * epsilon : z * z);
        slopeSigma -= s * (outside ? epsilon * epsilon : z * z);
        const slope = s * (outside ? 2 * epsilon * Math.sign(z) : 2 * z); // −∂/∂(w·x + b)
        r[i] = -slope;
        slopeB -= slope;
      }
      g.set(design.pull(r, 1));
      for (let j = 0; j < d; j++) {
        value += alpha * x[j]! * x[j]!;
        g[j]! += 2 * alpha * x[j]!;
      }
      if (fitIntercept) g[d] = slopeB;
      g[size - 1] = slopeSigma * sigma;
      // Where y is fitted exactly σ goes to 0: not further than rounding.
      return sigma > 1e-150 ? value : Infinity;
    };
    const found = lbfgs(objective, start, {
      maxIter,
      gradientTol: tol,
      valueTol: 64 * Number.EPSILON,
      onIteration: reporter(name, 'iterations', maxIter, options),
    });
    if (!found.converged) warnNotConverged(name, found.iterations, found.gradientSize, tol);
    const sigma = Math.exp(found.x[size - 1]!);
    const rest = residuals(found.x);
    this.coef_ = tensor(found.x.slice(0, d));
    this.intercept_ = tensor(Float64Array.of(fitIntercept ? found.x[d]! : 0), { shape: [] });
    this.scale_ = sigma;
    this.nIter_ = found.iterations;
    this.outliers_ = tensor(Int32Array.from(rest, (r) => (Math.abs(r) > epsilon * sigma ? 1 : 0)));
    return this;
  }
}
