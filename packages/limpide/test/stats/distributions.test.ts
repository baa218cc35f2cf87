// Distributions: SciPy's values, tails included; and what holds for every one of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError, LinalgError } from '../../src/errors/index.ts';
import * as stats from '../../src/stats/index.ts';
import { Generator, tensor } from '../../src/tensor/index.ts';
import { expectAllClose, expectClose, readGolden } from './support.ts';

interface Row {
  readonly name: keyof typeof makers;
  readonly args: readonly number[];
  readonly mean: number;
  readonly variance: number;
  readonly entropy: number;
  readonly points: readonly (readonly [number, number, number, number, number])[];
  readonly quantiles: readonly (readonly [number, number])[];
  readonly isf: readonly (readonly [number, number])[];
}
const golden = readGolden<{
  readonly rows: readonly Row[];
  readonly mvn: {
    readonly mean: number[];
    readonly covariance: number[][];
    readonly entropy: number;
    readonly points: readonly (readonly [number[], number])[];
  };
}>('distributions.json');

const makers = {
  Normal: (a: number, b: number) => new stats.Normal(a, b),
  LogNormal: (a: number, b: number) => new stats.LogNormal(a, b),
  Uniform: (a: number, b: number) => new stats.Uniform(a, b),
  Exponential: (a: number) => new stats.Exponential(a),
  Gamma: (a: number, b: number) => new stats.Gamma(a, b),
  ChiSquared: (a: number) => new stats.ChiSquared(a),
  Beta: (a: number, b: number) => new stats.Beta(a, b),
  StudentT: (a: number) => new stats.StudentT(a),
  FisherF: (a: number, b: number) => new stats.FisherF(a, b),
  Binomial: (a: number, b: number) => new stats.Binomial(a, b),
  Bernoulli: (a: number) => new stats.Bernoulli(a),
  Poisson: (a: number) => new stats.Poisson(a),
  Geometric: (a: number) => new stats.Geometric(a),
};
type Known = stats.ContinuousDistribution | stats.DiscreteDistribution;
const make = (row: Row): Known => makers[row.name](row.args[0]!, row.args[1]!);
const all = golden.rows.map((row) => [`${row.name}(${row.args})`, row, make(row)] as const);
const continuous = all.flatMap(([name, , d]) =>
  d instanceof stats.ContinuousDistribution ? [[name, d] as const] : [],
);

