// Descriptions, resampling, corrections, power, Bayes and information.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError, ShapeError } from '../../src/errors/index.ts';
import * as stats from '../../src/stats/index.ts';
import { tensor } from '../../src/tensor/index.ts';
import { expectAllClose, expectClose, readGolden } from './support.ts';

type Pairs = readonly (readonly [number, number, number])[];
const golden = readGolden<{
  readonly samples: Readonly<Record<'a' | 'b' | 'c' | 'a12' | 'ta' | 'long', readonly number[]>>;
  readonly describe: Readonly<
    Record<
      | 'mean'
      | 'variance'
      | 'std0'
      | 'skewness'
      | 'skewness1'
      | 'kurtosis'
      | 'kurtosis1'
      | 'sem'
      | 'iqr'
      | 'median'
      | 'cov'
      | 'trimmed',
      number
    >
  > & {
    readonly zscore: number[];
    readonly mode: [number, number];
    readonly ps: number[];
    readonly quantiles: Readonly<Record<string, number[]>>;
    readonly tied: Readonly<Record<string, number[]>>;
    readonly ranks: Readonly<Record<string, number[]>>;
    readonly matrix: number[][];
    readonly corr: number[][];
    readonly histogram: [number[], number[]];
    readonly auto: number[];
    readonly kde: Pairs;
  };
  readonly fits: {
    readonly gamma: { readonly x: number[]; readonly shape: number; readonly rate: number };
    readonly beta: { readonly x: number[]; readonly alpha: number; readonly beta: number };
    readonly t: { readonly x: number[]; readonly loglik: number };
  };
  readonly boot: Readonly<Record<'percentile' | 'basic' | 'bca', [number, number]>>;
  readonly power: Pairs;
  readonly permutation: readonly number[];
  readonly information: Readonly<Record<'entropy' | 'bits' | 'kl', number>> &
    Readonly<Record<'p' | 'q', number[]>>;
}>('samples.json'); // prettier-ignore
const { a, b, c, a12, ta, long } = golden.samples;
const want = golden.describe;

