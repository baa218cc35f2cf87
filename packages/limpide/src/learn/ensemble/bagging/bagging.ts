/** Bagging: the same estimator, fitted to samples (and features) drawn at random, again and again. */
import { learnErrors } from '../../../errors/catalog/learn.ts';
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { ArgumentError, DataError, raise } from '../../../errors/index.ts';
import { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  Classifier,
  classTargets,
  type Estimator,
  type Features,
  type FitOptions,
  flag,
  givesProbabilities,
  integer,
  numericTargets,
  optional,
  type Param,
  RandomStream,
  Regressor,
  reporter,
  type Spec,
  sampleWeights,
  seed,
  type Targets,
  takeRows,
  takeTargets,
} from '../../base/index.ts';
import { DecisionTreeClassifier, DecisionTreeRegressor } from '../../trees/index.ts';
import { countMeant, countOrShare } from '../../trees/options.ts';
import { spread } from '../../trees/prepare.ts';
import {
  codesOf,
  innerParam,
  labelsOf,
  needWeights,
  probabilities,
  seededClone,
  startSeed,
} from '../inner.ts';
import { largestOfRows, rSquared } from '../rows.ts';

interface BaggingOptions {
  /** Copies to fit (≥ 1). Default 10. */
  readonly nEstimators: number;
  /** Samples for each: a count, or a share in (0, 1); undefined: as many as there are. */
  readonly maxSamples: number | undefined;
  /** Features for each: a count, or a share in (0, 1); undefined: all. */
  readonly maxFeatures: number | undefined;
  /** Samples are drawn with replacement. */
  readonly bootstrap: boolean;
  /** Features are drawn with replacement. */
  readonly bootstrapFeatures: boolean;
  /** Judges each sample by the copies that did not see it. */
  readonly oobScore: boolean;
  readonly randomState: number | undefined;
}
export interface BaggingClassifierOptions extends BaggingOptions {
  /** Default: a decision tree. */
  readonly estimator: Classifier | undefined;
}
export interface BaggingRegressorOptions extends BaggingOptions {
  /** Default: a decision tree. */
  readonly estimator: Regressor | undefined;
}

const amount = (): Param<number | undefined> => optional(countOrShare(1, 1));
const common = {
  nEstimators: integer(10, { min: 1 }),
  maxSamples: amount(),
  maxFeatures: amount(),
  bootstrap: flag(true),
  bootstrapFeatures: flag(false),
  oobScore: flag(false),
  randomState: seed(),
};
const tags = { random: true, weights: true, sparse: true, missing: true };
const learned = ['estimators_', 'estimatorsFeatures_', 'oobScore_'];
const classifierSpec: Spec<BaggingClassifierOptions> = {
  name: 'BaggingClassifier',
  kind: 'classifier',
  params: { estimator: innerParam<Classifier>('classifier'), ...common },
  learned: ['classes_', ...learned, 'oobDecisionFunction_'],
  tags,
};
const regressorSpec: Spec<BaggingRegressorOptions> = {
  name: 'BaggingRegressor',
  kind: 'regressor',
  params: { estimator: innerParam<Regressor>('regressor'), ...common },
  learned: [...learned, 'oobPrediction_'],
  tags,
};

/** Some columns of a matrix. */
function takeColumns(X: Matrix, columns: Int32Array): Matrix {
  if (columns.length === X.cols && columns.every((c, j) => c === j)) return X;
  const out = Matrix.zeros(X.rows, columns.length, X.kind);
  for (let i = 0; i < X.rows; i++)
    for (let j = 0; j < columns.length; j++)
      out.data[i * columns.length + j] = X.data[i * X.cols + columns[j]!]!;
  return out;
}

interface Bag<E> {
  readonly model: E;
  readonly features: Int32Array;
  /** How often each sample was drawn. */
  readonly counts: Int32Array;
}

