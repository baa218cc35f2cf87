/**
 * Naive Bayes on counts: MultinomialNB, ComplementNB, BernoulliNB. All learn from sums per class, so that data can come
 * in parts, and all predict with log P(c) + Σⱼ xⱼ·weight_cj, a product of matrices.
 */
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix, multiply } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  columnName,
  type Features,
  type FitOptions,
  flag,
  type ParamTable,
  real,
  type Spec,
  sampleWeights,
  type Targets,
} from '../base/index.ts';
import { numbersOf } from '../linear/linear-classifier.ts';
import { orNull } from '../linear/or-null.ts';
import {
  BayesClassifier,
  type BayesOptions,
  bayesParams,
  classesOfPart,
  logPriors,
  type PartialOptions,
} from './bayes.ts';

export interface CountNBOptions extends BayesOptions {
  /** Added to every count (Laplace: 1, Lidstone: less), ≥ 0. Default 1. */
  readonly alpha: number;
}

const countParams: ParamTable<CountNBOptions> = { alpha: real(1, { min: 0 }), ...bayesParams };
const learned = ['classes_', 'classCount_', 'classLogPrior_', 'featureCount_', 'featureLogProb_'];

abstract class CountBayes<P extends CountNBOptions> extends BayesClassifier<P> {
  /** log P(c), `[classes]`. */
  declare classLogPrior_: Tensor;
  /** Sums of each feature per class, `[classes, d]`. */
  declare featureCount_: Tensor;
  /** log P(feature | class), `[classes, d]`. */
  declare featureLogProb_: Tensor;

  /** X as it is counted; refuses what cannot be. */
  protected abstract counted(X: Matrix | CSRMatrix, given: Features): Matrix | CSRMatrix;
  /** Weights `[classes, d]` of the score from sums per class. */
  protected abstract weights(counts: Matrix, classCount: Float64Array): Matrix;

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    return this.#learn(X, y, options, true);
  }

  /**
   * Learns from one more part of the data.
   *
   * @param options `classes`: all of them, at the first part
   */
  partialFit(X: Features, y: Targets, options: PartialOptions = {}): this {
    this.checkParams();
    return this.#learn(X, y, options, !this.hasLearned('classes_'));
  }

  #learn(X: Features, y: Targets, options: PartialOptions, fresh: boolean): this {
    const { name } = this.spec;
    const raw = fresh ? this.fitAny(X) : this.openAny(X);
    const data = this.counted(raw, X);
    const known = fresh ? undefined : this.classes_;
    const { codes, classes } = classesOfPart(y, data.rows, known, options.classes, name);
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const k = classes.length;
    const d = data.cols;
    const counts = fresh
      ? new Float64Array(k * d)
      : Float64Array.from(numbersOf(this.featureCount_));
    const classCount = fresh ? new Float64Array(k) : Float64Array.from(numbersOf(this.classCount_));
    for (let i = 0; i < data.rows; i++) {
      const w = weights[i]!;
      const c = codes[i]!;
      classCount[c]! += w;
      if (data instanceof CSRMatrix) {
        for (let p = data.indptr[i]!; p < data.indptr[i + 1]!; p++)
          counts[c * d + data.indices[p]!]! += w * data.data[p]!;
      } else {
        for (let j = 0; j < d; j++) counts[c * d + j]! += w * data.data[i * d + j]!;
      }
    }
    const priors = logPriors(this.params, classCount, name);
    const learnt = this.weights(new Matrix(counts, k, d), classCount);
    this.classes_ = classes;
    this.classCount_ = tensor(classCount);
    this.classLogPrior_ = tensor(priors);
    this.featureCount_ = tensor(counts, { shape: [k, d] });
    this.featureLogProb_ = learnt.toTensor();
    return this;
  }

  /** X·weightsᵀ `[n, classes]`. */
  protected products(X: Features): Matrix {
    const data = this.counted(this.openAny(X), X);
    const weights = Matrix.fromTensor(this.featureLogProb_);
    return data instanceof CSRMatrix
      ? data.multiply(weights.transpose())
      : multiply(data, weights, { transposeB: true });
  }
  protected joint(X: Features): { values: Float64Array<ArrayBuffer>; rows: number } {
    const scores = this.products(X);
    const priors = numbersOf(this.classLogPrior_);
    const values = Float64Array.from(scores.data, (v, at) => v + priors[at % priors.length]!);
    return { values, rows: scores.rows };
  }
}

