/**
 * Stacking: a last model learns from what the others predict for samples that they did not see (Wolpert,
 * *Stacked generalization*, 1992).
 */
import { learnErrors } from '../../../errors/catalog/learn.ts';
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { ArgumentError, DataError, raise } from '../../../errors/index.ts';
import { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  Classifier,
  choice,
  classTargets,
  clone,
  type Estimator,
  type Features,
  type FitOptions,
  flag,
  givesDecision,
  givesProbabilities,
  integer,
  type Label,
  numericTargets,
  type Outputs,
  Regressor,
  type Spec,
  sampleWeights,
  type Targets,
  takeRows,
  takeTargets,
} from '../../base/index.ts';
import { LogisticRegression, RidgeCV } from '../../linear/index.ts';
import { KFold, StratifiedKFold } from '../../model-selection/folds.ts';
import { spread } from '../../trees/prepare.ts';
import { codesOf, innerParam, labelsOf, probabilities } from '../inner.ts';
import { fitAll, type Named, namedParam, present } from './named.ts';

interface StackingOptions {
  /** Folds of the cross-validation that the last model's inputs come from (≥ 2). Default 5. */
  readonly cv: number;
  /** The last model also sees the features. */
  readonly passthrough: boolean;
}
export interface StackingClassifierOptions extends StackingOptions {
  readonly estimators: Named<Classifier>;
  /** The last model. Default: LogisticRegression. */
  readonly finalEstimator: Classifier | undefined;
  /** What the last model is given; `'auto'`: the first of these that a model has. */
  readonly stackMethod: 'auto' | 'predictProba' | 'decisionFunction' | 'predict';
}
export interface StackingRegressorOptions extends StackingOptions {
  readonly estimators: Named<Regressor>;
  /** The last model. Default: RidgeCV. */
  readonly finalEstimator: Regressor | undefined;
}

const common = { cv: integer(5, { min: 2 }), passthrough: flag(false) };
const tags = { sparse: true, weights: true };
const classifierSpec: Spec<StackingClassifierOptions> = {
  name: 'StackingClassifier',
  kind: 'classifier',
  params: {
    estimators: namedParam<Classifier>('classifier'),
    finalEstimator: innerParam<Classifier>('classifier'),
    stackMethod: choice('auto', ['auto', 'predictProba', 'decisionFunction', 'predict']),
    ...common,
  },
  learned: ['classes_', 'estimators_', 'finalEstimator_', 'stackMethod_'],
  tags,
};
const regressorSpec: Spec<StackingRegressorOptions> = {
  name: 'StackingRegressor',
  kind: 'regressor',
  params: {
    estimators: namedParam<Regressor>('regressor'),
    finalEstimator: innerParam<Regressor>('regressor'),
    ...common,
  },
  learned: ['estimators_', 'finalEstimator_'],
  tags,
};

/** What one model says: `[n, width]`. */
type Answer = (model: Estimator, X: Matrix) => { values: ArrayLike<number>; width: number };

/** Each model's answers for samples that it did not see while it was fitted, side by side. */
function outOfFold<E extends Estimator>(
  models: readonly (readonly [string, E])[],
  X: Matrix,
  y: Outputs,
  folds: Iterable<{ readonly train: ArrayLike<number>; readonly test: ArrayLike<number> }>,
  weights: Float64Array | undefined,
  answers: readonly Answer[],
): Matrix {
  const parts: Matrix[] = [];
  const all = [...folds];
  for (const [t, [, model]] of models.entries()) {
    let out: Matrix | undefined;
    for (const { train, test } of all) {
      const sampleWeight = weights && Float64Array.from(train, (i) => weights[i]!);
      const fitted = clone(model).fit(takeRows(X, train), takeTargets(y, train), { sampleWeight });
      const { values, width } = answers[t]!(fitted, takeRows(X, test));
      out ??= Matrix.zeros(X.rows, width);
      for (let i = 0; i < test.length; i++)
        for (let c = 0; c < width; c++)
          out.data[test[i]! * width + c] = Number(values[i * width + c]);
    }
    if (out) parts.push(out);
  }
  return beside(parts);
}

/** Matrices side by side. */
function beside(parts: readonly Matrix[]): Matrix {
  const rows = parts[0]!.rows;
  const out = Matrix.zeros(
    rows,
    parts.reduce((sum, part) => sum + part.cols, 0),
  );
  for (let i = 0; i < rows; i++) {
    let at = i * out.cols;
    for (const part of parts) {
      out.data.set(part.row(i), at);
      at += part.cols;
    }
  }
  return out;
}

const finalWeights = (final: Estimator, options: FitOptions): FitOptions =>
  final.spec.tags?.weights ? { sampleWeight: options.sampleWeight } : {};

type Method = Exclude<StackingClassifierOptions['stackMethod'], 'auto'>;

/**
 * Several classifiers, and a last one that learns how far to believe each: it is fitted to their probabilities
 * for samples of other folds. The models themselves are then fitted to all samples.
 */
export class StackingClassifier extends Classifier<StackingClassifierOptions> {
  declare estimators_: readonly Classifier[];
  declare finalEstimator_: Classifier;
  /** What each model is asked for. */
  declare stackMethod_: readonly Method[];

