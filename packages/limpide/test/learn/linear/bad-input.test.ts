/** Every estimator of these families refuses what it cannot use, with a sentence that says what to do. */
import { describe, expect, it } from 'vitest';
import {
  AbortError,
  ArgumentError,
  DataError,
  LimpideError,
  NotFittedError,
} from '../../../src/errors/index.ts';
import * as learn from '../../../src/learn/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';

learn.onWarning(() => undefined);
const names = [
  ...['LinearRegression', 'Ridge', 'RidgeCV', 'Lasso', 'ElasticNet', 'LassoCV', 'ElasticNetCV'],
  ...['HuberRegressor', 'BayesianRidge', 'PoissonRegressor', 'GammaRegressor', 'TweedieRegressor'],
  ...['SGDRegressor', 'PassiveAggressiveRegressor', 'SVR', 'NuSVR', 'LinearSVR'],
  ...[
    'LogisticRegression',
    'LogisticRegressionCV',
    'RidgeClassifier',
    'SGDClassifier',
    'Perceptron',
  ],
  ...['PassiveAggressiveClassifier', 'SVC', 'NuSVC', 'LinearSVC'],
  ...['GaussianNB', 'MultinomialNB', 'ComplementNB', 'BernoulliNB', 'CategoricalNB'],
  ...['LinearDiscriminantAnalysis', 'QuadraticDiscriminantAnalysis', 'OneClassSVM'],
];
type Model = learn.Classifier | learn.Regressor;
const make = (name: string, params: object = {}): Model => {
  const Make = Reflect.get(learn, name) as new (params: object) => Model;
  return new Make(params);
};
const X = Array.from({ length: 24 }, (_, i) => [i % 5, (i * 7) % 4, i % 3]);
const y = X.map((_row, i) => 1 + (i % 2));
const isClassifier = (name: string): boolean => make(name) instanceof learn.Classifier;

describe.each(names)('%s', (name) => {
  it('must be fitted first', () => {
    expect(() => make(name).predict(X)).toThrow(NotFittedError);
  });
  it.each([
    ['NaN', [[Number.NaN, 1, 2], ...X.slice(1)], y],
    ['an infinity', [[Infinity, 1, 2], ...X.slice(1)], y],
    ['no sample', [], []],
    ['no feature', X.map(() => []), y],
    ['rows of different lengths', [[1, 2], ...X.slice(1)], y],
    ['a text', [['a', 1, 2], ...X.slice(1)], y],
    ['too few targets', X, y.slice(1)],
    ['a missing target', X, [Number.NaN, ...y.slice(1)]],
    ['one dimension', [1, 2, 3], [1, 2, 1]],
  ])('refuses %s', (what, badX, badY) => {
    if (name === 'OneClassSVM' && what.includes('target')) return;
    expect(() => make(name).fit(badX as number[][], badY)).toThrow(DataError);
  });
  it('refuses weights that are negative, too few, or all 0', () => {
    if (!make(name).spec.tags?.weights) return;
    for (const sampleWeight of [y.map(() => -1), y.slice(1), y.map(() => 0)])
      expect(() => make(name).fit(X, y, { sampleWeight })).toThrow(DataError);
  });
  it('refuses other columns than those of fit, and unknown parameters', () => {
    const model = make(name).fit(X, y);
    expect(() => model.predict(X.map((row) => row.slice(1)))).toThrow(DataError);
    expect(() => make(name, { nothingLikeIt: 1 })).toThrow(ArgumentError);
  });
  it('one class, constant columns, few samples: an error that says so, or finite answers', () => {
    const attempts: [number[][], number[]][] = [
      [X, y.map(() => 1)],
      [X.map(() => [1, 1, 1]), y],
      [X.slice(0, 1), y.slice(0, 1)],
      [X.slice(0, 2), y.slice(0, 2)],
      [X.slice(0, 3).map((row) => [...row, ...row, 1, 2, 3]), y.slice(0, 3)],
    ];
    for (const [badX, badY] of attempts) {
      let answers: unknown;
      try {
        answers = make(name).fit(badX, badY).predict(badX);
      } catch (error) {
        expect(error).toBeInstanceOf(LimpideError);
        continue;
      }
      const values = answers instanceof Tensor ? Array.from(answers.dataSync(), Number) : answers;
      expect((values as number[]).every(Number.isFinite)).toBe(true);
    }
    if (isClassifier(name) && !name.endsWith('NB'))
      expect(() =>
        make(name).fit(
          X,
          y.map(() => 1),
        ),
      ).toThrow(DataError);
  });
  it('keeps what it had learned when a later fit fails', () => {
    const model = make(name).fit(X, y);
    const before = JSON.stringify(Object.keys(model.getLearned()));
    expect(() => model.fit([[Number.NaN, 1, 2], ...X.slice(1)], y)).toThrow();
    expect(JSON.stringify(Object.keys(model.getLearned()))).toBe(before);
    model.predict(X);
  });
  it('saves and loads: the same answers', () => {
    const model = make(name).fit(X, y);
    const again = make(name).setLearned(model.getLearned());
    const [a, b] = [model.predict(X), again.predict(X)].map((p) =>
      p instanceof Tensor ? Array.from(p.dataSync(), Number) : p,
    );
    expect(a).toEqual(b);
  });
});

