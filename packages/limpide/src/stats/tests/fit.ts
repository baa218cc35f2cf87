/** Does a sample come from a distribution? Kolmogorov and Smirnov; Shapiro and Wilk for the normal one. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { meanOf, refuseConstant, squaresAround } from '../describe/moments.ts';
import type { Distribution } from '../distributions/index.ts';
import { choice, type NanOptions, probability, type Sample, values } from '../input.ts';
import {
  kolmogorovExactSf,
  kolmogorovSf,
  normalCdf,
  normalQuantile,
  smirnovSf,
} from '../special/index.ts';
import { type Alternative, alternatives, TestResult } from './result.ts';

/** Options of Kolmogorov and Smirnov's tests. */
export interface KSOptions extends NanOptions {
  readonly alternative?: Alternative | undefined;
  readonly method?: 'auto' | 'exact' | 'asymptotic' | undefined;
}

/**
 * Kolmogorov and Smirnov's test of one sample against a distribution (or its cdf), or of two samples.
 *
 * The statistic is the largest distance between the distribution functions (`'greater'`: first above second,
 * as in scipy). p is exact for samples of up to 10,000 values, unless `'asymptotic'` is asked for.
 */
export function ksTest(
  x: Sample,
  other: Sample | Distribution | ((x: number) => number),
  options: KSOptions = {},
): TestResult {
  const op = 'ksTest';
  const { alternative = 'two-sided', method = 'auto', nanPolicy } = options;
  choice(op, 'alternative', alternative, alternatives);
  choice(op, 'method', method, ['auto', 'exact', 'asymptotic']);
  const a = values(op, x, { nanPolicy }).sort();
  if (typeof other === 'function') return oneSample(a, other, alternative, method);
  if ('cdf' in other && 'sf' in other)
    return oneSample(a, (t) => other.cdf(t), alternative, method);
  const b = values(op, other as Sample, { nanPolicy, name: 'y' }).sort();
  return twoSamples(a, b, alternative, method);
}

function oneSample(
  a: Float64Array,
  cdf: (x: number) => number,
  alternative: Alternative,
  method: 'auto' | 'exact' | 'asymptotic',
): TestResult {
  const n = a.length;
  let above = 0;
  let below = 0;
  a.forEach((value, i) => {
    const f = cdf(value);
    probability('ksTest', 'cdf', f);
    above = Math.max(above, (i + 1) / n - f);
    below = Math.max(below, f - i / n);
  });
  const d =
    alternative === 'greater' ? above : alternative === 'less' ? below : Math.max(above, below);
  const exact = method === 'exact' || (method === 'auto' && n <= 10_000);
  const pValue =
    alternative === 'two-sided'
      ? exact
        ? kolmogorovExactSf(n, d)
        : kolmogorovSf(d * Math.sqrt(n))
      : exact
        ? smirnovSf(n, d)
        : Math.exp(-2 * n * d * d);
  return new TestResult({
    test: 'ks1',
    symbol: 'D',
    nullHypothesis: 'given',
    statistic: d,
    pValue,
    effectSize: { name: 'D', value: d },
    alternative,
    n: [n],
  });
}

function twoSamples(
  a: Float64Array,
  b: Float64Array,
  alternative: Alternative,
  method: 'auto' | 'exact' | 'asymptotic',
): TestResult {
  const [n1, n2] = [a.length, b.length];
  // distances in units of 1/(n1 n2), so that they are whole
  let above = 0;
  let below = 0;
  let i = 0;
  let j = 0;
  while (i < n1 || j < n2) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    while (i < n1 && a[i] === value) i++;
    while (j < n2 && b[j] === value) j++;
    above = Math.max(above, i * n2 - j * n1);
    below = Math.max(below, j * n1 - i * n2);
  }
  const reach =
    alternative === 'greater' ? above : alternative === 'less' ? below : Math.max(above, below);
  const d = reach / (n1 * n2);
  let pValue: number;
  if (method === 'exact' || (method === 'auto' && Math.max(n1, n2) <= 10_000))
    pValue = outside(n1, n2, reach, alternative);
  else if (alternative === 'two-sided')
    // as if one sample of n₁n₂/(n₁ + n₂) values met a known distribution
    pValue = kolmogorovExactSf(Math.round((n1 * n2) / (n1 + n2)), d);
  else {
    // Hodges (1958), 5.3
    const m = Math.max(n1, n2);
    const n = Math.min(n1, n2);
    const z = Math.sqrt((m * n) / (m + n)) * d;
    pValue = Math.exp(-2 * z * z - (2 * z * (m + 2 * n)) / Math.sqrt(m * n * (m + n)) / 3);
  }
  return new TestResult({
    test: 'ks2',
    symbol: 'D',
    nullHypothesis: 'distribution',
    statistic: d,
    pValue,
    effectSize: { name: 'D', value: d },
    alternative,
    n: [n1, n2],
  });
}

