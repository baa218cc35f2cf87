/** Correlations of pairs, with their tests: Pearson (lines), Spearman and Kendall (orders). */
import { correlationOf } from '../describe/covariance.ts';
import { refuseConstant } from '../describe/moments.ts';
import { ranksOf, sortOrder } from '../describe/ranks.ts';
import { Normal } from '../distributions/index.ts';
import { choice, level, pairs, type Sample } from '../input.ts';
import { betaTails } from '../special/incomplete-beta.ts';
import { normalCdf } from '../special/index.ts';
import { alternatives, pOf, type ResultFields, TestResult } from './result.ts';
import type { TestOptions } from './t.ts';

function good(
  op: string,
  x: Sample,
  y: Sample,
  options: TestOptions,
  least: number,
): readonly [Float64Array, Float64Array] {
  choice(op, 'alternative', options.alternative ?? 'two-sided', alternatives);
  const [a, b] = pairs(op, x, y, { nanPolicy: options.nanPolicy, least });
  refuseConstant(op, a, 'x', 'a correlation');
  refuseConstant(op, b, 'y', 'a correlation');
  return [a, b];
}

/** Both tails of r for n pairs without correlation: (1 + r)/2 is Beta(n/2 − 1, n/2 − 1). */
function tails(r: number, n: number): readonly [lower: number, upper: number] {
  if (n === 2) return [r < 0 ? 0.5 : 1, r > 0 ? 0.5 : 1];
  const { lower, upper } = betaTails(n / 2 - 1, n / 2 - 1, (1 + r) / 2, (1 - r) / 2);
  return [lower, upper];
}

function linear(
  test: 'pearson' | 'spearman',
  x: Float64Array,
  y: Float64Array,
  options: TestOptions,
): TestResult {
  const { alternative = 'two-sided', confidence = 0.95 } = options;
  level(test, 'confidence', confidence);
  const r = correlationOf(x, y);
  const n = x.length;
  const fields: ResultFields = {
    test,
    symbol: test === 'pearson' ? 'r' : 'ρ',
    nullHypothesis: 'noCorrelation',
    statistic: r,
    pValue: pOf(alternative, ...tails(r, n)),
    df: n - 2,
    effectSize: { name: test === 'pearson' ? 'r' : 'ρ', value: r },
    alternative,
    n: [n],
  };
  if (n <= 3) return new TestResult(fields);
  // Fisher (1921): artanh r is nearly normal, with deviation 1/√(n − 3); for ranks 1.03 times as much
  const spread = (test === 'pearson' ? 1 : Math.sqrt(1.06)) / Math.sqrt(n - 3);
  const q = alternative === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence;
  const reach = spread * new Normal().isf(q);
  return new TestResult({
    ...fields,
    confidenceInterval: {
      of: 'correlation',
      level: confidence,
      low: alternative === 'less' ? -1 : Math.tanh(Math.atanh(r) - reach),
      high: alternative === 'greater' ? 1 : Math.tanh(Math.atanh(r) + reach),
    },
  });
}

/** Pearson's r: how close pairs are to a line. p supposes normal variables; the interval is Fisher's. */
export function pearson(x: Sample, y: Sample, options: TestOptions = {}): TestResult {
  return linear('pearson', ...good('pearson', x, y, options, 2), options);
}

/** Spearman's ρ: Pearson's r of the ranks. p from Student's t, like scipy. */
export function spearman(x: Sample, y: Sample, options: TestOptions = {}): TestResult {
  const [a, b] = good('spearman', x, y, options, 3);
  return linear('spearman', ranksOf(a).ranks, ranksOf(b).ranks, options);
}

/** How many pairs are out of order, by merge sort; x is sorted on the way. O(n log n). */
function inversions(x: Float64Array): number {
  const n = x.length;
  const other = new Float64Array(n);
  let count = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let low = 0; low < n; low += 2 * width) {
      const middle = Math.min(low + width, n);
      const high = Math.min(low + 2 * width, n);
      let i = low;
      let j = middle;
      for (let k = low; k < high; k++) {
        if (j >= high || (i < middle && x[i]! <= x[j]!)) other[k] = x[i++]!;
        else {
          other[k] = x[j++]!;
          count += middle - i;
        }
      }
    }
    x.set(other);
  }
  return count;
}

