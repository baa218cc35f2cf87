/** Models that do not look at X: what every real model must beat. */

import { learnErrors } from '../../errors/catalog/learn.ts';
import { judgingErrors } from '../../errors/catalog/learn-judging.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  Classifier,
  choice,
  classTargets,
  type FitOptions,
  type Label,
  numericOutputs,
  type Outputs,
  optional,
  RandomStream,
  Regressor,
  real,
  type Samples,
  type Spec,
  samplesOf,
  sampleWeights,
  seed,
  seedOf,
  type Targets,
} from '../base/index.ts';
import { columnsIn } from '../compose/columns.ts';
import { quantileOf } from '../preprocessing/columns.ts';

export interface DummyClassifierOptions {
  /**
   * The most frequent class (`prior` also gives the classes' shares as probabilities), a class drawn by these
   * shares, one drawn evenly, or always the same one.
   */
  strategy: 'prior' | 'mostFrequent' | 'stratified' | 'uniform' | 'constant';
  /** The class of `'constant'`. */
  constant: Label | undefined;
  randomState: number | undefined;
}

const classifierSpec: Spec<DummyClassifierOptions> = {
  name: 'DummyClassifier',
  kind: 'classifier',
  params: {
    strategy: choice('prior', ['prior', 'mostFrequent', 'stratified', 'uniform', 'constant']),
    constant: anything<Label | undefined>(undefined, 'a class | undefined', (value) =>
      ['undefined', 'number', 'string', 'boolean'].includes(typeof value),
    ),
    randomState: seed(),
  },
  learned: ['classes_', 'classPrior_', 'seed_'],
  tags: { weights: true, sparse: true, missing: true, text: true, random: true },
};

/** @throws DataError when there are no samples */
function rowsIn(who: string, X: Samples): number {
  const rows = samplesOf(X);
  if (rows === 0) raise(DataError, learnErrors, 'learn.fewRows', { who, got: 0, expected: 1 });
  return rows;
}

/** Predicts classes without looking at the features: the score that any classifier must beat. */
export class DummyClassifier extends Classifier<DummyClassifierOptions> {
  /** Share of each class, float64. */
  declare classPrior_: Tensor;
  declare seed_: number;

  constructor(options: Partial<DummyClassifierOptions> = {}) {
    super(classifierSpec, options);
  }
  fit(X: Samples, y: Targets, { sampleWeight }: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const rows = rowsIn(who, X);
    const { codes, classes } = classTargets(y, rows, who);
    const weights = sampleWeights(sampleWeight, rows, who);
    const { strategy, constant } = this.params;
    if (strategy === 'constant' && !classes.some((label) => label === constant))
      raise(ArgumentError, judgingErrors, 'dummy.constant', {
        who,
        known: ` (${classes.map(String).join(', ')})`,
        got: String(constant),
      });
    const prior = new Float64Array(classes.length);
    let all = 0;
    for (let i = 0; i < rows; i++) {
      prior[codes[i]!]! += weights[i]!;
      all += weights[i]!;
    }
    this.remember(X as never, columnsIn(X as never));
    this.classes_ = classes;
    this.classPrior_ = tensor(prior.map((p) => p / all));
    this.seed_ = seedOf(this.params.randomState);
    return this;
  }
  protected override predictCodes(X: Samples): Int32Array {
    const proba = this.predictProba(X).dataSync();
    const k = this.classes_.length;
    return Int32Array.from({ length: samplesOf(X) }, (_, i) => {
      let best = 0;
      for (let c = 1; c < k; c++) if (proba[i * k + c]! > proba[i * k + best]!) best = c;
      return best;
    });
  }
  /** Drawn classes have probability 1; the same rows get the same draw each time. */
  predictProba(X: Samples): Tensor {
    this.requireFitted();
    const n = rowsIn(this.spec.name, X);
    const k = this.classes_.length;
    const prior = Float64Array.from(this.classPrior_.dataSync() as Float64Array);
    const { strategy, constant } = this.params;
    const stream = new RandomStream(this.seed_);
    const out = new Float64Array(n * k);
    const always =
      strategy === 'constant'
        ? this.classes_.findIndex((label) => Object.is(label, constant))
        : prior.indexOf(Math.max(...prior));
    for (let i = 0; i < n; i++) {
      if (strategy === 'prior') out.set(prior, i * k);
      else if (strategy === 'uniform') out[i * k + stream.int(k)] = 1;
      else if (strategy === 'stratified') out[i * k + drawn(prior, stream.next())] = 1;
      else out[i * k + always] = 1;
    }
    return tensor(out, { shape: [n, k] });
  }
}

