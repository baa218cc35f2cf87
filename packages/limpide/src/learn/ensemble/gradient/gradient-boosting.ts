/** Gradient boosting with exact splits: GradientBoostingClassifier and GradientBoostingRegressor. */
import { learnErrors } from '../../../errors/catalog/learn.ts';
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { ArgumentError, DataError, raise } from '../../../errors/index.ts';
import type { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  anything,
  Classifier,
  choice,
  classTargets,
  clone,
  Estimator,
  type Features,
  type FitOptions,
  flag,
  givesProbabilities,
  integer,
  numericTargets,
  optional,
  type Param,
  type ParamTable,
  Regressor,
  real,
  type Spec,
  sampleWeights,
  seedOf,
  type Targets,
} from '../../base/index.ts';
import { sigmoid, softmaxRows } from '../../linear/links.ts';
import type { TreeData } from '../../trees/data.ts';
import { type GrowthOptions, growRules, growthParams } from '../../trees/options.ts';
import { spread, totalOf } from '../../trees/prepare.ts';
import type { Drawing } from '../../trees/sampling.ts';
import { forestImportances } from '../forest/grow.ts';
import { holdOut, rowsOfMatrix } from '../hist/options.ts';
import { largestOfRows } from '../rows.ts';
import { addGroup, boostGradient, type GradientFit } from './boosting.ts';
import {
  binaryDeviance,
  exponential,
  type GradientLoss,
  huber,
  multinomialDeviance,
  pinball,
  squared,
} from './losses.ts';

export interface GradientBoostingOptions extends GrowthOptions {
  /** How much of each tree is added (≥ 0). Default 0.1. */
  readonly learningRate: number;
  /** Iterations (≥ 1). Default 100. */
  readonly nEstimators: number;
  /** The share of samples that each tree is grown from, in (0, 1]; below 1: stochastic boosting. */
  readonly subsample: number;
  readonly criterion: 'friedman_mse' | 'squared_error';
  /** Where to begin: undefined: the best constant; `'zero'`; or an estimator that is fitted first. */
  readonly init: Estimator | 'zero' | undefined;
  readonly warmStart: boolean;
  /** The share of samples held out, with `nIterNoChange`. */
  readonly validationFraction: number;
  /** Stops when the loss of held-out samples has not fallen for so many iterations; undefined: never. */
  readonly nIterNoChange: number | undefined;
  readonly tol: number;
}
export interface GradientBoostingClassifierOptions extends GradientBoostingOptions {
  readonly loss: 'log_loss' | 'exponential';
}
export interface GradientBoostingRegressorOptions extends GradientBoostingOptions {
  readonly loss: 'squared_error' | 'absolute_error' | 'huber' | 'quantile';
  /** The quantile of `'huber'` and `'quantile'`, in (0, 1). Default 0.9. */
  readonly alpha: number;
}

const initParam = (): Param<Estimator | 'zero' | undefined> =>
  anything<Estimator | 'zero' | undefined>(
    undefined,
    "undefined | 'zero' | estimator",
    (value) => value === undefined || value === 'zero' || value instanceof Estimator,
  );

const params: ParamTable<GradientBoostingOptions> = {
  learningRate: real(0.1, { min: 0 }),
  nEstimators: integer(100, { min: 1 }),
  subsample: real(1, { min: 0, max: 1, open: 'min' }),
  criterion: choice('friedman_mse', ['friedman_mse', 'squared_error']),
  ...growthParams(undefined),
  maxDepth: optional(integer(3, { min: 1 }), 3),
  init: initParam(),
  warmStart: flag(false),
  validationFraction: real(0.1, { min: 0, max: 1, open: 'both' }),
  nIterNoChange: optional(integer(1, { min: 1 })),
  tol: real(1e-4, { min: 0 }),
};

const learned = [
  'trees_',
  'baseline_',
  'init_',
  'nEstimators_',
  'trainScore_',
  'oobImprovement_',
  'featureImportances_',
];
const tags = { missing: true, sparse: true, random: true, weights: true };

