/** SGDRegressor and PassiveAggressiveRegressor: linear regression learned sample by sample. */
import { linearErrors } from '../../../errors/catalog/learn-linear.ts';
import { ArgumentError, raise } from '../../../errors/index.ts';
import type { CSRMatrix, Matrix } from '../../../linalg/index.ts';
import { tensor } from '../../../tensor/index.ts';
import {
  choice,
  type Features,
  type FitOptions,
  numericTargets,
  type Outputs,
  RandomStream,
  real,
  reporter,
  type Spec,
  sampleWeights,
  seedOf,
  type Targets,
  warnNotConverged,
} from '../../base/index.ts';
import { takeRows } from '../folds.ts';
import { linearScores, numbersOf } from '../linear-classifier.ts';
import { LinearRegressor } from '../linear-regressor.ts';
import type { SgdState } from './descent.ts';
import type { RegressorLoss } from './losses.ts';
import {
  freshState,
  learn,
  recipeOf,
  type SgdCommon,
  type SgdOptions,
  type SgdRecipe,
  sgdCommon,
  sgdLearned,
  sgdParams,
  usesAverage,
} from './options.ts';

const tags = { sparse: true, weights: true, random: true, partial: true };

abstract class SgdRegression<P extends SgdCommon> extends LinearRegressor<P> {
  /** Passes done. */
  declare nIter_: number;
  /** Steps done, plus 1. */
  declare t_: number;
  /** What goes on by `partialFit` when averages are taken: the coefficients without averaging. */
  declare average_: { coef: Float64Array; intercept: Float64Array };

  protected abstract recipe(): SgdRecipe;

  /** Learns from X `[n, d]` (dense or sparse) and y `[n]`. */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    return this.#learn(X, y as Targets, options, false);
  }
  /** One pass over one more part of the data. */
  partialFit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    return this.#learn(X, y, options, true);
  }

  #learn(X: Features, y: Targets, options: FitOptions, partial: boolean): this {
    const { name } = this.spec;
    const recipe = this.recipe();
    const resume = this.hasLearned('coef_') && (partial || recipe.warmStart);
    const data = partial && resume ? this.openAny(X) : this.fitAny(X);
    const target = numericTargets(y, data.rows, name);
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const report = reporter(name, 'epochs', partial ? 1 : recipe.maxIter, options);
    const state = freshState(data.cols);
    if (resume && this.coef_.shape[0] === data.cols) {
      const coef = numbersOf(this.coef_);
      const intercept = numbersOf(this.intercept_)[0]!;
      const plain = this.hasLearned('average_') ? this.average_ : undefined;
      state.w.set(plain?.coef ?? coef);
      state.b = plain?.intercept[0] ?? intercept;
      state.meanW.set(coef);
      state.meanB = intercept;
      state.t = this.t_;
    }
    const { train, test } = split(data.rows, recipe, partial);
    const held = test && judge(data, target, weights, test, recipe);
    const found = learn(
      name,
      recipe,
      { X: data, y: target, weights, rows: train, held },
      state,
      partial,
      0,
      report,
    );
    if (!found.converged && !partial)
      warnNotConverged(name, found.epochs, recipe.maxIter, recipe.tol ?? 0);
    const mean = usesAverage(state, recipe.average);
    this.setLearned({});
    this.coef_ = tensor(mean ? state.meanW : state.w);
    this.intercept_ = tensor(Float64Array.of(mean ? state.meanB : state.b), { shape: [] });
    this.nIter_ = found.epochs;
    this.t_ = state.t;
    if (mean) this.average_ = { coef: state.w, intercept: Float64Array.of(state.b) };
    return this;
  }
}

/** The samples to learn from, and those held out for early stopping. */
function split(
  rows: number,
  { earlyStopping, validationFraction, randomState }: SgdRecipe,
  partial: boolean,
): { train: Int32Array; test?: Int32Array } {
  if (!earlyStopping || partial || rows < 2)
    return { train: Int32Array.from({ length: rows }, (_, i) => i) };
  const order = new RandomStream(seedOf(randomState), 0x5eed).permutation(rows);
  const size = Math.min(Math.max(1, Math.ceil(rows * validationFraction)), rows - 1);
  return { train: order.slice(size), test: order.slice(0, size) };
}

