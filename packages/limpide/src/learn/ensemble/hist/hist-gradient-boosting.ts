/** Gradient boosting with histograms: HistGradientBoostingClassifier and HistGradientBoostingRegressor. */
import { learnErrors } from '../../../errors/catalog/learn.ts';
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { ArgumentError, DataError, raise } from '../../../errors/index.ts';
import type { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  Classifier,
  choice,
  classTargets,
  type Features,
  type FitOptions,
  namesOf,
  numericTargets,
  optional,
  Regressor,
  real,
  type Spec,
  sampleWeights,
  seedOf,
  type Targets,
} from '../../base/index.ts';
import { type ClassWeight, classWeightParam, weightedByClass } from '../../linear/class-weight.ts';
import { sigmoid, softmaxRows } from '../../linear/links.ts';
import { largestOfRows } from '../rows.ts';
import type { Binning } from './bins.ts';
import { type Boosted, rawPredictions } from './boosting.ts';
import { fitHist } from './fit.ts';
import {
  binaryLoss,
  gammaLoss,
  type HistLoss,
  multinomialLoss,
  poissonLoss,
  quantileLoss,
  squaredLoss,
} from './losses.ts';
import { type HistOptions, histParams } from './options.ts';

export interface HistGradientBoostingClassifierOptions extends HistOptions {
  readonly loss: 'log_loss';
  readonly classWeight: ClassWeight | undefined;
}
export interface HistGradientBoostingRegressorOptions extends HistOptions {
  readonly loss: 'squared_error' | 'absolute_error' | 'quantile' | 'poisson' | 'gamma';
  /** The quantile, in [0, 1], of `loss: 'quantile'`. */
  readonly quantile: number | undefined;
}

const learned = [
  'boosted_',
  'binning_',
  'nIter_',
  'trainScore_',
  'validationScore_',
  'doEarlyStopping_',
];
const tags = { missing: true, random: true, weights: true };

const classifierSpec: Spec<HistGradientBoostingClassifierOptions> = {
  name: 'HistGradientBoostingClassifier',
  kind: 'classifier',
  params: {
    loss: choice('log_loss', ['log_loss']),
    ...histParams,
    classWeight: classWeightParam(),
  },
  learned: ['classes_', ...learned],
  tags,
};
const regressorSpec: Spec<HistGradientBoostingRegressorOptions> = {
  name: 'HistGradientBoostingRegressor',
  kind: 'regressor',
  params: {
    loss: choice('squared_error', [
      'squared_error',
      'absolute_error',
      'quantile',
      'poisson',
      'gamma',
    ]),
    quantile: optional(real(0.5, { min: 0, max: 1 })),
    ...histParams,
  },
  learned,
  tags,
};

const scores = (losses: Float64Array): Tensor => tensor(losses.map((loss) => -loss));

/**
 * Gradient boosting on binned features for classes: trees are added, each following the gradient of the log loss
 * of all before it. Values go into 255 bins once, so a split costs O(samples + bins), whatever the number of
 * distinct values; 10,000 samples and more are its ground. NaN is a value of its own, sent to whichever side is
 * better; categories may be used as they are.
 *
 * Friedman, *Greedy function approximation*, 2001; Ke et al., *LightGBM*, NIPS 2017.
 */
export class HistGradientBoostingClassifier extends Classifier<HistGradientBoostingClassifierOptions> {
  /** The trees and the constant that they start from. */
  declare boosted_: Boosted;
  declare binning_: Binning;
  declare nIter_: number;
  /** With early stopping, −loss on the training samples, before the first iteration and after each. */
  declare trainScore_: Tensor;
  /** The same on held-out samples; empty without early stopping. */
  declare validationScore_: Tensor;
  declare doEarlyStopping_: boolean;