const classifierSpec: Spec<GradientBoostingClassifierOptions> = {
  name: 'GradientBoostingClassifier',
  kind: 'classifier',
  params: { loss: choice('log_loss', ['log_loss', 'exponential']), ...params },
  learned: ['classes_', ...learned],
  tags,
};
const regressorSpec: Spec<GradientBoostingRegressorOptions> = {
  name: 'GradientBoostingRegressor',
  kind: 'regressor',
  params: {
    loss: choice('squared_error', ['squared_error', 'absolute_error', 'huber', 'quantile']),
    alpha: real(0.9, { min: 0, max: 1, open: 'both' }),
    ...params,
  },
  learned,
  tags,
};

interface Start {
  readonly init: Estimator | undefined;
  readonly baseline: Float64Array;
  readonly before: readonly (readonly TreeData[])[];
}

/** Fits; both estimators do the same from here on. */
function fitGradient(
  who: string,
  options: GradientBoostingOptions,
  loss: GradientLoss,
  X: Matrix,
  y: Float64Array,
  weights: Float64Array,
  start: Start,
  initial: (X: Matrix) => Float64Array,
  codes: Int32Array | undefined,
  fitOptions: FitOptions,
): GradientFit {
  const seed = seedOf(options.randomState);
  const all = { X, y, weights };
  let train = all;
  let held: typeof all | undefined;
  if (options.nIterNoChange !== undefined) {
    const parts = holdOut(options.validationFraction, X.rows, codes, seed, who);
    const part = (rows: Int32Array): typeof all => ({
      X: rowsOfMatrix(X, rows),
      y: Float64Array.from(rows, (i) => y[i]!),
      weights: Float64Array.from(rows, (i) => weights[i]!),
    });
    train = part(parts.kept);
    held = part(parts.held);
  }
  const { rows, cols } = train.X;
  const rules = growRules(options, options.criterion, 'best', rows, cols, totalOf(train.weights));
  const draws = Math.max(1, Math.floor(options.subsample * rows));
  const drawing: Drawing | undefined =
    options.subsample < 1 ? { draws, replace: false, balance: undefined } : undefined;
  const raw = (X: Matrix): Float64Array => {
    const values = initial(X);
    for (const group of start.before) addGroup(group, X, values);
    return values;
  };
  const { nIterNoChange, tol, learningRate, nEstimators } = options;
  const stopping = nIterNoChange === undefined ? undefined : { patience: nIterNoChange, tol };
  const { before } = start;
  return boostGradient(
    { who, loss, rules, learningRate, nEstimators, drawing, seed, stopping, before },
    { ...train, raw: raw(train.X) },
    held && { ...held, raw: raw(held.X) },
    fitOptions,
  );
}

const keep = (trees: readonly (readonly TreeData[])[], wanted: number, who: string) =>
  trees.length > wanted
    ? raise(ArgumentError, treeErrors, 'trees.warmStart', {
        who,
        got: wanted,
        expected: trees.length,
      })
    : trees;

function constant(row: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const all = new Float64Array(n * row.length);
  for (let i = 0; i < n; i++) all.set(row, i * row.length);
  return all;
}

/**
 * Gradient boosting for classes: small trees are added one after the other, each fitted to the negative gradient
 * of the loss of all before it; its leaves then take one step of Newton's. Splits are exact; from about 10,000
 * samples on HistGradientBoostingClassifier is much faster.
 *
 * Friedman, *Greedy function approximation: a gradient boosting machine*, Annals of Statistics 29, 2001;
 * *Stochastic gradient boosting*, 2002.
 */
export class GradientBoostingClassifier extends Classifier<GradientBoostingClassifierOptions> {
  /** Per iteration, one tree, or one per class when there are more than two. */
  declare trees_: readonly (readonly TreeData[])[];
  /** The raw prediction to begin with, when `init` is no estimator. */
  declare baseline_: Float64Array;
  declare init_: Estimator | undefined;
  declare nEstimators_: number;
  /** The loss after each iteration, over the samples it used. */
  declare trainScore_: Tensor;
  declare oobImprovement_: Tensor | undefined;
  declare featureImportances_: Tensor;

