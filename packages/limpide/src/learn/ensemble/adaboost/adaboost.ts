/**
 * AdaBoost: models fitted one after the other, the samples that the last one got wrong counting more for the
 * next (Freund and Schapire, 1997).
 */
import { learnErrors } from '../../../errors/catalog/learn.ts';
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { DataError, raise } from '../../../errors/index.ts';
import type { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  Classifier,
  choice,
  classTargets,
  type Features,
  type FitOptions,
  integer,
  numericTargets,
  RandomStream,
  Regressor,
  real,
  reporter,
  type Spec,
  sampleWeights,
  seed,
  type Targets,
  takeRows,
} from '../../base/index.ts';
import { softmaxRows } from '../../linear/links.ts';
import { DecisionTreeClassifier, DecisionTreeRegressor } from '../../trees/index.ts';
import { spread, totalOf } from '../../trees/prepare.ts';
import {
  codesOf,
  innerParam,
  labelsOf,
  needWeights,
  probabilities,
  seededClone,
  startSeed,
} from '../inner.ts';
import { largestOfRows } from '../rows.ts';

interface AdaBoostOptions {
  /** Models at most (≥ 1). Default 50. */
  readonly nEstimators: number;
  /** How much each model counts (> 0). Default 1. */
  readonly learningRate: number;
  readonly randomState: number | undefined;
}
export interface AdaBoostClassifierOptions extends AdaBoostOptions {
  /** What is boosted; it must take weights. Default: a tree with one split. */
  readonly estimator: Classifier | undefined;
  /** `'SAMME'`: by predicted classes; `'SAMME.R'`: by probabilities. */
  readonly algorithm: 'SAMME' | 'SAMME.R';
}
export interface AdaBoostRegressorOptions extends AdaBoostOptions {
  /** What is boosted. Default: a tree of depth 3. */
  readonly estimator: Regressor | undefined;
  readonly loss: 'linear' | 'square' | 'exponential';
}

const common = {
  nEstimators: integer(50, { min: 1 }),
  learningRate: real(1, { min: 0, open: 'min' }),
  randomState: seed(),
};
const classifierSpec: Spec<AdaBoostClassifierOptions> = {
  name: 'AdaBoostClassifier',
  kind: 'classifier',
  params: {
    estimator: innerParam<Classifier>('classifier'),
    algorithm: choice('SAMME.R', ['SAMME', 'SAMME.R']),
    ...common,
  },
  learned: ['classes_', 'estimators_', 'estimatorWeights_', 'estimatorErrors_'],
  tags: { random: true, weights: true, sparse: true },
};
const regressorSpec: Spec<AdaBoostRegressorOptions> = {
  name: 'AdaBoostRegressor',
  kind: 'regressor',
  params: {
    estimator: innerParam<Regressor>('regressor'),
    loss: choice('linear', ['linear', 'square', 'exponential']),
    ...common,
  },
  learned: ['estimators_', 'estimatorWeights_', 'estimatorErrors_'],
  tags: { random: true, weights: true, sparse: true },
};

/** Makes the sum 1. @returns false when there is nothing left to share */
function normalise(weights: Float64Array): boolean {
  const sum = totalOf(weights);
  if (!(sum > 0 && Number.isFinite(sum))) return false;
  for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / sum;
  return true;
}

/** The smallest probability that a logarithm is taken of. */
const least = Number.EPSILON;

/**
 * AdaBoost for classes. SAMME weighs each model by log((1 − e)/e) + log(K − 1), e being its weighted error;
 * SAMME.R adds up the logarithms of the models' probabilities instead, and converges faster.
 *
 * Freund and Schapire, 1997; Zhu, Zou, Rosset and Hastie, *Multi-class AdaBoost*, 2009.
 */
export class AdaBoostClassifier extends Classifier<AdaBoostClassifierOptions> {
  declare estimators_: readonly Classifier[];
  declare estimatorWeights_: Tensor;
  /** The weighted error of each model. */
  declare estimatorErrors_: Tensor;

