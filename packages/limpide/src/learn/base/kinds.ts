/** The kinds of estimators: what a classifier, a regressor, a transformer, a clusterer offers. */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { Estimator, type FitOptions } from './estimator.ts';
import {
  type Features,
  type Label,
  numericOutputs,
  type Outputs,
  plain,
  sampleWeights,
  type Targets,
  type Weights,
} from './input.ts';

export interface ScoreOptions {
  readonly sampleWeight?: Weights | undefined;
}

/** Predicts a class. */
export abstract class Classifier<P extends object = object> extends Estimator<P> {
  /** The classes, sorted; a sample's class k is `classes_[k]`. */
  declare classes_: readonly Label[];
  abstract override fit(X: Features, y: Targets, options?: FitOptions): this;
  /** For each sample, the place of its class in `classes_`. */
  protected abstract predictCodes(X: Features): Int32Array;

  /** The class of each sample, as it was given to `fit`. */
  predict(X: Features): Label[] {
    return Array.from(this.predictCodes(X), (code) => this.classes_[code]!);
  }
  /** Accuracy: the share of samples whose class is right. */
  score(X: Features, y: Targets, { sampleWeight }: ScoreOptions = {}): number {
    const predicted = this.predict(X);
    const wanted = plain(y, this.spec.name);
    const weights = sampleWeights(sampleWeight, wanted.length, this.spec.name);
    if (wanted.length !== predicted.length) {
      raise(DataError, learnErrors, 'learn.length', {
        who: this.spec.name,
        name: 'y',
        got: wanted.length,
        expected: predicted.length,
      });
    }
    let right = 0;
    let all = 0;
    for (let i = 0; i < predicted.length; i++) {
      all += weights[i]!;
      if (predicted[i] === wanted[i]) right += weights[i]!;
    }
    return right / all;
  }
}

/** A classifier that gives probabilities. */
export interface Probabilistic {
  /** Probability of each class: `[n, classes]`, rows sum to 1. */
  predictProba(X: Features): Tensor;
}
export const givesProbabilities = <E extends Estimator>(
  estimator: E,
): estimator is E & Probabilistic => estimator.offers('predictProba');

/** A classifier or outlier detector with a score per sample (two classes: `[n]`; more: `[n, classes]`). */
export interface Deciding {
  decisionFunction(X: Features): Tensor;
}
export const givesDecision = <E extends Estimator>(estimator: E): estimator is E & Deciding =>
  estimator.offers('decisionFunction');

/** Predicts a number (or several). */
export abstract class Regressor<P extends object = object> extends Estimator<P> {
  abstract override fit(X: Features, y: Outputs, options?: FitOptions): this;
  /** Predictions, float64: `[n]`, or `[n, outputs]` when y had two dimensions. */
  abstract predict(X: Features): Tensor;

  /** R² = 1 − Σw(y − ŷ)²/Σw(y − ȳ)²: 1 is perfect, 0 is no better than the mean. Outputs are averaged. */
  score(X: Features, y: Outputs, { sampleWeight }: ScoreOptions = {}): number {
    const predicted = this.predict(X);
    const rows = predicted.shape[0]!;
    const wanted = numericOutputs(y, rows, this.spec.name);
    const values = predicted.dataSync();
    const weights = sampleWeights(sampleWeight, rows, this.spec.name);
    let total = 0;
    for (let k = 0; k < wanted.cols; k++) total += determination(wanted, values, weights, k);
    return total / wanted.cols;
  }
}

function determination(
  wanted: Matrix,
  got: ArrayLike<number | bigint>,
  weights: Float64Array,
  k: number,
): number {
  let sum = 0;
  let all = 0;
  for (let i = 0; i < wanted.rows; i++) {
    sum += weights[i]! * wanted.data[i * wanted.cols + k]!;
    all += weights[i]!;
  }
  const mean = sum / all;
  let rest = 0;
  let spread = 0;
  for (let i = 0; i < wanted.rows; i++) {
    const y = wanted.data[i * wanted.cols + k]!;
    rest += weights[i]! * (y - Number(got[i * wanted.cols + k])) ** 2;
    spread += weights[i]! * (y - mean) ** 2;
  }
  return spread > 0 ? 1 - rest / spread : rest === 0 ? 1 : 0;
}

/** Turns samples into other samples. */
export abstract class Transformer<P extends object = object> extends Estimator<P> {
  /** What comes out for the samples X. */
  abstract transform(X: Features): Features;
  fitTransform(X: Features, y?: Outputs, options?: FitOptions): ReturnType<this['transform']> {
    return this.fit(X, y, options).transform(X) as ReturnType<this['transform']>;
  }
  /** Names of the columns that `transform` gives. */
  abstract getFeatureNamesOut(inputFeatures?: readonly string[]): string[];
  /** The names given, those of `fit`, or x0, x1… */
  protected inputNames(given?: readonly string[]): readonly string[] {
    return (
      given ?? this.featureNamesIn_ ?? Array.from({ length: this.nFeaturesIn_ }, (_, j) => `x${j}`)
    );
  }
}
export const isTransformer = (estimator: Estimator): estimator is Transformer =>
  estimator.offers('transform');

/** Groups samples. */
export abstract class Clusterer<P extends object = object> extends Estimator<P> {
  /** The cluster of each sample of `fit`, int32; −1: in none. */
  declare labels_: Tensor;
  fitPredict(X: Features, y?: Outputs, options?: FitOptions): Tensor {
    return this.fit(X, y, options).labels_;
  }
}

/** Finds samples unlike the others. */
export abstract class OutlierDetector<P extends object = object> extends Estimator<P> {
  /** The larger, the more normal. */
  abstract scoreSamples(X: Features): Tensor;
  /** `scoreSamples` minus the threshold: negative is an outlier. */
  abstract decisionFunction(X: Features): Tensor;
  /** 1: like the others; −1: an outlier. */
  predict(X: Features): Tensor {
    const scores = this.decisionFunction(X).dataSync();
    return tensor(Int32Array.from(scores as ArrayLike<number>, (score) => (score < 0 ? -1 : 1)));
  }
}
