// Statistical tests: SciPy's statistics and p-values, invariances, and what p-values do under H0.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError, ShapeError } from '../../src/errors/index.ts';
import * as stats from '../../src/stats/index.ts';
import { expectClose, readGolden } from './support.ts';

type Arg = string | number | readonly Arg[];
interface Case {
  readonly f: keyof typeof stats;
  readonly args: readonly Arg[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly statistic: number;
  readonly p: number;
  readonly df?: number;
  readonly ci?: readonly [number, number];
  readonly tolerance?: number;
}
const golden = readGolden<{
  readonly samples: Readonly<Record<string, readonly number[]>>;
  readonly tests: readonly Case[];
}>('samples.json');

/** '$a' is the sample a, 'normal' the standard normal distribution. */
function read(arg: Arg): unknown {
  if (typeof arg === 'string')
    return arg === 'normal' ? new stats.Normal() : golden.samples[arg.slice(1)];
  return Array.isArray(arg) ? arg.map((part: Arg) => read(part)) : arg;
}
const cases = golden.tests.map(
  (row, i) =>
    [`${i} ${row.f}(${row.args.join(', ')}) ${JSON.stringify(row.options)}`, row] as const,
);

const table: Readonly<Record<string, unknown>> = { ...stats };

describe('tests', () => {
  it.each(cases)('%s agrees with SciPy', (name, row) => {
    const f = table[row.f] as (...args: unknown[]) => stats.TestResult;
    const args = row.args.map(read);
    if ((row.f === 'wilcoxon' || row.f === 'chiSquareTest') && args.length === 1)
      args.push(undefined);
    const result = f(...args, row.options);
    const tolerance = row.tolerance ?? 1e-10;
    expectClose(result.statistic, row.statistic, Math.min(tolerance, 1e-5), `${name} statistic`);
    expectClose(result.pValue, row.p, tolerance, `${name} p`, row.f === 'shapiroWilk' ? 1e-6 : 0);
    if (row.df !== undefined) expect(result.df).toBeCloseTo(row.df, 9);
    if (row.ci) {
      expectClose(result.confidenceInterval!.low, row.ci[0], 1e-10, `${name} low`);
      expectClose(result.confidenceInterval!.high, row.ci[1], 1e-10, `${name} high`);
    }
  });

  const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 15 });
  const two = fc
    .tuple(sample, sample)
    .filter(([x, y]) => new Set(x).size > 1 && new Set(y).size > 1);