  constructor(options: Partial<HistGradientBoostingClassifierOptions> = {}) {
    super(classifierSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    const before = this.params.warmStart && this.hasLearned('boosted_') ? this.boosted_ : undefined;
    this.checkParams();
    const { params } = this;
    const who = this.spec.name;
    const matrix = this.fitDense(X, { minRows: 2 });
    const { codes, classes } = classTargets(y, matrix.rows, who);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who, got: String(classes[0]) });
    if (params.monotonicCst !== undefined && classes.length > 2)
      raise(ArgumentError, treeErrors, 'trees.monotonicClasses', { who, got: classes.length });
    const given = sampleWeights(options.sampleWeight, matrix.rows, who);
    const weights = weightedByClass(given, params.classWeight, codes, classes, who);
    const loss = classes.length === 2 ? binaryLoss() : multinomialLoss(classes.length);
    const data = {
      who,
      X: matrix,
      y: Float64Array.from(codes),
      weights,
      codes,
      names: namesOf(X),
      seed: seedOf(params.randomState),
      before: before?.baseline.length === loss.width ? before : undefined,
    };
    const { boosted, binning, stopping } = fitHist(data, params, loss, options);
    this.classes_ = classes;
    this.boosted_ = boosted;
    this.binning_ = binning;
    this.nIter_ = boosted.trees.length;
    this.trainScore_ = scores(boosted.trainLoss);
    this.validationScore_ = scores(boosted.validationLoss);
    this.doEarlyStopping_ = stopping;
    return this;
  }

  #raw(X: Matrix, count?: number): Float64Array<ArrayBuffer> {
    return rawPredictions(this.boosted_, this.binning_, X, count);
  }
  /** Log odds: `[n]` for two classes, `[n, classes]` for more. */
  decisionFunction(X: Features): Tensor {
    const matrix = this.openDense(X);
    const k = this.classes_.length;
    return tensor(this.#raw(matrix), { shape: k === 2 ? [matrix.rows] : [matrix.rows, k] });
  }
  predictProba(X: Features): Tensor {
    const matrix = this.openDense(X);
    return this.#probabilities(this.#raw(matrix), matrix.rows);
  }
  #probabilities(raw: Float64Array<ArrayBuffer>, rows: number): Tensor {
    const k = this.classes_.length;
    if (k > 2) {
      softmaxRows(raw, rows, k);
      return tensor(raw, { shape: [rows, k] });
    }
    const both = new Float64Array(2 * rows);
    for (let i = 0; i < rows; i++) {
      both[2 * i] = sigmoid(-raw[i]!);
      both[2 * i + 1] = sigmoid(raw[i]!);
    }
    return tensor(both, { shape: [rows, 2] });
  }
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log();
  }
  protected predictCodes(X: Features): Int32Array {
    const matrix = this.openDense(X);
    const raw = this.#raw(matrix);
    const k = this.classes_.length;
    if (k > 2) return largestOfRows(raw, matrix.rows, k);
    return Int32Array.from(raw, (r) => (r >= 0 ? 1 : 0));
  }
  /** Probabilities after each iteration. */
  *stagedPredictProba(X: Features): Generator<Tensor> {
    const matrix = this.openDense(X);
    for (let t = 1; t <= this.nIter_; t++)
      yield this.#probabilities(this.#raw(matrix, t), matrix.rows);
  }
}

/**
 * Gradient boosting on binned features for numbers; see HistGradientBoostingClassifier. Losses: squared error,
 * absolute error and quantiles (leaves hold quantiles of what is left), Poisson and gamma (their mean is eʳ).
 */
export class HistGradientBoostingRegressor extends Regressor<HistGradientBoostingRegressorOptions> {
  declare boosted_: Boosted;
  declare binning_: Binning;
  declare nIter_: number;
  declare trainScore_: Tensor;
  declare validationScore_: Tensor;
  declare doEarlyStopping_: boolean;

  constructor(options: Partial<HistGradientBoostingRegressorOptions> = {}) {
    super(regressorSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    const before = this.params.warmStart && this.hasLearned('boosted_') ? this.boosted_ : undefined;
    this.checkParams();
    const { params } = this;
    const who = this.spec.name;
    const matrix = this.fitDense(X, { minRows: 2 });
    const targets = numericTargets(y, matrix.rows, who);
    this.#checkTargets(targets, who);
    const weights = sampleWeights(options.sampleWeight, matrix.rows, who);
    const data = {
      who,
      X: matrix,
      y: targets,
      weights,
      codes: undefined,
      names: namesOf(X),
      seed: seedOf(params.randomState),
      before,
    };
    const { boosted, binning, stopping } = fitHist(data, params, this.#loss(), options);
    this.boosted_ = boosted;
    this.binning_ = binning;
    this.nIter_ = boosted.trees.length;
    this.trainScore_ = scores(boosted.trainLoss);
    this.validationScore_ = scores(boosted.validationLoss);
    this.doEarlyStopping_ = stopping;
    return this;
  }
  #loss(): HistLoss {
    const { loss, quantile } = this.params;
    if (loss === 'absolute_error') return quantileLoss(0.5, 2);
    if (loss === 'quantile') return quantileLoss(quantile ?? 0.5);
    if (loss === 'poisson') return poissonLoss();
    return loss === 'gamma' ? gammaLoss() : squaredLoss();
  }
  #checkTargets(y: Float64Array, who: string): void {
    const { loss } = this.params;
    if (loss !== 'poisson' && loss !== 'gamma') return;
    const row = y.findIndex((v) => (loss === 'gamma' ? !(v > 0) : v < 0));
    const expected = loss === 'gamma' ? 'y > 0' : 'y ≥ 0, Σ y > 0';
    if (row >= 0)
      raise(DataError, treeErrors, 'trees.lossTarget', { who, loss, expected, got: y[row]!, row });
    if (!y.some((v) => v > 0))
      raise(DataError, treeErrors, 'trees.lossTarget', { who, loss, expected, got: 0, row: 0 });
  }

  predict(X: Features): Tensor {
    const matrix = this.openDense(X);
    return this.#predictions(matrix);
  }
  #predictions(X: Matrix, count?: number): Tensor {
    const raw = rawPredictions(this.boosted_, this.binning_, X, count);
    this.#loss().link?.(raw);
    return tensor(raw);
  }
  /** Predictions after each iteration. */
  *stagedPredict(X: Features): Generator<Tensor> {
    const matrix = this.openDense(X);
    for (let t = 1; t <= this.nIter_; t++) yield this.#predictions(matrix, t);
  }
}