describe('descriptions', () => {
  it('moments are NumPy’s and SciPy’s', () => {
    const got = {
      mean: stats.mean(a),
      variance: stats.variance(a),
      std0: stats.std(a, { ddof: 0 }),
      skewness: stats.skewness(a),
      skewness1: stats.skewness(a, { bias: false }),
      kurtosis: stats.kurtosis(a),
      kurtosis1: stats.kurtosis(a, { bias: false }),
      sem: stats.standardError(a),
      iqr: stats.iqr(a),
      median: stats.median(a),
      cov: stats.covariance(a12, b),
      trimmed: stats.trimmedMean(a, 0.2),
    };
    for (const [name, value] of Object.entries(got))
      expectClose(value, want[name as keyof typeof got], 1e-12, name);
    expectAllClose(stats.zscore(a), want.zscore, 1e-12, 'zscore');
    expect(stats.mode(ta)).toEqual({ value: want.mode[0], count: want.mode[1] });
    const all = stats.describe(a);
    expect([all.n, all.min, all.max]).toEqual([a.length, Math.min(...a), Math.max(...a)]);
    expectClose(all.skewness, want.skewness, 1e-12, 'describe');
  });
  it.each(Object.keys(want.quantiles))('quantiles, method %s', (name) => {
    const method = name as stats.QuantileMethod;
    expectAllClose(stats.quantile(a, want.ps, { method }), want.quantiles[name]!, 1e-12, name);
    expectAllClose(stats.quantile(ta, want.ps, { method }), want.tied[name]!, 1e-12, name);
  });
  it('the closest observation is the even one of two (Hyndman and Fan’s type 3)', () => {
    const method = 'closest_observation';
    // n p = 0.5, 1.5, 2.5, 1.4, 1.6 of five values
    const p = [0.1, 0.3, 0.5, 0.28, 0.32];
    expect(stats.quantile([1, 2, 3, 4, 5], p, { method })).toEqual(Float64Array.of(1, 2, 2, 1, 2));
  });
  it.each(Object.keys(want.ranks))('ranks, method %s', (name) => {
    expectAllClose(
      stats.ranks(ta, { method: name as stats.TieMethod }),
      want.ranks[name]!,
      0,
      name,
    );
  });
  it('matrices, histogram and density', () => {
    const three = [a12, b, c.slice(0, 12)];
    const [cov, corr] = [stats.covarianceMatrix(three), stats.correlationMatrix(three)];
    for (let i = 0; i < 3; i++) {
      expectAllClose(cov[i]!, want.matrix[i]!, 1e-12, 'cov');
      expectAllClose(corr[i]!, want.corr[i]!, 1e-12, 'corr');
    }
    const h = stats.histogram(long, { bins: 7 });
    expectAllClose(h.counts, want.histogram[0], 0, 'counts');
    expectAllClose(h.edges, want.histogram[1], 1e-14, 'edges');
    const rules = ['sturges', 'fd', 'scott', 'sqrt', 'auto'] as const;
    expect(rules.map((bins) => stats.histogram(long, { bins }).counts.length)).toEqual(want.auto);
    const [scott, silverman] = [
      new stats.GaussianKDE(a),
      new stats.GaussianKDE(a, { bandwidth: 'silverman' }),
    ]; // prettier-ignore
    for (const [x, first, second] of want.kde) {
      expectClose(scott.pdf(x), first, 1e-12, `kde at ${x}`);
      expectClose(silverman.pdf(x), second, 1e-12, `kde at ${x}`);
    }
    const f = stats.ecdf([3, 1, 2, 2]);
    expect([0, 1, 2, 2.5, 3].map((t) => f(t))).toEqual([0, 0.25, 0.75, 0.75, 1]);
  });
  it('reads tensors and typed arrays, in float64', () => {
    expect(
      stats.mean(
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toBe(2.5); // prettier-ignore
    expect(stats.mean(Float32Array.of(1, 2))).toBe(1.5);
    expect(stats.mean([1e16, 1, -1e16])).toBe(1 / 3); // compensated sums
  });
  it('refuses what has no answer', () => {
    expect(() => stats.mean([])).toThrow(DataError);
    expect(() => stats.variance([1])).toThrow(DataError);
    expect(() => stats.zscore([3, 3])).toThrow(DataError);
    expect(() => stats.quantile([1, 2], 1.1)).toThrow(ArgumentError);
    const method = JSON.parse('"best"') as stats.QuantileMethod;
    expect(() => stats.quantile([1, 2], 0.5, { method })).toThrow(ArgumentError);
    expect(() => stats.covariance([1, 2], [1])).toThrow(ShapeError);
    const text = JSON.parse('[1, "2"]') as number[];
    expect(() => stats.mean(text)).toThrow(DataError);
    expect(stats.mean([1, Number.NaN, 3], { nanPolicy: 'omit' })).toBe(2);
  });
});

describe('fits', () => {
  it('are the maximum of the likelihood that SciPy finds', () => {
    const { gamma, beta, t } = golden.fits;
    const g = stats.Gamma.fit(gamma.x);
    expectAllClose([g.shape, g.rate], [gamma.shape, gamma.rate], 1e-4, 'gamma');
    const f = stats.Beta.fit(beta.x);
    expectAllClose([f.alpha, f.beta], [beta.alpha, beta.beta], 1e-3, 'beta');
    const s = stats.StudentT.fit(t.x);
    expect(s.logPdf(t.x).reduce((x, y) => x + y, 0)).toBeGreaterThanOrEqual(t.loglik - 1e-6);
    const k = stats.ChiSquared.fit(new stats.ChiSquared(5).sample(4000, { seed: 1 }));
    expectClose(k.df, 5, 0.04, 'χ²');
    expectClose(stats.Exponential.fit([1, 2, 3]).rate, 0.5, 1e-15, 'rate');
    expectClose(stats.Poisson.fit([1, 2, 3]).rate, 2, 1e-15, 'rate');
    expectClose(stats.Geometric.fit([1, 2, 0]).p, 0.5, 1e-15, 'p');
    expectClose(stats.Binomial.fit([1, 2], 6).p, 0.25, 1e-15, 'p');
  });
});

describe('resampling', () => {
  it.each(['percentile', 'basic', 'bca'] as const)(
    'bootstrap, %s, is close to SciPy’s',
    (method) => {
      const r = stats.bootstrap(a, (x) => stats.mean(x), { method, seed: 3, resamples: 6000 });
      expectClose(r.low, golden.boot[method][0], 0, 'low', 0.08);
      expectClose(r.high, golden.boot[method][1], 0, 'high', 0.08);
      expectClose(r.standardError, stats.standardError(a, { ddof: 0 }), 0.05, 'error');
    },
  );
  it('the permutation test goes through all arrangements of small samples', () => {
    (['two-sided', 'less', 'greater'] as const).forEach((alternative, i) => {
      const r = stats.permutationTest(a12.slice(0, 6), b.slice(0, 5), { alternative });
      expect(r.exact).toBe(true);
      expectClose(r.pValue, golden.permutation[i]!, 1e-12, alternative);
    });
    const drawn = stats.permutationTest(a, b, { seed: 2, resamples: 4000 });
    expect(drawn.exact).toBe(false);
    expectClose(drawn.pValue, stats.tTestInd(a, b).pValue, 0.5, 'p');
  });
  it('corrections are ordered, and those of a textbook example are right', () => {
    const p = [0.01, 0.04, 0.03, 0.005];
    expectAllClose(stats.bonferroni(p), [0.04, 0.16, 0.12, 0.02], 1e-12, 'bonferroni');
    expectAllClose(stats.holm(p), [0.03, 0.06, 0.06, 0.02], 1e-12, 'holm');
    expectAllClose(stats.benjaminiHochberg(p), [0.02, 0.04, 0.04, 0.02], 1e-12, 'bh');
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (ps) => {
        const [m, h, d, y] = [
          stats.bonferroni(ps),
          stats.holm(ps),
          stats.benjaminiHochberg(ps),
          stats.benjaminiYekutieli(ps),
        ]; // prettier-ignore
        ps.forEach((v, i) => {
          expect(d[i]! * (1 + 1e-12)).toBeGreaterThanOrEqual(v);
          expect(h[i]! * (1 + 1e-12)).toBeGreaterThanOrEqual(d[i]!);
          expect(m[i]! * (1 + 1e-12)).toBeGreaterThanOrEqual(h[i]!);
          expect(y[i]! * (1 + 1e-12)).toBeGreaterThanOrEqual(d[i]!);
          ps.forEach((w, j) => {
            if (v < w) expect(d[i]!).toBeLessThanOrEqual(d[j]!);
          });
        });
      }),
      { numRuns: 50 },
    );
    expect(() => stats.holm([0.5, 1.5])).toThrow(ArgumentError);
  });
  it('the power of a t test is that of the noncentral t', () => {
    for (const [effectSize, n, power] of golden.power)
      expectClose(stats.tTestPower(n, { effectSize }), power, 1e-7, `d ${effectSize}, n ${n}`);
    expect(stats.tTestSampleSize({ effectSize: 0.5 })).toBe(64);
    expectClose(stats.tTestPower(10, { effectSize: 0 }), 0.05, 1e-9, 'the level');
  });
});

