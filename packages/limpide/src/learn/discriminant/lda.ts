/** LinearDiscriminantAnalysis: classes as normal clouds with one common covariance. */

import { learnErrors } from '../../errors/catalog/learn.ts';
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { ArgumentError, DataError, LinalgError, raise } from '../../errors/index.ts';
import { cholesky, eigh, leastSquares, solveTriangular, svd } from '../../linalg/dense/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  classTargets,
  type Features,
  type FitOptions,
  flag,
  integer,
  optional,
  type Probabilistic,
  real,
  type Spec,
  type Targets,
} from '../base/index.ts';
import { checkedPriors, priorsParam } from '../bayes/bayes.ts';
import { LinearClassifier } from '../linear/linear-classifier.ts';
import { sigmoid, softmaxRows } from '../linear/links.ts';
import { classMeans, covarianceWithin, pooledCovariance, type Shrinkage } from './covariance.ts';

export interface LinearDiscriminantAnalysisOptions {
  /**
   * `'svd'`: never forms the covariance, also for many features (default). `'lsqr'`: least squares, `'eigen'`:
   * generalised eigenvectors; both take `shrinkage`. Only `'svd'` and `'eigen'` transform.
   */
  readonly solver: 'svd' | 'lsqr' | 'eigen';
  /** Pulls the covariance towards a multiple of the identity: a share 0 … 1, or `'auto'` (Ledoit & Wolf, 2004). */
  readonly shrinkage: Shrinkage;
  /** P(c), one per class; undefined: their shares in the data. */
  readonly priors: readonly number[] | undefined;
  /** Directions that `transform` keeps; undefined: min(classes − 1, d). */
  readonly nComponents: number | undefined;
  /** svd: also store `covariance_`. */
  readonly storeCovariance: boolean;
  /** svd: singular values below this count as 0, ≥ 0. */
  readonly tol: number;
}

const share = real(0.5, { min: 0, max: 1 });

const ldaSpec: Spec<LinearDiscriminantAnalysisOptions> = {
  name: 'LinearDiscriminantAnalysis',
  kind: 'classifier',
  params: {
    solver: choice('svd', ['svd', 'lsqr', 'eigen']),
    shrinkage: {
      ...anything<Shrinkage>(
        undefined,
        "undefined | 'auto' | number ≥ 0, ≤ 1",
        (value) => value === undefined || value === 'auto' || share.accepts(value),
      ),
      parse: (text) => (text === 'auto' ? 'auto' : share.parse?.(text)),
    },
    priors: priorsParam,
    nComponents: optional(integer(1, { min: 1 }), undefined),
    storeCovariance: flag(false),
    tol: real(1e-4, { min: 0 }),
  },
  learned: [
    'classes_',
    'coef_',
    'intercept_',
    'means_',
    'priors_',
    'xbar_',
    'scalings_',
    'explainedVarianceRatio_',
    'covariance_',
  ],
};

/**
 * Each class is normal around its own mean μ_c with one covariance Σ for all, which makes the borders planes:
 *
 *     log P(c | x) = xᵀΣ⁻¹μ_c − ½ μ_cᵀΣ⁻¹μ_c + log P(c) + …
 *
 * Without a parameter to tune, good where classes are clouds of like shape, and `transform` gives the directions that
 * separate them best. O(n·d²). Fisher (1936); Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*,
 * §4.3.
 */
