/**
 * The four forms of covariance of a Gaussian mixture: a full matrix per component, one for all (tied), only
 * variances (diag), one variance (spherical). Each says how it is estimated from responsibilities, how it is
 * inverted once per iteration, and how far samples are from a mean in its measure.
 *
 * What is kept is P with P·Pᵀ = Σ⁻¹: then (x − μ)ᵀ Σ⁻¹ (x − μ) = ‖(x − μ)ᵀ P‖², and log|Σ|^(−½) = Σ log Pᵢᵢ.
 */
import { mixtureErrors } from '../../errors/catalog/learn-mixture.ts';
import { LinalgError, raise } from '../../errors/index.ts';
import { cholesky, solveTriangular } from '../../linalg/dense/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';

export const covarianceTypes = ['full', 'tied', 'diag', 'spherical'] as const;
export type CovarianceType = (typeof covarianceTypes)[number];
type Doubles = Float64Array<ArrayBuffer>;

/** What an M step has found so far. */
export interface Moments {
  /** The samples, float64. */
  readonly x: Matrix;
  /** Responsibilities, component by component: k × n. */
  readonly shares: Doubles;
  /** Their sums: samples that belong to each component. */
  readonly counts: Doubles;
  readonly means: Matrix;
  readonly regCovar: number;
}

export interface CovarianceForm {
  /** Shape of the covariances of k components in d dimensions. */
  readonly shape: (k: number, d: number) => number[];
  /** Numbers that are free. */
  readonly freedom: (k: number, d: number) => number;
  readonly estimate: (moments: Moments) => Doubles;
  /** P of each component, in the same shape. @throws LinalgError when there is none */
  readonly factor: (
    covariances: Doubles,
    k: number,
    d: number,
    who: string,
    reg: number,
  ) => Doubles;
  /** Σ⁻¹ from P. */
  readonly precisions: (factors: Doubles, k: number, d: number) => Doubles;
  /** Adds to `out` (k × n) −½‖(x − μ)ᵀ P‖² + log|P|. */
  readonly logDensity: (x: Matrix, means: Matrix, factors: Doubles, out: Doubles) => void;
  /** A lower triangular L of component c with L·Lᵀ = Σ: to draw samples. */
  readonly root: (covariances: Doubles, c: number, d: number) => Matrix;
}

/** Rows minus one row, each multiplied by a weight's square root. */
function deviations(x: Matrix, mean: ArrayLike<number>, weights?: Doubles): Matrix {
  const { rows, cols, data } = x;
  const out = new Float64Array(rows * cols);
  for (let i = 0, at = 0; i < rows; i++) {
    const w = weights ? Math.sqrt(weights[i]!) : 1;
    for (let c = 0; c < cols; c++, at++) out[at] = w * (data[at]! - mean[c]!);
  }
  return new Matrix(out, rows, cols);
}

/** P of one covariance matrix: the inverse of its Cholesky factor, transposed. */
function invertedRoot(
  covariance: Doubles,
  d: number,
  who: string,
  component: number,
  reg: number,
): Matrix {
  let root: Matrix;
  try {
    root = cholesky(new Matrix(covariance, d, d));
  } catch (error) {
    if (error instanceof LinalgError) return singular(who, component, reg);
    throw error;
  }
  return solveTriangular(root, Matrix.identity(d)).transpose();
}
const singular = (who: string, component: number, regCovar: number): never =>
  raise(LinalgError, mixtureErrors, 'mixture.singular', { who, component, regCovar });

/** −½‖(x − μ)ᵀ P‖² + log|P| for a whole matrix P. */
function densityBy(
  x: Matrix,
  mean: ArrayLike<number>,
  factor: Matrix,
  out: Doubles,
  at: number,
): void {
  const y = multiply(deviations(x, mean), factor).data;
  const d = x.cols;
  let logDet = 0;
  for (let c = 0; c < d; c++) logDet += Math.log(factor.data[c * d + c]!);
  for (let i = 0, p = 0; i < x.rows; i++) {
    let sum = 0;
    for (let c = 0; c < d; c++, p++) sum += y[p]! * y[p]!;
    out[at + i]! += logDet - sum / 2;
  }
}

function addToDiagonal(matrix: Doubles, d: number, value: number): void {
  for (let c = 0; c < d; c++) matrix[c * d + c]! += value;
}

/** Weighted means of squared deviations, k × d. */
function variances({ x, shares, counts, means, regCovar }: Moments): Doubles {
  const { rows, cols, data } = x;
  const out = new Float64Array(means.data.length);
  for (let k = 0; k < means.rows; k++) {
    for (let i = 0; i < rows; i++) {
      const w = shares[k * rows + i]!;
      for (let c = 0; c < cols; c++) {
        const gap = data[i * cols + c]! - means.data[k * cols + c]!;
        out[k * cols + c]! += w * gap * gap;
      }
    }
    for (let c = 0; c < cols; c++) out[k * cols + c] = out[k * cols + c]! / counts[k]! + regCovar;
  }
  return out;
}

const inverseRoots = (values: Doubles, who: string, reg: number, width: number): Doubles =>
  values.map((v, t) => (v > 0 ? 1 / Math.sqrt(v) : singular(who, Math.floor(t / width), reg)));