describe('distributions', () => {
  it.each(all)('%s: density, areas and moments are SciPy’s', (name, row, d) => {
    if (Number.isFinite(row.mean)) expectClose(d.mean, row.mean, 1e-13, `${name} mean`);
    if (Number.isFinite(row.variance)) expectClose(d.variance, row.variance, 1e-12, `${name} var`);
    expectClose(d.entropy(), row.entropy, 1e-8, `${name} entropy`, 1e-10);
    for (const [x, density, log, cdf, sf] of row.points) {
      const discrete = d instanceof stats.DiscreteDistribution;
      expectClose(discrete ? d.pmf(x) : d.pdf(x), density, 3e-12, `${name} density at ${x}`);
      if (Number.isFinite(log))
        expectClose(discrete ? d.logPmf(x) : d.logPdf(x), log, 1e-12, `${name} log at ${x}`, 1e-13);
      // SciPy’s own far tails of these are good to about 1e-12
      expectClose(d.cdf(x), cdf, 5e-12, `${name} cdf at ${x}`, 1e-300);
      expectClose(d.sf(x), sf, 5e-12, `${name} sf at ${x}`, 1e-300);
    }
  });
  it.each(all)('%s: quantiles are SciPy’s, however small the probability', (name, row, d) => {
    for (const [p, x] of row.quantiles)
      expectClose(d.quantile(p), x, 1e-9, `${name} quantile of ${p}`, 1e-13);
    for (const [q, x] of row.isf) expectClose(d.isf(q), x, 1e-9, `${name} isf of ${q}`, 1e-13);
  });
  it.each(continuous)(
    '%s: quantiles of the smallest probabilities lead back to them',
    (name, d) => {
      const [low, high] = d.support;
      // next to an end that is not 0, doubles are no closer than this
      const coarse = (end: number): number => (Number.isFinite(end) && end !== 0 ? 1e-8 : 0);
      for (const p of [1e-300, 1e-100, 1e-20, 1e-8]) {
        // where the quantile itself is not too small for a double
        if (d.quantile(p) !== 0)
          expectClose(d.cdf(d.quantile(p)), p, 1e-11, `${name}, quantile of ${p}`, coarse(low));
        expectClose(d.sf(d.isf(p)), p, 1e-11, `${name}, isf of ${p}`, coarse(high));
      }
    },
  );
  it.each(all)('%s: the quantile undoes the cdf, and both are monotone', (name, _, d) => {
    const p = fc.double({ min: 1e-9, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(p, p, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(d.quantile(low)).toBeLessThanOrEqual(d.quantile(high));
        const x = d.quantile(a);
        expectClose(d.cdf(x) + d.sf(x), 1, 1e-13, name);
        if (d instanceof stats.ContinuousDistribution)
          expectClose(d.cdf(x), a, 1e-9, `${name} at ${a}`, 1e-12);
        else {
          expect(d.cdf(x)).toBeGreaterThanOrEqual(a);
          expect(d.cdf(x - 1)).toBeLessThan(a);
          expect(d.quantile(d.cdf(x))).toBe(x);
        }
      }),
      { numRuns: 40 },
    );
  });
  it.each(continuous)('%s: the density between two quantiles integrates to 0.79', (name, d) => {
    // Gauss and Legendre's 3 points on 20,000 pieces
    const [a, b] = [d.quantile(0.2), d.quantile(0.99)];
    const h = (b - a) / 20_000;
    const off = Math.sqrt(0.6) / 2;
    let total = 0;
    for (let i = 0; i < 20_000; i++) {
      const m = a + (i + 0.5) * h;
      total += (5 * d.pdf(m - off * h) + 8 * d.pdf(m) + 5 * d.pdf(m + off * h)) / 18;
    }
    expectClose(total * h, 0.79, 1e-4, name);
  });
  it.each(all)('%s: draws follow the distribution, for several seeds', (name, _, d) => {
    for (const seed of [1, 2, 3]) {
      const x = d.sample(2000, { seed });
      expect(x).toEqual(d.sample(2000, { seed }));
      if (d instanceof stats.ContinuousDistribution)
        expect(stats.ksTest(x, d).pValue, `${name}, seed ${seed}`).toBeGreaterThan(1e-4);
      else {
        // Pearson's statistic over cells of ten equal parts or so
        const edges = [...new Set([0.1, 0.3, 0.5, 0.7, 0.9].map((p) => d.quantile(p)))];
        const limits = [-Infinity, ...edges, Infinity];
        const mass = (i: number): number => d.cdf(limits[i + 1]!) - d.cdf(limits[i]!);
        const cells = limits
          .slice(1)
          .map((_e, i) => i)
          .filter((i) => mass(i) > 1e-12);
        const seen = cells.map(
          (i) => x.filter((v) => v > limits[i]! && v <= limits[i + 1]!).length,
        );
        const test = stats.chiSquareTest(
          seen,
          cells.map((i) => 2000 * mass(i)),
        );
        expect(test.pValue, `${name}, seed ${seed}`).toBeGreaterThan(1e-4);
      }
      if (Number.isFinite(d.variance)) {
        const z = (stats.mean(x) - d.mean) / Math.sqrt(d.variance / 2000);
        expect(Math.abs(z), `${name}, seed ${seed}`).toBeLessThan(4.5);
      }
    }
  });

  it('draws on a generator, which moves on', () => {
    const d = new stats.Normal();
    const generator = new Generator(5);
    const first = d.sample(5, { generator });
    expect(d.sample(5, { generator })).not.toEqual(first);
    expect(d.sample(5, { generator: new Generator(5) })).toEqual(first);
  });
  it('answers in the form of the question', () => {
    const d = new stats.Normal();
    expect(d.cdf([0, 1])).toEqual(Float64Array.of(d.cdf(0), d.cdf(1)));
    expect(d.pdf(tensor([0, 1], { dtype: 'float64' }))).toEqual(
      Float64Array.of(d.pdf(0), d.pdf(1)),
    );
    expect(d.pdf(Number.NaN)).toBeNaN();
  });
  it('the multivariate normal is SciPy’s, and its draws have its moments', () => {
    const { mean, covariance, entropy, points } = golden.mvn;
    const d = new stats.MultivariateNormal(mean, covariance);
    expectClose(d.entropy(), entropy, 1e-13, 'entropy');
    for (const [x, want] of points) expectClose(d.logPdf(x), want, 1e-12, `logPdf(${x})`);
    const fitted = stats.MultivariateNormal.fit(d.sample(20_000, { seed: 4 }));
    for (let i = 0; i < 3; i++) {
      expectClose(fitted.mean[i]!, mean[i]!, 0, 'mean', 0.05);
      for (let j = 0; j < 3; j++)
        expectClose(fitted.covariance[i]![j]!, covariance[i]![j]!, 0, 'covariance', 0.08);
    }
    expect(
      () =>
        new stats.MultivariateNormal(
          [0, 0],
          [
            [1, 2],
            [2, 1],
          ],
        ),
    ).toThrow(LinalgError); // prettier-ignore
    expect(
      () =>
        new stats.MultivariateNormal(
          [0, 0],
          [
            [1, 0.5],
            [0.1, 1],
          ],
        ),
    ).toThrow(ArgumentError); // prettier-ignore
  });
  it('categories come as often as they should', () => {
    const d = new stats.Categorical([0.2, 0, 0.5, 0.3]);
    const seen = d.sample(5000, { seed: 9 });
    expectAllClose(d.pmf([0, 1, 2, 3, 4, 0.5]), [0.2, 0, 0.5, 0.3, 0, 0], 1e-15, 'pmf');
    expect(seen.includes(1)).toBe(false);
    const counts = [0, 2, 3].map((k) => seen.filter((v) => v === k).length);
    expect(stats.chiSquareTest(counts, [1000, 2500, 1500]).pValue).toBeGreaterThan(1e-3);
    expectAllClose(stats.Categorical.fit(seen).probs, [0.2, 0, 0.5, 0.3], 0.05, 'fit');
  });
  it('refuses parameters and data that have no meaning', () => {
    expect(() => new stats.Normal(0, 0)).toThrow(ArgumentError);
    expect(() => new stats.Normal(Number.NaN, 1)).toThrow(ArgumentError);
    expect(() => new stats.Uniform(2, 1)).toThrow(ArgumentError);
    expect(() => new stats.Binomial(2.5, 0.1)).toThrow(ArgumentError);
    expect(() => new stats.Poisson(-1)).toThrow(ArgumentError);
    expect(() => new stats.Categorical([0.2, 0.2])).toThrow(ArgumentError);
    expect(() => new stats.Categorical([1.2, -0.2])).toThrow(DataError);
    expect(() => new stats.Normal().quantile(1.2)).toThrow(ArgumentError);
    expect(() => new stats.Normal().sample(-1)).toThrow(ArgumentError);
    expect(() => new stats.Normal().sample(1, { seed: 0.5 })).toThrow(ArgumentError);
    expect(() => stats.Gamma.fit([1, -2])).toThrow(DataError);
    expect(() => stats.Gamma.fit([2, 2])).toThrow(DataError);
    expect(() => stats.Normal.fit([1, 1])).toThrow(DataError);
    expect(() => stats.Beta.fit([0, 0.5])).toThrow(DataError);
  });
});
