/** The two simplest distributions with a density: uniform and exponential. */
import { meanOf, refuseConstant } from '../describe/moments.ts';
import { check, finite, type NanOptions, positive, type Sample, values } from '../input.ts';
import type { Stream } from '../random.ts';
import { ContinuousDistribution, fitValues } from './distribution.ts';

/** Every value of [low, high) as likely. */
export class Uniform extends ContinuousDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support: readonly [number, number];
  readonly low: number;
  readonly high: number;

  constructor(low = 0, high = 1) {
    super();
    finite('Uniform', 'low', low);
    finite('Uniform', 'high', high);
    check(high > low, 'Uniform', 'high', `above low (${low})`, high);
    this.low = low;
    this.high = high;
    this.support = [low, high];
    this.mean = low + (high - low) / 2;
    this.variance = (high - low) ** 2 / 12;
  }

  /** Maximum likelihood: the least and the greatest value. */
  static fit(x: Sample, options: NanOptions = {}): Uniform {
    const sorted = values('Uniform.fit', x, { ...options, least: 2 }).sort();
    refuseConstant('Uniform.fit', sorted, 'x', 'the width');
    return new Uniform(sorted[0]!, sorted[sorted.length - 1]!);
  }

  protected override logDensity(x: number): number {
    return x >= this.low && x <= this.high ? -Math.log(this.high - this.low) : -Infinity;
  }
  protected override lower(x: number): number {
    return Math.min(1, Math.max(0, (x - this.low) / (this.high - this.low)));
  }
  protected override upper(x: number): number {
    return Math.min(1, Math.max(0, (this.high - x) / (this.high - this.low)));
  }
  protected override inverse(p: number, q: number): number {
    return p < 0.5 ? this.low + p * (this.high - this.low) : this.high - q * (this.high - this.low);
  }
  protected override draw(stream: Stream): number {
    return this.low + (this.high - this.low) * stream.uniform();
  }
  override entropy(): number {
    return Math.log(this.high - this.low);
  }
}

/** Waiting times of events that come at a constant rate: density rate · e^{−rate·x}, x ≥ 0. */
export class Exponential extends ContinuousDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support = [0, Infinity] as const;
  readonly rate: number;

  /** @param rate events per unit of x, > 0; the mean is 1/rate */
  constructor(rate = 1) {
    super();
    positive('Exponential', 'rate', rate);
    this.rate = rate;
    this.mean = 1 / rate;
    this.variance = 1 / (rate * rate);
  }

  /** Maximum likelihood: rate = 1/mean. */
  static fit(x: Sample, options: NanOptions = {}): Exponential {
    const good = fitValues('Exponential.fit', x, (v) => v >= 0, '0 or more', options);
    check(
      good.some((v) => v > 0),
      'Exponential.fit',
      'the mean',
      'above 0',
      0,
    );
    return new Exponential(1 / meanOf(good));
  }

  protected override logDensity(x: number): number {
    return x >= 0 ? Math.log(this.rate) - this.rate * x : -Infinity;
  }
  protected override lower(x: number): number {
    return x > 0 ? -Math.expm1(-this.rate * x) : 0;
  }
  protected override upper(x: number): number {
    return x > 0 ? Math.exp(-this.rate * x) : 1;
  }
  protected override inverse(p: number, q: number, fromUpper: boolean): number {
    return -(fromUpper ? Math.log(q) : Math.log1p(-p)) / this.rate;
  }
  protected override draw(stream: Stream): number {
    return stream.exponential() / this.rate;
  }
  override entropy(): number {
    return 1 - Math.log(this.rate);
  }
}
