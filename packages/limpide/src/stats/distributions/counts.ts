/** Distributions of counts: one trial, many trials, trials until the first success, events at a rate. */
import { meanOf } from '../describe/moments.ts';
import { check, type NanOptions, positive, probability, type Sample, whole } from '../input.ts';
import type { Stream } from '../random.ts';
import { logBinomialTerm, logPoissonTerm } from '../special/deviance.ts';
import { betaTails } from '../special/incomplete-beta.ts';
import { gammaTails } from '../special/incomplete-gamma.ts';
import { DiscreteDistribution, fitValues } from './distribution.ts';

/** How many of n independent trials succeed, each with probability p. */
export class Binomial extends DiscreteDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support: readonly [number, number];
  readonly n: number;
  readonly p: number;

  constructor(n: number, p: number) {
    super();
    const op = new.target.name;
    whole(op, 'n', n);
    probability(op, 'p', p);
    this.n = n;
    this.p = p;
    this.support = [0, n];
    this.mean = n * p;
    this.variance = n * p * (1 - p);
  }

  /** Maximum likelihood of p for a known number of trials: mean/n. */
  static fit(x: Sample, n: number, options: NanOptions = {}): Binomial {
    whole('Binomial.fit', 'n', n, 1);
    const ok = (v: number): boolean => Number.isInteger(v) && v >= 0 && v <= n;
    const good = fitValues('Binomial.fit', x, ok, `whole numbers from 0 to ${n}`, options);
    return new Binomial(n, meanOf(good) / n);
  }

  protected override logMass(k: number): number {
    return logBinomialTerm(k, this.n - k, this.p, 1 - this.p);
  }
  #tails(x: number): readonly [lower: number, upper: number] {
    const k = Math.floor(x);
    if (k < 0) return [0, 1];
    if (k >= this.n) return [1, 0];
    const { lower, upper } = betaTails(k + 1, this.n - k, this.p, 1 - this.p);
    return [upper, lower];
  }
  protected override lower(x: number): number {
    return this.#tails(x)[0];
  }
  protected override upper(x: number): number {
    return this.#tails(x)[1];
  }
  protected override draw(stream: Stream): number {
    const { n } = this;
    const p = Math.min(this.p, 1 - this.p);
    const count =
      p === 0 ? 0 : n * p < 10 ? binomialByGaps(stream, n, p) : binomialByRejection(stream, n, p);
    return this.p <= 0.5 ? count : n - count;
  }
}

/** From success to success: the gaps are geometric. */
function binomialByGaps(stream: Stream, n: number, p: number): number {
  const scale = Math.log1p(-p);
  let place = 0;
  for (let count = 0; ; count++) {
    place += Math.floor(Math.log(stream.open()) / scale) + 1;
    if (place > n) return count;
  }
}

/** BTRS, the transformed rejection of Hörmann (1993), for n p ≥ 10 and p ≤ ½. */
function binomialByRejection(stream: Stream, n: number, p: number): number {
  const q = 1 - p;
  const spread = Math.sqrt(n * p * q);
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const alpha = (2.83 + 5.1 / b) * spread;
  const inside = 0.92 - 4.2 / b;
  const top = logBinomialTerm(Math.floor((n + 1) * p), n - Math.floor((n + 1) * p), p, q);
  for (;;) {
    const u = stream.uniform() - 0.5;
    const v = stream.open();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + center);
    if (us >= 0.07 && v <= inside) return k;
    if (!(k >= 0 && k <= n)) continue;
    const hat = alpha / (a / (us * us) + b);
    if (Math.log(v * hat) <= logBinomialTerm(k, n - k, p, q) - top) return k;
  }
}

/** One trial: 1 with probability p, else 0. */
export class Bernoulli extends Binomial {
  constructor(p: number) {
    super(1, p);
  }
  /** Maximum likelihood: the part of ones. */
  static override fit(x: Sample, _n?: number, options: NanOptions = {}): Bernoulli {
    const good = fitValues('Bernoulli.fit', x, (v) => v === 0 || v === 1, '0 and 1', options);
    return new Bernoulli(meanOf(good));
  }
  protected override draw(stream: Stream): number {
    return stream.uniform() < this.p ? 1 : 0;
  }
}

