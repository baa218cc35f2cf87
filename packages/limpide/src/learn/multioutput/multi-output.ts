/** MultiOutputClassifier and MultiOutputRegressor: one model per target, each blind to the others. */
import { outputErrors } from '../../errors/catalog/learn-multioutput.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  Classifier,
  clone,
  Estimator,
  type Features,
  type FitOptions,
  givesProbabilities,
  type Label,
  type Outputs,
  type Param,
  Regressor,
  reporter,
  type ScoreOptions,
  type Spec,
  sampleWeights,
} from '../base/index.ts';
import { classColumns, joinLabels, joinNumbers, numberColumns, shareRight } from './targets.ts';

export interface MultiOutputRegressorOptions {
  /** The regressor of one target, which is cloned for each of them. */
  readonly estimator: Regressor | undefined;
}
export interface MultiOutputClassifierOptions {
  /** The classifier of one target, which is cloned for each of them. */
  readonly estimator: Classifier | undefined;
}

export const innerRegressor: Param<Regressor | undefined> = {
  default: undefined,
  expected: 'a regressor',
  accepts: (value) => value instanceof Regressor,
};
export const innerClassifier: Param<Classifier | undefined> = {
  default: undefined,
  expected: 'a classifier',
  accepts: (value) => value instanceof Classifier,
};

/** One clone per column of targets, fitted. */
export function fitColumns<E extends Estimator, Y extends Outputs>(
  who: string,
  estimator: E,
  X: Features,
  columns: readonly Y[],
  rows: number,
  options: FitOptions,
): E[] {
  const { signal } = options;
  const weights =
    options.sampleWeight === undefined ? undefined : sampleWeights(options.sampleWeight, rows, who);
  if (weights && estimator.spec.tags?.weights !== true)
    raise(ArgumentError, outputErrors, 'output.weights', { who, got: estimator.spec.name });
  const report = reporter(who, 'estimators', columns.length, options);
  report(0);
  return columns.map((column, k) => {
    const model = clone(estimator).fit(X, column, {
      signal,
      ...(weights && { sampleWeight: weights }),
    });
    report(k + 1);
    return model;
  });
}

const regressorSpec: Spec<MultiOutputRegressorOptions> = {
  name: 'MultiOutputRegressor',
  kind: 'regressor',
  params: { estimator: innerRegressor },
  learned: ['estimators_', 'flat_'],
  tags: { sparse: true, weights: true, multiOutput: true },
};

/**
 * A regressor for each target: what models of a single number need to predict several. Nothing is shared among
 * the targets; `RegressorChain` lets each see those before it.
 */
export class MultiOutputRegressor extends Regressor<MultiOutputRegressorOptions> {
  /** The fitted regressors, one per target. */
  declare estimators_: Regressor[];
  /** Whether y had one dimension. */
  declare flat_: boolean;

  constructor(options: Partial<MultiOutputRegressorOptions> = {}) {
    super(regressorSpec, options);
  }
  /** @param y `[n, targets]`, or `[n]` for one */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const data = this.fitAny(X);
    const { columns, flat } = numberColumns(y, data.rows, name);
    const { estimator } = this.params;
    const models = fitColumns(name, estimator!, data, columns, data.rows, options);
    this.estimators_ = models;
    this.flat_ = flat;
    return this;
  }
  predict(X: Features): Tensor {
    const data = this.openAny(X);
    const columns = this.estimators_.map((model) =>
      Float64Array.from(model.predict(data).dataSync(), Number),
    );
    return joinNumbers(columns, this.flat_);
  }
}

const classifierSpec: Spec<MultiOutputClassifierOptions> = {
  name: 'MultiOutputClassifier',
  kind: 'classifier',
  params: { estimator: innerClassifier },
  learned: ['estimators_', 'flat_'],
  tags: { sparse: true, weights: true, multiOutput: true },
};

/**
 * A classifier for each target: several labels per sample (rows of 0 and 1), or several classes, from models of one.
 * With several targets the classes are numbers; a single flat target may hold texts.
 */
export class MultiOutputClassifier extends Estimator<MultiOutputClassifierOptions> {
  /** The fitted classifiers, one per target. */
  declare estimators_: Classifier[];
  /** Whether y had one dimension. */
  declare flat_: boolean;

  constructor(options: Partial<MultiOutputClassifierOptions> = {}) {
    super(classifierSpec, options);
  }
  override offers(method: string): boolean {
    if (method === 'predictProba') return this.params.estimator?.offers(method) ?? false;
    return super.offers(method);
  }
  /** The classes of each target; of a flat target, its classes. */
  get classes_(): readonly Label[] | readonly (readonly Label[])[] {
    this.requireFitted();
    const all = this.estimators_.map((model) => model.classes_);
    return this.flat_ ? all[0]! : all;
  }

  /** @param y `[n, targets]` of numbers, or `[n]` classes of one target */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const data = this.fitAny(X);
    const { columns, flat } = classColumns(y, data.rows, name);
    const { estimator } = this.params;
    const models = fitColumns(name, estimator!, data, columns, data.rows, options);
    this.estimators_ = models;
    this.flat_ = flat;
    return this;
  }
  /** `[n, targets]`; of a flat target, the class of each sample. */
  predict(X: Features): Tensor | Label[] {
    const data = this.openAny(X);
    const columns = this.estimators_.map((model) => model.predict(data));
    return joinLabels(columns, this.flat_);
  }
  /**
   * Probabilities `[n, classes]` of one target.
   *
   * @param target  which one (0)
   */
  predictProba(X: Features, target = 0): Tensor {
    const data = this.openAny(X);
    const model = this.estimators_[target];
    if (!model || !givesProbabilities(model))
      return raise(ArgumentError, outputErrors, 'output.target', {
        who: this.spec.name,
        got: target,
        last: this.estimators_.length - 1,
      });
    return model.predictProba(data);
  }
  /** Share of samples of which all targets are right. */
  score(X: Features, y: Outputs, { sampleWeight }: ScoreOptions = {}): number {
    return shareRight(this.spec.name, y, this.predict(X), sampleWeight);
  }
}