  constructor(options: Partial<AdaBoostClassifierOptions> = {}) {
    super(classifierSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { nEstimators, learningRate, algorithm } = this.params;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const { codes, classes } = classTargets(y, matrix.rows, who);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who, got: String(classes[0]) });
    const base = this.params.estimator ?? new DecisionTreeClassifier({ maxDepth: 1 });
    needWeights(base, who);
    const weights = Float64Array.from(sampleWeights(options.sampleWeight, matrix.rows, who));
    normalise(weights);
    const labels = labelsOf(codes, classes);
    const report = reporter(who, 'estimators', nEstimators, options);
    const start = startSeed(this.params.randomState);
    const k = classes.length;
    const models: Classifier[] = [];
    const modelWeights: number[] = [];
    const errors: number[] = [];
    report(0);
    for (let t = 0; t < nEstimators; t++) {
      const model = seededClone(base, start + t).fit(matrix, labels, { sampleWeight: weights });
      const shares =
        algorithm === 'SAMME.R'
          ? probabilities(model, matrix, classes, who, "'SAMME.R'")
          : undefined;
      const guesses = shares
        ? largestOfRows(shares, matrix.rows, k)
        : codesOf(model, matrix, classes);
      let error = 0;
      for (let i = 0; i < guesses.length; i++) if (guesses[i] !== codes[i]) error += weights[i]!;
      if (error <= 0) {
        models.push(model);
        modelWeights.push(1);
        errors.push(0);
        break;
      }
      // No better than chance: what was boosted so far stands.
      if (!shares && error >= 1 - 1 / k) {
        if (models.length === 0)
          raise(DataError, treeErrors, 'trees.weakLearner', {
            who,
            what: base.spec.name,
            got: error,
          });
        break;
      }
      const alpha = shares ? 1 : learningRate * (Math.log((1 - error) / error) + Math.log(k - 1));
      models.push(model);
      modelWeights.push(alpha);
      errors.push(error);
      report(t + 1, error);
      if (t + 1 === nEstimators) break;
      for (let i = 0; i < weights.length; i++) {
        if (!shares) {
          if (guesses[i] !== codes[i]) weights[i] = weights[i]! * Math.exp(alpha);
          continue;
        }
        let coded = 0; // Σ y_c log p_c with y_c = 1 for the right class and −1/(K − 1) for the others
        for (let c = 0; c < k; c++)
          coded +=
            (codes[i] === c ? 1 : -1 / (k - 1)) * Math.log(Math.max(least, shares[i * k + c]!));
        weights[i] = weights[i]! * Math.exp((-learningRate * (k - 1) * coded) / k);
      }
      if (!normalise(weights)) break;
    }
    this.classes_ = classes;
    this.estimators_ = models;
    this.estimatorWeights_ = tensor(Float64Array.from(modelWeights));
    this.estimatorErrors_ = tensor(Float64Array.from(errors));
    return this;
  }

  /** Votes `[n, classes]` after each model, as running sums; and the sum of the weights so far. */
  *#votes(X: Matrix): Generator<{ votes: Float64Array; weight: number }> {
    const k = this.classes_.length;
    const votes = new Float64Array(X.rows * k);
    const weights = this.estimatorWeights_.dataSync();
    let weight = 0;
    for (const [t, model] of this.estimators_.entries()) {
      const alpha = Number(weights[t]);
      weight += alpha;
      if (this.params.algorithm === 'SAMME.R') {
        const shares = probabilities(model, X, this.classes_, this.spec.name, "'SAMME.R'");
        for (let i = 0; i < X.rows; i++) {
          let mean = 0;
          for (let c = 0; c < k; c++) mean += Math.log(Math.max(least, shares[i * k + c]!)) / k;
          for (let c = 0; c < k; c++) {
            const log = Math.log(Math.max(least, shares[i * k + c]!));
            votes[i * k + c] = votes[i * k + c]! + alpha * (k - 1) * (log - mean);
          }
        }
      } else {
        const guesses = codesOf(model, X, this.classes_);
        for (let i = 0; i < X.rows; i++) {
          const at = i * k + guesses[i]!;
          votes[at] = votes[at]! + alpha;
        }
      }
      yield { votes, weight };
    }
  }
  #decision(X: Matrix): Float64Array<ArrayBuffer> {
    let last = new Float64Array();
    for (const { votes, weight } of this.#votes(X)) last = votes.map((v) => v / weight);
    return Float64Array.from(last);
  }

  /** Votes, weighted: `[n, classes]`; for two classes `[n]`, positive for the second. */
  decisionFunction(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const votes = this.#decision(matrix);
    const k = this.classes_.length;
    if (k > 2) return tensor(votes, { shape: [matrix.rows, k] });
    return tensor(
      Float64Array.from({ length: matrix.rows }, (_, i) => votes[2 * i + 1]! - votes[2 * i]!),
    );
  }
  predictProba(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const votes = this.#decision(matrix);
    const k = this.classes_.length;
    for (let i = 0; i < votes.length; i++) votes[i] = votes[i]! / (k - 1);
    // Two classes: a score s stands for the pair (−s/2, s/2).
    if (k === 2) {
      for (let i = 0; i < matrix.rows; i++) {
        const half = (votes[2 * i + 1]! - votes[2 * i]!) / 2;
        votes[2 * i] = -half;
        votes[2 * i + 1] = half;
      }
    }
    softmaxRows(votes, matrix.rows, k);
    return tensor(votes, { shape: [matrix.rows, k] });
  }
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log();
  }
  protected predictCodes(X: Features): Int32Array {
    const matrix = spread(this.openAny(X));
    return largestOfRows(this.#decision(matrix), matrix.rows, this.classes_.length);
  }
  /** Classes after each model. */
  *stagedPredict(X: Features): Generator<(typeof this.classes_)[number][]> {
    const matrix = spread(this.openAny(X));
    for (const { votes } of this.#votes(matrix)) {
      const codes = largestOfRows(votes, matrix.rows, this.classes_.length);
      yield Array.from(codes, (code) => this.classes_[code]!);
    }
  }
}

