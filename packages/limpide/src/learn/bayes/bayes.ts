/**
 * What naive Bayes classifiers share: P(c | x) ∝ P(c)·Πⱼ P(xⱼ | c), features taken as independent within a class.
 * Each class of this folder says what log P(c) + Σ log P(xⱼ | c) is; here it becomes predictions and probabilities.
 */
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  Classifier,
  classTargets,
  type Features,
  type FitOptions,
  flag,
  type Label,
  type ParamTable,
  type Probabilistic,
  sortedLabels,
  type Targets,
} from '../base/index.ts';
import { largestPerRow } from '../linear/linear-classifier.ts';

export interface BayesOptions {
  /** Learn P(c) from the data; otherwise all classes are as likely. */
  readonly fitPrior: boolean;
  /** P(c) as known beforehand, one per class. */
  readonly classPrior: readonly number[] | undefined;
}

export interface PartialOptions extends FitOptions {
  /** All classes, at the first part. */
  readonly classes?: readonly Label[];
}

export const priorsParam = {
  ...anything<readonly number[] | undefined>(
    undefined,
    'undefined | numbers ≥ 0 that sum to 1, one per class',
    (value) =>
      value === undefined ||
      (Array.isArray(value) && value.every((p) => typeof p === 'number' && p >= 0 && p <= 1)),
  ),
};

export const bayesParams: ParamTable<BayesOptions> = {
  fitPrior: flag(true),
  classPrior: priorsParam,
};

export abstract class BayesClassifier<P extends object>
  extends Classifier<P>
  implements Probabilistic
{
  /** Weights of the samples of each class, `[classes]`. */
  declare classCount_: Tensor;

  /** log P(c) + log P(x | c), `[n, classes]`. */
  protected abstract joint(X: Features): { values: Float64Array<ArrayBuffer>; rows: number };

  protected predictCodes(X: Features): Int32Array {
    const { values, rows } = this.joint(X);
    return largestPerRow(values, rows, this.classes_.length);
  }
  /** log P(c | x), `[n, classes]`. */
  predictLogProba(X: Features): Tensor {
    const { values, rows } = this.joint(X);
    return tensor(normalised(values, rows, this.classes_.length), {
      shape: [rows, this.classes_.length],
    });
  }
  /** P(c | x), `[n, classes]`: often too sure, as features are not independent. */
  predictProba(X: Features): Tensor {
    const { values, rows } = this.joint(X);
    const k = this.classes_.length;
    return tensor(normalised(values, rows, k).map(Math.exp), { shape: [rows, k] });
  }
}

/**
 * Rows minus the logarithm of the sum of their exponentials, in place. The largest value is taken away first: beside
 * one of 1e17 the logarithm would be lost. Where all are −∞, so far away is the sample, classes are equal.
 */
export function normalised<A extends Float64Array>(values: A, rows: number, k: number): A {
  for (let i = 0; i < rows; i++) {
    let top = -Number.MAX_VALUE;
    for (let c = 0; c < k; c++) top = Math.max(top, values[i * k + c]!);
    let sum = 0;
    for (let c = 0; c < k; c++) {
      const value = Math.max(values[i * k + c]!, -Number.MAX_VALUE) - top;
      values[i * k + c] = value;
      sum += Math.exp(value);
    }
    const log = Math.log(sum);
    for (let c = 0; c < k; c++) values[i * k + c]! -= log;
  }
  return values;
}

/** log P(c): given, counted, or equal. */
export function logPriors(
  { fitPrior, classPrior }: BayesOptions,
  classCount: Float64Array,
  who: string,
): Float64Array<ArrayBuffer> {
  const k = classCount.length;
  if (classPrior !== undefined) return checkedPriors(classPrior, k, who).map(Math.log);
  if (!fitPrior) return new Float64Array(k).fill(-Math.log(k));
  const total = classCount.reduce((sum, w) => sum + w, 0);
  return Float64Array.from(classCount, (w) => Math.log(w / total));
}

/** @throws ArgumentError unless there is one per class and they sum to 1 */
export function checkedPriors(
  priors: readonly number[],
  k: number,
  who: string,
): Float64Array<ArrayBuffer> {
  const sum = priors.reduce((all, p) => all + p, 0);
  if (priors.length !== k || Math.abs(sum - 1) > 1e-8) {
    raise(ArgumentError, linearErrors, 'linear.priors', { who, expected: k, got: [...priors] });
  }
  return Float64Array.from(priors);
}

/**
 * Codes of y for one part of the data.
 *
 * @param known the classes of earlier parts
 * @param given those the caller names at the first part; left out, the part has all of them (`fit`)
 * @throws DataError for a class that is not among them
 */
export function classesOfPart(
  y: Targets,
  rows: number,
  known: readonly Label[] | undefined,
  given: readonly Label[] | undefined,
  who: string,
): { codes: Int32Array; classes: readonly Label[] } {
  const own = classTargets(y, rows, who);
  const classes = known ?? (given ? sortedLabels(given) : own.classes);
  const places = own.classes.map((label) => {
    const place = classes.indexOf(label);
    if (place < 0)
      raise(DataError, linearErrors, 'linear.unknownClass', {
        who,
        got: String(label),
        known: classes.map(String),
      });
    return place;
  });
  return { codes: own.codes.map((code) => places[code]!), classes };
}