export class LinearDiscriminantAnalysis
  extends LinearClassifier<LinearDiscriminantAnalysisOptions>
  implements Probabilistic
{
  /** Means of the classes, `[classes, d]`. */
  declare means_: Tensor;
  /** P(c), `[classes]`. */
  declare priors_: Tensor;
  /** The mean of all classes, weighted by priors, `[d]` (svd). */
  declare xbar_: Tensor;
  /** Directions that separate the classes, as columns `[d, directions]` (svd, eigen). */
  declare scalings_: Tensor;
  /** Share of the variance between classes along each direction (svd, eigen). */
  declare explainedVarianceRatio_: Tensor;
  /** The common covariance, `[d, d]` (lsqr, eigen, or `storeCovariance`). */
  declare covariance_: Tensor;

  constructor(options: Partial<LinearDiscriminantAnalysisOptions> = {}) {
    super(ldaSpec, options);
  }

  /** Learns from X `[n, d]` and the class of each sample. */
  fit(X: Features, y: Targets, _options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { solver, shrinkage, nComponents, storeCovariance, tol } = this.params;
    if (solver === 'svd' && shrinkage !== undefined) {
      raise(ArgumentError, linearErrors, 'linear.combination', {
        who: name,
        first: `shrinkage: ${shrinkage}`,
        second: "solver: 'svd'",
        remedy: "→ solver: 'lsqr' | 'eigen'",
      });
    }
    const given = this.fitDense(X);
    const data = given.kind === 'float64' ? given : given.clone('float64');
    const { codes, classes } = classTargets(y, data.rows, name);
    const k = classes.length;
    if (k < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who: name, got: String(classes[0]) });
    if (data.rows <= k) {
      raise(DataError, learnErrors, 'learn.fewRows', {
        who: name,
        got: data.rows,
        expected: k + 1,
      });
    }
    const most = Math.min(k - 1, data.cols);
    if (nComponents !== undefined && nComponents > most)
      raise(ArgumentError, linearErrors, 'linear.components', {
        who: name,
        got: nComponents,
        most,
      });
    const counts = new Float64Array(k);
    for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
    const priors = this.params.priors
      ? checkedPriors(this.params.priors, k, name)
      : counts.map((count) => count / data.rows);
    const means = classMeans(data, codes, counts);
    const found =
      solver === 'svd'
        ? bySvd(data, codes, means, priors, tol, name)
        : byCovariance(data, codes, means, priors, shrinkage, solver, name);
    const covariance =
      found.covariance ??
      (storeCovariance ? covarianceWithin(data, codes, priors, undefined) : undefined);
    this.setLearned({});
    this.classes_ = classes;
    this.means_ = means.toTensor();
    this.priors_ = tensor(priors);
    // For two classes, the difference of the scores.
    const { coef, intercept } = found;
    if (k === 2) {
      const d = data.cols;
      const difference = Float64Array.from(
        { length: d },
        (_, j) => coef.data[d + j]! - coef.data[j]!,
      );
      this.coef_ = tensor(difference, { shape: [1, d] });
      this.intercept_ = tensor(Float64Array.of(intercept[1]! - intercept[0]!));
    } else {
      this.coef_ = coef.toTensor();
      this.intercept_ = tensor(intercept);
    }
    if (found.xbar) this.xbar_ = tensor(found.xbar);
    if (found.scalings && found.ratios) {
      this.scalings_ = found.scalings.toTensor();
      this.explainedVarianceRatio_ = tensor(found.ratios.slice(0, nComponents ?? most));
    }
    if (covariance) this.covariance_ = covariance.toTensor();
    return this;
  }

  /** Probability of each class, `[n, classes]`. */
  predictProba(X: Features): Tensor {
    const { values, rows, k } = this.scores(this.openAny(X));
    if (k > 1) {
      softmaxRows(values, rows, k);
      return tensor(values, { shape: [rows, k] });
    }
    const out = new Float64Array(2 * rows);
    for (let i = 0; i < rows; i++) {
      out[2 * i] = sigmoid(-values[i]!);
      out[2 * i + 1] = sigmoid(values[i]!);
    }
    return tensor(out, { shape: [rows, 2] });
  }
  /** log of `predictProba`. */
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log().realize();
  }

  /** The samples along the directions that separate classes best, `[n, nComponents]`. */
  transform(X: Features): Tensor {
    const { solver, nComponents } = this.params;
    const given = this.openDense(X);
    const data = given.kind === 'float64' ? given : given.clone('float64');
    if (!this.hasLearned('scalings_')) {
      raise(ArgumentError, linearErrors, 'linear.combination', {
        who: this.spec.name,
        first: 'transform',
        second: `solver: '${solver}'`,
        remedy: "→ solver: 'svd' | 'eigen'",
      });
    }
    const scalings = Matrix.fromTensor(this.scalings_);
    const width = Math.min(nComponents ?? this.classes_.length - 1, scalings.cols);
    const shift = this.hasLearned('xbar_')
      ? Float64Array.from(this.xbar_.dataSync(), Number)
      : undefined;
    const moved = Matrix.zeros(data.rows, data.cols);
    for (let at = 0; at < data.data.length; at++)
      moved.data[at] = data.data[at]! - (shift?.[at % data.cols] ?? 0);
    return multiply(moved, scalings.slice(0, scalings.rows, 0, width)).toTensor();
  }
  fitTransform(X: Features, y: Targets, options?: FitOptions): Tensor {
    return this.fit(X, y, options).transform(X);
  }
  /** Names of the columns that `transform` gives. */
  getFeatureNamesOut(_inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const width = this.hasLearned('scalings_')
      ? Math.min(this.params.nComponents ?? this.classes_.length - 1, this.scalings_.shape[1]!)
      : 0;
    return Array.from({ length: width }, (_, j) => `lineardiscriminantanalysis${j}`);
  }
}

interface Found {
  /** `[classes, d]` */
  readonly coef: Matrix;
  readonly intercept: Float64Array<ArrayBuffer>;
  readonly scalings?: Matrix;
  readonly ratios?: Float64Array<ArrayBuffer>;
  readonly xbar?: Float64Array<ArrayBuffer>;
  readonly covariance?: Matrix;
}

/**
 * Whitens the samples within classes by an SVD, then finds by another one the directions along which the class means
 * differ. Directions without variance are left out.
 */
