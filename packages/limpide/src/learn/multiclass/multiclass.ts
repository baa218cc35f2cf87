/** OneVsRestClassifier and OneVsOneClassifier: several classes from classifiers of two. */

import { learnErrors } from '../../errors/catalog/learn.ts';
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  Classifier,
  classTargets,
  clone,
  type Estimator,
  type Features,
  type FitOptions,
  givesDecision,
  givesProbabilities,
  type Param,
  reporter,
  type Spec,
  sampleWeights,
  type Targets,
} from '../base/index.ts';
import { takeRows } from '../linear/folds.ts';
import { largestPerRow, numbersOf } from '../linear/linear-classifier.ts';
import { mostVotes, pairsOf, scoresPerClass } from '../svm/pairs.ts';

export interface MulticlassOptions {
  /** The classifier of two classes, which is cloned for each of them. */
  readonly estimator: Classifier | undefined;
}

const inner: Param<Classifier | undefined> = {
  default: undefined,
  expected: 'a classifier',
  accepts: (value) => value instanceof Classifier,
};

/** Positive for the second class: the decision, or the probability minus ½. */
function margin(model: Estimator, X: Features, who: string): Float64Array {
  if (givesDecision(model)) return numbersOf(model.decisionFunction(X));
  return chance(model, X, who).map((p) => p - 0.5);
}

/** The probability of the second class. */
function chance(model: Estimator, X: Features, who: string): Float64Array {
  if (!givesProbabilities(model)) {
    raise(ArgumentError, linearErrors, 'linear.inner', {
      who,
      expected: 'predictProba',
      got: model.spec.name,
    });
  }
  const both = numbersOf(model.predictProba(X));
  return Float64Array.from({ length: both.length / 2 }, (_, i) => both[2 * i + 1]!);
}

abstract class Multiclass extends Classifier<MulticlassOptions> {
  /** The fitted classifiers. */
  declare estimators_: Classifier[];

  /** A new one, which must be able to rank samples. */
  protected fresh(): Classifier {
    const { estimator } = this.params;
    if (estimator === undefined || !(givesDecision(estimator) || givesProbabilities(estimator))) {
      raise(ArgumentError, linearErrors, 'linear.inner', {
        who: this.spec.name,
        expected: 'decisionFunction | predictProba',
        got: estimator?.spec.name ?? 'undefined',
      });
    }
    return clone(estimator);
  }
  /** Data, classes and weights of a fit. */
  protected prepare(X: Features, y: Targets, options: FitOptions) {
    this.checkParams();
    const { name } = this.spec;
    const data: Matrix | CSRMatrix = this.fitAny(X);
    const { codes, classes } = classTargets(y, data.rows, name);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who: name, got: String(classes[0]) });
    const weights =
      options.sampleWeight === undefined
        ? undefined
        : sampleWeights(options.sampleWeight, data.rows, name);
    return { data, codes, classes, weights };
  }
}

const restSpec: Spec<MulticlassOptions> = {
  name: 'OneVsRestClassifier',
  kind: 'classifier',
  params: { estimator: inner },
  learned: ['classes_', 'estimators_'],
  tags: { sparse: true, weights: true },
};