  it('t tests do not see shifts and scales', () => {
    fc.assert(
      fc.property(two, fc.integer({ min: -9, max: 9 }), ([x, y], shift) => {
        for (const equalVar of [true, false]) {
          const plain = stats.tTestInd(x, y, { equalVar });
          const f = (v: number): number => 4 * v + shift;
          const moved = stats.tTestInd(x.map(f), y.map(f), { equalVar });
          expectClose(moved.statistic, plain.statistic, 1e-10, 't', 1e-12);
          expectClose(moved.pValue, plain.pValue, 1e-9, 'p');
          expectClose(stats.tTestInd(y, x, { equalVar }).pValue, plain.pValue, 1e-9, 'swapped');
        }
      }),
    );
  });
  it('the squared t of two samples is the F of their anova', () => {
    fc.assert(
      fc.property(two, ([x, y]) => {
        const t = stats.tTestInd(x, y, { equalVar: true });
        const f = stats.anova([x, y]);
        expectClose(f.statistic, t.statistic ** 2, 1e-9, 'F', 1e-12);
        expectClose(f.pValue, t.pValue, 1e-8, 'p');
      }),
    );
  });
  it('rank tests see only the order', () => {
    fc.assert(
      fc.property(two, ([x, y]) => {
        const f = (v: number): number => Math.exp(v / 10);
        const n = Math.min(x.length, y.length);
        const same = (a: stats.TestResult, b: stats.TestResult): void =>
          expectClose(a.pValue, b.pValue, 1e-9, a.test, 1e-12);
        same(stats.mannWhitneyU(x, y), stats.mannWhitneyU(x.map(f), y.map(f)));
        same(stats.kruskal([x, y]), stats.kruskal([x.map(f), y.map(f)]));
        same(stats.ksTest(x, y), stats.ksTest(x.map(f), y.map(f)));
        const [a, b] = [x.slice(0, n), y.slice(0, n)];
        if (new Set(a).size > 1 && new Set(b).size > 1) {
          same(stats.spearman(a, b), stats.spearman(a.map(f), b));
          same(stats.kendall(a, b), stats.kendall(a, b.map(f)));
          expectClose(
            stats.kendall(b, a).statistic,
            stats.kendall(a, b).statistic,
            1e-12,
            'τ',
            1e-13,
          );
        }
      }),
    );
  });
  it('Kendall’s tau in O(n log n) counts the pairs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
          minLength: 3,
          maxLength: 20,
        }),
        (xy) => {
          const x = xy.map((p) => p[0]);
          const y = xy.map((p) => p[1]);
          fc.pre(new Set(x).size > 1 && new Set(y).size > 1);
          let [score, dx, dy] = [0, 0, 0];
          for (let i = 0; i < x.length; i++)
            for (let j = 0; j < i; j++) {
              const [a, b] = [Math.sign(x[i]! - x[j]!), Math.sign(y[i]! - y[j]!)];
              score += a * b;
              dx += a * a;
              dy += b * b;
            }
          expectClose(stats.kendall(x, y).statistic, score / Math.sqrt(dx * dy), 1e-12, 'τ', 1e-14);
        },
      ),
    ); // prettier-ignore
  });
  it('exact rank tests with ties go through all arrangements', () => {
    const [x, y] = [
      [1, 2, 2, 5],
      [2, 3, 5, 6, 6],
    ]; // prettier-ignore
    const ranked = stats.ranks([...x, ...y]);
    const exact = stats.mannWhitneyU(x, y, { method: 'exact', alternative: 'less' });
    const drawn = stats.permutationTest(ranked.slice(0, 4), ranked.slice(4), {
      alternative: 'less',
    });
    expect(drawn.exact).toBe(true);
    expectClose(exact.pValue, drawn.pValue, 1e-12, 'p');
  });

  it('p-values are uniform when the null hypothesis is true', () => {
    const normal = new stats.Normal(3, 2);
    const draws = normal.sample(400 * 40, { seed: 11 });
    const runs = Array.from({ length: 400 }, (_, i) => draws.subarray(40 * i, 40 * i + 40));
    const halves = (x: Float64Array): [Float64Array, Float64Array] => [
      x.subarray(0, 20),
      x.subarray(20),
    ];
    const tests: Readonly<Record<string, (x: Float64Array) => number>> = {
      tTest1: (x) => stats.tTest1(x, 3).pValue,
      welch: (x) => stats.tTestInd(...halves(x)).pValue,
      paired: (x) => stats.tTestPaired(...halves(x)).pValue,
      anova: (x) => stats.anova([x.subarray(0, 12), x.subarray(12, 25), x.subarray(25)]).pValue,
      pearson: (x) => stats.pearson(...halves(x)).pValue,
      shapiroWilk: (x) => stats.shapiroWilk(x).pValue,
      ks: (x) => stats.ksTest(x, normal).pValue,
      mannWhitneyU: (x) => stats.mannWhitneyU(...halves(x)).pValue,
      kruskal: (x) => stats.kruskal(halves(x)).pValue,
      spearman: (x) => stats.spearman(...halves(x)).pValue,
    };
    for (const [name, p] of Object.entries(tests))
      expect(stats.ksTest(runs.map(p), new stats.Uniform()).pValue, name).toBeGreaterThan(1e-3);
  });

  it('explains a result in both languages, and what it is not', () => {
    const result = stats.tTestInd([5.1, 4.9, 6.2, 5.8], [6.9, 7.1, 6.5, 7.4]);
    expect(result.explain('en')).toMatch(
      /^Welch’s t test: t = -4\.\d+, df = .*not the probability/s,
    );
    expect(result.explain('fr')).toMatch(
      /^Test t de Welch\s: t = -4,\d+.*n’est ni la probabilité/s,
    );
    expect(result.explain('fr')).not.toMatch(/\{\w+\}/);
    expect(`${result}`).toContain('p = ');
  });

  it('refuses data that say nothing, and says why', () => {
    const nan = Number.NaN;
    expect(() => stats.tTest1([1, nan, 3])).toThrow(DataError);
    expect(() => stats.tTest1([1, nan, 3])).toThrow(/nanPolicy/);
    expect(stats.tTest1([1, nan, 3], 0, { nanPolicy: 'omit' }).df).toBe(1);
    expect(stats.pearson([1, 2, nan, 4, 5], [1, nan, 3, 5, 4], { nanPolicy: 'omit' }).n).toEqual([
      3,
    ]);
    expect(() => stats.tTest1([1])).toThrow(DataError);
    expect(() => stats.tTest1([])).toThrow(DataError);
    expect(() => stats.tTest1([2, 2, 2])).toThrow(DataError);
    expect(() => stats.tTest1([1, Infinity])).toThrow(DataError);
    expect(() => stats.tTest1([1, 2], 0, { confidence: 1 })).toThrow(ArgumentError);
    const alternative = JSON.parse('"up"') as stats.Alternative;
    expect(() => stats.tTest1([1, 2], 0, { alternative })).toThrow(ArgumentError);
    expect(() => stats.tTestPaired([1, 2], [1, 2, 3])).toThrow(ShapeError);
    expect(() => stats.pearson([1, 1, 1], [1, 2, 3])).toThrow(DataError);
    expect(() => stats.anova([[1, 2]])).toThrow(ArgumentError);
    expect(() =>
      stats.anova([
        [1, 1],
        [2, 2],
      ]),
    ).toThrow(DataError); // prettier-ignore
    expect(() => stats.chiSquareTest([1, 2], [3, 3])).toThrow(DataError);
    expect(() => stats.chiSquareTest([1, -2])).toThrow(DataError);
    expect(() =>
      stats.chiSquareContingency([
        [1, 2],
        [0, 0],
      ]),
    ).toThrow(DataError); // prettier-ignore
    expect(() => stats.chiSquareContingency([[1, 2], [3]])).toThrow(ShapeError); // prettier-ignore
    expect(() =>
      stats.fisherExact([
        [1, 2.5],
        [3, 4],
      ]),
    ).toThrow(ArgumentError); // prettier-ignore
    expect(() => stats.shapiroWilk([1, 2])).toThrow(DataError);
    expect(() => stats.wilcoxon([0, 0])).toThrow(DataError);
  });
});
