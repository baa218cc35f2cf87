/** GaussianNB: naive Bayes for features that are numbers. */
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  real,
  type Spec,
  sampleWeights,
  type Targets,
} from '../base/index.ts';
import { numbersOf } from '../linear/linear-classifier.ts';
import {
  BayesClassifier,
  checkedPriors,
  classesOfPart,
  type PartialOptions,
  priorsParam,
} from './bayes.ts';

export interface GaussianNBOptions {
  /** P(c), one per class; undefined: their shares in the data. */
  readonly priors: readonly number[] | undefined;
  /** This share of the largest variance is added to all, ≥ 0: a constant feature must not divide by 0. */
  readonly varSmoothing: number;
}

const gaussianSpec: Spec<GaussianNBOptions> = {
  name: 'GaussianNB',
  kind: 'classifier',
  params: { priors: priorsParam, varSmoothing: real(1e-9, { min: 0 }) },
  learned: ['classes_', 'classCount_', 'classPrior_', 'theta_', 'var_', 'epsilon_'],
  tags: { weights: true, partial: true },
};

/**
 * Each feature is normal within a class: log P(x | c) = −½ Σⱼ (log 2πσ²_cj + (xⱼ − μ_cj)²/σ²_cj).
 *
 * Means and variances come from one pass, and are merged when data comes in parts (Chan, Golub & LeVeque, 1983). No
 * parameter to choose; a baseline that is hard to get wrong. O(n·d).
 */
export class GaussianNB extends BayesClassifier<GaussianNBOptions> {
  /** P(c), `[classes]`. */
  declare classPrior_: Tensor;
  /** Means μ, `[classes, d]`. */
  declare theta_: Tensor;
  /** Variances σ², smoothing included, `[classes, d]`. */
  declare var_: Tensor;
  /** What was added to all variances. */
  declare epsilon_: number;

  constructor(options: Partial<GaussianNBOptions> = {}) {
    super(gaussianSpec, options);
  }

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
    const data = fresh ? this.fitDense(X) : this.openDense(X);
    const known = fresh ? undefined : this.classes_;
    const { codes, classes } = classesOfPart(y, data.rows, known, options.classes, name);
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const k = classes.length;
    const d = data.cols;
    const part = momentsPerClass(data.data, codes, weights, k, d);
    const epsilon = this.params.varSmoothing * largestVariance(data.data, data.rows, d);
    if (!fresh) {
      merge(part, {
        count: numbersOf(this.classCount_),
        mean: numbersOf(this.theta_),
        variance: numbersOf(this.var_).map((v) => v - this.epsilon_),
      });
    }
    const total = part.count.reduce((sum, w) => sum + w, 0);
    const priors =
      this.params.priors === undefined
        ? part.count.map((w) => w / total)
        : checkedPriors(this.params.priors, k, name);
    // A constant feature with nothing to smooth it would divide by 0.
    const floor = epsilon > 0 ? epsilon : Number.MIN_VALUE * 2 ** 52;
    this.classes_ = classes;
    this.classCount_ = tensor(part.count);
    this.classPrior_ = tensor(priors);
    this.theta_ = tensor(part.mean, { shape: [k, d] });
    this.var_ = tensor(
      part.variance.map((v) => Math.max(v, 0) + floor),
      { shape: [k, d] },
    );
    this.epsilon_ = epsilon;
    return this;
  }

  protected joint(X: Features): { values: Float64Array<ArrayBuffer>; rows: number } {
    const { data, rows, cols: d } = this.openDense(X);
    const priors = numbersOf(this.classPrior_);
    const mean = numbersOf(this.theta_);
    const variance = numbersOf(this.var_);
    const k = priors.length;
    const constants = Float64Array.from(priors, (p, c) => {
      let sum = Math.log(p);
      for (let j = 0; j < d; j++) sum -= 0.5 * Math.log(2 * Math.PI * variance[c * d + j]!);
      return sum;
    });
    const values = new Float64Array(rows * k);
    for (let i = 0; i < rows; i++)
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let j = 0; j < d; j++) {
          const distance = data[i * d + j]! - mean[c * d + j]!;
          sum += (distance * distance) / variance[c * d + j]!;
        }
        // far from a class without any spread the sum does not fit
        values[i * k + c] = constants[c]! - 0.5 * Math.min(sum, Number.MAX_VALUE);
      }
    return { values, rows };
  }
}

interface Moments {
  readonly count: Float64Array<ArrayBuffer>;
  readonly mean: Float64Array<ArrayBuffer>;
  readonly variance: Float64Array<ArrayBuffer>;
}

/** Weights, means and variances of each class, the variances about the means. */
function momentsPerClass(
  data: ArrayLike<number>,
  codes: Int32Array,
  weights: Float64Array,
  k: number,
  d: number,
): Moments {
  const count = new Float64Array(k);
  const mean = new Float64Array(k * d);
  const variance = new Float64Array(k * d);
  for (let i = 0; i < codes.length; i++) count[codes[i]!]! += weights[i]!;
  for (let i = 0; i < codes.length; i++) {
    const c = codes[i]!;
    if (weights[i] === 0) continue;
    const share = weights[i]! / count[c]!;
    for (let j = 0; j < d; j++) mean[c * d + j]! += share * data[i * d + j]!;
  }
  for (let i = 0; i < codes.length; i++) {
    const c = codes[i]!;
    if (weights[i] === 0) continue;
    const share = weights[i]! / count[c]!;
    for (let j = 0; j < d; j++)
      variance[c * d + j]! += share * (data[i * d + j]! - mean[c * d + j]!) ** 2;
  }
  return { count, mean, variance };
}

/** The moments of both parts together, into the first. */
function merge(
  { count, mean, variance }: Moments,
  old: { count: Float64Array; mean: Float64Array; variance: Float64Array },
): void {
  const d = mean.length / count.length;
  for (let c = 0; c < count.length; c++) {
    const total = count[c]! + old.count[c]!;
    if (total === 0) continue;
    const share = count[c]! / total;
    for (let at = c * d; at < (c + 1) * d; at++) {
      const gap = mean[at]! - old.mean[at]!;
      variance[at] =
        share * variance[at]! + (1 - share) * old.variance[at]! + share * (1 - share) * gap * gap;
      mean[at] = old.mean[at]! + share * gap;
    }
    count[c] = total;
  }
}

function largestVariance(data: ArrayLike<number>, rows: number, d: number): number {
  let largest = 0;
  for (let j = 0; j < d; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += data[i * d + j]! / rows;
    let variance = 0;
    for (let i = 0; i < rows; i++) variance += (data[i * d + j]! - mean) ** 2 / rows;
    largest = Math.max(largest, variance);
  }
  return largest;
}
