/** QuadraticDiscriminantAnalysis: classes as normal clouds, each with its own covariance. */

import { learnErrors } from '../../errors/catalog/learn.ts';
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../errors/index.ts';
import { svd } from '../../linalg/dense/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  Classifier,
  classTargets,
  type Features,
  type FitOptions,
  flag,
  type Probabilistic,
  real,
  type Spec,
  type Targets,
  warn,
} from '../base/index.ts';
import { checkedPriors, normalised, priorsParam } from '../bayes/bayes.ts';
import { largestPerRow, numbersOf } from '../linear/linear-classifier.ts';
import { centredRows, classMeans, pooledCovariance, rowsOfClass } from './covariance.ts';

export interface QuadraticDiscriminantAnalysisOptions {
  /** P(c), one per class; undefined: their shares in the data. */
  readonly priors: readonly number[] | undefined;
  /** Pulls each variance along its axes towards 1: (1 − r)·λ + r, 0 … 1. */
  readonly regParam: number;
  /** Also store the covariances. */
  readonly storeCovariance: boolean;
  /** Singular values below this make a warning: the features of a class are collinear. */
  readonly tol: number;
}

/** The largest squared distance, in standard deviations, that scores tell apart. */
const FAR = 1e300;

const qdaSpec: Spec<QuadraticDiscriminantAnalysisOptions> = {
  name: 'QuadraticDiscriminantAnalysis',
  kind: 'classifier',
  params: {
    priors: priorsParam,
    regParam: real(0, { min: 0, max: 1 }),
    storeCovariance: flag(false),
    tol: real(1e-4, { min: 0 }),
  },
  learned: ['classes_', 'means_', 'priors_', 'rotations_', 'scalings_', 'covariance_'],
};

/**
 * Each class c is normal with its own mean and covariance:
 * log P(c | x) = −½(x − μ_c)ᵀΣ_c⁻¹(x − μ_c) − ½ log|Σ_c| + log P(c) + …, so borders are quadrics.
 *
 * Needs more samples in each class than features. O(n·d²).
 */
export class QuadraticDiscriminantAnalysis
  extends Classifier<QuadraticDiscriminantAnalysisOptions>
  implements Probabilistic
{
  /** Means of the classes, `[classes, d]`. */
  declare means_: Tensor;
  /** P(c), `[classes]`. */
  declare priors_: Tensor;
  /** For each class, the axes of its cloud as columns, `[d, r]`. */
  declare rotations_: Tensor[];
  /** For each class, the variances along its axes, `[r]`. */
  declare scalings_: Tensor[];
  /** For each class, its covariance `[d, d]`, with `storeCovariance`. */
  declare covariance_: Tensor[];

  constructor(options: Partial<QuadraticDiscriminantAnalysisOptions> = {}) {
    super(qdaSpec, options);
  }

  /** Learns from X `[n, d]` and the class of each sample. */
  fit(X: Features, y: Targets, _options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { priors, regParam, storeCovariance, tol } = this.params;
    const given = this.fitDense(X);
    const data = given.kind === 'float64' ? given : given.clone('float64');
    const { codes, classes } = classTargets(y, data.rows, name);
    const k = classes.length;
    if (k < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who: name, got: String(classes[0]) });
    const counts = new Float64Array(k);
    for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
    const axes = classes.map((label, c) => {
      const rows = counts[c]!;
      if (rows < 2)
        raise(DataError, linearErrors, 'linear.smallClass', {
          who: name,
          got: String(label),
          rows,
          expected: 2,
          remedy: '→ LinearDiscriminantAnalysis',
        });
      const { s, vt } = svd(centredRows(rowsOfClass(data, codes, c)));
      const rank = s.filter((value) => value > tol).length;
      if (rank < data.cols) warn(name, 'learn.collinear', { rank, features: data.cols });
      // A direction without any variance would divide by 0: it keeps the least that counts.
      const least = Math.max(
        (s[0]! * Number.EPSILON) ** 2 / (rows - 1),
        Number.MIN_VALUE * 2 ** 52,
      );
      const variances = s.map((value) =>
        Math.max((1 - regParam) * (value ** 2 / (rows - 1)) + regParam, least),
      );
      return { rotation: vt.transpose(), variances };
    });
    const covariances = storeCovariance
      ? classes.map((_, c) => {
          const own = pooledCovariance(rowsOfClass(data, codes, c), undefined);
          const factor = counts[c]! / (counts[c]! - 1);
          return new Matrix(
            own.data.map((v) => v * factor),
            own.rows,
            own.cols,
          );
        })
      : undefined;
    const chances = priors ? checkedPriors(priors, k, name) : counts.map((n) => n / data.rows);
    this.setLearned({});
    this.classes_ = classes;
    this.means_ = classMeans(data, codes, counts).toTensor();
    this.priors_ = tensor(chances);
    this.rotations_ = axes.map(({ rotation }) => rotation.toTensor());
    this.scalings_ = axes.map(({ variances }) => tensor(variances));
    if (covariances) this.covariance_ = covariances.map((S) => S.toTensor());
    return this;
  }

  /** log P(c | x) up to what is common to all classes, `[n, classes]`. */
  #scores(X: Features): { values: Float64Array<ArrayBuffer>; rows: number; k: number } {
    const data = this.openDense(X);
    const { rows: n, cols: d } = data;
    const k = this.classes_.length;
    const priors = numbersOf(this.priors_);
    const means = numbersOf(this.means_);
    const values = new Float64Array(n * k);
    for (let c = 0; c < k; c++) {
      const rotation = Matrix.fromTensor(this.rotations_[c]!);
      const variances = numbersOf(this.scalings_[c]!);
      const moved = new Float64Array(n * d);
      for (let at = 0; at < n * d; at++) moved[at] = data.data[at]! - means[c * d + (at % d)]!;
      const along = multiply(new Matrix(moved, n, d), rotation); // [n, r]
      let constant = Math.log(priors[c]!);
      for (const variance of variances) constant -= 0.5 * Math.log(variance);
      for (let i = 0; i < n; i++) {
        let distance = 0;
        for (let r = 0; r < variances.length; r++) distance += along.at(i, r) ** 2 / variances[r]!;
        // far from a flat cloud the square does not fit; differences of scores should still be numbers
        values[i * k + c] = constant - 0.5 * Math.min(distance, FAR);
      }
    }
    return { values, rows: n, k };
  }

  /** Scores `[n]` for two classes (positive: the second), else `[n, classes]`. */
  decisionFunction(X: Features): Tensor {
    const { values, rows, k } = this.#scores(X);
    if (k > 2) return tensor(values, { shape: [rows, k] });
    return tensor(
      Float64Array.from({ length: rows }, (_, i) => values[2 * i + 1]! - values[2 * i]!),
    );
  }
  protected predictCodes(X: Features): Int32Array {
    const { values, rows, k } = this.#scores(X);
    return largestPerRow(values, rows, k);
  }
  /** Probability of each class, `[n, classes]`. */
  predictProba(X: Features): Tensor {
    const { values, rows, k } = this.#scores(X);
    return tensor(normalised(values, rows, k).map(Math.exp), { shape: [rows, k] });
  }
  /** log of `predictProba`. */
  predictLogProba(X: Features): Tensor {
    const { values, rows, k } = this.#scores(X);
    return tensor(normalised(values, rows, k), { shape: [rows, k] });
  }
}