/** One classifier per class, which tells it from all the others; the surest one wins. k fits. */
export class OneVsRestClassifier extends Multiclass {
  constructor(options: Partial<MulticlassOptions> = {}) {
    super(restSpec, options);
  }
  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    const { data, codes, classes, weights } = this.prepare(X, y, options);
    const wanted = classes.length === 2 ? [1] : [...classes.keys()];
    const report = reporter(this.spec.name, 'classes', wanted.length, options);
    const models = wanted.map((c, done) => {
      const own = codes.map((code) => (code === c ? 1 : 0));
      const { signal } = options;
      const model = this.fresh().fit(data, own, { sampleWeight: weights, signal });
      report(done + 1);
      return model;
    });
    this.classes_ = classes;
    this.estimators_ = models;
    return this;
  }

  #margins(X: Features): { values: Float64Array<ArrayBuffer>; rows: number } {
    const data = this.openAny(X);
    const k = this.estimators_.length;
    const values = new Float64Array(data.rows * k);
    this.estimators_.forEach((model, c) => {
      const own = margin(model, data, this.spec.name);
      for (let i = 0; i < data.rows; i++) values[i * k + c] = own[i]!;
    });
    return { values, rows: data.rows };
  }
  /** `[n]` for two classes, else `[n, classes]`. */
  decisionFunction(X: Features): Tensor {
    const { values, rows } = this.#margins(X);
    const k = this.estimators_.length;
    return k === 1 ? tensor(values) : tensor(values, { shape: [rows, k] });
  }
  protected predictCodes(X: Features): Int32Array {
    const { values, rows } = this.#margins(X);
    const k = this.estimators_.length;
    if (k === 1) return Int32Array.from(values, (v) => (v > 0 ? 1 : 0));
    return largestPerRow(values, rows, k);
  }
  /** The probabilities of the single classifiers, divided by their sum. */
  predictProba(X: Features): Tensor {
    const data = this.openAny(X);
    const k = this.classes_.length;
    const out = new Float64Array(data.rows * k);
    if (this.estimators_.length === 1) {
      const own = chance(this.estimators_[0]!, data, this.spec.name);
      for (let i = 0; i < data.rows; i++) {
        out[2 * i] = 1 - own[i]!;
        out[2 * i + 1] = own[i]!;
      }
      return tensor(out, { shape: [data.rows, 2] });
    }
    this.estimators_.forEach((model, c) => {
      const own = chance(model, data, this.spec.name);
      for (let i = 0; i < data.rows; i++) out[i * k + c] = own[i]!;
    });
    for (let i = 0; i < data.rows; i++) {
      let sum = 0;
      for (let c = 0; c < k; c++) sum += out[i * k + c]!;
      for (let c = 0; c < k; c++) out[i * k + c] = sum > 0 ? out[i * k + c]! / sum : 1 / k;
    }
    return tensor(out, { shape: [data.rows, k] });
  }
}

const oneSpec: Spec<MulticlassOptions> = { ...restSpec, name: 'OneVsOneClassifier' };

/** One classifier per pair of classes, on their samples alone; votes decide. k(k − 1)/2 small fits. */
export class OneVsOneClassifier extends Multiclass {
  constructor(options: Partial<MulticlassOptions> = {}) {
    super(oneSpec, options);
  }
  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    const { data, codes, classes, weights } = this.prepare(X, y, options);
    const pairs = pairsOf(classes.length);
    const report = reporter(this.spec.name, 'pairs', pairs.length, options);
    const models = pairs.map(([a, b], done) => {
      const rows = Int32Array.from(codes.keys()).filter((i) => codes[i] === a || codes[i] === b);
      // the first class of the pair is the positive one
      const own = Int32Array.from(rows, (i) => (codes[i] === a ? 1 : 0));
      const sampleWeight = weights && Float64Array.from(rows, (i) => weights[i]!);
      const { signal } = options;
      const model = this.fresh().fit(takeRows(data, rows), own, { sampleWeight, signal });
      report(done + 1);
      return model;
    });
    this.classes_ = classes;
    this.estimators_ = models;
    return this;
  }

  #margins(X: Features): { values: Float64Array<ArrayBuffer>; rows: number } {
    const data = this.openAny(X);
    const p = this.estimators_.length;
    const values = new Float64Array(data.rows * p);
    this.estimators_.forEach((model, at) => {
      const own = margin(model, data, this.spec.name);
      for (let i = 0; i < data.rows; i++) values[i * p + at] = own[i]!;
    });
    return { values, rows: data.rows };
  }
  /** Votes, with ties ordered by margins: `[n]` for two classes, else `[n, classes]`. */
  decisionFunction(X: Features): Tensor {
    const { values, rows } = this.#margins(X);
    const k = this.classes_.length;
    if (k === 2) return tensor(values.map((v) => -v));
    return tensor(scoresPerClass(values, rows, k), { shape: [rows, k] });
  }
  protected predictCodes(X: Features): Int32Array {
    const { values, rows } = this.#margins(X);
    const k = this.classes_.length;
    if (k === 2) return mostVotes(values, rows, k);
    return largestPerRow(scoresPerClass(values, rows, k), rows, k);
  }
}
