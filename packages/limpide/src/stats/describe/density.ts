/** Pictures of a sample as functions: histogram, empirical distribution function, kernel density. */
import { check, level, type NanOptions, positive, type Sample, values, whole } from '../input.ts';
import { normalCdf } from '../special/index.ts';
import { refuseConstant, varianceOf } from './moments.ts';
import { quantileOfSorted } from './quantile.ts';

/** Rules for the number of bins, under NumPy's names. */
export type BinRule = 'sturges' | 'fd' | 'scott' | 'sqrt' | 'auto';

/** What `histogram` gives. */
export interface Histogram {
  /** How many values fall into each bin. */
  readonly counts: Float64Array;
  /** counts / (n · width): its bins have total area 1 */
  readonly density: Float64Array;
  /** The limits of the bins, one more than bins. Each bin holds its left limit; the last, both. */
  readonly edges: Float64Array;
}

/** How many values fall into each of several bins of equal width (or between given edges). */
export function histogram(
  x: Sample,
  options: NanOptions & {
    /** a number, a rule, or the edges themselves; 10 by default */
    readonly bins?: number | BinRule | readonly number[];
    /** lowest and highest edge; the range of the values by default */
    readonly range?: readonly [number, number];
  } = {},
): Histogram {
  const { bins = 10, range } = options;
  const sorted = values('histogram', x, options).sort();
  let low = range?.[0] ?? sorted[0]!;
  let high = range?.[1] ?? sorted[sorted.length - 1]!;
  check(low <= high, 'histogram', 'range', 'two numbers, the lower one first', `${low}, ${high}`);
  if (low === high) {
    low -= 0.5;
    high += 0.5;
  }
  let edges: Float64Array;
  if (typeof bins === 'object') {
    check(bins.length > 1, 'histogram', 'bins', 'at least two edges', bins.length);
    edges = Float64Array.from(bins);
    for (let i = 1; i < edges.length; i++)
      check(edges[i]! > edges[i - 1]!, 'histogram', 'bins', 'increasing edges', `${bins}`);
  } else {
    const number = typeof bins === 'number' ? bins : binCount(sorted, bins, high - low);
    whole('histogram', 'bins', number, 1);
    edges = Float64Array.from({ length: number + 1 }, (_, i) =>
      i === number ? high : low + (i * (high - low)) / number,
    );
  }
  const last = edges.length - 1;
  const counts = new Float64Array(last);
  for (const value of sorted) {
    if (value < edges[0]! || value > edges[last]!) continue;
    let a = 0;
    let b = last; // edges[a] ≤ value
    while (b - a > 1) {
      const m = (a + b) >> 1;
      if (edges[m]! <= value) a = m;
      else b = m;
    }
    counts[a] = counts[a]! + 1;
  }
  const total = counts.reduce((s, c) => s + c, 0);
  const density = counts.map((c, i) => c / (total * (edges[i + 1]! - edges[i]!)));
  return { counts, density, edges };
}

function binCount(sorted: Float64Array, rule: BinRule, range: number): number {
  const n = sorted.length;
  const sturges = range / (Math.log2(n) + 1);
  const fd =
    (2 * (quantileOfSorted(sorted, 0.75, 'linear') - quantileOfSorted(sorted, 0.25, 'linear'))) /
    Math.cbrt(n);
  const widths: Readonly<Record<BinRule, number>> = {
    sturges,
    fd,
    scott: Math.cbrt((24 * Math.sqrt(Math.PI)) / n) * Math.sqrt(varianceOf(sorted, 0)),
    sqrt: range / Math.sqrt(n),
    auto: fd > 0 ? Math.min(fd, sturges) : sturges,
  };
  check(rule in widths, 'histogram', 'bins', Object.keys(widths).join(', '), rule);
  return widths[rule] > 0 ? Math.max(1, Math.ceil(range / widths[rule])) : 1;
}

/** The empirical distribution function: F(t) is the part of the values that are ≤ t. */
export function ecdf(
  x: Sample,
  options: NanOptions = {},
): ((t: number) => number) & { readonly points: Float64Array } {
  const points = values('ecdf', x, { ...options, infinite: true }).sort();
  const at = (t: number): number => {
    let a = 0;
    let b = points.length;
    while (a < b) {
      const m = (a + b) >> 1;
      if (points[m]! <= t) a = m + 1;
      else b = m;
    }
    return a / points.length;
  };
  return Object.assign(at, { points });
}

/** A smooth density: a sum of normal densities, one around each value. */
export class GaussianKDE {
  readonly #values: Float64Array;
  /** The standard deviation of each kernel. */
  readonly bandwidth: number;

  /**
   * @param x at least two values, not all equal
   * @param options bandwidth: `'scott'` (n^−⅕ · std, the default), `'silverman'` ((¾n)^−⅕ · std), or a
   *   factor of the standard deviation (ddof 1), like scipy
   */
  constructor(
    x: Sample,
    options: NanOptions & { readonly bandwidth?: 'scott' | 'silverman' | number } = {},
  ) {
    const op = 'GaussianKDE';
    this.#values = values(op, x, { ...options, least: 2 });
    refuseConstant(op, this.#values, 'x', 'a density');
    const { bandwidth = 'scott' } = options;
    const n = this.#values.length;
    const factor =
      typeof bandwidth === 'number' ? bandwidth : (bandwidth === 'scott' ? n : 0.75 * n) ** -0.2;
    positive(op, 'bandwidth', factor);
    this.bandwidth = factor * Math.sqrt(varianceOf(this.#values));
  }

  /** The density at t. */
  pdf(t: number): number {
    let total = 0;
    for (const value of this.#values) {
      const z = (t - value) / this.bandwidth;
      total += Math.exp(-0.5 * z * z);
    }
    return total / (this.#values.length * this.bandwidth * Math.sqrt(2 * Math.PI));
  }

  /** The area left of t. */
  cdf(t: number): number {
    let total = 0;
    for (const value of this.#values) total += normalCdf((t - value) / this.bandwidth);
    return total / this.#values.length;
  }
}

/** The mean of what is left after the lowest and highest parts were cut off. */
export function trimmedMean(x: Sample, part = 0.1, options: NanOptions = {}): number {
  level('trimmedMean', 'part', part);
  check(part < 0.5, 'trimmedMean', 'part', 'below ½', part);
  const sorted = values('trimmedMean', x, options).sort();
  const cut = Math.floor(part * sorted.length);
  const kept = sorted.subarray(cut, sorted.length - cut);
  return kept.reduce((s, v) => s + v, 0) / kept.length;
}
