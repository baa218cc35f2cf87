/** What must hold whatever the data: weights, permutations, optimality. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BayesianRidge,
  ElasticNet,
  enetPath,
  type Features,
  type FitOptions,
  HuberRegressor,
  Lasso,
  LinearRegression,
  LogisticRegression,
  onWarning,
  PoissonRegressor,
  Ridge,
  RidgeClassifier,
  SGDClassifier,
  SGDRegressor,
} from '../../../src/learn/index.ts';
import { CSRMatrix, Matrix } from '../../../src/linalg/index.ts';
import type { Tensor } from '../../../src/tensor/index.ts';
import { smallData } from '../small-data.ts';
import { standardised } from './golden.ts';

onWarning(() => undefined);
const numbers = (t: Tensor): number[] => Array.from(t.dataSync(), Number);
const apart = (a: readonly number[], b: readonly number[]): number =>
  Math.max(0, ...a.map((v, i) => Math.abs(v - b[i]!)));

interface LinearModel {
  coef_: Tensor;
  intercept_: Tensor;
  fit(X: Features, y: number[], options?: FitOptions): LinearModel;
}
const models: Record<string, () => LinearModel> = {
  LinearRegression: () => new LinearRegression(),
  Ridge: () => new Ridge({ alpha: 0.5 }),
  Lasso: () => new Lasso({ alpha: 0.05, tol: 1e-12, maxIter: 50_000 }),
  ElasticNet: () => new ElasticNet({ alpha: 0.1, tol: 1e-12, maxIter: 50_000 }),
  HuberRegressor: () => new HuberRegressor({ alpha: 0.1, tol: 1e-9, maxIter: 2000 }),
  LogisticRegression: () => new LogisticRegression({ tol: 1e-9, maxIter: 2000 }),
  RidgeClassifier: () => new RidgeClassifier(),
  PoissonRegressor: () => new PoissonRegressor({ alpha: 0.1, tol: 1e-10, maxIter: 2000 }),
};

/** Samples with a linear relation and noise, and classes 0, 1 or counts from it. */
const problem = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  n: fc.integer({ min: 12, max: 30 }),
  d: fc.integer({ min: 1, max: 4 }),
});
function draw({ seed, n, d }: { seed: number; n: number; d: number }): {
  X: number[][];
  y: number[];
} {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state / 0x7fffffff) * 4 - 2;
  };
  const X = Array.from({ length: n }, () => Array.from({ length: d }, next));
  const y = X.map((row) => (row.reduce((s, v) => s + v, 0) + 0.7 * next() > 0 ? 1 : 0));
  y[0] = 0;
  y[1] = 1;
  return { X, y };
}