describe('Bayes', () => {
  it('the rule: a positive test for a rare disease', () => {
    expectAllClose(
      stats.bayesRule([0.01, 0.99], [0.9, 0.05]),
      [2 / 13, 11 / 13],
      1e-12,
      'posterior',
    );
    expectAllClose(stats.bayesRule([0.5, 0.5], [1e-320, 3e-320]), [0.25, 0.75], 1e-3, 'tiny');
    expect(() => stats.bayesRule([0.5, 0.5], [0, 0])).toThrow(DataError);
    expect(() => stats.bayesRule([1], [0.5, 0.5])).toThrow(ShapeError);
  });
  it('updates one by one or all at once', () => {
    const first = stats.betaBinomial(stats.betaBinomial(new stats.Beta(1, 1), 3, 1), 2, 5);
    expect([first.alpha, first.beta]).toEqual([6, 7]);
    const rate = stats.gammaPoisson(new stats.Gamma(2, 1), [3, 0, 4]);
    expect([rate.shape, rate.rate]).toEqual([9, 4]);
    const prior = new stats.Normal(0, 10);
    const whole = stats.normalNormal(prior, a, { std: 2 });
    const parts = stats.normalNormal(
      stats.normalNormal(prior, a.slice(0, 5), { std: 2 }),
      a.slice(5),
      { std: 2 },
    ); // prettier-ignore
    expectClose(parts.mean, whole.mean, 1e-12, 'mean');
    expectClose(parts.std, whole.std, 1e-12, 'std');
  });
  it('credible intervals hold their probability; the shortest is not longer', () => {
    const d = new stats.Beta(3, 12);
    const equal = stats.credibleInterval(d);
    const short = stats.highestDensityInterval(d);
    expectClose(d.cdf(equal.high) - d.cdf(equal.low), 0.95, 1e-12, 'equal');
    expectClose(d.cdf(short.high) - d.cdf(short.low), 0.95, 1e-9, 'short');
    expect(short.high - short.low).toBeLessThan(equal.high - equal.low);
    expectClose(d.pdf(short.low), d.pdf(short.high), 1e-4, 'as likely at both ends');
    expect(stats.highestDensityInterval(new stats.Exponential(2)).low).toBe(0);
  });
});

describe('information', () => {
  it('is SciPy’s, in nats and bits', () => {
    const { p, q, entropy, bits, kl } = golden.information;
    expectClose(stats.entropy(p), entropy, 1e-13, 'entropy');
    expectClose(stats.entropy(p, { unit: 'bits' }), bits, 1e-13, 'bits');
    expectClose(stats.klDivergence(p, q), kl, 1e-13, 'kl');
    expectClose(stats.crossEntropy(p, q), entropy + kl, 1e-13, 'cross');
    expect(stats.klDivergence([0.5, 0.5], [1, 0])).toBe(Infinity);
    expectClose(stats.jsDivergence([1, 0], [0, 1], { unit: 'bits' }), 1, 1e-15, 'js');
    expect(() => stats.entropy([0.5, 0.6])).toThrow(ArgumentError);
  });
  it('mutual information is 0 for independent variables, the entropy for equal ones', () => {
    expectClose(
      stats.mutualInformation([
        [1, 2],
        [2, 4],
      ]),
      0,
      0,
      'independent',
      1e-15,
    ); // prettier-ignore
    expectClose(
      stats.mutualInformation(
        [
          [5, 0],
          [0, 5],
        ],
        { unit: 'bits' },
      ),
      1,
      1e-14,
      'equal',
    ); // prettier-ignore
    expect(() => stats.mutualInformation([[1, -1]])).toThrow(DataError);
  });
});
