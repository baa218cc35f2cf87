/** Tests of counts: chi-square (of fit, of independence) and Fisher's exact test of a 2 × 2 table. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { DataError, raise, ShapeError } from '../../errors/index.ts';
import { ChiSquared } from '../distributions/index.ts';
import { check, choice, type Sample, values, whole } from '../input.ts';
import { logBinomial } from '../special/index.ts';
import { type Alternative, alternatives, TestResult } from './result.ts';

const total = (x: Float64Array): number => x.reduce((s, v) => s + v, 0);

function counts(op: string, name: string, x: Sample, least = 1): Float64Array {
  const good = values(op, x, { name, least });
  good.forEach((got, index) => {
    if (got < 0)
      raise(DataError, statsErrors, 'stats.value', { op, name, index, got, expected: '≥ 0' });
  });
  return good;
}

/**
 * Do observed counts agree with expected ones (all equal when none are given)? Pearson's statistic
 * Σ (observed − expected)²/expected, with k − 1 − ddof degrees of freedom. Effect size: Cohen's w.
 */
export function chiSquareTest(
  observed: Sample,
  expected?: Sample,
  { ddof = 0 }: { readonly ddof?: number } = {},
): TestResult {
  const op = 'chiSquareTest';
  const f = counts(op, 'observed', observed, 2);
  const n = total(f);
  check(n > 0, op, 'the sum of observed', 'above 0', n);
  const e = expected ? counts(op, 'expected', expected, 2) : f.map(() => n / f.length);
  if (e.length !== f.length)
    raise(ShapeError, statsErrors, 'stats.length', {
      op,
      a: 'observed',
      b: 'expected',
      na: f.length,
      nb: e.length,
    });
  const sum = total(e);
  if (!(Math.abs(sum - n) <= 1e-8 * n))
    raise(DataError, statsErrors, 'stats.sum', {
      op,
      name: 'expected',
      got: sum,
      expected: n,
      remedy: 'expected · Σ observed / Σ expected',
    });
  e.forEach((got, index) => {
    if (got === 0)
      raise(DataError, statsErrors, 'stats.value', {
        op,
        name: 'expected',
        index,
        got,
        expected: '> 0',
      });
  });
  whole(op, 'ddof', ddof);
  const df = f.length - 1 - ddof;
  check(df > 0, op, 'ddof', `below ${f.length - 1}`, ddof);
  const statistic = f.reduce((s, v, i) => s + (v - e[i]!) ** 2 / e[i]!, 0);
  return new TestResult({
    test: 'chiSquare',
    symbol: 'χ²',
    nullHypothesis: 'frequencies',
    statistic,
    pValue: new ChiSquared(df).sf(statistic),
    df,
    effectSize: { name: 'Cohen w', value: Math.sqrt(statistic / n) },
    alternative: 'two-sided',
    n: [n],
  });
}

/**
 * Are rows and columns of a table of counts independent? Yates' correction of 2 × 2 tables is on by default.
 * Effect size: Cramér's V. `expected` are the counts under independence.
 */
export function chiSquareContingency(
  table: readonly ArrayLike<number>[],
  { correction = true }: { readonly correction?: boolean } = {},
): TestResult & { readonly expected: readonly Float64Array[] } {
  const op = 'chiSquareContingency';
  const rows = table.map((row, i) => counts(op, `table[${i}]`, row));
  const width = rows[0]?.length ?? 0;
  if (rows.length < 2 || width < 2 || rows.some((row) => row.length !== width))
    raise(ShapeError, statsErrors, 'stats.table', {
      op,
      expected: 'r × c (r, c ≥ 2)',
      got: `${rows.length} × ${rows.map((row) => row.length).join(', ')}`,
    });
  const rowSums = rows.map(total);
  const colSums = Array.from({ length: width }, (_, j) => rows.reduce((s, row) => s + row[j]!, 0));
  const n = rowSums.reduce((s, v) => s + v, 0);
  const bare = rowSums.indexOf(0);
  if (bare >= 0)
    raise(DataError, statsErrors, 'stats.value', {
      op,
      name: 'the sums of rows',
      index: bare,
      got: 0,
      expected: '> 0',
    });
  const bareColumn = colSums.indexOf(0);
  if (bareColumn >= 0)
    raise(DataError, statsErrors, 'stats.value', {
      op,
      name: 'the sums of columns',
      index: bareColumn,
      got: 0,
      expected: '> 0',
    });
  const expected = rowSums.map((r) => Float64Array.from(colSums, (c) => (r * c) / n));
  const df = (rows.length - 1) * (width - 1);
  let plain = 0;
  let statistic = 0;
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      const e = expected[i]![j]!;
      const off = Math.abs(value - e);
      const less = df === 1 && correction ? Math.min(0.5, off) : 0;
      plain += off ** 2 / e;
      statistic += (off - less) ** 2 / e;
    });
  });
  const result = new TestResult({
    test: 'contingency',
    symbol: 'χ²',
    nullHypothesis: 'independence',
    statistic,
    pValue: new ChiSquared(df).sf(statistic),
    df,
    effectSize: {
      name: 'Cramér V',
      value: Math.sqrt(plain / n / (Math.min(rows.length, width) - 1)),
    },
    alternative: 'two-sided',
    n: [n],
  });
  return Object.assign(result, { expected });
}

/**
 * Fisher's exact test of a 2 × 2 table [[a, b], [c, d]]: with the margins fixed, a is hypergeometric. The
 * statistic (and effect size) is the sample's odds ratio a d/(b c). Two-sided: all tables at most as likely.
 */
export function fisherExact(
  table: readonly (readonly [number, number])[],
  { alternative = 'two-sided' }: { readonly alternative?: Alternative } = {},
): TestResult {
  const op = 'fisherExact';
  choice(op, 'alternative', alternative, alternatives);
  if (table.length !== 2 || table.some((row) => row.length !== 2))
    raise(ShapeError, statsErrors, 'stats.table', {
      op,
      expected: '2 × 2',
      got: `${table.length} × ${table.map((row) => row.length).join(', ')}`,
    });
  const [a, b] = table[0]!;
  const [c, d] = table[1]!;
  for (const value of [a, b, c, d]) whole(op, 'table', value);
  const n = a + b + c + d;
  check(n > 0, op, 'the sum of the table', 'above 0', n);
  const low = Math.max(0, a - d);
  const high = Math.min(a + b, a + c);
  const base = logBinomial(n, a + c);
  const mass = (k: number): number =>
    Math.exp(logBinomial(a + b, k) + logBinomial(c + d, a + c - k) - base);
  const observed = mass(a);
  let p = 0;
  for (let k = low; k <= high; k++) {
    const m = mass(k);
    const counted =
      alternative === 'less'
        ? k <= a
        : alternative === 'greater'
          ? k >= a
          : m <= observed * (1 + 1e-10);
    if (counted) p += m;
  }
  const odds = (a * d) / (b * c);
  return new TestResult({
    test: 'fisherExact',
    symbol: 'OR',
    nullHypothesis: 'independence',
    statistic: odds,
    pValue: p,
    effectSize: { name: 'odds ratio', value: odds },
    alternative,
    n: [n],
  });
}
