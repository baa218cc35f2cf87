/** The beta distribution: probabilities and proportions, between 0 and 1. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { DataError, raise } from '../../errors/index.ts';
import { meanOf, varianceOf } from '../describe/moments.ts';
import { type NanOptions, positive, type Sample } from '../input.ts';
import type { Stream } from '../random.ts';
import { betaPoint, betaTails, logBetaTerm } from '../special/incomplete-beta.ts';
import { digamma, logBeta, trigamma } from '../special/index.ts';
import { ContinuousDistribution, fitValues } from './distribution.ts';

/** Density x^{alpha − 1} (1 − x)^{beta − 1} / B(alpha, beta), 0 < x < 1. */
export class Beta extends ContinuousDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support = [0, 1] as const;
  readonly alpha: number;
  readonly beta: number;

  constructor(alpha: number, beta: number) {
    super();
    positive('Beta', 'alpha', alpha);
    positive('Beta', 'beta', beta);
    this.alpha = alpha;
    this.beta = beta;
    const total = alpha + beta;
    this.mean = alpha / total;
    this.variance = (this.mean * (beta / total)) / (total + 1);
  }

  /**
   * Maximum likelihood: ψ(α) − ψ(α + β) = mean log x and ψ(β) − ψ(α + β) = mean log(1 − x), by Newton from
   * the moments.
   */
  static fit(x: Sample, options: NanOptions = {}): Beta {
    const op = 'Beta.fit';
    const good = fitValues(op, x, (v) => v > 0 && v < 1, 'strictly between 0 and 1', {
      ...options,
      least: 2,
    });
    const m = meanOf(good);
    const v = varianceOf(good, 0);
    if (!(v > 0)) raise(DataError, statsErrors, 'stats.fit', { op, why: 'min(x) = max(x)' });
    const g1 = meanOf(good.map(Math.log));
    const g2 = meanOf(good.map((t) => Math.log1p(-t)));
    const size = Math.max((m * (1 - m)) / v - 1, 0.1);
    let a = m * size;
    let b = (1 - m) * size;
    for (let i = 0; i < 100; i++) {
      const both = digamma(a + b);
      const shared = trigamma(a + b);
      const f1 = digamma(a) - both - g1;
      const f2 = digamma(b) - both - g2;
      const h11 = trigamma(a) - shared;
      const h22 = trigamma(b) - shared;
      const det = h11 * h22 - shared * shared;
      const da = (f1 * h22 + f2 * shared) / det;
      const db = (f2 * h11 + f1 * shared) / det;
      a = da >= a ? a / 2 : a - da;
      b = db >= b ? b / 2 : b - db;
      if (Math.abs(da) < 1e-13 * a && Math.abs(db) < 1e-13 * b) break;
    }
    return new Beta(a, b);
  }

  protected override logDensity(x: number): number {
    const { alpha, beta } = this;
    if (x < 0 || x > 1) return -Infinity;
    if (x === 0) return alpha === 1 ? Math.log(beta) : alpha < 1 ? Infinity : -Infinity;
    if (x === 1) return beta === 1 ? Math.log(alpha) : beta < 1 ? Infinity : -Infinity;
    return logBetaTerm(alpha, beta, x, 1 - x) - Math.log(x) - Math.log1p(-x);
  }
  protected override lower(x: number): number {
    return x <= 0 ? 0 : x >= 1 ? 1 : betaTails(this.alpha, this.beta, x).lower;
  }
  protected override upper(x: number): number {
    return x <= 0 ? 1 : x >= 1 ? 0 : betaTails(this.alpha, this.beta, x).upper;
  }
  protected override inverse(p: number, q: number): number {
    return betaPoint(this.alpha, this.beta, p, q).x;
  }
  protected override draw(stream: Stream): number {
    const { alpha, beta } = this;
    if (alpha >= 1 || beta >= 1) {
      const a = stream.gamma(alpha);
      return a / (a + stream.gamma(beta));
    }
    // Jöhnk (1964), in logarithms: for small parameters both powers underflow
    for (;;) {
      const a = Math.log(stream.open()) / alpha;
      const b = Math.log(stream.open()) / beta;
      const high = Math.max(a, b);
      const total = high + Math.log(Math.exp(a - high) + Math.exp(b - high));
      if (total <= 0) return Math.exp(a - total);
    }
  }
  override entropy(): number {
    const { alpha, beta } = this;
    return (
      logBeta(alpha, beta) -
      (alpha - 1) * digamma(alpha) -
      (beta - 1) * digamma(beta) +
      (alpha + beta - 2) * digamma(alpha + beta)
    );
  }
}
