import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Classifier,
  classTargets,
  type Features,
  type FitOptions,
  Frame,
  RandomStream,
  type Targets,
} from '../../../src/learn/base/index.ts';
import * as c from '../../../src/learn/calibration/index.ts';
import { fitSigmoid } from '../../../src/learn/calibration/sigmoid.ts';
import { DummyClassifier, DummyRegressor } from '../../../src/learn/dummy/index.ts';
import { partialDependence, permutationImportance } from '../../../src/learn/inspection/index.ts';
import { brierScoreLoss, logLoss } from '../../../src/learn/metrics/index.ts';
import { type Tensor, tensor } from '../../../src/tensor/index.ts';
import { golden, near } from '../golden.ts';

const g = golden<
  Record<'x' | 'y' | 'w' | 'at' | 'iso' | 'f' | 'yb' | 'sigmoid' | 'p', number[]> &
    Record<'uniform' | 'quantile', number[][]>
>('calibration');

/** Says with far too much confidence on which side of 0 the first column lies. */
class Sure extends Classifier {
  constructor() {
    super({ name: 'Sure', kind: 'classifier', params: {}, learned: ['classes_'] }, {});
  }
  fit(X: Features, y: Targets, _o?: FitOptions): this {
    const { rows } = this.fitDense(X);
    this.classes_ = classTargets(y, rows, 'Sure').classes;
    return this;
  }
  predictProba(X: Features): Tensor {
    const m = this.openDense(X);
    const out = new Float64Array(2 * m.rows);
    for (let i = 0; i < m.rows; i++) {
      out[2 * i + 1] = 1 / (1 + Math.exp(-20 * m.at(i, 0)));
      out[2 * i] = 1 - out[2 * i + 1]!;
    }
    return tensor(out, { shape: [m.rows, 2] });
  }
  protected override predictCodes(X: Features): Int32Array {
    const p = this.predictProba(X).dataSync();
    return Int32Array.from({ length: p.length / 2 }, (_, i) =>
      Number(p[2 * i + 1]) > 0.5 ? 1 : 0,
    );
  }
}
const stream = new RandomStream(3);
const X = Array.from({ length: 400 }, () => [stream.normal(), stream.normal()]);
const y = X.map(([a]) => (stream.next() < 1 / (1 + Math.exp(-2 * a!)) ? 'yes' : 'no'));

describe('as scikit-learn', () => {
  it('isotonic regression', () => {
    const iso = new c.IsotonicRegression({ outOfBounds: 'clip' });
    near(iso.fit(g.x, g.y, { sampleWeight: g.w }).predict(g.at), g.iso);
  });
  it('the sigmoid of Platt', () => {
    const ones = new Float64Array(g.f.length).fill(1);
    const { a, b } = fitSigmoid(Float64Array.from(g.f), Float64Array.from(g.yb), ones);
    near([a, b], g.sigmoid, 1e-4);
  });
  it.each(['uniform', 'quantile'] as const)('calibration curve, %s', (strategy) => {
    const nBins = strategy === 'uniform' ? 5 : 4;
    const { probTrue, probPred } = c.calibrationCurve(g.yb, g.p, { nBins, strategy });
    near([probTrue, probPred], g[strategy]);
  });
});

it('isotonic regression rises, keeps the mean, and changes nothing that rises', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 30 }),
      (values) => {
        const fitted = c.isotonicRegression(values);
        for (let i = 1; i < fitted.length; i++)
          expect(fitted[i]!).toBeGreaterThanOrEqual(fitted[i - 1]!);
        const sum = (v: ArrayLike<number>): number => Array.from(v).reduce((a, b) => a + b, 0);
        expect(sum(fitted)).toBeCloseTo(sum(values), 8);
        expect(c.isotonicRegression(fitted)).toEqual(fitted);
      },
    ),
  );
});