/** Counts are ≥ 0. */
function requireCounts(X: Matrix | CSRMatrix, given: Features, who: string): Matrix | CSRMatrix {
  const at = X.data.findIndex((value) => value < 0);
  if (at < 0) return X;
  let row = Math.floor(at / X.cols);
  let column = at % X.cols;
  if (X instanceof CSRMatrix) {
    row = 0;
    while (X.indptr[row + 1]! <= at) row++;
    column = X.indices[at]!;
  }
  const details = { who, row, column: columnName(given, column), got: X.data[at]! };
  return raise(DataError, linearErrors, 'linear.negativeFeature', details);
}

const multinomialSpec: Spec<CountNBOptions> = {
  name: 'MultinomialNB',
  kind: 'classifier',
  params: countParams,
  learned,
  tags: { sparse: true, weights: true, positive: true, partial: true },
};

/**
 * Naive Bayes for counts, such as words of a text: each class draws features with its own probabilities
 * θ_cj = (N_cj + α)/(N_c + α·d), and log P(c | x) = log P(c) + Σⱼ xⱼ·log θ_cj up to a constant.
 *
 * One pass over the data, O(stored values). Manning, Raghavan & Schütze (2008), ch. 13.
 */
export class MultinomialNB extends CountBayes<CountNBOptions> {
  constructor(options: Partial<CountNBOptions> = {}) {
    super(multinomialSpec, options);
  }
  protected counted(X: Matrix | CSRMatrix, given: Features): Matrix | CSRMatrix {
    return requireCounts(X, given, this.spec.name);
  }
  protected weights(counts: Matrix): Matrix {
    return logShares(counts, smoothing(this.params.alpha));
  }
}

/** α = 0 would make logarithms of 0. */
const smoothing = (alpha: number): number => Math.max(alpha, 1e-10);

/** log of (count + α) over its row's sum. */
function logShares(counts: Matrix, alpha: number): Matrix {
  const { rows: k, cols: d } = counts;
  const out = Matrix.zeros(k, d);
  for (let c = 0; c < k; c++) {
    let total = 0;
    for (let j = 0; j < d; j++) total += counts.at(c, j) + alpha;
    for (let j = 0; j < d; j++)
      out.data[c * d + j] = Math.log(counts.at(c, j) + alpha) - Math.log(total);
  }
  return out;
}

export interface ComplementOptions extends CountNBOptions {
  /** Divides each class's weights by their sum (Rennie's third step). */
  readonly norm: boolean;
}

const complementSpec: Spec<ComplementOptions> = {
  name: 'ComplementNB',
  kind: 'classifier',
  params: { ...countParams, norm: flag(false) },
  learned,
  tags: { sparse: true, weights: true, positive: true, partial: true },
};

/**
 * Naive Bayes from the samples of all *other* classes (Rennie, Shih, Teevan & Karger, 2003): better than MultinomialNB
 * when classes have very different sizes. The class whose complement explains a sample worst wins.
 */
