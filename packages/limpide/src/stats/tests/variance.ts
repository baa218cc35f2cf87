/** Several samples at once: the analysis of variance, and Levene's test of equal variances. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { DataError, raise } from '../../errors/index.ts';
import { meanOf, squaresAround } from '../describe/moments.ts';
import { quantileOfSorted } from '../describe/quantile.ts';
import { FisherF } from '../distributions/index.ts';
import { check, choice, groups, type NanOptions, type Sample } from '../input.ts';
import { TestResult } from './result.ts';

function compare(
  op: 'anova' | 'levene',
  read: readonly Float64Array[],
  nullHypothesis: 'means' | 'variances',
): TestResult {
  const n = read.reduce((s, x) => s + x.length, 0);
  check(n > read.length, op, 'the number of values', `above ${read.length}`, n);
  const grand = read.reduce((s, x) => s + meanOf(x) * x.length, 0) / n;
  let between = 0;
  let within = 0;
  for (const x of read) {
    const m = meanOf(x);
    between += x.length * (m - grand) ** 2;
    within += squaresAround(x, m);
  }
  if (!(within > 0))
    raise(DataError, statsErrors, 'stats.constant', {
      op,
      name: 'sample 0, 1, …',
      got: read.map((x) => x[0]!),
      what: 'F',
    });
  const df = [read.length - 1, n - read.length] as const;
  const f = between / df[0] / (within / df[1]);
  return new TestResult({
    test: op,
    symbol: op === 'anova' ? 'F' : 'W',
    nullHypothesis,
    statistic: f,
    pValue: new FisherF(...df).sf(f),
    df,
    effectSize: { name: 'η²', value: between / (between + within) },
    alternative: 'two-sided',
    n: read.map((x) => x.length),
  });
}

/** Do several populations have the same mean (normal, of equal variance)? Effect size: η². */
export function anova(samples: readonly Sample[], options: NanOptions = {}): TestResult {
  return compare('anova', groups('anova', samples, options), 'means');
}

/** Do several populations have the same variance? The anova of distances from the median (or the mean). */
export function levene(
  samples: readonly Sample[],
  options: NanOptions & { readonly center?: 'median' | 'mean' } = {},
): TestResult {
  const { center = 'median' } = options;
  choice('levene', 'center', center, ['median', 'mean']);
  const distances = groups('levene', samples, { ...options, least: 2 }).map((x) => {
    const c = center === 'mean' ? meanOf(x) : quantileOfSorted(x.slice().sort(), 0.5, 'linear');
    return x.map((value) => Math.abs(value - c));
  });
  return compare('levene', distances, 'variances');
}