/** Fits the copies. */
function fitBags<E extends Estimator>(
  who: string,
  base: E,
  params: BaggingOptions,
  X: Matrix,
  fitOne: (
    model: E,
    X: Matrix,
    rows: Int32Array | undefined,
    weights: Float64Array | undefined,
  ) => void,
  options: FitOptions,
): Bag<E>[] {
  const { nEstimators, bootstrap, bootstrapFeatures, maxSamples, maxFeatures } = params;
  if (params.oobScore && !bootstrap)
    raise(ArgumentError, treeErrors, 'trees.oobWithoutBootstrap', { who });
  if (maxSamples !== undefined && maxSamples > X.rows)
    raise(ArgumentError, treeErrors, 'trees.maxSamples', {
      who,
      got: maxSamples,
      expected: X.rows,
    });
  const draws = maxSamples === undefined ? X.rows : Math.max(1, countMeant(maxSamples, X.rows));
  const width =
    maxFeatures === undefined
      ? X.cols
      : maxFeatures >= 1
        ? Math.min(maxFeatures, X.cols)
        : Math.max(1, Math.floor(maxFeatures * X.cols));
  const weights = sampleWeights(options.sampleWeight, X.rows, who);
  const weighted = base.spec.tags?.weights === true;
  if (options.sampleWeight !== undefined) needWeights(base, who);
  const start = startSeed(params.randomState);
  const report = reporter(who, 'estimators', nEstimators, options);
  report(0);
  return Array.from({ length: nEstimators }, (_, t) => {
    const stream = new RandomStream(start, t, 1);
    const features = bootstrapFeatures
      ? Int32Array.from({ length: width }, () => stream.int(X.cols))
      : stream.sample(X.cols, width);
    features.sort();
    const rows = bootstrap
      ? Int32Array.from({ length: draws }, () => stream.int(X.rows))
      : stream.sample(X.rows, draws);
    const counts = new Int32Array(X.rows);
    for (const row of rows) counts[row]!++;
    const model = seededClone(base, start + t);
    const columns = takeColumns(X, features);
    if (weighted) {
      const own = weights.map((w, i) => w * counts[i]!);
      const used = Int32Array.from(own.keys()).filter((i) => own[i]! > 0);
      fitOne(
        model,
        takeRows(columns, used),
        used,
        Float64Array.from(used, (i) => own[i]!),
      );
    } else fitOne(model, takeRows(columns, rows), rows, undefined);
    report(t + 1);
    return { model, features, counts };
  });
}

/**
 * Bagging for classes: copies of an estimator, each fitted to samples drawn with replacement; their probabilities
 * are averaged (or their votes, where there are none). Helps what varies much from sample to sample: deep trees.
 *
 * Breiman, *Bagging predictors*, Machine Learning 24, 1996; Ho, *The random subspace method*, 1998.
 */
export class BaggingClassifier extends Classifier<BaggingClassifierOptions> {
  declare estimators_: readonly Classifier[];
  /** The columns that each copy sees. */
  declare estimatorsFeatures_: readonly Int32Array[];
  declare oobScore_: number | undefined;
  declare oobDecisionFunction_: Tensor | undefined;

