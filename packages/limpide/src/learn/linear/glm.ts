/** PoissonRegressor, GammaRegressor, TweedieRegressor: linear models for counts and positive amounts. */
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  flag,
  integer,
  numericTargets,
  type Outputs,
  type ParamTable,
  real,
  reporter,
  type ScoreOptions,
  type Spec,
  sampleWeights,
  type Targets,
  warnNotConverged,
} from '../base/index.ts';
import { designOf } from './design.ts';
import { lbfgs } from './lbfgs.ts';
import { numbersOf } from './linear-classifier.ts';
import { LinearRegressor } from './linear-regressor.ts';

export interface GlmOptions {
  /** Strength of the squared penalty, ≥ 0. Default 1. */
  readonly alpha: number;
  readonly fitIntercept: boolean;
  /** The most iterations, ≥ 1. Default 100. */
  readonly maxIter: number;
  /** The largest slope at the end. Default 1e-4. */
  readonly tol: number;
  readonly warmStart: boolean;
}

const glmParams: ParamTable<GlmOptions> = {
  alpha: real(1, { min: 0 }),
  fitIntercept: flag(true),
  maxIter: integer(100, { min: 1 }),
  tol: real(1e-4, { min: 0, open: 'min' }),
  warmStart: flag(false),
};
const learned = ['coef_', 'intercept_', 'nIter_'];
const tags = { sparse: true, weights: true };

/**
 * ŷ = exp(w·x + b), and the variance of y grows like ŷ^power. Minimises
 * Σ sᵢ·½·deviance(yᵢ, ŷᵢ)/Σ sᵢ + α/2·‖w‖² by L-BFGS (McCullagh & Nelder, 1989; Jørgensen, 1987).
 */
abstract class LogLinear<P extends GlmOptions> extends LinearRegressor<P> {
  declare nIter_: number;

  /** p in Var(y) ∝ ŷ^p */
  protected abstract get power(): number;

  /** Learns from X `[n, d]` (dense or sparse) and y `[n]`. */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { alpha, fitIntercept, maxIter, tol, warmStart } = this.params;
    const data = this.fitAny(X);
    const target = this.#targets(y as Targets, data.rows);
    const given = sampleWeights(options.sampleWeight, data.rows, name);
    const total = given.reduce((sum, s) => sum + s, 0);
    const weights = given.map((s) => s / total);
    const design = designOf(data);
    const d = data.cols;
    const power = this.power;
    const start = new Float64Array(d + (fitIntercept ? 1 : 0));
    if (warmStart && this.hasLearned('coef_') && this.coef_.shape[0] === d) {
      start.set(numbersOf(this.coef_));
      if (fitIntercept) start[d] = numbersOf(this.intercept_)[0]!;
    } else if (fitIntercept) {
      let mean = 0;
      for (let i = 0; i < target.length; i++) mean += weights[i]! * target[i]!;
      start[d] = Math.log(Math.max(mean, 1e-10));
    }
    const found = lbfgs(
      (x, g) => {
        const b = fitIntercept ? x[d]! : 0;
        const slopes = design.scores(x.subarray(0, d), 1);
        let value = 0;
        let sum = 0;
        for (let i = 0; i < target.length; i++) {
          const eta = slopes[i]! + b;
          value += weights[i]! * halfDeviance(target[i]!, eta, power);
          // ∂(½ deviance)/∂η = (ŷ − y)·ŷ^(1−p)
          const slope = (Math.exp(eta) - target[i]!) * Math.exp((1 - power) * eta);
          slopes[i] = weights[i]! * slope;
          sum += slopes[i]!;
        }
        g.set(design.pull(slopes, 1));
        for (let j = 0; j < d; j++) {
          value += 0.5 * alpha * x[j]! * x[j]!;
          g[j]! += alpha * x[j]!;
        }
        if (fitIntercept) g[d] = sum;
        return value;
      },
      start,
      {
        maxIter,
        gradientTol: tol,
        valueTol: 64 * Number.EPSILON,
        onIteration: reporter(name, 'iterations', maxIter, options),
      },
    );
    if (!found.converged) warnNotConverged(name, found.iterations, found.gradientSize, tol);
    this.coef_ = tensor(found.x.slice(0, d));
    this.intercept_ = tensor(Float64Array.of(fitIntercept ? found.x[d]! : 0), { shape: [] });
    this.nIter_ = found.iterations;
    return this;
  }

  /** exp(X·w + b), `[n]`. */
  override predict(X: Features): Tensor {
    return tensor(numbersOf(super.predict(X)).map(Math.exp) as Float64Array<ArrayBuffer>);
  }

  /** D² = 1 − deviance/deviance of the mean: 1 is perfect, 0 no better than the mean. */
  override score(X: Features, y: Outputs, { sampleWeight }: ScoreOptions = {}): number {
    const predicted = numbersOf(this.predict(X));
    const target = this.#targets(y as Targets, predicted.length);
    const weights = sampleWeights(sampleWeight, predicted.length, this.spec.name);
    let mean = 0;
    let total = 0;
    for (let i = 0; i < target.length; i++) {
      mean += weights[i]! * target[i]!;
      total += weights[i]!;
    }
    let own = 0;
    let constant = 0;
    let least = 0;
    const level = Math.log(mean / total);
    for (let i = 0; i < target.length; i++) {
      const value = target[i]!;
      own += weights[i]! * halfDeviance(value, Math.log(predicted[i]!), this.power);
      constant += weights[i]! * halfDeviance(value, level, this.power);
      least += weights[i]! * (value > 0 ? halfDeviance(value, Math.log(value), this.power) : 0);
    }
    return constant > least ? 1 - (own - least) / (constant - least) : own === least ? 1 : 0;
  }

  /** y ≥ 0, or > 0 from p = 2 on. */
  #targets(y: Targets, rows: number): Float64Array {
    const who = this.spec.name;
    const target = numericTargets(y, rows, who);
    const { power } = this;
    const bad = target.findIndex((value) => value < 0 || (power >= 2 && value === 0));
    if (bad >= 0) {
      raise(DataError, linearErrors, 'linear.negativeTarget', {
        who,
        expected: power >= 2 ? '> 0' : '≥ 0',
        got: target[bad]!,
        row: bad,
      });
    }
    return target;
  }
}

