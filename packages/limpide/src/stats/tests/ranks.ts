/** Tests that read only the order of values: Mann–Whitney, Wilcoxon, Kruskal–Wallis. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { DataError, raise } from '../../errors/index.ts';
import { ranksOf, tieTerm } from '../describe/ranks.ts';
import { ChiSquared } from '../distributions/index.ts';
import { choice, groups, type NanOptions, pairs, type Sample, values } from '../input.ts';
import { normalCdf } from '../special/index.ts';
import { type Alternative, alternatives, pOf, TestResult } from './result.ts';

/** How the p-value is found: from all arrangements, from the normal limit, or as the sizes suggest. */
export interface RankOptions extends NanOptions {
  readonly alternative?: Alternative | undefined;
  readonly method?: 'auto' | 'exact' | 'asymptotic' | undefined;
  /** The normal limit moves by ½ towards the mean. */
  readonly correction?: boolean | undefined;
}

/**
 * The distribution of the sum of k of the given whole weights, every choice as likely (any k when it is
 * undefined): probability of each sum, by adding one weight at a time.
 */
function sumDistribution(weights: readonly number[], k?: number): Float64Array {
  const top = weights.reduce((s, w) => s + w, 0);
  if (k === undefined) {
    const p = new Float64Array(top + 1);
    p[0] = 1;
    let reach = 0;
    for (const w of weights) {
      reach += w;
      for (let s = reach; s >= 0; s--) p[s] = 0.5 * (p[s]! + (s >= w ? p[s - w]! : 0));
    }
    return p;
  }
  // after i weights, table[j][s]: the probability that j were chosen, of sum s, as the draw goes on
  const n = weights.length;
  let table = Array.from({ length: k + 1 }, () => new Float64Array(top + 1));
  table[0]![0] = 1;
  weights.forEach((w, i) => {
    const next = Array.from({ length: k + 1 }, () => new Float64Array(top + 1));
    for (let j = 0; j <= Math.min(i, k); j++) {
      const take = (k - j) / (n - i);
      if (take < 0) continue;
      const row = table[j]!;
      for (let s = 0; s <= top; s++) {
        const p = row[s]!;
        if (p === 0) continue;
        if (take < 1) next[j]![s] = next[j]![s]! + p * (1 - take);
        if (j < k) next[j + 1]![s + w] = next[j + 1]![s + w]! + p * take;
      }
    }
    table = next;
  });
  return table[k]!;
}

/**
 * The distribution of U without ties: the largest of all values belongs to the first sample with probability
 * n1/(n1 + n2), and is then above n2 values of the other (Mann & Whitney, 1947).
 */
function uDistribution(n1: number, n2: number): Float64Array {
  let rows = Array.from({ length: n1 + 1 }, () => Float64Array.of(1)); // for an empty second sample
  for (let j = 1; j <= n2; j++) {
    const next = [Float64Array.of(1)];
    for (let i = 1; i <= n1; i++) {
      const p = new Float64Array(i * j + 1);
      const first = i / (i + j);
      next[i - 1]!.forEach((mass, u) => {
        p[u + j] = first * mass;
      });
      rows[i]!.forEach((mass, u) => {
        p[u] = p[u]! + (1 - first) * mass;
      });
      next.push(p);
    }
    rows = next;
  }
  return rows[n1]!;
}

/** Above this n₁n₂ the exact distribution takes more than about a second. */
const exactLimit = 20_000;

/** Both tails, each with the observed value. */
function tails(p: Float64Array, observed: number): readonly [number, number] {
  let lower = 0;
  let upper = 0;
  p.forEach((mass, s) => {
    if (s <= observed) lower += mass;
    if (s >= observed) upper += mass;
  });
  return [lower, upper];
}

/** Tails of U with the samples exchanged: few rows make the work shorter. */
function mirrored(few: number, many: number, u: number): readonly [number, number] {
  const [lower, upper] = tails(uDistribution(few, many), few * many - u);
  return [upper, lower];
}

/** Both tails of the normal limit; `half` moves the statistic towards the mean. */
const normalTails = (off: number, deviation: number, half: number): readonly [number, number] => [
  normalCdf((off + half) / deviation),
  normalCdf(-(off - half) / deviation),
];

/**
 * Does one population tend to larger values than another? U counts the pairs with x > y (ties: ½).
 *
 * `'auto'` is exact without ties when a sample has 8 values or fewer (and n₁n₂ ≤ 20,000), else the normal limit with ties and
 * continuity corrected. `'exact'` with ties goes through all arrangements of the midranks. Effect size: the
 * rank-biserial correlation 2U/(n₁n₂) − 1.
 */