describe('linear models', () => {
  it.each(Object.entries(models))('%s: a sample twice is a sample of weight two', (_, make) => {
    fc.assert(
      fc.property(problem, (p) => {
        const { X, y } = draw(p);
        const sampleWeight = X.map((_row, i) => (i % 3 === 0 ? 2 : 1));
        const twice = [...X.keys()].flatMap((i) => (i % 3 === 0 ? [i, i] : [i]));
        const a = make().fit(X, y, { sampleWeight });
        const b = make().fit(
          twice.map((i) => X[i]!),
          twice.map((i) => y[i]!),
        );
        // the lasso's and the elastic net's penalty is beside a mean: the same here
        expect(apart(numbers(a.coef_), numbers(b.coef_))).toBeLessThan(1e-4);
      }),
      { numRuns: 12 },
    );
  });

  it.each(Object.entries(models))(
    '%s: the order of samples does not matter, nor how they are stored',
    (_, make) => {
      fc.assert(
        fc.property(problem, (p) => {
          const { X, y } = draw(p);
          const a = make().fit(X, y);
          const b = make().fit([...X].reverse(), [...y].reverse());
          const c = make().fit(CSRMatrix.fromDense(Matrix.from(X)), y);
          expect(apart(numbers(a.coef_), numbers(b.coef_))).toBeLessThan(1e-4);
          expect(apart(numbers(a.coef_), numbers(c.coef_))).toBeLessThan(1e-4);
        }),
        { numRuns: 10 },
      );
    },
  );

  it('residuals of least squares are orthogonal to every feature', () => {
    fc.assert(
      fc.property(problem, (p) => {
        const { X, y } = draw(p);
        const model = new LinearRegression().fit(X, y);
        const rest = numbers(model.predict(X)).map((v, i) => y[i]! - v);
        for (let j = 0; j < p.d; j++)
          expect(Math.abs(X.reduce((s, row, i) => s + row[j]! * rest[i]!, 0))).toBeLessThan(1e-8);
        expect(Math.abs(rest.reduce((s, v) => s + v, 0))).toBeLessThan(1e-8);
      }),
    );
  });

  it('shifting y shifts the intercept, scaling y scales the coefficients', () => {
    const { X, y } = smallData('diabetes');
    for (const make of [
      () => new LinearRegression(),
      () => new Ridge(),
      () => new BayesianRidge(),
    ]) {
      const a = make().fit(X, y);
      const b = make().fit(
        X,
        y.map((v) => 3 * v + 10),
      );
      const ca = numbers(a.coef_);
      expect(
        apart(
          numbers(b.coef_),
          ca.map((v) => 3 * v),
        ),
      ).toBeLessThan(1e-3 * Math.max(...ca.map(Math.abs)));
    }
  });

  it('the least-norm solution: more features than samples, copies of a feature', () => {
    const X = [
      [1, 1, 0],
      [2, 2, 1],
    ];
    const model = new LinearRegression({ fitIntercept: false }).fit(X, [2, 5]);
    const [a, b] = numbers(model.coef_);
    expect(a).toBeCloseTo(b!, 12);
    expect(numbers(model.predict(X)).map((v) => Number(v.toFixed(9)))).toEqual([2, 5]);
    expect(model.rank_).toBe(2);
  });

  it('lasso: conditions of optimality, and stronger penalties keep fewer coefficients', () => {
    const { X: raw, y } = smallData('diabetes');
    const X = standardised(raw);
    const mean = y.reduce((s, v) => s + v, 0) / y.length;
    let last = Infinity;
    for (const alpha of [0.5, 5, 20, 46]) {
      const model = new Lasso({ alpha, tol: 1e-12, maxIter: 100_000 }).fit(X, y);
      const w = numbers(model.coef_);
      const rest = numbers(model.predict(X)).map((v, i) => y[i]! - v);
      w.forEach((value, j) => {
        const slope = X.reduce((s, row, i) => s + row[j]! * rest[i]!, 0) / X.length;
        if (value === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(alpha * (1 + 1e-6));
        else expect(slope).toBeCloseTo(alpha * Math.sign(value), 5);
      });
      const kept = w.filter((v) => v !== 0).length;
      expect(kept).toBeLessThanOrEqual(last);
      last = kept;
    }
    expect(last).toBe(0); // above max|Xᵀy|/n nothing is left
    const path = enetPath(
      Matrix.from(X),
      y.map((v) => v - mean),
      { l1Ratio: 1, nAlphas: 5 },
    );
    expect(
      numbers(path.coefs)
        .filter((_v, at) => at % 5 === 0)
        .every((v) => v === 0),
    ).toBe(true);
  });

  it('probabilities of logistic regression sum to one and their mean is the share of the class', () => {
    const { X, y } = smallData('wine');
    const model = new LogisticRegression({ tol: 1e-8, maxIter: 2000 }).fit(standardised(X), y);
    const P = numbers(model.predictProba(standardised(X)));
    for (let i = 0; i < y.length; i++)
      expect(P[3 * i]! + P[3 * i + 1]! + P[3 * i + 2]!).toBeCloseTo(1, 12);
    // the slope with respect to the intercept is 0
    for (const c of [0, 1, 2]) {
      const mean = y.reduce((s, _v, i) => s + P[3 * i + c]!, 0);
      expect(mean).toBeCloseTo(y.filter((v) => v === c).length, 5);
    }
  });

  it('a warm start needs fewer iterations and ends at the same place', () => {
    const X = standardised(smallData('breast-cancer').X);
    const { y } = smallData('breast-cancer');
    const model = new LogisticRegression({ warmStart: true, tol: 1e-6, maxIter: 1000 }).fit(X, y);
    const cold = numbers(model.coef_);
    const first = numbers(model.nIter_)[0]!;
    model.fit(X, y);
    expect(numbers(model.nIter_)[0]!).toBeLessThan(first);
    expect(apart(numbers(model.coef_), cold)).toBeLessThan(1e-4);
  });
});

describe('stochastic gradient descent', () => {
  it('scores as scikit-learn’s on iris: 0.957 ± 0.023 over twelve seeds', () => {
    const { X: raw, y } = smallData('iris');
    const X = standardised(raw);
    const scores = Array.from({ length: 12 }, (_, randomState) =>
      new SGDClassifier({ loss: 'logLoss', randomState }).fit(X, y).score(X, y),
    );
    const mean = scores.reduce((s, v) => s + v, 0) / 12;
    expect(Math.abs(mean - 0.957)).toBeLessThan(0.02); // three standard errors
    expect(Math.min(...scores)).toBeGreaterThan(0.86);
  });

  it('the same seed gives the same model; parts give what one pass gives', () => {
    const { X: raw, y } = smallData('diabetes');
    const X = standardised(raw);
    const a = new SGDRegressor({ randomState: 3 }).fit(X, y);
    const b = new SGDRegressor({ randomState: 3 }).fit(X, y);
    expect(numbers(a.coef_)).toEqual(numbers(b.coef_));
    const whole = new SGDRegressor({ shuffle: false }).partialFit(X, y);
    const parts = new SGDRegressor({ shuffle: false })
      .partialFit(X.slice(0, 200), y.slice(0, 200))
      .partialFit(X.slice(200), y.slice(200));
    expect(apart(numbers(whole.coef_), numbers(parts.coef_))).toBeLessThan(1e-9);
    expect(parts.t_).toBe(y.length + 1);
  });

  it('early stopping holds samples out and stops early', () => {
    const { X, y } = smallData('breast-cancer');
    const model = new SGDClassifier({ earlyStopping: true, randomState: 1, maxIter: 500 });
    model.fit(standardised(X), y);
    expect(model.nIter_).toBeLessThan(500);
    expect(model.score(standardised(X), y)).toBeGreaterThan(0.9);
  });
});
