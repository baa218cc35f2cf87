/** The power of a t test: how likely it is to find an effect of a given size. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { StudentT } from '../distributions/index.ts';
import { choice, finite, level, whole } from '../input.ts';
import { logGamma, normalCdf } from '../special/index.ts';
import { type Alternative, alternatives } from '../tests/result.ts';

/**
 * P(T ≤ t) for the noncentral t with df degrees of freedom: the mean of Φ(t s − shift) over s = √(χ²/df), by
 * the trapezoidal rule, which converges exponentially for such integrands.
 */
function noncentralT(t: number, df: number, shift: number): number {
  const half = df / 2;
  const log = Math.LN2 + half * Math.log(half) - logGamma(half);
  const spread = 1 / Math.sqrt(2 * df);
  // in u = log s, where the density falls off on both sides
  const from = Math.max(-40, -14 * Math.max(spread, 2 / df));
  const to = Math.min(4, 14 * spread);
  const steps = 2000;
  const h = (to - from) / steps;
  let total = 0;
  for (let i = 0; i <= steps; i++) {
    const u = from + i * h;
    const s = Math.exp(u);
    total += Math.exp(log + df * u - half * s * s) * normalCdf(t * s - shift);
  }
  return total * h;
}

/** What a t test looks like. */
export interface PowerOptions {
  /** Cohen's d: the difference in standard deviations. */
  readonly effectSize: number;
  /** The level of the test, 0.05 by default. */
  readonly alpha?: number;
  readonly alternative?: Alternative;
  /** `'two-sample'` (equal sizes, the default), `'one-sample'` or `'paired'` (d of the differences). */
  readonly type?: 'two-sample' | 'one-sample' | 'paired';
}

/** The probability that a t test with n values (per group) is significant, if the effect is what is said. */
export function tTestPower(n: number, options: PowerOptions): number {
  const op = 'tTestPower';
  const { effectSize, alpha = 0.05, alternative = 'two-sided', type = 'two-sample' } = options;
  whole(op, 'n', n, 2);
  finite(op, 'effectSize', effectSize);
  level(op, 'alpha', alpha);
  choice(op, 'alternative', alternative, alternatives);
  choice(op, 'type', type, ['two-sample', 'one-sample', 'paired']);
  const two = type === 'two-sample';
  const df = two ? 2 * n - 2 : n - 1;
  const shift = effectSize * Math.sqrt(two ? n / 2 : n);
  const law = new StudentT(df);
  if (alternative === 'greater') return 1 - noncentralT(law.isf(alpha), df, shift);
  if (alternative === 'less') return noncentralT(law.quantile(alpha), df, shift);
  const t = law.isf(alpha / 2);
  return 1 - noncentralT(t, df, shift) + noncentralT(-t, df, shift);
}

/** The least n (per group) with which a t test has the power that is asked for, 0.8 by default. */
export function tTestSampleSize(options: PowerOptions & { readonly power?: number }): number {
  const op = 'tTestSampleSize';
  const { power = 0.8 } = options;
  level(op, 'power', power);
  let high = 2;
  while (tTestPower(high, options) < power) {
    high *= 2;
    if (high > 1e8)
      raise(ArgumentError, statsErrors, 'stats.unreached', {
        op,
        what: `power ${power}`,
        got: `n = ${high}`,
      });
  }
  let low = high / 2; // not enough, unless it is 1
  while (high - low > 1) {
    const n = Math.floor((low + high) / 2);
    if (tTestPower(n, options) < power) low = n;
    else high = n;
  }
  return high;
}