export function mannWhitneyU(x: Sample, y: Sample, options: RankOptions = {}): TestResult {
  const op = 'mannWhitneyU';
  const { alternative = 'two-sided', method = 'auto', correction = true, nanPolicy } = options;
  choice(op, 'alternative', alternative, alternatives);
  choice(op, 'method', method, ['auto', 'exact', 'asymptotic']);
  const a = values(op, x, { nanPolicy, infinite: true });
  const b = values(op, y, { nanPolicy, infinite: true, name: 'y' });
  const [n1, n2] = [a.length, b.length];
  const n = n1 + n2;
  const { ranks, ties } = ranksOf([...a, ...b]);
  const sum = ranks.subarray(0, n1).reduce((s, r) => s + r, 0);
  const u = sum - (n1 * (n1 + 1)) / 2;
  let lower: number;
  let upper: number;
  const small = Math.min(n1, n2) <= 8 && n1 * n2 <= exactLimit;
  if (ties.length === 0 && (method === 'exact' || (method === 'auto' && small))) {
    [lower, upper] = n1 <= n2 ? tails(uDistribution(n1, n2), u) : mirrored(n2, n1, u);
  } else if (method === 'exact') {
    // twice the ranks are whole; the smaller sample makes the smaller table
    const own = n1 <= n2;
    const law = sumDistribution(
      Array.from(ranks, (r) => Math.round(2 * r)),
      own ? n1 : n2,
    );
    const seen = Math.round(2 * (own ? sum : (n * (n + 1)) / 2 - sum));
    const [l, h] = tails(law, seen);
    [lower, upper] = own ? [l, h] : [h, l];
  } else {
    const deviation = Math.sqrt(((n1 * n2) / 12) * (n + 1 - tieTerm(ties) / (n * (n - 1))));
    if (!(deviation > 0))
      raise(DataError, statsErrors, 'stats.constant', {
        op,
        name: 'x, y',
        got: a[0]!,
        what: 'z',
      });
    [lower, upper] = normalTails(u - (n1 * n2) / 2, deviation, correction ? 0.5 : 0);
  }
  return new TestResult({
    test: 'mannWhitneyU',
    symbol: 'U',
    nullHypothesis: 'distribution',
    statistic: u,
    pValue: pOf(alternative, lower, upper),
    effectSize: { name: 'r', value: (2 * u) / (n1 * n2) - 1 },
    alternative,
    n: [n1, n2],
  });
}

/**
 * Are differences (x, or x − y) symmetric around 0? Their sizes are ranked, zeros left out (Wilcoxon's own
 * way). The statistic is the smaller of the two rank sums when two-sided, else that of the positive ones,
 * like scipy's. `'auto'` is exact up to 50 differences without zeros and ties. Effect size: the matched-pairs
 * rank-biserial correlation.
 */
export function wilcoxon(x: Sample, y?: Sample, options: RankOptions = {}): TestResult {
  const op = 'wilcoxon';
  const { alternative = 'two-sided', method = 'auto', correction = false, nanPolicy } = options;
  choice(op, 'alternative', alternative, alternatives);
  choice(op, 'method', method, ['auto', 'exact', 'asymptotic']);
  let d: Float64Array;
  if (y === undefined) d = values(op, x, { nanPolicy });
  else {
    const [a, b] = pairs(op, x, y, { nanPolicy });
    d = a.map((value, i) => value - b[i]!);
  }
  const moved = d.filter((value) => value !== 0);
  if (moved.length === 0)
    raise(DataError, statsErrors, 'stats.constant', {
      op,
      name: y ? 'x − y' : 'x',
      got: 0,
      what: 'W',
    });
  const { ranks, ties } = ranksOf(moved.map(Math.abs));
  const n = moved.length;
  let plus = 0;
  let minus = 0;
  moved.forEach((value, i) => {
    if (value > 0) plus += ranks[i]!;
    else minus += ranks[i]!;
  });
  let lower: number;
  let upper: number;
  if (method === 'exact' || (method === 'auto' && n <= 50 && ties.length === 0 && n === d.length)) {
    const law = sumDistribution(Array.from(ranks, (r) => Math.round(2 * r)));
    [lower, upper] = tails(law, Math.round(2 * plus));
  } else {
    const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieTerm(ties) / 48);
    const off = plus - (n * (n + 1)) / 4;
    [lower, upper] = normalTails(off, deviation, correction ? 0.5 : 0);
  }
  return new TestResult({
    test: 'wilcoxon',
    symbol: 'W',
    nullHypothesis: 'symmetry',
    statistic: alternative === 'two-sided' ? Math.min(plus, minus) : plus,
    pValue: pOf(alternative, lower, upper),
    effectSize: { name: 'r', value: (plus - minus) / (plus + minus) },
    alternative,
    n: [n],
  });
}

/** Do several populations have the same distribution? The analysis of variance of ranks, corrected for ties. */
export function kruskal(samples: readonly Sample[], options: NanOptions = {}): TestResult {
  const op = 'kruskal';
  const read = groups(op, samples, { ...options, infinite: true });
  const all = read.flatMap((x) => [...x]);
  const n = all.length;
  const { ranks, ties } = ranksOf(all);
  const shrink = 1 - tieTerm(ties) / (n * (n * n - 1));
  if (!(shrink > 0))
    raise(DataError, statsErrors, 'stats.constant', {
      op,
      name: 'samples',
      got: all[0]!,
      what: 'H',
    });
  let at = 0;
  let squares = 0;
  for (const x of read) {
    const sum = ranks.subarray(at, at + x.length).reduce((s, r) => s + r - (n + 1) / 2, 0);
    squares += (sum * sum) / x.length;
    at += x.length;
  }
  const h = ((12 / (n * (n + 1))) * squares) / shrink;
  const df = read.length - 1;
  return new TestResult({
    test: 'kruskal',
    symbol: 'H',
    nullHypothesis: 'distribution',
    statistic: h,
    pValue: new ChiSquared(df).sf(h),
    df,
    effectSize: { name: 'ε²', value: h / (n - 1) },
    alternative: 'two-sided',
    n: read.map((x) => x.length),
  });
}
