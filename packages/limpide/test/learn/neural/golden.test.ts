/** Small networks take scikit-learn's steps and reach its scores. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MLPClassifier, MLPRegressor } from '../../../src/learn/neural/index.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { near, rowsOf, standardised } from '../decomposition/support.ts';
import { smallData } from '../small-data.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../golden/learn/neural/neural.json', import.meta.url), 'utf8'),
);
const iris = { X: standardised(smallData('iris').X), y: smallData('iris').y };
const wine = { X: standardised(smallData('wine').X), y: smallData('wine').y };
const diabetes = {
  X: standardised(smallData('diabetes').X),
  y: standardised(smallData('diabetes').y.map((v) => [v])).map((row) => row[0]!),
};

/** Attributes of a network that has these weights and has seen nothing. */
const startingFrom = ({ coefs, intercepts }: { coefs: number[][][]; intercepts: number[][] }) => ({
  coefs_: coefs.map((c) =>
    tensor(Float64Array.from(c.flat()), { shape: [c.length, c[0]!.length] }),
  ),
  intercepts_: intercepts.map((b) => tensor(Float64Array.from(b))),
  nLayers_: coefs.length + 1,
  lossCurve_: [],
  validationScores_: [],
  bestLoss_: Infinity,
  bestValidationScore_: undefined,
  nIter_: 0,
  t_: 0,
  flat_: true,
});

describe('twelve epochs from the same weights', () => {
  const common = {
    hiddenLayerSizes: [5, 4],
    shuffle: false,
    warmStart: true,
    maxIter: 12,
  } as const;
  const check = (name: string, model: MLPClassifier | MLPRegressor): void => {
    const { after, curve } = golden.steps[name];
    // Adam's ε stands at another place in scikit-learn's formula: a difference of the order of ε
    near(model.lossCurve_, curve, 1e-5);
    for (const [layer, c] of model.coefs_.entries()) near(c, after.coefs[layer], 1e-3);
    for (const [layer, b] of model.intercepts_.entries()) near(b, after.intercepts[layer], 1e-3);
  };
  test.each([
    ['softmax', 150, { solver: 'sgd', activation: 'tanh', learningRateInit: 0.05 }],
    [
      'plainSgd',
      150,
      {
        solver: 'sgd',
        nesterovsMomentum: false,
        momentum: 0.5,
        learningRateInit: 0.05,
        batchSize: 32,
      },
    ],
    ['binary', 100, { solver: 'adam', activation: 'logistic', alpha: 0.1, learningRateInit: 0.02 }],
  ] as const)('classifier: %s', (name, n, options) => {
    const X = iris.X.slice(0, n);
    const y = iris.y.slice(0, n);
    const model = new MLPClassifier({ ...common, ...options });
    const classes_ = n === 100 ? [0, 1] : [0, 1, 2];
    model.setLearned({ ...startingFrom(golden.steps[name].before), classes_ }).fit(X, y);
    check(name, model);
    near(model.predictProba(X.slice(0, 4)), golden.steps[name].predict, 1e-4);
  });
  test('regressor', () => {
    const model = new MLPRegressor({
      ...common,
      alpha: 0.01,
      learningRateInit: 0.01,
      batchSize: 64,
    });
    model.setLearned(startingFrom(golden.steps.numbers.before)).fit(diabetes.X, diabetes.y);
    check('numbers', model);
    near(model.predict(diabetes.X.slice(0, 4)), golden.steps.numbers.predict, 1e-4);
  });
});

describe('lbfgs without hidden layer: a convex problem, one answer', () => {
  const options = {
    hiddenLayerSizes: [],
    solver: 'lbfgs',
    alpha: 1,
    tol: 1e-8,
    maxIter: 500,
  } as const;
  test('classifier', () => {
    const model = new MLPClassifier({ ...options, randomState: 3 }).fit(iris.X, iris.y);
    near([model.loss_], [golden.linearClassifier.loss], 1e-6);
    near(
      model.predictProba(iris.X.filter((_, i) => i % 30 === 0)),
      golden.linearClassifier.proba,
      1e-4,
    );
  });
  test('regressor', () => {
    const model = new MLPRegressor({ ...options, randomState: 3 }).fit(diabetes.X, diabetes.y);
    near([model.loss_], [golden.linearRegressor.loss], 1e-6);
    near(rowsOf(model.coefs_[0]!), golden.linearRegressor.coef, 1e-3);
  });
});

describe('scores over seeds', () => {
  const third = (i: number): boolean => i % 3 === 0;
  const seeds = [0, 1, 2, 3, 4];
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
  test('wine', () => {
    const { mean: expected, std, loss, lossStd } = golden.wine;
    const models = seeds.map((randomState) =>
      new MLPClassifier({ hiddenLayerSizes: [20], maxIter: 60, randomState }).fit(
        wine.X.filter((_, i) => !third(i)),
        wine.y.filter((_, i) => !third(i)),
      ),
    );
    const scores = models.map((m) =>
      m.score(
        wine.X.filter((_, i) => third(i)),
        wine.y.filter((_, i) => third(i)),
      ),
    );
    expect(Math.abs(mean(scores) - expected)).toBeLessThan(3 * std);
    expect(Math.abs(mean(models.map((m) => m.loss_)) - loss)).toBeLessThan(2 * lossStd);
  });
  test('diabetes', () => {
    const { mean: expected, std } = golden.diabetes;
    const scores = seeds.map((randomState) =>
      new MLPRegressor({ hiddenLayerSizes: [20], maxIter: 40, randomState })
        .fit(
          diabetes.X.filter((_, i) => !third(i)),
          diabetes.y.filter((_, i) => !third(i)),
        )
        .score(
          diabetes.X.filter((_, i) => third(i)),
          diabetes.y.filter((_, i) => third(i)),
        ),
    );
    expect(Math.abs(mean(scores) - expected)).toBeLessThan(2 * std);
  });
});
