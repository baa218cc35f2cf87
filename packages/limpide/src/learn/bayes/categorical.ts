/** CategoricalNB: naive Bayes for features that are categories. */
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  columnName,
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
  type BayesOptions,
  bayesParams,
  classesOfPart,
  logPriors,
  type PartialOptions,
} from './bayes.ts';

export interface CategoricalNBOptions extends BayesOptions {
  /** Added to every count, ≥ 0. Default 1. */
  readonly alpha: number;
  /** At least so many categories for every feature, or for each: room for those that `fit` does not see. */
  readonly minCategories: number | readonly number[] | undefined;
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1;

const categoricalSpec: Spec<CategoricalNBOptions> = {
  name: 'CategoricalNB',
  kind: 'classifier',
  params: {
    alpha: real(1, { min: 0 }),
    ...bayesParams,
    minCategories: anything<number | readonly number[] | undefined>(
      undefined,
      'undefined | integer ≥ 1 | one per feature',
      (value) =>
        value === undefined || isCount(value) || (Array.isArray(value) && value.every(isCount)),
    ),
  },
  learned: [
    'classes_',
    'classCount_',
    'classLogPrior_',
    'categoryCount_',
    'featureLogProb_',
    'nCategories_',
  ],
  tags: { weights: true, positive: true, partial: true },
};

/**
 * Each feature is one of a few categories, numbered from 0: P(xⱼ = v | c) = (N_cjv + α)/(N_c + α·categories).
 * OrdinalEncoder makes such numbers of texts.
 */
export class CategoricalNB extends BayesClassifier<CategoricalNBOptions> {
  declare classLogPrior_: Tensor;
  /** For each feature, counts `[classes, categories]`. */
  declare categoryCount_: Tensor[];
  /** For each feature, log P(category | class) `[classes, categories]`. */
  declare featureLogProb_: Tensor[];
  /** How many categories each feature has, int32. */
  declare nCategories_: Tensor;

  constructor(options: Partial<CategoricalNBOptions> = {}) {
    super(categoricalSpec, options);
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
    const last = this.#check(data, X, undefined);
    const known = fresh ? undefined : this.classes_;
    const { codes, classes } = classesOfPart(y, data.rows, known, options.classes, name);
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const k = classes.length;
    const classCount = fresh ? new Float64Array(k) : Float64Array.from(numbersOf(this.classCount_));
    for (let i = 0; i < data.rows; i++) classCount[codes[i]!]! += weights[i]!;
    const sizes = last.map((most, j) => {
      const least = this.params.minCategories;
      const wanted = typeof least === 'number' ? least : (least?.[j] ?? 1);
      const before = fresh ? 1 : this.categoryCount_[j]!.shape[1]!;
      return Math.max(most + 1, wanted, before);
    });
    const counts = Array.from(sizes, (size, j) => {
      const table = new Float64Array(k * size);
      if (!fresh) {
        const old = numbersOf(this.categoryCount_[j]!);
        const width = old.length / k;
        for (let c = 0; c < k; c++) table.set(old.subarray(c * width, (c + 1) * width), c * size);
      }
      for (let i = 0; i < data.rows; i++) table[codes[i]! * size + data.at(i, j)]! += weights[i]!;
      return table;
    });
    const alpha = Math.max(this.params.alpha, 1e-10);
    const priors = logPriors(this.params, classCount, name);
    const logs = counts.map((table, j) => {
      const size = sizes[j]!;
      return table.map((count, at) => {
        const c = Math.floor(at / size);
        let total = alpha * size;
        for (let v = 0; v < size; v++) total += table[c * size + v]!;
        return Math.log((count + alpha) / total);
      });
    });
    this.classes_ = classes;
    this.classCount_ = tensor(classCount);
    this.classLogPrior_ = tensor(priors);
    this.categoryCount_ = counts.map((table, j) => tensor(table, { shape: [k, sizes[j]!] }));
    this.featureLogProb_ = logs.map((table, j) => tensor(table, { shape: [k, sizes[j]!] }));
    this.nCategories_ = tensor(Int32Array.from(sizes));
    return this;
  }

  protected joint(X: Features): { values: Float64Array<ArrayBuffer>; rows: number } {
    const data = this.openDense(X);
    const sizes = Int32Array.from(numbersOf(this.nCategories_));
    this.#check(data, X, sizes);
    const priors = numbersOf(this.classLogPrior_);
    const k = priors.length;
    const tables = this.featureLogProb_.map(numbersOf);
    const values = new Float64Array(data.rows * k);
    for (let i = 0; i < data.rows; i++)
      for (let c = 0; c < k; c++) {
        let sum = priors[c]!;
        for (let j = 0; j < data.cols; j++) sum += tables[j]![c * sizes[j]! + data.at(i, j)]!;
        values[i * k + c] = sum;
      }
    return { values, rows: data.rows };
  }

  /** The largest category of each column. @throws DataError for what is no known category */
  #check(data: Matrix, X: Features, sizes: Int32Array | undefined): Int32Array {
    const last = new Int32Array(data.cols);
    for (let i = 0; i < data.rows; i++)
      for (let j = 0; j < data.cols; j++) {
        const value = data.at(i, j);
        const most = sizes ? sizes[j]! - 1 : 1_000_000;
        if (!(Number.isInteger(value) && value >= 0 && value <= most)) {
          raise(DataError, linearErrors, 'linear.category', {
            who: this.spec.name,
            row: i,
            column: columnName(X, j),
            got: value,
            last: most,
          });
        }
        last[j] = Math.max(last[j]!, value);
      }
    return last;
  }
}
