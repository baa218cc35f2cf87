/** What Gaussian processes do whatever the data. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minimiseWithin } from '../../../src/learn/gaussian-process/bounded-minimum.ts';
import {
  GaussianProcessClassifier,
  GaussianProcessRegressor,
  type Kernel,
  kernels,
} from '../../../src/learn/gaussian-process/index.ts';
import { Matrix } from '../../../src/linalg/index.ts';
import { listOf, near, rowsOf } from '../decomposition/support.ts';

const { rbf, matern, white, sum, product, constant } = kernels;
const line = Array.from({ length: 12 }, (_, i) => [i * 0.7]);
const wave = line.map(([x]) => Math.sin(x!));

const all: readonly Kernel[] = [
  rbf({ lengthScale: 0.8 }),
  rbf({ lengthScale: [0.8, 2] }),
  matern({ nu: 0.5 }),
  matern({ nu: 2.5, lengthScale: [1, 3] }),
  kernels.rationalQuadratic({ alpha: 0.5 }),
  kernels.expSineSquared({ periodicity: 1.7 }),
  kernels.dotProduct({ sigma0: 0.3 }),
  kernels.power(sum(rbf(), constant(0.5)), 2),
  sum(product(constant(2), matern()), white(0.1)),
];

test('derivatives of kernels are those of differences', () => {
  const X = Matrix.from([
    [0.1, 1],
    [1.3, -0.4],
    [2.2, 0.5],
    [0.9, 0.9],
  ]);
  for (const kernel of all) {
    const theta = kernels.thetaOf(kernel);
    const { gradients } = kernels.covarianceGradient(kernel, X);
    expect(gradients).toHaveLength(theta.length);
    for (const [p, g] of gradients.entries()) {
      const at = (h: number): Matrix =>
        kernels.covariance(
          kernels.withTheta(
            kernel,
            theta.map((v, i) => v + (i === p ? h : 0)),
          ),
          X,
        );
      const [up, down] = [at(1e-5), at(-1e-5)];
      for (let t = 0; t < g.data.length; t++)
        expect((up.data[t]! - down.data[t]!) / 2e-5).toBeCloseTo(g.data[t]!, 6);
    }
  }
});

test('the mean goes through noiseless samples, where nothing is uncertain; far away all is', () => {
  const gp = new GaussianProcessRegressor({ kernel: rbf(), optimizer: 'none' }).fit(line, wave);
  const at = gp.predictStd(line);
  near(at.mean, wave, 1e-6);
  expect(Math.max(...listOf(at.std))).toBeLessThan(1e-4);
  const far = gp.predictStd([[1e3]]);
  expect(listOf(far.mean)[0]).toBeCloseTo(0, 12);
  expect(listOf(far.std)[0]).toBeCloseTo(1, 12);
});

test('draws have the mean and the covariance that are predicted', () => {
  const gp = new GaussianProcessRegressor({ kernel: rbf(), alpha: 0.1, optimizer: 'none' }).fit(
    line,
    wave,
  );
  const grid = [[0.3], [1.1], [9]];
  const draws = rowsOf(gp.sampleY(grid, { nSamples: 4000, randomState: 3 }));
  const { mean, covariance } = gp.predictCovariance(grid);
  const means = draws.map((row) => row.reduce((a, b) => a + b, 0) / row.length);
  near(means, listOf(mean), 0.06);
  const expected = rowsOf(covariance);
  for (const [i, a] of draws.entries())
    for (const [j, b] of draws.entries()) {
      const found = a.reduce((s, v, t) => s + (v - means[i]!) * (b[t]! - means[j]!), 0) / a.length;
      expect(Math.abs(found - expected[i]![j]!)).toBeLessThan(0.06);
    }
});

test('the search finds the noise and the length of what was made with them, and stays in the bounds', () => {
  const kernel = sum(
    rbf({ lengthScale: 5, lengthScaleBounds: [0.5, 10] }),
    white(1, { noiseLevelBounds: [1e-4, 2] }),
  );
  const gp = new GaussianProcessRegressor({ kernel }).fit(line, wave);
  const [length, noise] = kernels.thetaOf(gp.kernel_).map(Math.exp);
  expect(length).toBeGreaterThan(1);
  expect(length).toBeLessThan(10.0001);
  expect(noise).toBeCloseTo(1e-4, 6);
  const { gradient } = gp.logMarginalLikelihood();
  expect(Math.abs(gradient[0]!)).toBeLessThan(1e-2);
});

test('several outputs are as many processes', () => {
  const both = wave.map((v, i) => [v, 3 - i]);
  const gp = new GaussianProcessRegressor({ alpha: 0.01, normalizeY: true }).fit(line, both);
  const each = [0, 1].map((c) =>
    listOf(
      new GaussianProcessRegressor({ alpha: 0.01, normalizeY: true })
        .fit(
          line,
          both.map((r) => r[c]!),
        )
        .predict([[1], [2.5]]),
    ),
  );
  near(
    gp.predict([[1], [2.5]]),
    each[0]!.map((v, i) => [v, each[1]![i]!]),
    1e-10,
  );
});

test('copies without noise are refused with a remedy', () => {
  const twice = [[1], [1], [2]];
  expect(() => new GaussianProcessRegressor({ alpha: 0 }).fit(twice, [1, 2, 3])).toThrow(
    /Raise alpha/,
  );
  expect(() =>
    new GaussianProcessRegressor({ kernel: rbf({ lengthScale: [1, 2] }) }).fit(line, wave),
  ).toThrow(/length scale/);
  expect(() => new GaussianProcessRegressor({ alpha: [0.1] }).fit(line, wave)).toThrow(/alpha/);
  expect(() => rbf({ lengthScale: -1 })).toThrow(/lengthScale/);
});

describe('classifier', () => {
  test('probabilities sum to one, and to one half far away', () => {
    const y = line.map(([x]) => (x! > 4 ? 'b' : 'a'));
    const gp = new GaussianProcessClassifier().fit(line, y);
    for (const row of rowsOf(gp.predictProba([[0], [4], [8], [1e4]])))
      expect(row[0]! + row[1]!).toBeCloseTo(1, 12);
    expect(rowsOf(gp.predictProba([[1e4]]))[0]![0]).toBeCloseTo(0.5, 3);
    expect(gp.predict([[0], [8]])).toEqual(['a', 'b']);
  });
});

test('a minimum within bounds: the gradient vanishes or pushes outwards', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }),
      fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }),
      (centre, weights) => {
        // an ellipsoid with a coupling
        const f = (x: Float64Array, g: Float64Array): number => {
          const u = Array.from(x, (v, i) => v - centre[i]!);
          const c = 0.1 * (u[0]! + u[1]! + u[2]!);
          let value = 5 * c * c;
          for (let i = 0; i < 3; i++) {
            value += 0.5 * weights[i]! * u[i]! ** 2;
            g[i] = weights[i]! * u[i]! + c;
          }
          return value;
        };
        const bounds = [
          [-1, 1],
          [-2, 0.5],
          [0, 4],
        ] as const;
        const { x, converged } = minimiseWithin(f, [0, 0, 0], bounds, { valueTolerance: 0 });
        expect(converged).toBe(true);
        const g = new Float64Array(3);
        f(x, g);
        for (let i = 0; i < 3; i++) {
          const [low, high] = bounds[i]!;
          expect(x[i]).toBeGreaterThanOrEqual(low);
          expect(x[i]).toBeLessThanOrEqual(high);
          const inward =
            x[i] === low ? Math.min(g[i]!, 0) : x[i] === high ? Math.max(g[i]!, 0) : g[i]!;
          expect(Math.abs(inward)).toBeLessThan(1e-4);
        }
      },
    ),
    { numRuns: 100 },
  );
});