function bySvd(
  X: Matrix,
  codes: Int32Array,
  means: Matrix,
  priors: Float64Array,
  tol: number,
  who: string,
): Found {
  const { rows: n, cols: d } = X;
  const k = means.rows;
  const xbar = new Float64Array(d);
  for (let c = 0; c < k; c++) for (let j = 0; j < d; j++) xbar[j]! += priors[c]! * means.at(c, j);
  const within = Matrix.zeros(n, d);
  const spread = new Float64Array(d);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < d; j++) {
      const value = X.at(i, j) - means.at(codes[i]!, j);
      within.data[i * d + j] = value;
      spread[j]! += (value * value) / n;
    }
  for (let j = 0; j < d; j++) spread[j] = spread[j]! > 0 ? Math.sqrt(spread[j]!) : 1;
  const factor = 1 / Math.sqrt(n - k);
  for (let at = 0; at < within.data.length; at++) within.data[at]! *= factor / spread[at % d]!;
  const first = svd(within);
  let rank = 0;
  while (rank < first.s.length && first.s[rank]! > tol) rank++;
  if (rank === 0) raise(DataError, linearErrors, 'linear.noVariance', { who });
  // columns: x → whitened x
  const whiten = Matrix.zeros(d, rank);
  for (let j = 0; j < d; j++)
    for (let r = 0; r < rank; r++)
      whiten.data[j * rank + r] = first.vt.at(r, j) / (spread[j]! * first.s[r]!);
  const between = Matrix.zeros(k, d);
  for (let c = 0; c < k; c++)
    for (let j = 0; j < d; j++)
      between.data[c * d + j] = Math.sqrt((n * priors[c]!) / (k - 1)) * (means.at(c, j) - xbar[j]!);
  const second = svd(multiply(between, whiten));
  let directions = 0;
  while (directions < second.s.length && second.s[directions]! > tol * second.s[0]!) directions++;
  const scalings = multiply(whiten, second.vt.slice(0, directions), { transposeB: true }); // [d, directions]
  let total = 0;
  for (const s of second.s) total += s * s;
  const ratios = second.s.map((s) => (total > 0 ? (s * s) / total : 0));
  // distances to the means among the directions
  const centred = Matrix.zeros(k, d);
  for (let c = 0; c < k; c++)
    for (let j = 0; j < d; j++) centred.data[c * d + j] = means.at(c, j) - xbar[j]!;
  const projected = multiply(centred, scalings); // [k, directions]
  const coef = multiply(projected, scalings, { transposeB: true }); // [k, d]
  const intercept = Float64Array.from(priors, (p, c) => {
    let value = Math.log(p);
    for (let r = 0; r < directions; r++) value -= 0.5 * projected.at(c, r) ** 2;
    for (let j = 0; j < d; j++) value -= coef.at(c, j) * xbar[j]!;
    return value;
  });
  return { coef, intercept, scalings, ratios, xbar };
}

/** From the covariance: Σ·coefᵀ = meansᵀ, or eigenvectors of Σ_between against Σ. */
function byCovariance(
  X: Matrix,
  codes: Int32Array,
  means: Matrix,
  priors: Float64Array,
  shrinkage: Shrinkage,
  solver: 'lsqr' | 'eigen',
  who: string,
): Found {
  const covariance = covarianceWithin(X, codes, priors, shrinkage);
  const intercepts = (coef: Matrix): Float64Array<ArrayBuffer> =>
    Float64Array.from(priors, (p, c) => {
      let value = Math.log(p);
      for (let j = 0; j < X.cols; j++) value -= 0.5 * means.at(c, j) * coef.at(c, j);
      return value;
    });
  if (solver === 'lsqr') {
    const coef = leastSquares(covariance, means.transpose()).x.transpose();
    return { coef, intercept: intercepts(coef), covariance };
  }
  // Σ = L·Lᵀ; with u = Lᵀv the pair becomes the symmetric problem L⁻¹·Σ_b·L⁻ᵀ·u = λu
  const total = pooledCovariance(X, shrinkage);
  const d = X.cols;
  const between = Matrix.zeros(d, d);
  for (let at = 0; at < d * d; at++) between.data[at] = total.data[at]! - covariance.data[at]!;
  let L: Matrix;
  try {
    L = cholesky(covariance);
  } catch (error) {
    if (!(error instanceof LinalgError)) throw error;
    raise(DataError, linearErrors, 'linear.singular', { who }, error);
  }
  const half = solveTriangular(L, between); // L⁻¹·Σ_b
  const inner = solveTriangular(L, half.transpose()); // L⁻¹·Σ_b·L⁻ᵀ
  for (let i = 0; i < d; i++)
    for (let j = 0; j < i; j++) {
      const mean = (inner.at(i, j) + inner.at(j, i)) / 2;
      inner.data[i * d + j] = mean;
      inner.data[j * d + i] = mean;
    }
  const { values, vectors } = eigh(inner);
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
  const sorted = Matrix.zeros(d, d);
  order.forEach((from, to) => {
    for (let i = 0; i < d; i++) sorted.data[i * d + to] = vectors.at(i, from);
  });
  const scalings = solveTriangular(L, sorted, { transpose: true }); // L⁻ᵀ·u
  let sum = 0;
  for (const value of values) sum += value;
  const ratios = Float64Array.from(order, (from) => (sum !== 0 ? values[from]! / sum : 0));
  const coef = multiply(multiply(means, scalings), scalings, { transposeB: true });
  return { coef, intercept: intercepts(coef), scalings, ratios, covariance };
}
