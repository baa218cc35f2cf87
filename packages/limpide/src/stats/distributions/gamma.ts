/** The gamma distribution and chi-square, which is one: sums of waiting times, sums of squares. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { DataError, raise } from '../../errors/index.ts';
import { meanOf } from '../describe/moments.ts';
import { type NanOptions, positive, type Sample } from '../input.ts';
import type { Stream } from '../random.ts';
import { logPoissonTerm } from '../special/deviance.ts';
import { gammaTails } from '../special/incomplete-gamma.ts';
import { digamma, gammaPInverse, gammaQInverse, logGamma, trigamma } from '../special/index.ts';
import { ContinuousDistribution, fitValues } from './distribution.ts';

/** Density rate^shape x^{shape − 1} e^{−rate·x} / Γ(shape), x > 0 (torch's concentration and rate). */
export class Gamma extends ContinuousDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support = [0, Infinity] as const;
  readonly shape: number;
  readonly rate: number;

  /** @param rate 1/scale */
  constructor(shape: number, rate = 1) {
    super();
    positive(new.target.name, 'shape', shape);
    positive(new.target.name, 'rate', rate);
    this.shape = shape;
    this.rate = rate;
    this.mean = shape / rate;
    this.variance = shape / rate / rate;
  }

  /** Maximum likelihood: Newton on log shape − ψ(shape) = log mean − mean log (Minka, 2002). */
  static fit(x: Sample, options: NanOptions = {}): Gamma {
    const op = 'Gamma.fit';
    const good = fitValues(op, x, (v) => v > 0, 'above 0', { ...options, least: 2 });
    const center = meanOf(good);
    const gap = -meanOf(good.map((v) => Math.log(v / center)));
    if (!(gap > 1e-14)) raise(DataError, statsErrors, 'stats.fit', { op, why: 'min(x) = max(x)' });
    let a = (3 - gap + Math.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap);
    for (let i = 0; i < 50; i++) {
      const step = (Math.log(a) - digamma(a) - gap) / (1 / a - trigamma(a));
      a = step >= a ? a / 2 : a - step;
      if (Math.abs(step) < 1e-14 * a) break;
    }
    return new Gamma(a, a / center);
  }

  protected override logDensity(x: number): number {
    const { shape, rate } = this;
    if (x < 0 || x === Infinity) return -Infinity;
    if (x === 0) return shape === 1 ? Math.log(rate) : shape < 1 ? Infinity : -Infinity;
    if (shape >= 1) return Math.log(rate) + logPoissonTerm(shape - 1, rate * x);
    return Math.log(shape / x) + logPoissonTerm(shape, rate * x);
  }
  protected override lower(x: number): number {
    return x > 0 ? gammaTails(this.shape, this.rate * x).lower : 0;
  }
  protected override upper(x: number): number {
    return x > 0 ? gammaTails(this.shape, this.rate * x).upper : 1;
  }
  protected override inverse(p: number, q: number, fromUpper: boolean): number {
    return (fromUpper ? gammaQInverse(this.shape, q) : gammaPInverse(this.shape, p)) / this.rate;
  }
  protected override draw(stream: Stream): number {
    return stream.gamma(this.shape) / this.rate;
  }
  override entropy(): number {
    const { shape, rate } = this;
    return shape - Math.log(rate) + logGamma(shape) + (1 - shape) * digamma(shape);
  }
}

/** The sum of the squares of df standard normal variables: Gamma(df/2, ½). */
export class ChiSquared extends Gamma {
  readonly df: number;

  /** @param df degrees of freedom, > 0, not necessarily whole */
  constructor(df: number) {
    super(df / 2, 0.5);
    this.df = df;
  }

  /** Maximum likelihood: ψ(df/2) = mean of log(x/2). */
  static override fit(x: Sample, options: NanOptions = {}): ChiSquared {
    const good = fitValues('ChiSquared.fit', x, (v) => v > 0, 'above 0', options);
    const goal = meanOf(good.map((v) => Math.log(v / 2)));
    // Minka's start for the inverse of ψ
    let a = goal > -2.22 ? Math.exp(goal) + 0.5 : -1 / (goal - digamma(1));
    for (let i = 0; i < 50; i++) {
      const step = (digamma(a) - goal) / trigamma(a);
      a = step >= a ? a / 2 : a - step;
      if (Math.abs(step) < 1e-15 * a) break;
    }
    return new ChiSquared(2 * a);
  }
}