/** P(inversions ≤ c) for a random order of n: each new value adds 0 … k inversions, all as likely. */
function inversionTail(n: number, c: number): number {
  let p = Float64Array.of(1);
  for (let k = 1; k < n; k++) {
    const size = Math.min(p.length + k, c + 1);
    const next = new Float64Array(size);
    let window = 0;
    for (let s = 0; s < size; s++) {
      window += p[s] ?? 0;
      if (s - k - 1 >= 0) window -= p[s - k - 1] ?? 0;
      next[s] = window / (k + 1);
    }
    p = next;
  }
  return p.reduce((sum, v) => sum + v, 0);
}

/**
 * Kendall's tau-b: concordant minus discordant pairs, corrected for ties, in O(n log n) (Knight, 1966).
 * p is exact without ties up to 33 pairs (like scipy), else from the normal limit.
 */
export function kendall(
  x: Sample,
  y: Sample,
  options: TestOptions & { readonly method?: 'auto' | 'exact' | 'asymptotic' } = {},
): TestResult {
  const op = 'kendall';
  const { alternative = 'two-sided', method = 'auto' } = options;
  choice(op, 'method', method, ['auto', 'exact', 'asymptotic']);
  const [a, b] = good(op, x, y, options, 2);
  const n = a.length;
  const byX = sortOrder(a);
  const order = Array.from(byX).sort((i, j) => a[i]! - a[j]! || b[i]! - b[j]!);
  const all = (n * (n - 1)) / 2;
  const pairsOf = (ties: readonly number[]): number =>
    ties.reduce((s, t) => s + (t * (t - 1)) / 2, 0);
  const tiesX = ranksOf(a).ties;
  const tiesY = ranksOf(b).ties;
  const [sameX, sameY] = [pairsOf(tiesX), pairsOf(tiesY)];
  let sameBoth = 0;
  for (let i = 0; i < n; ) {
    let j = i;
    while (j < n && a[order[j]!] === a[order[i]!] && b[order[j]!] === b[order[i]!]) j++;
    sameBoth += ((j - i) * (j - i - 1)) / 2;
    i = j;
  }
  const discordant = inversions(Float64Array.from(order, (i) => b[i]!));
  const score = all - sameX - sameY + sameBoth - 2 * discordant; // concordant − discordant
  const tau = Math.max(-1, Math.min(1, score / Math.sqrt(all - sameX) / Math.sqrt(all - sameY)));
  const tied = sameX > 0 || sameY > 0;
  let lower: number;
  let upper: number;
  const fewest = Math.min(discordant, all - discordant);
  if (!tied && (method === 'exact' || (method === 'auto' && (n <= 33 || fewest <= 1)))) {
    lower = inversionTail(n, all - discordant); // by symmetry: at least as many discordant
    upper = inversionTail(n, discordant);
  } else {
    const sums = (ties: readonly number[], f: (t: number) => number): number =>
      ties.reduce((s, t) => s + f(t), 0);
    const v = (t: number): number => t * (t - 1) * (2 * t + 5);
    const three = (t: number): number => t * (t - 1) * (t - 2);
    const m = n * (n - 1);
    const variance =
      (m * (2 * n + 5) - sums(tiesX, v) - sums(tiesY, v)) / 18 +
      (2 * sameX * sameY) / m +
      (n > 2 ? (sums(tiesX, three) * sums(tiesY, three)) / (9 * m * (n - 2)) : 0);
    const z = score / Math.sqrt(variance);
    lower = normalCdf(z);
    upper = normalCdf(-z);
  }
  return new TestResult({
    test: 'kendall',
    symbol: 'τ',
    nullHypothesis: 'noCorrelation',
    statistic: tau,
    pValue: pOf(alternative, lower, upper),
    effectSize: { name: 'τ', value: tau },
    alternative,
    n: [n],
  });
}