/**
 * The probability that a random merging of n1 and n2 values ever has a distance of `reach` or more: of all
 * orders, those whose lattice path leaves the band (Schröer & Trenkler, 1995). The last step into (i, j) came
 * from the first sample with probability i/(i + j).
 */
function outside(n1: number, n2: number, reach: number, alternative: Alternative): number {
  if (reach <= 0) return 1;
  const out = (i: number, j: number): boolean => {
    const d = i * n2 - j * n1;
    return (alternative !== 'less' && d >= reach) || (alternative !== 'greater' && -d >= reach);
  };
  const row = new Float64Array(n2 + 1);
  for (let j = 0; j <= n2; j++) row[j] = out(0, j) || (j > 0 && row[j - 1] === 1) ? 1 : 0;
  for (let i = 1; i <= n1; i++) {
    row[0] = out(i, 0) ? 1 : row[0]!;
    for (let j = 1; j <= n2; j++)
      row[j] = out(i, j) ? 1 : (i * row[j]! + j * row[j - 1]!) / (i + j);
  }
  return row[n2]!;
}

const polynomial = (c: readonly number[], x: number): number =>
  c.reduceRight((sum, value) => sum * x + value, 0);

/**
 * Shapiro and Wilk's test of normality, in Royston's approximation AS R94 (1995), for 3 to 5000 values.
 * W compares the variance that the ordered values would have, were they normal, with what they have.
 */
export function shapiroWilk(x: Sample, options: NanOptions = {}): TestResult {
  const op = 'shapiroWilk';
  const sorted = values(op, x, { ...options, least: 3 }).sort();
  const n = sorted.length;
  if (n > 5000)
    raise(ArgumentError, statsErrors, 'stats.many', {
      op,
      name: 'x',
      got: n,
      expected: 5000,
      remedy: 'ksTest(x, Normal.fit(x))',
    });
  refuseConstant(op, sorted, 'x', 'W');
  // weights of the upper half, from expected normal order statistics
  const half = Math.floor(n / 2);
  const weights = new Float64Array(half);
  if (n === 3) weights[0] = Math.SQRT1_2;
  else {
    const m = Float64Array.from(
      { length: half },
      (_, i) => -normalQuantile((i + 1 - 0.375) / (n + 0.25)),
    );
    const square = 2 * m.reduce((s, v) => s + v * v, 0);
    const root = Math.sqrt(square);
    const u = 1 / Math.sqrt(n);
    const first =
      polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], u) + m[0]! / root;
    let from = 1;
    let scale: number;
    weights[0] = first;
    if (n > 5) {
      const second =
        polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], u) + m[1]! / root;
      scale = Math.sqrt(
        (square - 2 * m[0]! ** 2 - 2 * m[1]! ** 2) / (1 - 2 * first ** 2 - 2 * second ** 2),
      );
      weights[1] = second;
      from = 2;
    } else scale = Math.sqrt((square - 2 * m[0]! ** 2) / (1 - 2 * first ** 2));
    for (let i = from; i < half; i++) weights[i] = m[i]! / scale;
  }
  let slope = 0;
  for (let i = 0; i < half; i++) slope += weights[i]! * (sorted[n - 1 - i]! - sorted[i]!);
  const w = Math.min(1, slope ** 2 / squaresAround(sorted, meanOf(sorted)));
  let pValue: number;
  if (n === 3)
    pValue = Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(w)) - Math.asin(Math.sqrt(0.75))));
  else {
    const log = Math.log(n);
    let y = Math.log1p(-w);
    let mean: number;
    let deviation: number;
    if (n <= 11) {
      const gamma = polynomial([-2.273, 0.459], n);
      y = y >= gamma ? Infinity : -Math.log(gamma - y);
      mean = polynomial([0.544, -0.39978, 0.025054, -6.714e-4], n);
      deviation = Math.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], n));
    } else {
      mean = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], log);
      deviation = Math.exp(polynomial([-0.4803, -0.082676, 0.0030302], log));
    }
    pValue = normalCdf((mean - y) / deviation);
  }
  return new TestResult({
    test: 'shapiroWilk',
    symbol: 'W',
    nullHypothesis: 'normality',
    statistic: w,
    pValue,
    effectSize: { name: '1 − W', value: 1 - w },
    alternative: 'two-sided',
    n: [n],
  });
}