/**
 * AdaBoost for numbers (AdaBoost.R2): each model is fitted to samples drawn by weight; the prediction is the
 * weighted median of the models'.
 *
 * Drucker, *Improving regressors using boosting techniques*, ICML 1997.
 */
export class AdaBoostRegressor extends Regressor<AdaBoostRegressorOptions> {
  declare estimators_: readonly Regressor[];
  declare estimatorWeights_: Tensor;
  declare estimatorErrors_: Tensor;

  constructor(options: Partial<AdaBoostRegressorOptions> = {}) {
    super(regressorSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { nEstimators, learningRate, loss } = this.params;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const n = matrix.rows;
    const targets = numericTargets(y, n, who);
    const base = this.params.estimator ?? new DecisionTreeRegressor({ maxDepth: 3 });
    const weights = Float64Array.from(sampleWeights(options.sampleWeight, n, who));
    normalise(weights);
    const report = reporter(who, 'estimators', nEstimators, options);
    const start = startSeed(this.params.randomState);
    const models: Regressor[] = [];
    const modelWeights: number[] = [];
    const errors: number[] = [];
    report(0);
    for (let t = 0; t < nEstimators; t++) {
      const drawn = drawByWeight(weights, new RandomStream(start, t, 1));
      const model = seededClone(base, start + t).fit(
        takeRows(matrix, drawn),
        Float64Array.from(drawn, (i) => targets[i]!),
      );
      const guesses = model.predict(matrix).dataSync();
      const losses = targets.map((v, i) => Math.abs(v - Number(guesses[i])));
      const worst = losses.reduce((a, b) => Math.max(a, b), 0);
      let error = 0;
      for (let i = 0; i < n; i++) {
        if (weights[i] === 0) continue;
        let l = worst > 0 ? losses[i]! / worst : 0;
        if (loss === 'square') l *= l;
        else if (loss === 'exponential') l = 1 - Math.exp(-l);
        losses[i] = l;
        error += weights[i]! * l;
      }
      if (error <= 0) {
        models.push(model);
        modelWeights.push(1);
        errors.push(0);
        break;
      }
      if (error >= 0.5) {
        // Too weak to go on; the first one is kept all the same.
        if (models.length === 0) {
          models.push(model);
          modelWeights.push(1);
          errors.push(error);
        }
        break;
      }
      const beta = error / (1 - error);
      models.push(model);
      modelWeights.push(learningRate * Math.log(1 / beta));
      errors.push(error);
      report(t + 1, error);
      for (let i = 0; i < n; i++)
        weights[i] = weights[i]! * beta ** ((1 - losses[i]!) * learningRate);
      if (!normalise(weights)) break;
    }
    this.estimators_ = models;
    this.estimatorWeights_ = tensor(Float64Array.from(modelWeights));
    this.estimatorErrors_ = tensor(Float64Array.from(errors));
    return this;
  }

  #median(predictions: readonly ArrayLike<number | bigint>[], rows: number): Tensor {
    const weights = Float64Array.from(this.estimatorWeights_.dataSync() as ArrayLike<number>);
    const used = predictions.length;
    let all = 0;
    for (let t = 0; t < used; t++) all += weights[t]!;
    const out = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const order = Array.from({ length: used }, (_, t) => t).sort(
        (a, b) => Number(predictions[a]![i]) - Number(predictions[b]![i]),
      );
      let sum = 0;
      for (const t of order) {
        out[i] = Number(predictions[t]![i]);
        sum += weights[t]!;
        if (sum >= 0.5 * all) break;
      }
    }
    return tensor(out);
  }
  predict(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const predictions = this.estimators_.map((model) => model.predict(matrix).dataSync());
    return this.#median(predictions, matrix.rows);
  }
  /** Predictions after each model. */
  *stagedPredict(X: Features): Generator<Tensor> {
    const matrix = spread(this.openAny(X));
    const predictions: ReturnType<Tensor['dataSync']>[] = [];
    for (const model of this.estimators_) {
      predictions.push(model.predict(matrix).dataSync());
      yield this.#median(predictions, matrix.rows);
    }
  }
}

/** As many samples as there are, drawn with these probabilities. */
function drawByWeight(weights: Float64Array, stream: RandomStream): Int32Array {
  const upTo = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) upTo[i] = sum += weights[i]!;
  return Int32Array.from(weights, () => {
    const u = stream.next() * sum;
    let low = 0;
    let high = weights.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! <= u) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}