const full: CovarianceForm = {
  shape: (k, d) => [k, d, d],
  freedom: (k, d) => (k * d * (d + 1)) / 2,
  estimate({ x, shares, counts, means, regCovar }) {
    const { rows: n, cols: d } = x;
    const out = new Float64Array(means.rows * d * d);
    for (let k = 0; k < means.rows; k++) {
      const weighted = deviations(x, means.row(k), shares.subarray(k * n, (k + 1) * n));
      const one = multiply(weighted, weighted, { transposeA: true }).data.map(
        (v) => v / counts[k]!,
      );
      const covariance = out.subarray(k * d * d, (k + 1) * d * d);
      covariance.set(one);
      addToDiagonal(covariance, d, regCovar);
    }
    return out;
  },
  factor(covariances, k, d, who, reg) {
    const out = new Float64Array(covariances.length);
    for (let c = 0; c < k; c++)
      out.set(
        invertedRoot(covariances.slice(c * d * d, (c + 1) * d * d), d, who, c, reg).data,
        c * d * d,
      );
    return out;
  },
  precisions(factors, k, d) {
    const out = new Float64Array(factors.length);
    for (let c = 0; c < k; c++) {
      const p = new Matrix(factors.slice(c * d * d, (c + 1) * d * d), d, d);
      out.set(multiply(p, p, { transposeB: true }).data, c * d * d);
    }
    return out;
  },
  logDensity(x, means, factors, out) {
    const d = x.cols;
    for (let k = 0; k < means.rows; k++) {
      const factor = new Matrix(factors.subarray(k * d * d, (k + 1) * d * d), d, d);
      densityBy(x, means.row(k), factor, out, k * x.rows);
    }
  },
  root: (covariances, c, d) =>
    cholesky(new Matrix(covariances.slice(c * d * d, (c + 1) * d * d), d, d)),
};

const tied: CovarianceForm = {
  shape: (_, d) => [d, d],
  freedom: (_, d) => (d * (d + 1)) / 2,
  estimate({ x, counts, means, regCovar }) {
    // Σ xxᵀ/n − Σ nₖ μₖμₖᵀ/n, about the mean of all so that little cancels
    const { rows: n, cols: d } = x;
    let total = 0;
    const centre = new Float64Array(d);
    for (let k = 0; k < means.rows; k++) {
      total += counts[k]!;
      for (let c = 0; c < d; c++) centre[c]! += counts[k]! * means.data[k * d + c]!;
    }
    for (let c = 0; c < d; c++) centre[c]! /= total;
    const all = deviations(x, centre);
    const between = deviations(means, centre, counts);
    const a = multiply(all, all, { transposeA: true }).data;
    const b = multiply(between, between, { transposeA: true }).data;
    const out = Float64Array.from(a, (v, t) => v / n - b[t]! / total);
    addToDiagonal(out, d, regCovar);
    return out;
  },
  factor: (covariances, _, d, who, reg) =>
    Float64Array.from(invertedRoot(covariances, d, who, 0, reg).data),
  precisions(factors, _, d) {
    const p = new Matrix(factors, d, d);
    return Float64Array.from(multiply(p, p, { transposeB: true }).data);
  },
  logDensity(x, means, factors, out) {
    const factor = new Matrix(factors, x.cols, x.cols);
    for (let k = 0; k < means.rows; k++) densityBy(x, means.row(k), factor, out, k * x.rows);
  },
  root: (covariances, _, d) => cholesky(new Matrix(covariances, d, d)),
};

/** Densities where P is diagonal: `scale(k, c)` is its element. */
function densityByScales(
  x: Matrix,
  means: Matrix,
  out: Doubles,
  scale: (k: number, c: number) => number,
): void {
  const { rows, cols, data } = x;
  const scales = new Float64Array(cols);
  for (let k = 0; k < means.rows; k++) {
    let logDet = 0;
    for (let c = 0; c < cols; c++) {
      scales[c] = scale(k, c);
      logDet += Math.log(scales[c]!);
    }
    for (let i = 0, p = 0; i < rows; i++) {
      let sum = 0;
      for (let c = 0; c < cols; c++, p++) {
        const y = (data[p]! - means.data[k * cols + c]!) * scales[c]!;
        sum += y * y;
      }
      out[k * rows + i]! += logDet - sum / 2;
    }
  }
}
function diagonalRoot(d: number, variance: (c: number) => number): Matrix {
  const out = Matrix.zeros(d, d);
  for (let c = 0; c < d; c++) out.data[c * d + c] = Math.sqrt(variance(c));
  return out;
}

const diag: CovarianceForm = {
  shape: (k, d) => [k, d],
  freedom: (k, d) => k * d,
  estimate: variances,
  factor: (covariances, _, d, who, reg) => inverseRoots(covariances, who, reg, d),
  precisions: (factors) => factors.map((p) => p * p),
  logDensity: (x, means, factors, out) =>
    densityByScales(x, means, out, (k, c) => factors[k * x.cols + c]!),
  root: (covariances, k, d) => diagonalRoot(d, (c) => covariances[k * d + c]!),
};

const spherical: CovarianceForm = {
  shape: (k) => [k],
  freedom: (k) => k,
  estimate(moments) {
    const { rows: k, cols: d } = moments.means;
    const all = variances(moments);
    return Float64Array.from({ length: k }, (_, c) => {
      let sum = 0;
      for (let t = c * d; t < (c + 1) * d; t++) sum += all[t]!;
      return sum / d;
    });
  },
  factor: (covariances, _k, _d, who, reg) => inverseRoots(covariances, who, reg, 1),
  precisions: (factors) => factors.map((p) => p * p),
  logDensity: (x, means, factors, out) => densityByScales(x, means, out, (k) => factors[k]!),
  root: (covariances, k, d) => diagonalRoot(d, () => covariances[k]!),
};

export const covarianceForms: Readonly<Record<CovarianceType, CovarianceForm>> = {
  full,
  tied,
  diag,
  spherical,
};