function drawn(shares: Float64Array, u: number): number {
  let sum = 0;
  for (let c = 0; c < shares.length; c++) {
    sum += shares[c]!;
    if (u < sum) return c;
  }
  return shares.length - 1;
}

export interface DummyRegressorOptions {
  strategy: 'mean' | 'median' | 'quantile' | 'constant';
  /** 0 … 1, for `'quantile'`. */
  quantile: number | undefined;
  /** One number, or one per output, for `'constant'`. */
  constant: number | readonly number[] | undefined;
}

const regressorSpec: Spec<DummyRegressorOptions> = {
  name: 'DummyRegressor',
  kind: 'regressor',
  params: {
    strategy: choice('mean', ['mean', 'median', 'quantile', 'constant']),
    quantile: optional(real(0.5, { min: 0, max: 1 })),
    constant: anything<DummyRegressorOptions['constant']>(
      undefined,
      'number | one per output | undefined',
      (value) =>
        value === undefined ||
        Number.isFinite(value) ||
        (Array.isArray(value) && value.every(Number.isFinite)),
    ),
  },
  learned: ['constant_', 'flat_'],
  tags: { weights: true, sparse: true, missing: true, text: true, multiOutput: true },
};

/** Always predicts the same number (per output): the score that any regression must beat. */
export class DummyRegressor extends Regressor<DummyRegressorOptions> {
  /** What is predicted, one number per output. */
  declare constant_: Tensor;
  declare flat_: boolean;

  constructor(options: Partial<DummyRegressorOptions> = {}) {
    super(regressorSpec, options);
  }
  fit(X: Samples, y: Outputs, { sampleWeight }: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const rows = rowsIn(who, X);
    const targets = numericOutputs(y, rows, who);
    const weights = sampleWeights(sampleWeight, rows, who);
    const { strategy, constant, quantile } = this.params;
    const given = typeof constant === 'number' ? [constant] : constant;
    if (strategy === 'constant' && given?.length !== targets.cols)
      raise(ArgumentError, judgingErrors, 'dummy.constant', {
        who,
        known: ` (${targets.cols})`,
        got: String(constant),
      });
    if (strategy === 'quantile' && quantile === undefined)
      raise(ArgumentError, judgingErrors, 'select.count', {
        who,
        name: 'quantile',
        expected: '0 … 1',
        got: 'undefined',
      });
    const level = strategy === 'median' ? 0.5 : (quantile ?? 0.5);
    const values = Float64Array.from({ length: targets.cols }, (_, k) => {
      if (strategy === 'constant') return given![k]!;
      const column = Float64Array.from(targets.column(k));
      return strategy === 'mean' ? mean(column, weights) : weightedQuantile(column, weights, level);
    });
    this.remember(X as never, columnsIn(X as never));
    this.constant_ = tensor(values);
    this.flat_ = targets.flat;
    return this;
  }
  predict(X: Samples): Tensor {
    this.requireFitted();
    const n = rowsIn(this.spec.name, X);
    const values = this.constant_.dataSync();
    const k = values.length;
    const out = Float64Array.from({ length: n * k }, (_, at) => Number(values[at % k]));
    return tensor(out, { shape: this.flat_ ? [n] : [n, k] });
  }
}

function mean(column: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let all = 0;
  for (let i = 0; i < column.length; i++) {
    sum += weights[i]! * column[i]!;
    all += weights[i]!;
  }
  return sum / all;
}

/** Between neighbours when all weights are equal; else the first value at which the share is reached. */
function weightedQuantile(column: Float64Array, weights: Float64Array, q: number): number {
  if (weights.every((w) => w === weights[0])) return quantileOf(column.slice().sort(), q);
  const order = Int32Array.from(column.keys()).sort((a, b) => column[a]! - column[b]!);
  const target = q * weights.reduce((a, b) => a + b, 0);
  let sum = 0;
  for (const i of order) {
    sum += weights[i]!;
    if (sum >= target && weights[i]! > 0) return column[i]!;
  }
  return column[order.at(-1)!]!;
}