  constructor(options: Partial<StackingClassifierOptions> = {}) {
    super(classifierSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const { estimators, finalEstimator, stackMethod, cv, passthrough } = this.params;
    const kept = present(estimators, who);
    const matrix = spread(this.fitAny(X));
    const { codes, classes } = classTargets(y, matrix.rows, who);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who, got: String(classes[0]) });
    const rarest = Math.min(...classes.map((_, c) => codes.filter((code) => code === c).length));
    if (rarest < cv)
      raise(DataError, treeErrors, 'trees.folds', { who, got: rarest, expected: cv });
    const labels = labelsOf(codes, classes);
    const methods = kept.map(([, model]) => methodOf(model, stackMethod, who));
    const weights =
      options.sampleWeight === undefined
        ? undefined
        : sampleWeights(options.sampleWeight, matrix.rows, who);
    const models = fitAll(who, kept, matrix, labels, options);
    const folds = new StratifiedKFold({ nSplits: cv }).split(matrix, labels);
    const answers = methods.map((method) => answerOf(method, classes, who));
    const seen = outOfFold(kept, matrix, labels, folds, weights, answers);
    const final = clone(finalEstimator ?? new LogisticRegression());
    final.fit(passthrough ? beside([seen, matrix]) : seen, labels, finalWeights(final, options));
    this.classes_ = classes;
    this.estimators_ = models;
    this.finalEstimator_ = final;
    this.stackMethod_ = methods;
    return this;
  }

  override offers(method: string): boolean {
    if (['predictProba', 'predictLogProba', 'decisionFunction'].includes(method))
      return (this.params.finalEstimator ?? new LogisticRegression()).offers(method);
    return super.offers(method);
  }
  #stack(X: Features): Matrix {
    const matrix = spread(this.openAny(X));
    const parts = this.estimators_.map((model, t) => {
      const answer = answerOf(this.stackMethod_[t]!, this.classes_, this.spec.name);
      const { values, width } = answer(model, matrix);
      return new Matrix(Float64Array.from(values, Number), matrix.rows, width);
    });
    return beside(this.params.passthrough ? [...parts, matrix] : parts);
  }
  predictProba(X: Features): Tensor {
    const stack = this.#stack(X);
    const p = probabilities(
      this.finalEstimator_,
      stack,
      this.classes_,
      this.spec.name,
      'predictProba',
    );
    return tensor(p, { shape: [stack.rows, this.classes_.length] });
  }
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log();
  }
  /** That of the last model. @throws ArgumentError when it has none */
  decisionFunction(X: Features): Tensor {
    const final = this.finalEstimator_;
    if (givesDecision(final)) return final.decisionFunction(this.#stack(X));
    return raise(ArgumentError, treeErrors, 'trees.noProba', {
      who: this.spec.name,
      what: final.spec.name,
      why: 'decisionFunction',
    });
  }
  protected predictCodes(X: Features): Int32Array {
    return codesOf(this.finalEstimator_, this.#stack(X), this.classes_);
  }
}

function methodOf(
  model: Classifier,
  wanted: StackingClassifierOptions['stackMethod'],
  who: string,
): Method {
  if (wanted === 'auto') {
    if (givesProbabilities(model)) return 'predictProba';
    return givesDecision(model) ? 'decisionFunction' : 'predict';
  }
  if (!model.offers(wanted))
    raise(ArgumentError, treeErrors, 'trees.noProba', {
      who,
      what: model.spec.name,
      why: `stackMethod: '${wanted}'`,
    });
  return wanted;
}

/** Two classes: one column is enough, the other says the same. */
function answerOf(method: Method, classes: readonly Label[], who: string): Answer {
  const k = classes.length;
  return (model, X) => {
    if (!(model instanceof Classifier)) return { values: [], width: 0 };
    if (method === 'predictProba') {
      const p = probabilities(model, X, classes, who, 'stackMethod');
      if (k > 2) return { values: p, width: k };
      return { values: Float64Array.from({ length: X.rows }, (_, i) => p[2 * i + 1]!), width: 1 };
    }
    if (method === 'decisionFunction' && givesDecision(model)) {
      const scores = model.decisionFunction(X);
      return {
        values: Float64Array.from(scores.dataSync() as ArrayLike<number>),
        width: scores.shape[1] ?? 1,
      };
    }
    return { values: codesOf(model, X, classes), width: 1 };
  };
}

/** Stacking for numbers: a last model learns from the others' predictions; see StackingClassifier. */
export class StackingRegressor extends Regressor<StackingRegressorOptions> {
  declare estimators_: readonly Regressor[];
  declare finalEstimator_: Regressor;

  constructor(options: Partial<StackingRegressorOptions> = {}) {
    super(regressorSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const { estimators, finalEstimator, cv, passthrough } = this.params;
    const kept = present(estimators, who);
    const matrix = spread(this.fitAny(X));
    const targets = numericTargets(y, matrix.rows, who);
    if (matrix.rows < cv)
      raise(DataError, treeErrors, 'trees.folds', { who, got: matrix.rows, expected: cv });
    const weights =
      options.sampleWeight === undefined
        ? undefined
        : sampleWeights(options.sampleWeight, matrix.rows, who);
    const models = fitAll(who, kept, matrix, targets, options);
    const folds = new KFold({ nSplits: cv }).split(matrix, targets);
    const answers = kept.map(() => numbers);
    const seen = outOfFold(kept, matrix, targets, folds, weights, answers);
    const final = clone(finalEstimator ?? new RidgeCV());
    final.fit(passthrough ? beside([seen, matrix]) : seen, targets, finalWeights(final, options));
    this.estimators_ = models;
    this.finalEstimator_ = final;
    return this;
  }

  predict(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const parts = this.estimators_.map((model) => {
      const { values, width } = numbers(model, matrix);
      return new Matrix(Float64Array.from(values, Number), matrix.rows, width);
    });
    return this.finalEstimator_.predict(
      beside(this.params.passthrough ? [...parts, matrix] : parts),
    );
  }
}

const numbers: Answer = (model, X) => ({
  values:
    model instanceof Regressor
      ? Float64Array.from(model.predict(X).dataSync() as ArrayLike<number>)
      : [],
  width: 1,
});