export class ComplementNB extends CountBayes<ComplementOptions> {
  constructor(options: Partial<ComplementOptions> = {}) {
    super(complementSpec, options);
  }
  protected counted(X: Matrix | CSRMatrix, given: Features): Matrix | CSRMatrix {
    return requireCounts(X, given, this.spec.name);
  }
  protected weights(counts: Matrix): Matrix {
    const { rows: k, cols: d } = counts;
    const others = Matrix.zeros(k, d);
    for (let j = 0; j < d; j++) {
      let total = 0;
      for (let c = 0; c < k; c++) total += counts.at(c, j);
      for (let c = 0; c < k; c++) others.data[c * d + j] = total - counts.at(c, j);
    }
    const logs = logShares(others, smoothing(this.params.alpha));
    for (let c = 0; c < k; c++) {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += logs.at(c, j);
      for (let j = 0; j < d; j++) {
        const value = logs.data[c * d + j]!;
        logs.data[c * d + j] = this.params.norm ? value / sum : -value;
      }
    }
    return logs;
  }
  protected override joint(X: Features): { values: Float64Array<ArrayBuffer>; rows: number } {
    const scores = this.products(X);
    const priors = numbersOf(this.classLogPrior_);
    // Sizes of classes count only when there is a single one.
    const values = Float64Array.from(
      scores.data,
      (v) => v + (priors.length === 1 ? priors[0]! : 0),
    );
    return { values, rows: scores.rows };
  }
}

export interface BernoulliOptions extends CountNBOptions {
  /** Features above this are 1, others 0; null: they are 0 or 1 already. Default 0. */
  readonly binarize: number | null;
}

const bernoulliSpec: Spec<BernoulliOptions> = {
  name: 'BernoulliNB',
  kind: 'classifier',
  params: {
    ...countParams,
    binarize: orNull(real(0)),
  },
  learned,
  tags: { sparse: true, weights: true, partial: true },
};

/**
 * Naive Bayes for features that are there or not: θ_cj = (N_cj + α)/(N_c + 2α), and absence counts too,
 * log P(c | x) = log P(c) + Σⱼ xⱼ·log θ_cj + (1 − xⱼ)·log(1 − θ_cj) up to a constant.
 */
export class BernoulliNB extends CountBayes<BernoulliOptions> {
  constructor(options: Partial<BernoulliOptions> = {}) {
    super(bernoulliSpec, options);
  }
  protected counted(X: Matrix | CSRMatrix): Matrix | CSRMatrix {
    const { binarize } = this.params;
    if (binarize === null) return this.#binary(X);
    const one = (value: number): number => (value > binarize ? 1 : 0);
    if (X instanceof CSRMatrix && binarize >= 0) return X.map(one);
    const dense = X instanceof CSRMatrix ? X.toDense() : X;
    return new Matrix(Float64Array.from(dense.data, one), dense.rows, dense.cols);
  }
  /** @throws DataError for a value that is no share of being there */
  #binary(X: Matrix | CSRMatrix): Matrix | CSRMatrix {
    const at = X.data.findIndex((value) => !(value >= 0 && value <= 1));
    if (at >= 0)
      raise(DataError, linearErrors, 'linear.binary', { who: this.spec.name, got: X.data[at]! });
    return X;
  }
  protected weights(counts: Matrix, classCount: Float64Array): Matrix {
    const alpha = smoothing(this.params.alpha);
    const out = Matrix.zeros(counts.rows, counts.cols);
    for (let c = 0; c < counts.rows; c++)
      for (let j = 0; j < counts.cols; j++)
        out.data[c * counts.cols + j] =
          Math.log(counts.at(c, j) + alpha) - Math.log(classCount[c]! + 2 * alpha);
    return out;
  }
  protected override joint(X: Features): { values: Float64Array<ArrayBuffer>; rows: number } {
    const data = this.counted(this.openAny(X));
    const logs = Matrix.fromTensor(this.featureLogProb_);
    const { rows: k, cols: d } = logs;
    // Σ x·(log θ − log(1 − θ)) + Σ log(1 − θ)
    const odds = Matrix.zeros(k, d);
    const absent = new Float64Array(k);
    for (let c = 0; c < k; c++)
      for (let j = 0; j < d; j++) {
        const none = Math.log1p(-Math.exp(logs.at(c, j)));
        absent[c]! += none;
        odds.data[c * d + j] = logs.at(c, j) - none;
      }
    const scores =
      data instanceof CSRMatrix
        ? data.multiply(odds.transpose())
        : multiply(data, odds, { transposeB: true });
    const priors = numbersOf(this.classLogPrior_);
    const values = Float64Array.from(scores.data, (v, at) => v + priors[at % k]! + absent[at % k]!);
    return { values, rows: data.rows };
  }
}
