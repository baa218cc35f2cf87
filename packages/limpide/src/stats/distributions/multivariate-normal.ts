/** The normal distribution of vectors. All of it goes through one Cholesky factor of the covariance. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { ArgumentError, DataError, LinalgError, raise, ShapeError } from '../../errors/index.ts';
import { cholesky, Matrix, solveTriangular } from '../../linalg/dense/index.ts';
import { covarianceMatrix } from '../describe/covariance.ts';
import { meanOf } from '../describe/moments.ts';
import { type Sample, values, whole } from '../input.ts';
import { type RandomSource, Stream } from '../random.ts';

/** Density e^{−½ (x − μ)ᵀ Σ⁻¹ (x − μ)} / √((2π)ᵈ det Σ), for x in d dimensions. */
export class MultivariateNormal {
  /** μ, [d] */
  readonly mean: Float64Array;
  /** Σ: d rows of d */
  readonly covariance: readonly Float64Array[];
  readonly #factor: Matrix;
  readonly #logDet: number;

  /**
   * @param mean d numbers
   * @param covariance d rows of d numbers, symmetric and positive definite
   * @throws LinalgError when the covariance is not positive definite
   */
  constructor(mean: Sample, covariance: readonly ArrayLike<number>[]) {
    const op = 'MultivariateNormal';
    this.mean = values(op, mean, { name: 'mean' });
    const d = this.mean.length;
    if (covariance.length !== d || covariance.some((row) => row.length !== d))
      raise(ShapeError, statsErrors, 'stats.table', {
        op,
        expected: `${d} × ${d}`,
        got: `${covariance.length} × ${covariance.map((row) => row.length).join(', ')}`,
      });
    this.covariance = covariance.map((row, i) => values(op, row, { name: `covariance[${i}]` }));
    const matrix = Matrix.zeros(d, d);
    let largest = 0;
    this.covariance.forEach((row, i) => {
      matrix.data.set(row, i * d);
      for (const value of row) largest = Math.max(largest, Math.abs(value));
    });
    for (let i = 0; i < d; i++)
      for (let j = 0; j < i; j++)
        if (!(Math.abs(matrix.at(i, j) - matrix.at(j, i)) <= 1e-8 * largest))
          raise(ArgumentError, statsErrors, 'stats.positiveDefinite', {
            op,
            why: `[${i}][${j}] = ${matrix.at(i, j)}, [${j}][${i}] = ${matrix.at(j, i)}`,
          });
    try {
      this.#factor = cholesky(matrix);
    } catch (cause) {
      if (!(cause instanceof LinalgError)) throw cause;
      raise(
        LinalgError,
        statsErrors,
        'stats.positiveDefinite',
        { op, why: `minor ${cause.details['minor']}` },
        cause,
      );
    }
    let log = 0;
    for (let i = 0; i < d; i++) log += 2 * Math.log(this.#factor.at(i, i));
    this.#logDet = log;
  }

  /** Maximum likelihood: the means of the columns, and their covariances with ddof 0. */
  static fit(rows: readonly ArrayLike<number>[]): MultivariateNormal {
    const op = 'MultivariateNormal.fit';
    const d = rows[0]?.length ?? 0;
    if (rows.length === 0 || d === 0)
      raise(DataError, statsErrors, 'stats.empty', { op, name: 'rows', expected: 1 });
    rows.forEach((row, i) => {
      if (row.length !== d)
        raise(ShapeError, statsErrors, 'stats.length', {
          op,
          a: 'row 0',
          b: `row ${i}`,
          na: d,
          nb: row.length,
        });
    });
    const columns = Array.from({ length: d }, (_, j) => Float64Array.from(rows, (row) => row[j]!));
    return new MultivariateNormal(columns.map(meanOf), covarianceMatrix(columns, { ddof: 0 }));
  }

  /** √((x − μ)ᵀ Σ⁻¹ (x − μ)): the distance from the mean, in standard deviations of that direction. */
  mahalanobis(x: Sample): number {
    const d = this.mean.length;
    const point = values('MultivariateNormal', x, { name: 'x' });
    if (point.length !== d)
      raise(ShapeError, statsErrors, 'stats.length', {
        op: 'MultivariateNormal',
        a: 'mean',
        b: 'x',
        na: d,
        nb: point.length,
      });
    const off = new Matrix(
      point.map((value, i) => value - this.mean[i]!),
      d,
      1,
    );
    return Math.hypot(...solveTriangular(this.#factor, off).data);
  }
  /** log pdf(x), for a vector x of d numbers. */
  logPdf(x: Sample): number {
    const distance = this.mahalanobis(x);
    return -0.5 * (distance * distance + this.#logDet + this.mean.length * Math.log(2 * Math.PI));
  }
  /** The density at a vector x of d numbers. */
  pdf(x: Sample): number {
    return Math.exp(this.logPdf(x));
  }
  /** The differential entropy, in nats. */
  entropy(): number {
    return 0.5 * (this.mean.length * (1 + Math.log(2 * Math.PI)) + this.#logDet);
  }
  /** n vectors: mean + L·z, with Σ = L·Lᵀ and z standard normal. */
  sample(n: number, source: RandomSource = {}): Float64Array[] {
    whole('MultivariateNormal.sample', 'n', n);
    const stream = new Stream(source, 'MultivariateNormal.sample');
    const d = this.mean.length;
    return Array.from({ length: n }, () => {
      const z = Float64Array.from({ length: d }, () => stream.normal());
      return this.mean.map((m, i) => {
        let total = m;
        for (let j = 0; j <= i; j++) total += this.#factor.at(i, j) * z[j]!;
        return total;
      });
    });
  }
}