/** How many events come, when `rate` are expected and each comes independently of the others. */
export class Poisson extends DiscreteDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support = [0, Infinity] as const;
  readonly rate: number;

  constructor(rate: number) {
    super();
    positive('Poisson', 'rate', rate);
    this.rate = rate;
    this.mean = rate;
    this.variance = rate;
  }

  /** Maximum likelihood: the mean. */
  static fit(x: Sample, options: NanOptions = {}): Poisson {
    const ok = (v: number): boolean => Number.isInteger(v) && v >= 0;
    return new Poisson(meanOf(fitValues('Poisson.fit', x, ok, 'whole numbers ≥ 0', options)));
  }

  protected override logMass(k: number): number {
    return logPoissonTerm(k, this.rate);
  }
  protected override lower(x: number): number {
    return x < 0 ? 0 : gammaTails(Math.floor(x) + 1, this.rate).upper;
  }
  protected override upper(x: number): number {
    return x < 0 ? 1 : gammaTails(Math.floor(x) + 1, this.rate).lower;
  }
  override entropy(): number {
    const { rate } = this;
    if (rate < 1e4) return super.entropy();
    const inverse = 1 / rate;
    return (
      0.5 * Math.log(2 * Math.PI * Math.E * rate) -
      inverse * (1 / 12 + inverse * (1 / 24 + (inverse * 19) / 360))
    );
  }
  protected override draw(stream: Stream): number {
    const { rate } = this;
    if (rate < 10) {
      // how many exponential waiting times fit into 1: the product of uniforms stays above e^{−rate}
      const limit = Math.exp(-rate);
      let product = stream.uniform();
      let count = 0;
      while (product > limit) {
        product *= stream.uniform();
        count++;
      }
      return count;
    }
    // PTRS, the transformed rejection of Hörmann (1993)
    const b = 0.931 + 2.53 * Math.sqrt(rate);
    const a = -0.059 + 0.02483 * b;
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    const inside = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = stream.uniform() - 0.5;
      const v = stream.open();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
      if (us >= 0.07 && v <= inside) return k;
      if (!(k >= 0) || (us < 0.013 && v > us)) continue;
      if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= logPoissonTerm(k, rate)) return k;
    }
  }
}

/** How many trials fail before the first success (torch's convention: 0, 1, 2, …). */
export class Geometric extends DiscreteDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support = [0, Infinity] as const;
  readonly p: number;

  /** @param p the probability of success, 0 < p ≤ 1 */
  constructor(p: number) {
    super();
    check(p > 0 && p <= 1, 'Geometric', 'p', 'above 0 and at most 1', p);
    this.p = p;
    this.mean = (1 - p) / p;
    this.variance = (1 - p) / (p * p);
  }
  /** Maximum likelihood: 1/(1 + mean). */
  static fit(x: Sample, options: NanOptions = {}): Geometric {
    const ok = (v: number): boolean => Number.isInteger(v) && v >= 0;
    const good = fitValues('Geometric.fit', x, ok, 'whole numbers ≥ 0', options);
    return new Geometric(1 / (1 + meanOf(good)));
  }
  protected override logMass(k: number): number {
    return Math.log(this.p) + (k === 0 ? 0 : k * Math.log1p(-this.p));
  }
  protected override lower(x: number): number {
    return x < 0 ? 0 : this.p === 1 ? 1 : -Math.expm1((Math.floor(x) + 1) * Math.log1p(-this.p));
  }
  protected override upper(x: number): number {
    return x < 0 ? 1 : this.p === 1 ? 0 : Math.exp((Math.floor(x) + 1) * Math.log1p(-this.p));
  }
  override entropy(): number {
    const { p } = this;
    return p === 1 ? 0 : -((1 - p) * Math.log1p(-p) + p * Math.log(p)) / p;
  }
  protected override draw(stream: Stream): number {
    if (this.p === 1) return 0;
    return Math.floor(Math.log(stream.open()) / Math.log1p(-this.p));
  }
}
