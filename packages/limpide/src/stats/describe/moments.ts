/** Numbers that sum up a sample: mean, spread, shape. Sums are made around the mean, twice when needed. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { DataError, raise } from '../../errors/index.ts';
import { check, type NanOptions, type Sample, values } from '../input.ts';
import { quantileOfSorted } from './quantile.ts';

/** Options of everything that divides by n − ddof. */
export interface DdofOptions extends NanOptions {
  /**
   * What is taken off n: 1 by default, the unbiased variance of a sample (torch and R; NumPy has 0).
   */
  readonly ddof?: number | undefined;
}

/** Σ x, each addition's error kept and added at the end (Neumaier, 1974). */
export function sum(x: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** The mean of values that are known to be good. */
export const meanOf = (x: Float64Array): number => sum(x) / x.length;

/** Σ (x − c)². */
export function squaresAround(x: Float64Array, c: number): number {
  let squares = 0;
  let rest = 0; // Σ (x − c): 0 but for the rounding of c
  for (const value of x) {
    const d = value - c;
    squares += d * d;
    rest += d;
  }
  return squares - (rest * rest) / x.length;
}

/** The variance of good values. */
export const varianceOf = (x: Float64Array, ddof = 1): number =>
  squaresAround(x, meanOf(x)) / (x.length - ddof);

/** The arithmetic mean. */
export function mean(x: Sample, options: NanOptions = {}): number {
  return meanOf(values('mean', x, options));
}

/** The variance: Σ (x − mean)² / (n − ddof). */
export function variance(x: Sample, options: DdofOptions = {}): number {
  return spread('variance', x, options);
}

function spread(op: string, x: Sample, { ddof = 1, nanPolicy }: DdofOptions): number {
  check(ddof >= 0 && Number.isFinite(ddof), op, 'ddof', 'a number ≥ 0', ddof);
  return varianceOf(values(op, x, { nanPolicy, least: Math.floor(ddof) + 1 }), ddof);
}

/** The standard deviation, √variance. */
export function std(x: Sample, options: DdofOptions = {}): number {
  return Math.sqrt(spread('std', x, options));
}

/** The standard error of the mean, std / √n. */
export function standardError(x: Sample, options: DdofOptions = {}): number {
  const good = values('standardError', x, { nanPolicy: options.nanPolicy, least: 2 });
  return Math.sqrt(varianceOf(good, options.ddof ?? 1) / good.length);
}

/** Σ (x − mean)ᵏ / n for k = 2, 3, 4. A constant sample is an error. */
function centralMoments(op: string, x: Float64Array): readonly [number, number, number] {
  const center = meanOf(x);
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (const value of x) {
    const d = value - center;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * d * d;
  }
  refuseConstant(op, x, 'x', op);
  return [m2 / x.length, m3 / x.length, m4 / x.length];
}

/** A sample without any spread has no such statistic. */
export function refuseConstant(op: string, x: Float64Array, name: string, what: string): void {
  const first = x[0]!;
  if (x.every((value) => value === first))
    raise(DataError, statsErrors, 'stats.constant', { op, name, got: first, what });
}

/** Options of skewness and kurtosis. */
export interface ShapeOptions extends NanOptions {
  /** false: corrected for the bias of small samples (Fisher's k-statistics). true by default, like scipy. */
  readonly bias?: boolean | undefined;
}

/** Skewness m₃ / m₂^{3/2}: 0 for symmetric samples, positive with a long tail to the right. */
export function skewness(x: Sample, { bias = true, nanPolicy }: ShapeOptions = {}): number {
  const good = values('skewness', x, { nanPolicy, least: bias ? 2 : 3 });
  const n = good.length;
  const [m2, m3] = centralMoments('skewness', good);
  const g = m3 / m2 ** 1.5;
  return bias ? g : (Math.sqrt(n * (n - 1)) / (n - 2)) * g;
}

/** Excess kurtosis m₄ / m₂² − 3: 0 for a normal distribution, positive with heavy tails. */
export function kurtosis(x: Sample, { bias = true, nanPolicy }: ShapeOptions = {}): number {
  const good = values('kurtosis', x, { nanPolicy, least: bias ? 2 : 4 });
  const n = good.length;
  const [m2, , m4] = centralMoments('kurtosis', good);
  const g = m4 / (m2 * m2) - 3;
  return bias ? g : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g + 6);
}

/** The most frequent value (the smallest of them), and how often it comes. */
export function mode(
  x: Sample,
  options: NanOptions = {},
): { readonly value: number; readonly count: number } {
  const sorted = values('mode', x, { ...options, infinite: true }).sort();
  let best = sorted[0]!;
  let most = 0;
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (j < sorted.length && sorted[j] === sorted[i]) j++;
    if (j - i > most) {
      most = j - i;
      best = sorted[i]!;
    }
    i = j;
  }
  return { value: best, count: most };
}

/** The values as distances from the mean, in standard deviations (ddof 0 by default, like scipy). */
export function zscore(x: Sample, { ddof = 0, nanPolicy }: DdofOptions = {}): Float64Array {
  const good = values('zscore', x, { nanPolicy, least: 2 });
  refuseConstant('zscore', good, 'x', 'the z-score');
  const center = meanOf(good);
  const scale = Math.sqrt(varianceOf(good, ddof));
  return good.map((value) => (value - center) / scale);
}

/** What `describe` gives. */
export interface Description {
  readonly n: number;
  readonly mean: number;
  /** ddof = 1; NaN for one value */
  readonly variance: number;
  readonly std: number;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  /** NaN when all values are equal */
  readonly skewness: number;
  readonly kurtosis: number;
}

/** A sample in eleven numbers. What is not defined (the variance of one value) is NaN here. */
export function describe(x: Sample, options: NanOptions = {}): Description {
  const good = values('describe', x, options);
  const sorted = good.slice().sort();
  const n = good.length;
  const spreads = sorted[0] !== sorted[n - 1];
  const [m2, m3, m4] = spreads ? centralMoments('describe', good) : [0, 0, 0];
  const v = n > 1 ? varianceOf(good) : Number.NaN;
  return {
    n,
    mean: meanOf(good),
    variance: v,
    std: Math.sqrt(v),
    min: sorted[0]!,
    q1: quantileOfSorted(sorted, 0.25, 'linear'),
    median: quantileOfSorted(sorted, 0.5, 'linear'),
    q3: quantileOfSorted(sorted, 0.75, 'linear'),
    max: sorted[n - 1]!,
    skewness: spreads ? m3 / m2 ** 1.5 : Number.NaN,
    kurtosis: spreads ? m4 / (m2 * m2) - 3 : Number.NaN,
  };
}
