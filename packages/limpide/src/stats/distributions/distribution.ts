/**
 * What every distribution of one number can say: density, area on either side, quantiles, moments, draws.
 *
 * A number gives a number; an array, a typed array or a tensor gives a Float64Array. Parameters are checked
 * when the distribution is made; a NaN where a density or an area is asked for gives NaN.
 */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type NanOptions, probability, rawValues, type Sample, values, whole } from '../input.ts';
import { type RandomSource, Stream } from '../random.ts';

/** One number per number. */
type Floats = Float64Array<ArrayBuffer>;

function over(x: number | Sample, f: (x: number) => number): number | Floats {
  const one = (v: number): number => (Number.isNaN(v) ? Number.NaN : f(v));
  return typeof x === 'number' ? one(x) : Float64Array.from(rawValues(x), one);
}

/** A distribution of one number. */
export abstract class Distribution {
  /** The expectation; NaN where it does not exist. */
  abstract readonly mean: number;
  /** NaN where it does not exist. */
  abstract readonly variance: number;
  /** The least and the greatest value that may come. */
  abstract readonly support: readonly [low: number, high: number];

  /** P(X ≤ x) */
  protected abstract lower(x: number): number;
  /** P(X > x) */
  protected abstract upper(x: number): number;
  /** The quantile of p = 1 − q, 0 < p < 1; `fromUpper` says that q is the one that is exact. */
  protected abstract inverse(p: number, q: number, fromUpper: boolean): number;
  /** One random value. */
  protected abstract draw(stream: Stream): number;
  /** The differential entropy (continuous), or Shannon's (discrete), in nats. */
  abstract entropy(): number;

  /** √variance */
  get std(): number {
    return Math.sqrt(this.variance);
  }
  /** The value with half of the probability on either side. */
  get median(): number {
    return this.quantile(0.5);
  }

  /** P(X ≤ x): the area left of x. */
  cdf(x: number): number;
  cdf(x: Sample): Floats;
  cdf(x: number | Sample): number | Floats {
    return over(x, (v) => this.lower(v));
  }
  /** P(X > x) = 1 − cdf(x), accurate where it is tiny. */
  sf(x: number): number;
  sf(x: Sample): Floats;
  sf(x: number | Sample): number | Floats {
    return over(x, (v) => this.upper(v));
  }
  /** The least x with cdf(x) ≥ p, for 0 ≤ p ≤ 1 (torch's icdf, scipy's ppf). */
  quantile(p: number): number;
  quantile(p: Sample): Floats;
  quantile(p: number | Sample): number | Floats {
    return over(p, (v) => this.#at('quantile', v, 1 - v, false));
  }
  /** The least x with sf(x) ≤ q: the quantile of 1 − q, for a q however small. */
  isf(q: number): number;
  isf(q: Sample): Floats;
  isf(q: number | Sample): number | Floats {
    return over(q, (v) => this.#at('isf', 1 - v, v, true));
  }
  #at(op: string, p: number, q: number, fromUpper: boolean): number {
    probability(`${this.constructor.name}.${op}`, fromUpper ? 'q' : 'p', fromUpper ? q : p);
    if (fromUpper ? q === 1 : p === 0) return this.support[0];
    if (fromUpper ? q === 0 : p === 1) return this.support[1];
    return this.inverse(p, q, fromUpper);
  }

  /** n independent values. The same seed gives the same values. */
  sample(n: number, source: RandomSource = {}): Floats {
    const op = `${this.constructor.name}.sample`;
    whole(op, 'n', n);
    const stream = new Stream(source, op);
    return Float64Array.from({ length: n }, () => this.draw(stream));
  }

  /** The interval between the quantiles of (1 − level)/2 and (1 + level)/2. */
  interval(level: number): readonly [number, number] {
    return [this.quantile((1 - level) / 2), this.isf((1 - level) / 2)];
  }
}

/** A distribution with a density. */
export abstract class ContinuousDistribution extends Distribution {
  /** The logarithm of the density. */
  protected abstract logDensity(x: number): number;

  /** The density at x, per unit of x. */
  pdf(x: number): number;
  pdf(x: Sample): Floats;
  pdf(x: number | Sample): number | Floats {
    return over(x, (v) => Math.exp(this.logDensity(v)));
  }
  /** log pdf(x), finite where the density itself underflows. */
  logPdf(x: number): number;
  logPdf(x: Sample): Floats;
  logPdf(x: number | Sample): number | Floats {
    return over(x, (v) => this.logDensity(v));
  }
}

/** A distribution on whole numbers. */
export abstract class DiscreteDistribution extends Distribution {
  /** The logarithm of the probability of a whole number within the support. */
  protected abstract logMass(k: number): number;

  #log(x: number): number {
    const [low, high] = this.support;
    return Number.isInteger(x) && x >= low && x <= high ? this.logMass(x) : -Infinity;
  }
  /** P(X = x); 0 between whole numbers. */
  pmf(x: number): number;
  pmf(x: Sample): Floats;
  pmf(x: number | Sample): number | Floats {
    return over(x, (v) => Math.exp(this.#log(v)));
  }
  /** log P(X = x) */
  logPmf(x: number): number;
  logPmf(x: Sample): Floats;
  logPmf(x: number | Sample): number | Floats {
    return over(x, (v) => this.#log(v));
  }

  /** The least whole number whose area reaches p: steps that double, then halve, around the mean. */
  protected override inverse(p: number, q: number, fromUpper: boolean): number {
    const [low, high] = this.support;
    const enough = (k: number): boolean => (fromUpper ? this.upper(k) <= q : this.lower(k) >= p);
    let above = Math.min(high, Math.max(low, Math.round(this.mean)));
    let below = above;
    let step = Math.max(1, Math.round(this.std));
    if (enough(above)) {
      do {
        above = below;
        below = Math.max(low - 1, below - step);
        step *= 2;
      } while (below >= low && enough(below));
    } else {
      do {
        below = above;
        above = Math.min(high, above + step);
        step *= 2;
      } while (above < high && !enough(above));
    }
    while (above - below > 1) {
      const middle = below + Math.floor((above - below) / 2);
      if (enough(middle)) above = middle;
      else below = middle;
    }
    return above;
  }

  /** −Σ p log p over all values that matter. */
  override entropy(): number {
    const [low, high] = this.support;
    const reach = 40 * this.std + 50;
    const from = Math.max(low, Math.floor(this.mean - reach));
    const to = Math.min(high, Math.ceil(this.mean + reach));
    let total = 0;
    for (let k = from; k <= to; k++) {
      const log = this.logMass(k);
      if (log > -745) total -= log * Math.exp(log);
    }
    return total;
  }
}

/** Data for a fit: good values, all within the support of the distribution. */
export function fitValues(
  op: string,
  x: Sample,
  ok: (x: number) => boolean,
  expected: string,
  options: NanOptions & { readonly least?: number },
): Float64Array {
  const good = values(op, x, options);
  good.forEach((got, index) => {
    if (!ok(got)) raise(DataError, statsErrors, 'stats.support', { op, index, got, expected });
  });
  return good;
}
