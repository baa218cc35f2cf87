/** Intervals and tests made by drawing again from the data themselves. */
import { meanOf } from '../describe/moments.ts';
import { quantileOfSorted } from '../describe/quantile.ts';
import { check, choice, level, type NanOptions, type Sample, values, whole } from '../input.ts';
import { type RandomSource, Stream } from '../random.ts';
import { normalCdf, normalQuantile } from '../special/index.ts';
import { type Alternative, alternatives, TestResult } from '../tests/result.ts';

/** A number read from a sample. It must not change the array it is given. */
export type Statistic = (x: Float64Array) => number;

/** What `bootstrap` gives. */
export interface Bootstrap {
  /** The statistic of the sample itself. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** The deviation of the statistic among the resamples. */
  readonly standardError: number;
  /** The statistic of each resample. */
  readonly distribution: Float64Array;
}

/**
 * A confidence interval for any statistic (Efron & Tibshirani, 1993).
 *
 * @param options method: `'percentile'` (quantiles of the resampled statistics), `'basic'` (these, reflected
 *   at the estimate) or `'bca'` (quantiles moved to correct bias and skewness; the default, like scipy)
 */
export function bootstrap(
  x: Sample,
  statistic: Statistic,
  options: NanOptions &
    RandomSource & {
      readonly confidence?: number;
      readonly resamples?: number;
      readonly method?: 'percentile' | 'basic' | 'bca';
    } = {},
): Bootstrap {
  const op = 'bootstrap';
  const { confidence = 0.95, resamples = 9999, method = 'bca' } = options;
  level(op, 'confidence', confidence);
  whole(op, 'resamples', resamples, 2);
  choice(op, 'method', method, ['percentile', 'basic', 'bca']);
  const good = values(op, x, { nanPolicy: options.nanPolicy, least: 2 });
  const n = good.length;
  const estimate = statistic(good);
  const stream = new Stream(options, op);
  const drawn = new Float64Array(n);
  const distribution = Float64Array.from({ length: resamples }, () => {
    for (let i = 0; i < n; i++) drawn[i] = good[stream.below(n)]!;
    return statistic(drawn);
  });
  const sorted = distribution.slice().sort();
  const tail = (1 - confidence) / 2;
  let parts: readonly [number, number] = [tail, 1 - tail];
  if (method === 'bca') parts = corrected(good, statistic, sorted, estimate, tail);
  const [a, b] = parts.map((p) => quantileOfSorted(sorted, p, 'linear')) as [number, number];
  const m = meanOf(distribution);
  const squares = distribution.reduce((s, v) => s + (v - m) ** 2, 0);
  return {
    estimate,
    low: method === 'basic' ? 2 * estimate - b : a,
    high: method === 'basic' ? 2 * estimate - a : b,
    standardError: Math.sqrt(squares / (resamples - 1)),
    distribution,
  };
}

/** The quantiles of BCa: bias from the part below the estimate, acceleration from leaving values out. */
function corrected(
  x: Float64Array,
  statistic: Statistic,
  sorted: Float64Array,
  estimate: number,
  tail: number,
): readonly [number, number] {
  let below = 0;
  for (const value of sorted) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  const count = sorted.length;
  const bias = normalQuantile(Math.min(1 - 0.5 / count, Math.max(0.5 / count, below / count)));
  const rest = new Float64Array(x.length - 1);
  const jackknife = Float64Array.from(x, (_, i) => {
    rest.set(x.subarray(0, i));
    rest.set(x.subarray(i + 1), i);
    return statistic(rest);
  });
  const m = meanOf(jackknife);
  let squares = 0;
  let cubes = 0;
  for (const value of jackknife) {
    squares += (m - value) ** 2;
    cubes += (m - value) ** 3;
  }
  const acceleration = squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
  const move = (p: number): number => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  return [move(tail), move(1 - tail)];
}

/** The number of ways to choose k of n, as long as it stays below a limit. */
function ways(n: number, k: number, limit: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) {
    count = (count * (n - i + 1)) / i;
    if (count > limit) return Infinity;
  }
  return Math.round(count);
}

/**
 * Do two samples come from the same distribution? The statistic (the difference of means by default) is
 * computed for other ways to deal the values into two samples: for all of them when there are at most
 * `resamples`, else for as many random ones, the observed one added (Phipson & Smyth, 2010).
 */
export function permutationTest(
  x: Sample,
  y: Sample,
  options: NanOptions &
    RandomSource & {
      readonly statistic?: (x: Float64Array, y: Float64Array) => number;
      readonly alternative?: Alternative;
      readonly resamples?: number;
    } = {},
): TestResult & { readonly exact: boolean } {
  const op = 'permutationTest';
  const { alternative = 'two-sided', resamples = 9999, nanPolicy } = options;
  const statistic = options.statistic ?? ((a, b) => meanOf(a) - meanOf(b));
  choice(op, 'alternative', alternative, alternatives);
  whole(op, 'resamples', resamples, 1);
  const a = values(op, x, { nanPolicy });
  const b = values(op, y, { nanPolicy, name: 'y' });
  const [n1, n] = [a.length, a.length + b.length];
  const observed = statistic(a, b);
  const pool = Float64Array.of(...a, ...b);
  const exact = ways(n, n1, resamples) <= resamples;
  let lower = 0;
  let upper = 0;
  let count = 0;
  const margin = 1e-12 * Math.max(1e-300, Math.abs(observed)); // equal but for rounding counts as equal
  const take = (s: number): void => {
    if (s <= observed + margin) lower++;
    if (s >= observed - margin) upper++;
    count++;
  };
  if (exact) {
    const picked = Int32Array.from({ length: n1 }, (_, i) => i);
    for (;;) {
      const inside = new Uint8Array(n);
      for (const i of picked) inside[i] = 1;
      take(
        statistic(
          pool.filter((_, i) => inside[i] === 1),
          pool.filter((_, i) => inside[i] === 0),
        ),
      );
      let k = n1 - 1;
      while (k >= 0 && picked[k] === n - n1 + k) k--;
      if (k < 0) break;
      picked[k] = picked[k]! + 1;
      for (let i = k + 1; i < n1; i++) picked[i] = picked[i - 1]! + 1;
    }
  } else {
    const stream = new Stream(options, op);
    take(observed);
    for (let r = 0; r < resamples; r++) {
      stream.shuffle(pool);
      take(statistic(pool.slice(0, n1), pool.slice(n1)));
    }
  }
  const [l, u] = [lower / count, upper / count];
  check(count > 0, op, 'resamples', 'above 0', count);
  const result = new TestResult({
    test: 'permutation',
    symbol: 'T',
    nullHypothesis: 'exchangeable',
    statistic: observed,
    pValue: alternative === 'less' ? l : alternative === 'greater' ? u : 2 * Math.min(l, u),
    effectSize: { name: 'T', value: observed },
    alternative,
    n: [n1, b.length],
  });
  return Object.assign(result, { exact });
}
