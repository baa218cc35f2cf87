/** Student's t tests: of one mean, of two means (Student's or Welch's), of paired differences. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { DataError, raise } from '../../errors/index.ts';
import { meanOf, refuseConstant, varianceOf } from '../describe/moments.ts';
import { StudentT } from '../distributions/index.ts';
import { choice, finite, level, type NanOptions, pairs, type Sample, values } from '../input.ts';
import {
  type Alternative,
  alternatives,
  type ConfidenceInterval,
  pOf,
  type ResultFields,
  TestResult,
} from './result.ts';

/** Options that tests share. */
export interface TestOptions extends NanOptions {
  /** Which deviations count; 'two-sided' by default. */
  readonly alternative?: Alternative | undefined;
  /** The level of the confidence interval, 0.95 by default. */
  readonly confidence?: number | undefined;
}

function finish(
  estimate: number,
  hypothesis: number,
  error: number,
  df: number,
  options: TestOptions,
  fields: Pick<ResultFields, 'test' | 'nullHypothesis' | 'effectSize' | 'n'> & {
    readonly of: ConfidenceInterval['of'];
  },
): TestResult {
  const { alternative = 'two-sided', confidence = 0.95 } = options;
  choice(fields.test, 'alternative', alternative, alternatives);
  level(fields.test, 'confidence', confidence);
  const t = (estimate - hypothesis) / error;
  const law = new StudentT(df);
  const reach =
    error * law.isf(alternative === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence);
  const { of, ...rest } = fields;
  return new TestResult({
    ...rest,
    nullValue: hypothesis,
    symbol: 't',
    statistic: t,
    pValue: pOf(alternative, law.cdf(t), law.sf(t)),
    df,
    confidenceInterval: {
      of,
      level: confidence,
      low: alternative === 'less' ? -Infinity : estimate - reach,
      high: alternative === 'greater' ? Infinity : estimate + reach,
    },
    alternative,
  });
}

/** Is the mean of a population `mean`? Effect size: Cohen's d. */
export function tTest1(x: Sample, mean = 0, options: TestOptions = {}): TestResult {
  finite('tTest1', 'mean', mean);
  const good = values('tTest1', x, { nanPolicy: options.nanPolicy, least: 2 });
  refuseConstant('tTest1', good, 'x', 't');
  const m = meanOf(good);
  const s = Math.sqrt(varianceOf(good));
  return finish(m, mean, s / Math.sqrt(good.length), good.length - 1, options, {
    test: 'tTest1',
    nullHypothesis: 'mean',
    of: 'mean',
    effectSize: { name: 'Cohen d', value: (m - mean) / s },
    n: [good.length],
  });
}

/** Do two paired measurements have the same mean? The t test of x − y. */
export function tTestPaired(x: Sample, y: Sample, options: TestOptions = {}): TestResult {
  const [a, b] = pairs('tTestPaired', x, y, { nanPolicy: options.nanPolicy, least: 2 });
  const d = a.map((value, i) => value - b[i]!);
  refuseConstant('tTestPaired', d, 'x − y', 't');
  const m = meanOf(d);
  const s = Math.sqrt(varianceOf(d));
  return finish(m, 0, s / Math.sqrt(d.length), d.length - 1, options, {
    test: 'tTestPaired',
    nullHypothesis: 'differences',
    of: 'difference',
    effectSize: { name: 'Cohen dz', value: m / s },
    n: [d.length],
  });
}

/**
 * Do two independent populations have the same mean?
 *
 * @param options equalVar: Student's test with a pooled variance; false (the default) is Welch's, which does
 *   not suppose equal variances
 */
export function tTestInd(
  x: Sample,
  y: Sample,
  options: TestOptions & { readonly equalVar?: boolean } = {},
): TestResult {
  const { equalVar = false, nanPolicy } = options;
  const a = values('tTestInd', x, { nanPolicy, least: 2 });
  const b = values('tTestInd', y, { nanPolicy, least: 2, name: 'y' });
  const [na, nb] = [a.length, b.length];
  const [va, vb] = [varianceOf(a), varianceOf(b)];
  if (a.every((v) => v === a[0]) && b.every((v) => v === b[0]))
    raise(DataError, statsErrors, 'stats.constant', {
      op: 'tTestInd',
      name: 'x, y',
      got: [a[0]!, b[0]!],
      what: 't',
    });
  const pooled = ((na - 1) * va + (nb - 1) * vb) / (na + nb - 2);
  const [ea, eb] = [va / na, vb / nb];
  const error = Math.sqrt(equalVar ? pooled * (1 / na + 1 / nb) : ea + eb);
  const df = equalVar
    ? na + nb - 2
    : (ea + eb) ** 2 / ((ea * ea) / (na - 1) + (eb * eb) / (nb - 1)); // Welch & Satterthwaite
  const difference = meanOf(a) - meanOf(b);
  return finish(difference, 0, error, df, options, {
    test: equalVar ? 'tTestInd' : 'welch',
    nullHypothesis: 'means',
    of: 'difference',
    effectSize: { name: 'Cohen d', value: difference / Math.sqrt(pooled) },
    n: [na, nb],
  });
}