describe('CalibratedClassifierCV makes probabilities honest', () => {
  it.each([
    ['sigmoid', true],
    ['sigmoid', false],
    ['isotonic', true],
  ] as const)('%s, ensemble %s', (method, ensemble) => {
    const raw = new Sure().fit(X, y);
    const model = new c.CalibratedClassifierCV({ estimator: new Sure(), method, ensemble }).fit(
      X,
      y,
    );
    const p = model.predictProba(X);
    expect(brierScoreLoss(y, tensor(second(p)), { posLabel: 'yes' })).toBeLessThan(
      0.9 * brierScoreLoss(y, tensor(second(raw.predictProba(X))), { posLabel: 'yes' }),
    );
    expect(logLoss(y, p)).toBeLessThan(0.6);
    expect(model.score(X, y)).toBeGreaterThan(0.7);
  });
  it.each([
    [
      'few',
      () =>
        new c.CalibratedClassifierCV({ estimator: new Sure() }).fit(X.slice(0, 4), [
          'a',
          'a',
          'a',
          'b',
        ]),
      /class/,
    ],
    [
      'prefit',
      () => new c.CalibratedClassifierCV({ estimator: new Sure(), cv: 'prefit' }).fit(X, y),
      /prefit/,
    ],
    [
      'nothing to calibrate',
      () =>
        new c.CalibratedClassifierCV({ estimator: new DummyRegressor() }).fit(
          X,
          y.map((v) => Number(v === 'yes')),
        ),
      /nothing to calibrate/,
    ],
    [
      'bounds',
      () => new c.IsotonicRegression({ outOfBounds: 'raise' }).fit([1, 2], [1, 2]).predict([5]),
      /outOfBounds/,
    ],
    [
      'columns',
      () =>
        new c.IsotonicRegression().fit(
          X,
          X.map(() => 1),
        ),
      /one column/,
    ],
    ['probability', () => c.calibrationCurve([0, 1], [0.5, 2]), /0 … 1/],
  ])('refused: %s', (_name, call, sentence) => {
    expect(call).toThrow(sentence);
  });
});
const second = (p: Tensor): Float64Array =>
  Float64Array.from({ length: p.shape[0]! }, (_, i) => Number(p.dataSync()[2 * i + 1]));

describe('dummies', () => {
  const labels = ['b', 'a', 'b', 'b'];
  const rows = [[0], [0], [0], [0]];
  it('strategies of classification', () => {
    expect(new DummyClassifier().fit(rows, labels).predict(rows)).toEqual(['b', 'b', 'b', 'b']);
    near(new DummyClassifier().fit(rows, labels).predictProba([[9]]), [0.25, 0.75]);
    const constant = new DummyClassifier({ strategy: 'constant', constant: 'a' }).fit(rows, labels);
    expect(constant.predict([[1]])).toEqual(['a']);
    const many = Array.from({ length: 2000 }, () => [0]);
    const drawn = new DummyClassifier({ strategy: 'stratified', randomState: 0 }).fit(rows, labels);
    const share = drawn.predict(many).filter((label) => label === 'b').length / 2000;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
    expect(drawn.predict(many)).toEqual(drawn.predict(many));
    const wrong = new DummyClassifier({ strategy: 'constant', constant: 'z' });
    expect(() => wrong.fit(rows, labels)).toThrow(/constant/);
  });
  it('strategies of regression', () => {
    const targets = [1, 2, 3, 10];
    near(new DummyRegressor().fit(rows, targets).predict([[0]]), [4]);
    near(new DummyRegressor({ strategy: 'median' }).fit(rows, targets).predict([[0]]), [2.5]);
    near(
      new DummyRegressor({ strategy: 'quantile', quantile: 1 }).fit(rows, targets).predict([[0]]),
      [10],
    );
    near(
      new DummyRegressor()
        .fit(
          rows,
          targets.map((v) => [v, -v]),
        )
        .predict([[0]]),
      [4, -4],
    );
    expect(() => new DummyRegressor({ strategy: 'constant' }).fit(rows, targets)).toThrow(
      /constant/,
    );
    expect(() => new DummyRegressor().fit([], [])).toThrow(/at least 1/);
  });
});

describe('inspection', () => {
  const model = new Sure().fit(X, y);
  it('only the column that is used matters', () => {
    const { importancesMean, importances } = permutationImportance(model, X, y, { randomState: 0 });
    expect(importancesMean[0]).toBeGreaterThan(0.1);
    expect(importancesMean[1]).toBe(0);
    expect(importances[0]).toHaveLength(5);
    expect(permutationImportance(model, X, y, { randomState: 0 }).importances).toEqual(importances);
  });
  it('names come along', () => {
    const table = new Frame({ a: X.map(([a]) => a!), b: X.map(([, b]) => b!) });
    const own = new Sure().fit(table, y);
    expect(permutationImportance(own, table, y, { nRepeats: 1 }).featureNames).toEqual(['a', 'b']);
    const { average } = partialDependence(own, table, 'a', { gridResolution: 5 });
    expect([...average[0]!].every((v, i, all) => i === 0 || v >= all[i - 1]!)).toBe(true);
    expect(() => partialDependence(own, table, 'c')).toThrow(/a, b/);
  });
  it('dependence on one column, on two, and of each sample', () => {
    const one = partialDependence(model, X, 1, { gridResolution: 4, kind: 'both' });
    expect(new Set(one.average[0]).size).toBe(1);
    expect(one.individual![0]).toHaveLength(400);
    const two = partialDependence(model, X, [0, 1], { gridResolution: 3 });
    expect(two.average[0]).toHaveLength(9);
  });
});
