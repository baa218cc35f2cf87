import { describe, expect, it } from 'vitest';
import {
  type Features,
  type FitOptions,
  Frame,
  numericTargets,
  type Outputs,
  RandomStream,
  Regressor,
} from '../../../src/learn/base/index.ts';
import * as fs from '../../../src/learn/feature-selection/index.ts';
import { type Tensor, tensor } from '../../../src/tensor/index.ts';
import { golden, near } from '../golden.ts';
import { smallData } from '../small-data.ts';

const g = golden<Record<string, never>>('feature-selection');
const estimates = golden<Record<string, [number[], number[]]>>('feature-selection');
const wine = smallData('wine');
const diabetes = smallData('diabetes');

/** Predicts x·correlation: a model with coefficients, for tests. */
class Lines extends Regressor {
  declare coef_: Tensor;
  constructor() {
    super({ name: 'Lines', kind: 'regressor', params: {}, learned: ['coef_'] }, {});
  }
  fit(X: Features, y: Outputs, _options?: FitOptions): this {
    const { rows, data, cols } = this.fitDense(X);
    const wanted = numericTargets(y as number[], rows, 'Lines');
    this.coef_ = tensor(
      Float64Array.from({ length: cols }, (_, j) => {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += data[i * cols + j]! * wanted[i]!;
        return sum / rows;
      }),
    );
    return this;
  }
  predict(X: Features): Tensor {
    const { rows, data, cols } = this.openDense(X);
    const coef = this.coef_.dataSync();
    return tensor(
      Float64Array.from({ length: rows }, (_, i) => {
        let sum = 0;
        for (let j = 0; j < cols; j++) sum += data[i * cols + j]! * Number(coef[j]);
        return sum / cols;
      }),
    );
  }
}
/** y depends on columns 1 and 3 of five. */
const stream = new RandomStream(5);
const X = Array.from({ length: 60 }, () => Array.from({ length: 5 }, () => stream.normal()));
const y = X.map((row) => 3 * row[1]! - 2 * row[3]!);

describe('scores as scikit-learn', () => {
  it('F, χ²', () => {
    const f = fs.fClassif(wine.X, wine.y);
    near([f.scores, f.pValues], g['fClassif'], 1e-7);
    const c = fs.chi2(wine.X, wine.y);
    near([c.scores, c.pValues], g['chi2'], 1e-7);
    const r = fs.fRegression(diabetes.X, diabetes.y);
    near([r.scores, r.pValues], g['fRegression'], 1e-6);
  });
  it('mutual information', () => {
    // The noise that breaks ties differs: means over seeds must agree within a few of scikit-learn's deviations.
    const some = diabetes.X.slice(0, 200);
    const check = (estimate: (randomState: number) => Float64Array, key: string): void => {
      const [mean, std] = estimates[key]!;
      const runs = Array.from({ length: 10 }, (_, seed) => estimate(seed));
      mean.forEach((wanted, j) => {
        const got = runs.reduce((sum, run) => sum + run[j]!, 0) / runs.length;
        expect(Math.abs(got - wanted)).toBeLessThan(0.001 + 2 * std[j]!);
      });
    };
    check((randomState) => fs.mutualInfoClassif(wine.X, wine.y, { randomState }), 'mutualClassif');
    check(
      (randomState) => fs.mutualInfoRegression(some, diabetes.y.slice(0, 200), { randomState }),
      'mutualRegression',
    );
  });
  it.each([
    ['fpr', 1e-3],
    ['fdr', 1e-3],
    ['fwe', 1e-3],
    ['percentile', 40],
    ['kBest', 4],
  ] as const)('%s', (mode, param) => {
    const select = new fs.GenericUnivariateSelect({ scoreFunc: fs.fRegression, mode, param });
    select.fit(diabetes.X, diabetes.y);
    expect(Array.from(select.getSupport())).toEqual(g[mode === 'kBest' ? 'k_best' : mode]);
  });
});

describe('selectors find the columns that matter', () => {
  const wanted = [1, 3];
  it.each([
    ['SelectKBest', () => new fs.SelectKBest({ scoreFunc: fs.fRegression, k: 2 })],
    [
      'SelectPercentile',
      () => new fs.SelectPercentile({ scoreFunc: fs.fRegression, percentile: 40 }),
    ],
    ['SelectFromModel', () => new fs.SelectFromModel({ estimator: new Lines(), maxFeatures: 2 })],
    ['RFE', () => new fs.RFE({ estimator: new Lines(), nFeaturesToSelect: 2 })],
    ['RFECV', () => new fs.RFECV({ estimator: new Lines(), cv: 3 })],
    ['Sequential', () => new fs.SequentialFeatureSelector({ estimator: new Lines(), cv: 3 })],
    [
      'Sequential back',
      () =>
        new fs.SequentialFeatureSelector({
          estimator: new Lines(),
          cv: 3,
          direction: 'backward',
          nFeaturesToSelect: 2,
        }),
    ],
  ])('%s', (_name, make) => {
    const select = make().fit(X, y);
    expect(Array.from(select.getSupport())).toEqual(wanted);
    near(
      select.transform(X),
      X.map((row) => [row[1], row[3]]),
    );
    expect(select.getFeatureNamesOut()).toEqual(['x1', 'x3']);
    expect(select.inverseTransform(select.transform(X)).shape).toEqual([60, 5]);
  });
  it('constant columns go', () => {
    const table = new Frame({ a: [1, 2, 3], b: [0.1, 0.1, 0.1] });
    expect(new fs.VarianceThreshold().fit(table).getFeatureNamesOut()).toEqual(['a']);
  });
});

it.each([
  ['nothing varies', () => new fs.VarianceThreshold().fit([[1], [1]]), /threshold/],
  ['k', () => new fs.SelectKBest({ k: 9 }).fit([[1], [2]], [0, 1]), /0 … 1/],
  ['negative', () => fs.chi2(new Frame({ a: [1, -2] }), [0, 1]), /"a".*-2/s],
  ['one class', () => fs.fClassif([[1], [2]], [1, 1]), /2 classes/],
  [
    'no importance',
    () => new fs.RFE({ estimator: new fs.VarianceThreshold() }).fit(X, y),
    /importanceGetter/,
  ],
  ['no estimator', () => new fs.RFE().fit(X, y), /estimator/],
  [
    'too many',
    () =>
      new fs.SequentialFeatureSelector({ estimator: new Lines(), nFeaturesToSelect: 5 }).fit(X, y),
    /1 … 4/,
  ],
])('%s is refused', (_name, call, sentence) => {
  expect(call).toThrow(sentence);
});
