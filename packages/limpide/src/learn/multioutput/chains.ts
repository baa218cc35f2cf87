/** ClassifierChain and RegressorChain: one model per target, each given the targets before it as features. */
import { outputErrors } from '../../errors/catalog/learn-multioutput.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  anything,
  type Classifier,
  clone,
  Estimator,
  type Features,
  type FitOptions,
  type Label,
  numericTargets,
  type Outputs,
  type Param,
  RandomStream,
  Regressor,
  reporter,
  type ScoreOptions,
  type Spec,
  sampleWeights,
  seed,
  seedOf,
  type Targets,
} from '../base/index.ts';
import { innerClassifier, innerRegressor } from './multi-output.ts';
import { classColumns, joinNumbers, numberColumns, shareRight } from './targets.ts';

interface ChainOptions {
  /** Numbers of the targets in the order in which they are learned; `'random'`; undefined: as they stand. */
  readonly order: readonly number[] | 'random' | undefined;
  readonly randomState: number | undefined;
}
export interface ClassifierChainOptions extends ChainOptions {
  readonly estimator: Classifier | undefined;
}
export interface RegressorChainOptions extends ChainOptions {
  readonly estimator: Regressor | undefined;
}

const order: Param<ChainOptions['order']> = anything<ChainOptions['order']>(
  undefined,
  "numbers of the targets in their order | 'random' | undefined",
  (value) =>
    value === undefined ||
    value === 'random' ||
    (Array.isArray(value) && value.every((v) => Number.isInteger(v) && v >= 0)),
);
const learned = ['estimators_', 'order_', 'flat_'];
const tags = { weights: true, multiOutput: true, random: true };

/** X with further columns. */
function beside(X: Matrix, columns: readonly ArrayLike<number>[]): Matrix {
  const width = X.cols + columns.length;
  const out = Matrix.zeros(X.rows, width);
  for (let i = 0; i < X.rows; i++) {
    out.data.set(X.row(i), i * width);
    columns.forEach((column, j) => {
      out.data[i * width + X.cols + j] = column[i]!;
    });
  }
  return out;
}

/** What a chain is made of, once the order is known. */
interface Links<E> {
  readonly models: E[];
  readonly order: number[];
  readonly flat: boolean;
}

function fitChain<E extends Estimator>(
  who: string,
  estimator: E,
  how: ChainOptions,
  X: Matrix,
  { columns, flat }: { readonly columns: readonly Targets[]; readonly flat: boolean },
  options: FitOptions,
): Links<E> {
  const sequence = orderOf(who, how, columns.length);
  const { signal } = options;
  const weights =
    options.sampleWeight === undefined
      ? undefined
      : sampleWeights(options.sampleWeight, X.rows, who);
  if (weights && estimator.spec.tags?.weights !== true)
    raise(ArgumentError, outputErrors, 'output.weights', { who, got: estimator.spec.name });
  const report = reporter(who, 'estimators', columns.length, options);
  const before: Float64Array[] = [];
  const models = sequence.map((target, k) => {
    report(k);
    const data = before.length > 0 ? beside(X, before) : X;
    const column = columns[target]!;
    const model = clone(estimator).fit(data, column, {
      signal,
      ...(weights && { sampleWeight: weights }),
    });
    // several columns hold numbers; what a single one holds nobody comes after to see
    if (columns.length > 1) before.push(numericTargets(column, X.rows, who));
    return model;
  });
  report(columns.length);
  return { models, order: sequence, flat };
}

function orderOf(who: string, { order: wanted, randomState }: ChainOptions, k: number): number[] {
  if (wanted === undefined) return Array.from({ length: k }, (_, j) => j);
  if (wanted === 'random') return Array.from(new RandomStream(seedOf(randomState)).permutation(k));
  const each = new Set(wanted);
  if (wanted.length !== k || each.size !== k || wanted.some((j) => j >= k))
    raise(ArgumentError, outputErrors, 'output.order', { who, got: [...wanted], last: k - 1 });
  return [...wanted];
}

/** What each model says, given what those before it said; columns as the targets stand. */
function follow<E>(
  { models, order: sequence }: Pick<Links<E>, 'models' | 'order'>,
  X: Matrix,
  answer: (model: E, X: Matrix) => ArrayLike<number>,
): ArrayLike<number>[] {
  const said: ArrayLike<number>[] = [];
  for (const model of models) said.push(answer(model, said.length > 0 ? beside(X, said) : X));
  const columns: ArrayLike<number>[] = [];
  sequence.forEach((target, k) => {
    columns[target] = said[k]!;
  });
  return columns;
}

const regressorSpec: Spec<RegressorChainOptions> = {
  name: 'RegressorChain',
  kind: 'regressor',
  params: { estimator: innerRegressor, order, randomState: seed() },
  learned,
  tags,
};

/**
 * A regressor per target, the k-th with the k − 1 targets before it as further features: at `fit` their true values,
 * at `predict` what was predicted (Read, Pfahringer, Holmes & Frank, 2009). For targets that explain one another.
 */
export class RegressorChain extends Regressor<RegressorChainOptions> {
  /** In the order of the chain. */
  declare estimators_: Regressor[];
  /** The target of each of them. */
  declare order_: number[];
  declare flat_: boolean;

  constructor(options: Partial<RegressorChainOptions> = {}) {
    super(regressorSpec, options);
  }
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const data = this.fitDense(X);
    const columns = numberColumns(y, data.rows, name);
    const links = fitChain(name, this.params.estimator!, this.params, data, columns, options);
    this.estimators_ = links.models;
    this.order_ = links.order;
    this.flat_ = links.flat;
    return this;
  }
  predict(X: Features): Tensor {
    const data = this.openDense(X);
    const links = { models: this.estimators_, order: this.order_ };
    const columns = follow(links, data, (model, Z) =>
      Float64Array.from(model.predict(Z).dataSync(), Number),
    );
    return joinNumbers(columns, this.flat_);
  }
}

const classifierSpec: Spec<ClassifierChainOptions> = {
  name: 'ClassifierChain',
  kind: 'classifier',
  params: { estimator: innerClassifier, order, randomState: seed() },
  learned,
  tags,
};

/**
 * As `RegressorChain`, for classes: several labels per sample that go together. Targets are numbers: rows of 0 and 1,
 * or of class numbers; a single flat target may hold texts.
 */
export class ClassifierChain extends Estimator<ClassifierChainOptions> {
  /** In the order of the chain. */
  declare estimators_: Classifier[];
  /** The target of each of them. */
  declare order_: number[];
  declare flat_: boolean;

  constructor(options: Partial<ClassifierChainOptions> = {}) {
    super(classifierSpec, options);
  }
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const data = this.fitDense(X);
    const columns = classColumns(y, data.rows, name);
    const links = fitChain(name, this.params.estimator!, this.params, data, columns, options);
    this.estimators_ = links.models;
    this.order_ = links.order;
    this.flat_ = links.flat;
    return this;
  }
  /** `[n, targets]`; of a flat target, the class of each sample. */
  predict(X: Features): Tensor | Label[] {
    const data = this.openDense(X);
    if (this.flat_) return this.estimators_[0]!.predict(data);
    const links = { models: this.estimators_, order: this.order_ };
    const columns = follow(links, data, (model, Z) => model.predict(Z).map(Number));
    return joinNumbers(columns, false);
  }
  /** Share of samples of which all targets are right. */
  score(X: Features, y: Outputs, { sampleWeight }: ScoreOptions = {}): number {
    return shareRight(this.spec.name, y, this.predict(X), sampleWeight);
  }
}
