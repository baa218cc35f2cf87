/** Student's t and Fisher's F: ratios of normal and chi-square variables, what t tests and ANOVA rest on. */
import { meanOf, refuseConstant, varianceOf } from '../describe/moments.ts';
import { finite, type NanOptions, positive, type Sample, values } from '../input.ts';
import type { Stream } from '../random.ts';
import { betaPoint, betaTails, logBetaTerm } from '../special/incomplete-beta.ts';
import { digamma, logBeta } from '../special/index.ts';
import { ContinuousDistribution } from './distribution.ts';

/** Student's t with df degrees of freedom, moved by loc and stretched by scale. */
export class StudentT extends ContinuousDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support = [-Infinity, Infinity] as const;
  readonly df: number;
  readonly loc: number;
  readonly scale: number;

  /** @param df degrees of freedom, > 0. The mean exists from df > 1, the variance from df > 2. */
  constructor(df: number, loc = 0, scale = 1) {
    super();
    positive('StudentT', 'df', df);
    finite('StudentT', 'loc', loc);
    positive('StudentT', 'scale', scale);
    this.df = df;
    this.loc = loc;
    this.scale = scale;
    this.mean = df > 1 ? loc : Number.NaN;
    this.variance =
      df > 2 ? (scale * scale * df) / (df - 2) : df > 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  }

  /**
   * Maximum likelihood of df, loc and scale (or of loc and scale, when df is given): the ECME algorithm of
   * Liu & Rubin (1995). df is looked for between 0.05 and 10⁶.
   */
  static fit(x: Sample, options: NanOptions & { readonly df?: number } = {}): StudentT {
    const good = values('StudentT.fit', x, { nanPolicy: options.nanPolicy, least: 3 });
    refuseConstant('StudentT.fit', good, 'x', 'the scale');
    const n = good.length;
    let df = options.df ?? 5;
    positive('StudentT.fit', 'df', df);
    let loc = meanOf(good);
    let scale = Math.sqrt(varianceOf(good, 0));
    const likelihood = (v: number): number => {
      const t = new StudentT(v, loc, scale);
      let total = 0;
      for (const value of good) total += t.logDensity(value);
      return total;
    };
    let before = -Infinity;
    for (let round = 0; round < 2000; round++) {
      let weights = 0;
      let weighted = 0;
      const w = good.map((value) => (df + 1) / (df + ((value - loc) / scale) ** 2));
      for (let i = 0; i < n; i++) {
        weights += w[i]!;
        weighted += w[i]! * good[i]!;
      }
      loc = weighted / weights;
      let squares = 0;
      for (let i = 0; i < n; i++) squares += w[i]! * (good[i]! - loc) ** 2;
      scale = Math.sqrt(squares / n);
      if (options.df === undefined) df = Math.exp(highest((u) => likelihood(Math.exp(u)), df));
      const now = likelihood(df);
      if (now - before < 1e-13 * Math.abs(now)) break;
      before = now;
    }
    return new StudentT(df, loc, scale);
  }

  /** x and 1 − x of the beta variable df/(df + t²). */
  #parts(z: number): readonly [number, number] {
    const ratio = (z / this.df) * z;
    return ratio === Infinity ? [0, 1] : [1 / (1 + ratio), ratio / (1 + ratio)];
  }
  #tail(z: number): number {
    const [x, y] = this.#parts(z);
    if (x < 1e-290) {
      // the beta variable underflows before its probability does: only its power counts
      const a = this.df / 2;
      const log = a * (Math.log(this.df) - 2 * Math.log(Math.abs(z)));
      return 0.5 * Math.exp(log - Math.log(a) - logBeta(a, 0.5));
    }
    return 0.5 * betaTails(this.df / 2, 0.5, x, y).lower;
  }
  protected override logDensity(x: number): number {
    const z = (x - this.loc) / this.scale;
    const { df } = this;
    const square = (z / df) * z;
    const log = square === Infinity ? 2 * Math.log(Math.abs(z)) - Math.log(df) : Math.log1p(square);
    return (
      -0.5 * (df + 1) * log - logBeta(0.5, 0.5 * df) - 0.5 * Math.log(df) - Math.log(this.scale)
    );
  }
  protected override lower(x: number): number {
    const z = (x - this.loc) / this.scale;
    return z < 0 ? this.#tail(z) : 1 - this.#tail(z);
  }
  protected override upper(x: number): number {
    const z = (x - this.loc) / this.scale;
    return z > 0 ? this.#tail(z) : 1 - this.#tail(z);
  }
  protected override inverse(p: number, q: number): number {
    if (p === q) return this.loc;
    const tail = Math.min(p, q);
    const a = this.df / 2;
    // the beta variable df/(df + t²) is left of x with probability 2·tail
    const { x, y } = betaPoint(a, 0.5, 2 * tail, 1 - 2 * tail);
    const size =
      x < 1e-290
        ? Math.exp(
            0.5 * (Math.log(this.df) - (Math.log(2 * tail) + Math.log(a) + logBeta(a, 0.5)) / a),
          )
        : Math.sqrt((this.df * y) / x);
    return this.loc + this.scale * (p < q ? -size : size);
  }
  protected override draw(stream: Stream): number {
    const { df, loc, scale } = this;
    return loc + scale * stream.normal() * Math.sqrt(df / (2 * stream.gamma(df / 2)));
  }
  override entropy(): number {
    const { df } = this;
    return (
      0.5 * (df + 1) * (digamma(0.5 * (df + 1)) - digamma(0.5 * df)) +
      0.5 * Math.log(df) +
      logBeta(0.5, 0.5 * df) +
      Math.log(this.scale)
    );
  }
}