/** Half the deviance of y and ŷ = e^η, up to what depends on y alone. */
function halfDeviance(y: number, eta: number, p: number): number {
  if (p === 1) return Math.exp(eta) - y * eta;
  if (p === 2) return y * Math.exp(-eta) + eta;
  return Math.exp((2 - p) * eta) / (2 - p) - (y * Math.exp((1 - p) * eta)) / (1 - p);
}

const poissonSpec: Spec<GlmOptions> = {
  name: 'PoissonRegressor',
  kind: 'regressor',
  params: glmParams,
  learned,
  tags,
};
/** For counts: y ~ Poisson(exp(w·x + b)). */
export class PoissonRegressor extends LogLinear<GlmOptions> {
  constructor(options: Partial<GlmOptions> = {}) {
    super(poissonSpec, options);
  }
  protected get power(): number {
    return 1;
  }
}

const gammaSpec: Spec<GlmOptions> = {
  name: 'GammaRegressor',
  kind: 'regressor',
  params: glmParams,
  learned,
  tags,
};
/** For positive amounts whose spread grows with them: y ~ Gamma with mean exp(w·x + b). */
export class GammaRegressor extends LogLinear<GlmOptions> {
  constructor(options: Partial<GlmOptions> = {}) {
    super(gammaSpec, options);
  }
  protected get power(): number {
    return 2;
  }
}

export interface TweedieRegressorOptions extends GlmOptions {
  /** p ≥ 1 in Var(y) ∝ ŷ^p: 1 Poisson, 1 … 2 amounts that may be 0, 2 gamma, 3 inverse Gaussian. Default 1.5. */
  readonly power: number;
}
const tweedieSpec: Spec<TweedieRegressorOptions> = {
  name: 'TweedieRegressor',
  kind: 'regressor',
  params: { ...glmParams, power: real(1.5, { min: 1 }) },
  learned,
  tags,
};
/** The family of Tweedie with a logarithmic link: one parameter between counts and amounts. */
export class TweedieRegressor extends LogLinear<TweedieRegressorOptions> {
  constructor(options: Partial<TweedieRegressorOptions> = {}) {
    super(tweedieSpec, options);
  }
  protected get power(): number {
    return this.params.power;
  }
}