  constructor(options: Partial<BaggingClassifierOptions> = {}) {
    super(classifierSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { params } = this;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const { codes, classes } = classTargets(y, matrix.rows, who);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who, got: String(classes[0]) });
    const labels = labelsOf(codes, classes);
    const base = params.estimator ?? new DecisionTreeClassifier();
    const bags = fitBags(
      who,
      base,
      params,
      matrix,
      (model, part, rows, sampleWeight) => {
        model.fit(part, rows ? takeTargets(labels, rows) : labels, { sampleWeight });
      },
      options,
    );
    const k = classes.length;
    let judged: Float64Array<ArrayBuffer> | undefined;
    let score: number | undefined;
    if (params.oobScore) {
      judged = new Float64Array(matrix.rows * k);
      for (const { model, features, counts } of bags) {
        const votes = votesOf(model, takeColumns(matrix, features), classes);
        for (let i = 0; i < matrix.rows; i++)
          for (let c = 0; c < k && counts[i] === 0; c++)
            judged[i * k + c] = judged[i * k + c]! + votes[i * k + c]!;
      }
      let right = 0;
      const best = largestOfRows(judged, matrix.rows, k);
      for (let i = 0; i < matrix.rows; i++) {
        if (best[i] === codes[i]) right++;
        let sum = 0;
        for (let c = 0; c < k; c++) sum += judged[i * k + c]!;
        for (let c = 0; c < k; c++) judged[i * k + c] = judged[i * k + c]! / sum;
      }
      score = right / matrix.rows;
    }
    this.classes_ = classes;
    this.estimators_ = bags.map(({ model }) => model);
    this.estimatorsFeatures_ = bags.map(({ features }) => features);
    this.oobScore_ = score;
    this.oobDecisionFunction_ = judged && tensor(judged, { shape: [matrix.rows, k] });
    return this;
  }

  #mean(X: Matrix): Float64Array<ArrayBuffer> {
    const sums = new Float64Array(X.rows * this.classes_.length);
    for (const [t, model] of this.estimators_.entries()) {
      const votes = votesOf(model, takeColumns(X, this.estimatorsFeatures_[t]!), this.classes_);
      for (let i = 0; i < sums.length; i++)
        sums[i] = sums[i]! + votes[i]! / this.estimators_.length;
    }
    return sums;
  }
  predictProba(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    return tensor(this.#mean(matrix), { shape: [matrix.rows, this.classes_.length] });
  }
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log();
  }
  protected predictCodes(X: Features): Int32Array {
    const matrix = spread(this.openAny(X));
    return largestOfRows(this.#mean(matrix), matrix.rows, this.classes_.length);
  }
}

/** Probabilities, or 1 for the predicted class. */
function votesOf(
  model: Classifier,
  X: Matrix,
  classes: Classifier['classes_'],
): Float64Array<ArrayBuffer> {
  if (givesProbabilities(model)) return probabilities(model, X, classes, '', '');
  const votes = new Float64Array(X.rows * classes.length);
  const codes = codesOf(model, X, classes);
  for (let i = 0; i < X.rows; i++) votes[i * classes.length + codes[i]!] = 1;
  return votes;
}

/** Bagging for numbers: the mean of the copies' predictions; see BaggingClassifier. */
export class BaggingRegressor extends Regressor<BaggingRegressorOptions> {
  declare estimators_: readonly Regressor[];
  declare estimatorsFeatures_: readonly Int32Array[];
  declare oobScore_: number | undefined;
  declare oobPrediction_: Tensor | undefined;

  constructor(options: Partial<BaggingRegressorOptions> = {}) {
    super(regressorSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { params } = this;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const targets = numericTargets(y, matrix.rows, who);
    const base = params.estimator ?? new DecisionTreeRegressor();
    const bags = fitBags(
      who,
      base,
      params,
      matrix,
      (model, part, rows, sampleWeight) => {
        model.fit(part, rows ? Float64Array.from(rows, (i) => targets[i]!) : targets, {
          sampleWeight,
        });
      },
      options,
    );
    let judged: Float64Array<ArrayBuffer> | undefined;
    if (params.oobScore) {
      judged = new Float64Array(matrix.rows);
      const votes = new Int32Array(matrix.rows);
      for (const { model, features, counts } of bags) {
        const guesses = model.predict(takeColumns(matrix, features)).dataSync();
        for (let i = 0; i < matrix.rows; i++) {
          if (counts[i]! > 0) continue;
          judged[i] = judged[i]! + Number(guesses[i]);
          votes[i] = votes[i]! + 1;
        }
      }
      for (let i = 0; i < matrix.rows; i++) judged[i] = judged[i]! / votes[i]!;
    }
    this.estimators_ = bags.map(({ model }) => model);
    this.estimatorsFeatures_ = bags.map(({ features }) => features);
    this.oobPrediction_ = judged && tensor(judged);
    this.oobScore_ = judged && rSquared(targets, judged, matrix.rows, 1);
    return this;
  }

  predict(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const sums = new Float64Array(matrix.rows);
    for (const [t, model] of this.estimators_.entries()) {
      const guesses = model.predict(takeColumns(matrix, this.estimatorsFeatures_[t]!)).dataSync();
      for (let i = 0; i < sums.length; i++)
        sums[i] = sums[i]! + Number(guesses[i]) / this.estimators_.length;
    }
    return tensor(sums);
  }
}