/** The logarithm of the df where a function is highest, by golden section around the last one. */
function highest(f: (u: number) => number, around: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let a = Math.max(Math.log(0.05), Math.log(around) - 3);
  let b = Math.min(Math.log(1e6), Math.log(around) + 3);
  let c = b - ratio * (b - a);
  let d = a + ratio * (b - a);
  let fc = f(c);
  let fd = f(d);
  while (b - a > 1e-8) {
    if (fc > fd) {
      b = d;
      d = c;
      fd = fc;
      c = b - ratio * (b - a);
      fc = f(c);
    } else {
      a = c;
      c = d;
      fc = fd;
      d = a + ratio * (b - a);
      fd = f(d);
    }
  }
  return 0.5 * (a + b);
}

/** Fisher's (and Snedecor's) F: the ratio of two chi-square variables, each divided by its df. */
export class FisherF extends ContinuousDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support = [0, Infinity] as const;
  readonly df1: number;
  readonly df2: number;

  /** The mean exists from df2 > 2, the variance from df2 > 4. */
  constructor(df1: number, df2: number) {
    super();
    positive('FisherF', 'df1', df1);
    positive('FisherF', 'df2', df2);
    this.df1 = df1;
    this.df2 = df2;
    this.mean = df2 > 2 ? df2 / (df2 - 2) : Number.NaN;
    this.variance =
      df2 > 4 ? (2 * df2 * df2 * (df1 + df2 - 2)) / (df1 * (df2 - 2) ** 2 * (df2 - 4)) : Number.NaN;
  }

  #tails(x: number): ReturnType<typeof betaTails> {
    const ratio = (this.df1 / this.df2) * x;
    if (ratio === Infinity) return { lower: 1, upper: 0 };
    return betaTails(this.df1 / 2, this.df2 / 2, ratio / (1 + ratio), 1 / (1 + ratio));
  }
  protected override logDensity(x: number): number {
    const { df1, df2 } = this;
    if (x < 0 || x === Infinity) return -Infinity;
    if (x === 0) return df1 === 2 ? 0 : df1 < 2 ? Infinity : -Infinity;
    const ratio = (df1 / df2) * x;
    return logBetaTerm(df1 / 2, df2 / 2, ratio / (1 + ratio), 1 / (1 + ratio)) - Math.log(x);
  }
  protected override lower(x: number): number {
    return x > 0 ? this.#tails(x).lower : 0;
  }
  protected override upper(x: number): number {
    return x > 0 ? this.#tails(x).upper : 1;
  }
  protected override inverse(p: number, q: number): number {
    const { x, y } = betaPoint(this.df1 / 2, this.df2 / 2, p, q);
    return ((x / y) * this.df2) / this.df1;
  }
  protected override draw(stream: Stream): number {
    const { df1, df2 } = this;
    return (stream.gamma(df1 / 2) / df1 / stream.gamma(df2 / 2)) * df2;
  }
  override entropy(): number {
    const a = this.df1 / 2;
    const b = this.df2 / 2;
    return (
      logBeta(a, b) +
      (1 - a) * digamma(a) -
      (1 + b) * digamma(b) +
      (a + b) * digamma(a + b) +
      Math.log(b / a)
    );
  }
}