describe('what does not go together', () => {
  const refuse = (name: string, params: object, code: string): void => {
    try {
      make(name, params).fit(X, y);
    } catch (error) {
      expect(error).toBeInstanceOf(LimpideError);
      expect((error as LimpideError).code).toBe(code);
      return;
    }
    throw new Error(`${name} ${JSON.stringify(params)} was accepted`);
  };
  it('is named with its remedy', () => {
    refuse('LogisticRegression', { penalty: 'l1' }, 'linear.solverPenalty');
    refuse(
      'LogisticRegression',
      { solver: 'liblinear', multiClass: 'multinomial' },
      'linear.binarySolver',
    );
    refuse('LogisticRegression', { penalty: 'elasticnet', solver: 'saga' }, 'linear.combination');
    refuse('LogisticRegression', { classWeight: { 7: 2 } }, 'linear.classWeight');
    refuse('Ridge', { alpha: [1, 2] }, 'linear.alphas');
    refuse('LinearSVC', { loss: 'hinge', dual: false }, 'linear.combination');
    refuse('SGDClassifier', { learningRate: 'constant' }, 'linear.combination');
    refuse('SVC', { kernel: 'precomputed' }, 'linear.kernelShape');
    refuse('SVC', { kernel: () => Number.NaN }, 'linear.kernelValue');
    refuse('GaussianNB', { priors: [0.5, 0.6] }, 'linear.priors');
    refuse('LinearDiscriminantAnalysis', { shrinkage: 'auto' }, 'linear.combination');
    refuse('LinearDiscriminantAnalysis', { nComponents: 5 }, 'linear.components');
    refuse('OneVsRestClassifier', {}, 'learn.param');
    for (const params of [{ C: 0 }, { C: -1 }, { C: Number.NaN }, { tol: 0 }, { kernel: 'gauss' }])
      refuse('SVC', params, 'learn.param');
  });
  it('negative counts and targets', () => {
    const negative = X.map((row) => row.map((v) => v - 2));
    for (const name of ['MultinomialNB', 'ComplementNB', 'CategoricalNB'])
      expect(() => make(name).fit(negative, y)).toThrow(DataError);
    expect(() =>
      make('PoissonRegressor').fit(
        X,
        y.map((v) => v - 2),
      ),
    ).toThrow(DataError);
    expect(() =>
      make('GammaRegressor').fit(
        X,
        y.map((v) => v - 1),
      ),
    ).toThrow(DataError);
  });
  it('probabilities that were not asked for', () => {
    const svc = new learn.SVC().fit(X, y);
    expect(() => svc.predictProba(X)).toThrow(ArgumentError);
    const sgd = new learn.SGDClassifier({ randomState: 0 }).fit(X, y);
    expect(() => sgd.predictProba(X)).toThrow(ArgumentError);
  });
});

describe('long work', () => {
  it.each([
    'LogisticRegression',
    'Lasso',
    'SGDClassifier',
    'SVC',
    'LinearSVC',
    'HuberRegressor',
    'LassoCV',
  ])('%s stops when asked', (name) => {
    const stop = new AbortController();
    stop.abort();
    expect(() => make(name).fit(X, y, { signal: stop.signal })).toThrow(AbortError);
  });
  it('warns when it has not converged', () => {
    const heard: string[] = [];
    const stop = learn.onWarning(({ code, who, sentence }) => {
      heard.push(`${who} ${code}`);
      expect(sentence('fr')).toContain('maxIter');
    });
    new learn.LogisticRegression({ maxIter: 1 }).fit(X, y);
    new learn.SGDClassifier({ maxIter: 1, randomState: 0 }).fit(X, y);
    stop();
    expect(heard).toEqual([
      'LogisticRegression learn.notConverged',
      'SGDClassifier learn.notConverged',
    ]);
  });
});
