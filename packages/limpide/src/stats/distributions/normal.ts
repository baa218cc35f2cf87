/** The normal distribution, and the distribution of what has a normal logarithm. */
import { meanOf, refuseConstant, varianceOf } from '../describe/moments.ts';
import { finite, type NanOptions, positive, type Sample, values } from '../input.ts';
import type { Stream } from '../random.ts';
import { normalCdf, normalQuantile } from '../special/index.ts';
import { ContinuousDistribution, fitValues } from './distribution.ts';

const logRootTwoPi = 0.9189385332046727;

/** The normal distribution, with density e^{−(x − mean)²/2std²} / (std √(2π)). */
export class Normal extends ContinuousDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support = [-Infinity, Infinity] as const;
  readonly #std: number;

  /** @param std the standard deviation, > 0 */
  constructor(mean = 0, std = 1) {
    super();
    finite('Normal', 'mean', mean);
    positive('Normal', 'std', std);
    this.mean = mean;
    this.#std = std;
    this.variance = std * std;
  }
  override get std(): number {
    return this.#std;
  }

  /** The parameters under which the data are most likely: their mean, and their deviation with ddof 0. */
  static fit(x: Sample, options: NanOptions = {}): Normal {
    const good = values('Normal.fit', x, { ...options, least: 2 });
    refuseConstant('Normal.fit', good, 'x', 'the standard deviation');
    return new Normal(meanOf(good), Math.sqrt(varianceOf(good, 0)));
  }

  protected override logDensity(x: number): number {
    const z = (x - this.mean) / this.#std;
    return -0.5 * z * z - logRootTwoPi - Math.log(this.#std);
  }
  protected override lower(x: number): number {
    return normalCdf((x - this.mean) / this.#std);
  }
  protected override upper(x: number): number {
    return normalCdf((this.mean - x) / this.#std);
  }
  protected override inverse(p: number, q: number, fromUpper: boolean): number {
    const z = fromUpper ? -normalQuantile(q) : normalQuantile(p);
    return this.mean + this.#std * z;
  }
  protected override draw(stream: Stream): number {
    return this.mean + this.#std * stream.normal();
  }
  override entropy(): number {
    return 0.5 + logRootTwoPi + Math.log(this.#std);
  }
}

/** The distribution of e^Z, where Z is normal with mean mu and standard deviation sigma. */
export class LogNormal extends ContinuousDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support = [0, Infinity] as const;
  readonly mu: number;
  readonly sigma: number;
  readonly #log: Normal;

  constructor(mu = 0, sigma = 1) {
    super();
    finite('LogNormal', 'mu', mu);
    positive('LogNormal', 'sigma', sigma);
    this.mu = mu;
    this.sigma = sigma;
    this.#log = new Normal(mu, sigma);
    this.mean = Math.exp(mu + 0.5 * sigma * sigma);
    this.variance = Math.expm1(sigma * sigma) * this.mean * this.mean;
  }

  /** Maximum likelihood: the mean and the deviation (ddof 0) of the logarithms. */
  static fit(x: Sample, options: NanOptions = {}): LogNormal {
    const good = fitValues('LogNormal.fit', x, (v) => v > 0, 'above 0', { ...options, least: 2 });
    const { mean, std } = Normal.fit(good.map(Math.log));
    return new LogNormal(mean, std);
  }

  protected override logDensity(x: number): number {
    return x > 0 ? this.#log.logPdf(Math.log(x)) - Math.log(x) : -Infinity;
  }
  protected override lower(x: number): number {
    return x > 0 ? this.#log.cdf(Math.log(x)) : 0;
  }
  protected override upper(x: number): number {
    return x > 0 ? this.#log.sf(Math.log(x)) : 1;
  }
  protected override inverse(p: number, q: number, fromUpper: boolean): number {
    return Math.exp(fromUpper ? this.#log.isf(q) : this.#log.quantile(p));
  }
  protected override draw(stream: Stream): number {
    return Math.exp(this.mu + this.sigma * stream.normal());
  }
  override entropy(): number {
    return this.#log.entropy() + this.mu;
  }
}