/** R² on the samples held out. */
function judge(
  X: Matrix | CSRMatrix,
  target: Float64Array,
  weights: Float64Array,
  test: Int32Array,
  { average }: SgdRecipe,
): (state: SgdState) => number {
  const part = takeRows(X, test);
  return (state) => {
    const useMean = usesAverage(state, average);
    const b = Float64Array.of(useMean ? state.meanB : state.b);
    const scores = linearScores(part, useMean ? state.meanW : state.w, b);
    let total = 0;
    let sum = 0;
    for (const i of test) {
      total += weights[i]!;
      sum += weights[i]! * target[i]!;
    }
    if (total === 0) return 0;
    const mean = sum / total;
    let rest = 0;
    let spread = 0;
    test.forEach((i, a) => {
      rest += weights[i]! * (target[i]! - scores[a]!) ** 2;
      spread += weights[i]! * (target[i]! - mean) ** 2;
    });
    return spread > 0 ? 1 - rest / spread : 0;
  };
}

export interface SGDRegressorOptions extends SgdOptions {
  /** `'squaredError'` (default), `'huber'` (robust), `'epsilonInsensitive'`, `'squaredEpsilonInsensitive'`. */
  readonly loss: RegressorLoss;
}

const sgdRegressorSpec: Spec<SGDRegressorOptions> = {
  name: 'SGDRegressor',
  kind: 'regressor',
  params: {
    loss: choice('squaredError', [
      'squaredError',
      'huber',
      'epsilonInsensitive',
      'squaredEpsilonInsensitive',
    ]),
    ...sgdParams('invscaling', 0.01, 0.25),
  },
  learned: sgdLearned,
  tags,
};

/**
 * Linear regression by stochastic gradient descent: min (1/n)·Σ ℓ(yᵢ, w·xᵢ + b) + α·penalty(w). For data too large for
 * other solvers or that comes in parts. Scale the features first, or the weights grow without bound.
 */
export class SGDRegressor extends SgdRegression<SGDRegressorOptions> {
  constructor(options: Partial<SGDRegressorOptions> = {}) {
    super(sgdRegressorSpec, options);
  }
  protected recipe(): SgdRecipe {
    const { learningRate, eta0 } = this.params;
    if (learningRate !== 'optimal' && eta0 === 0) {
      raise(ArgumentError, linearErrors, 'linear.combination', {
        who: this.spec.name,
        first: 'eta0: 0',
        second: `learningRate: '${learningRate}'`,
        remedy: '→ eta0 > 0 (0.01)',
      });
    }
    return recipeOf(this.params, true);
  }
}

export interface PassiveAggressiveRegressorOptions extends SgdCommon {
  /** The largest step, > 0. Default 1. */
  readonly C: number;
  /** Errors up to ε ≥ 0 change nothing. Default 0.1. */
  readonly epsilon: number;
  /** `'epsilonInsensitive'`: steps up to C (PA-I); `'squaredEpsilonInsensitive'`: steps softened by C (PA-II). */
  readonly loss: 'epsilonInsensitive' | 'squaredEpsilonInsensitive';
}

const passiveSpec: Spec<PassiveAggressiveRegressorOptions> = {
  name: 'PassiveAggressiveRegressor',
  kind: 'regressor',
  params: {
    ...sgdCommon,
    C: real(1, { min: 0, open: 'min' }),
    epsilon: real(0.1, { min: 0 }),
    loss: choice('epsilonInsensitive', ['epsilonInsensitive', 'squaredEpsilonInsensitive']),
  },
  learned: sgdLearned,
  tags,
};

/** After each sample the smallest change that predicts it within ε, up to C (Crammer and others, 2006). */
export class PassiveAggressiveRegressor extends SgdRegression<PassiveAggressiveRegressorOptions> {
  constructor(options: Partial<PassiveAggressiveRegressorOptions> = {}) {
    super(passiveSpec, options);
  }
  protected recipe(): SgdRecipe {
    return {
      ...this.params,
      schedule: this.params.loss === 'epsilonInsensitive' ? 'pa1' : 'pa2',
      loss: 'epsilonInsensitive',
      penalty: 'none',
      alpha: 1,
      l1Ratio: 0,
      eta0: 1,
      powerT: 0.5,
      isRegression: true,
    };
  }
}