  constructor(options: Partial<GradientBoostingClassifierOptions> = {}) {
    super(classifierSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    const warm = this.params.warmStart && this.hasLearned('trees_');
    const before = warm ? this.trees_ : [];
    this.checkParams();
    const { params } = this;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const { codes, classes } = classTargets(y, matrix.rows, who);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who, got: String(classes[0]) });
    if (params.loss === 'exponential' && classes.length > 2)
      raise(ArgumentError, treeErrors, 'trees.exponentialClasses', { who, got: classes.length });
    const weights = sampleWeights(options.sampleWeight, matrix.rows, who);
    const loss =
      classes.length > 2
        ? multinomialDeviance(classes.length)
        : params.loss === 'exponential'
          ? exponential()
          : binaryDeviance();
    const targets = Float64Array.from(codes);
    const { init } = params;
    const fitted = warm
      ? this.init_
      : init instanceof Estimator
        ? clone(init).fit(matrix, codes, init.spec.tags?.weights ? options : {})
        : undefined;
    const baseline = warm
      ? this.baseline_
      : init === 'zero'
        ? new Float64Array(loss.width)
        : loss.initial(targets, weights);
    const start = { init: fitted, baseline, before: keep(before, params.nEstimators, who) };
    const initial = (part: Matrix): Float64Array =>
      startOf(part, fitted, baseline, params.loss, who);
    const fit = fitGradient(
      who,
      params,
      loss,
      matrix,
      targets,
      weights,
      start,
      initial,
      codes,
      options,
    );
    this.classes_ = classes;
    this.trees_ = fit.trees;
    this.baseline_ = baseline;
    this.init_ = fitted;
    this.nEstimators_ = fit.trees.length;
    this.trainScore_ = tensor(fit.trainScore);
    this.oobImprovement_ = fit.oobImprovement && tensor(fit.oobImprovement);
    this.featureImportances_ = tensor(forestImportances(fit.trees.flat(), matrix.cols));
    return this;
  }

  *#stages(X: Matrix): Generator<Float64Array<ArrayBuffer>> {
    const raw = startOf(X, this.init_, this.baseline_, this.params.loss, this.spec.name);
    for (const group of this.trees_) {
      addGroup(group, X, raw);
      yield raw;
    }
  }
  #raw(X: Matrix): Float64Array<ArrayBuffer> {
    const raw = startOf(X, this.init_, this.baseline_, this.params.loss, this.spec.name);
    for (const group of this.trees_) addGroup(group, X, raw);
    return raw;
  }
  #probabilities(raw: Float64Array, rows: number): Tensor {
    const k = this.classes_.length;
    if (k > 2) {
      const out = Float64Array.from(raw);
      softmaxRows(out, rows, k);
      return tensor(out, { shape: [rows, k] });
    }
    const both = new Float64Array(2 * rows);
    const scale = this.params.loss === 'exponential' ? 2 : 1;
    for (let i = 0; i < rows; i++) {
      both[2 * i] = sigmoid(-scale * raw[i]!);
      both[2 * i + 1] = sigmoid(scale * raw[i]!);
    }
    return tensor(both, { shape: [rows, 2] });
  }
  #codes(raw: Float64Array, rows: number): Int32Array {
    const k = this.classes_.length;
    return k > 2 ? largestOfRows(raw, rows, k) : Int32Array.from(raw, (r) => (r >= 0 ? 1 : 0));
  }

  /** Raw predictions: `[n]` for two classes, `[n, classes]` for more. */
  decisionFunction(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const k = this.classes_.length;
    return tensor(this.#raw(matrix), { shape: k > 2 ? [matrix.rows, k] : [matrix.rows] });
  }
  predictProba(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    return this.#probabilities(this.#raw(matrix), matrix.rows);
  }
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log();
  }
  protected predictCodes(X: Features): Int32Array {
    const matrix = spread(this.openAny(X));
    return this.#codes(this.#raw(matrix), matrix.rows);
  }
  /** Probabilities after each iteration. */
  *stagedPredictProba(X: Features): Generator<Tensor> {
    const matrix = spread(this.openAny(X));
    for (const raw of this.#stages(matrix)) yield this.#probabilities(raw, matrix.rows);
  }
  /** Classes after each iteration. */
  *stagedPredict(X: Features): Generator<(typeof this.classes_)[number][]> {
    const matrix = spread(this.openAny(X));
    for (const raw of this.#stages(matrix))
      yield Array.from(this.#codes(raw, matrix.rows), (code) => this.classes_[code]!);
  }
}

/** Raw predictions before the first tree: a constant, or the log odds of the estimator to begin with. */
function startOf(
  X: Matrix,
  init: Estimator | undefined,
  baseline: Float64Array,
  loss: 'log_loss' | 'exponential',
  who: string,
): Float64Array<ArrayBuffer> {
  if (!init) return constant(baseline, X.rows);
  if (!givesProbabilities(init))
    return raise(ArgumentError, treeErrors, 'trees.noProba', {
      who,
      what: init.spec.name,
      why: 'init',
    });
  const k = baseline.length;
  const shares = init.predictProba(X).dataSync();
  const bound = (p: number): number => Math.min(1 - 1.2e-7, Math.max(1.2e-7, p));
  if (k > 1) return Float64Array.from(shares as ArrayLike<number>, (p) => Math.log(bound(p)));
  const scale = loss === 'exponential' ? 0.5 : 1;
  return Float64Array.from({ length: X.rows }, (_, i) => {
    const p = bound(Number(shares[2 * i + 1]));
    return scale * Math.log(p / (1 - p));
  });
}

/**
 * Gradient boosting for numbers; see GradientBoostingClassifier. Losses: squared error, absolute error, Huber's
 * (robust against outliers), and quantiles.
 */
export class GradientBoostingRegressor extends Regressor<GradientBoostingRegressorOptions> {
  /** Per iteration, one tree. */
  declare trees_: readonly (readonly TreeData[])[];
  declare baseline_: Float64Array;
  declare init_: Estimator | undefined;
  declare nEstimators_: number;
  declare trainScore_: Tensor;
  declare oobImprovement_: Tensor | undefined;
  declare featureImportances_: Tensor;

  constructor(options: Partial<GradientBoostingRegressorOptions> = {}) {
    super(regressorSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    const warm = this.params.warmStart && this.hasLearned('trees_');
    const before = warm ? this.trees_ : [];
    this.checkParams();
    const { params } = this;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const targets = numericTargets(y, matrix.rows, who);
    const weights = sampleWeights(options.sampleWeight, matrix.rows, who);
    const loss = lossOf(params);
    const { init } = params;
    const fitted = warm
      ? this.init_
      : init instanceof Regressor
        ? clone(init).fit(matrix, targets, init.spec.tags?.weights ? options : {})
        : undefined;
    if (init instanceof Estimator && !(init instanceof Regressor))
      raise(ArgumentError, treeErrors, 'trees.initShape', {
        who,
        expected: `[${matrix.rows}]`,
        got: init.spec.name,
      });
    const baseline = warm
      ? this.baseline_
      : init === 'zero'
        ? new Float64Array(1)
        : loss.initial(targets, weights);
    const start = { init: fitted, baseline, before: keep(before, params.nEstimators, who) };
    const initial = (part: Matrix): Float64Array => numbersOf(part, fitted, baseline);
    const fit = fitGradient(
      who,
      params,
      loss,
      matrix,
      targets,
      weights,
      start,
      initial,
      undefined,
      options,
    );
    this.trees_ = fit.trees;
    this.baseline_ = baseline;
    this.init_ = fitted;
    this.nEstimators_ = fit.trees.length;
    this.trainScore_ = tensor(fit.trainScore);
    this.oobImprovement_ = fit.oobImprovement && tensor(fit.oobImprovement);
    this.featureImportances_ = tensor(forestImportances(fit.trees.flat(), matrix.cols));
    return this;
  }

  predict(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const raw = numbersOf(matrix, this.init_, this.baseline_);
    for (const group of this.trees_) addGroup(group, matrix, raw);
    return tensor(raw);
  }
  /** Predictions after each iteration. */
  *stagedPredict(X: Features): Generator<Tensor> {
    const matrix = spread(this.openAny(X));
    const raw = numbersOf(matrix, this.init_, this.baseline_);
    for (const group of this.trees_) {
      addGroup(group, matrix, raw);
      yield tensor(Float64Array.from(raw));
    }
  }
}

function lossOf({ loss, alpha }: GradientBoostingRegressorOptions): GradientLoss {
  if (loss === 'absolute_error') return pinball(0.5, 2);
  if (loss === 'quantile') return pinball(alpha);
  return loss === 'huber' ? huber(alpha) : squared();
}

const numbersOf = (
  X: Matrix,
  init: Estimator | undefined,
  baseline: Float64Array,
): Float64Array<ArrayBuffer> =>
  init instanceof Regressor
    ? Float64Array.from(init.predict(X).dataSync() as ArrayLike<number>)
    : constant(baseline, X.rows);
