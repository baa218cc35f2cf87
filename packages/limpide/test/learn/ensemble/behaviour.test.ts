/** What ensembles promise: repeatable, whole after saving, missing values and categories, limits that hold, errors. */
import { describe, expect, test } from 'vitest';
import { AbortError, ArgumentError, DataError, NotFittedError } from '../../../src/errors/index.ts';
import * as learn from '../../../src/learn/index.ts';
import { smallData } from '../small-data.ts';

const wine = smallData('wine');
const diabetes = smallData('diabetes');
const quick = { nEstimators: 6, randomState: 3 };

const classifiers: [string, () => learn.Classifier][] = [
  ['DecisionTree', () => new learn.DecisionTreeClassifier({ randomState: 3 })],
  ['ExtraTree', () => new learn.ExtraTreeClassifier({ randomState: 3 })],
  ['RandomForest', () => new learn.RandomForestClassifier(quick)],
  ['ExtraTrees', () => new learn.ExtraTreesClassifier(quick)],
  ['Bagging', () => new learn.BaggingClassifier({ ...quick, maxFeatures: 0.7 })],
  ['AdaBoost', () => new learn.AdaBoostClassifier(quick)],
  ['GradientBoosting', () => new learn.GradientBoostingClassifier(quick)],
  ['Hist', () => new learn.HistGradientBoostingClassifier({ maxIter: 6, randomState: 3 })],
];
const regressors: [string, () => learn.Regressor][] = [
  ['DecisionTree', () => new learn.DecisionTreeRegressor({ randomState: 3 })],
  ['ExtraTree', () => new learn.ExtraTreeRegressor({ randomState: 3 })],
  ['RandomForest', () => new learn.RandomForestRegressor(quick)],
  ['ExtraTrees', () => new learn.ExtraTreesRegressor(quick)],
  ['Bagging', () => new learn.BaggingRegressor(quick)],
  ['AdaBoost', () => new learn.AdaBoostRegressor(quick)],
  ['GradientBoosting', () => new learn.GradientBoostingRegressor(quick)],
  ['Hist', () => new learn.HistGradientBoostingRegressor({ maxIter: 6, randomState: 3 })],
];

describe.each(classifiers)('%s for classes', (_, make) => {
  const labels = wine.y.map((k) => ['rouge', 'blanc', 'rosé'][k]!);
  const model = make().fit(wine.X, labels);

  test('learns, with the labels it was given', () => {
    expect(model.classes_).toEqual(['blanc', 'rosé', 'rouge']);
    expect(model.score(wine.X, labels)).toBeGreaterThan(0.9);
  });
  test('gives probabilities that sum to one', () => {
    if (!learn.givesProbabilities(model)) throw new Error('no probabilities');
    const p = model.predictProba(wine.X);
    expect(p.shape).toEqual([wine.X.length, 3]);
    for (const sum of p.sum(1).dataSync()) expect(Number(sum)).toBeCloseTo(1, 10);
  });
  test('is the same again with the same seed, and after being put back together', () => {
    const again = make().fit(wine.X, labels);
    expect(again.predict(wine.X)).toEqual(model.predict(wine.X));
    const copy = learn.clone(model).setLearned(model.getLearned());
    expect(copy.predict(wine.X)).toEqual(model.predict(wine.X));
  });
  test('answers row by row, whatever the order', () => {
    const turned = [...wine.X].reverse();
    expect(model.predict(turned)).toEqual(model.predict(wine.X).reverse());
    expect(model.predict([wine.X[5]!])).toEqual([model.predict(wine.X)[5]]);
  });
  test('refuses what it cannot use, and stops when asked', () => {
    expect(() => make().predict(wine.X)).toThrow(NotFittedError);
    expect(() => model.predict([[1, 2]])).toThrow(DataError);
    expect(() => make().fit([[1, Infinity]], ['a'])).toThrow(DataError);
    expect(() => make().fit(wine.X, labels.slice(1))).toThrow(DataError);
    const signal = AbortSignal.abort();
    expect(() => make().fit(wine.X, labels, { signal })).toThrow(AbortError);
  });
});

describe.each(regressors)('%s for numbers', (_, make) => {
  const model = make().fit(diabetes.X, diabetes.y);
  const predicted = model.predict(diabetes.X).dataSync();

  test('learns, the same again with the same seed', () => {
    expect(model.score(diabetes.X, diabetes.y)).toBeGreaterThan(0.3);
    expect(make().fit(diabetes.X, diabetes.y).predict(diabetes.X).dataSync()).toEqual(predicted);
    const copy = learn.clone(model).setLearned(model.getLearned());
    expect(copy.predict(diabetes.X).dataSync()).toEqual(predicted);
  });
  test('stays between the smallest and the largest target (up to boosting’s steps)', () => {
    const all = Array.from(predicted, Number);
    expect(Math.min(...all)).toBeGreaterThan(Math.min(...diabetes.y) - 30);
    expect(Math.max(...all)).toBeLessThan(Math.max(...diabetes.y) + 30);
  });
  test('predicts a constant for a constant, also from one column that says nothing', () => {
    const flat = make().fit(
      diabetes.X.map(() => [1]),
      diabetes.y.map(() => 7),
    );
    for (const v of flat.predict([[1], [2]]).dataSync()) expect(Number(v)).toBeCloseTo(7, 9);
  });
  test('refuses texts and missing targets', () => {
    expect(() => make().fit(diabetes.X, diabetes.y.map(String))).toThrow(DataError);
    expect(() => make().fit(diabetes.X, [Number.NaN, ...diabetes.y.slice(1)])).toThrow(DataError);
  });
});

describe('forests', () => {
  test('are the same with one thread and with two', () => {
    // Enough work for threads to be worth it.
    const X = [...wine.X, ...wine.X, ...wine.X, ...wine.X, ...wine.X];
    const y = X.map((_, i) => wine.y[i % wine.y.length]!);
    const make = (): learn.RandomForestClassifier =>
      new learn.RandomForestClassifier({ nEstimators: 300, randomState: 1, maxFeatures: 8 });
    const one = make().fit(X, y);
    const two = make().fit(X, y);
    expect(two.trees_).toEqual(one.trees_);
  });
  test('grow on with warmStart to what they would have been', () => {
    const forest = new learn.RandomForestClassifier({ ...quick, warmStart: true });
    forest.fit(wine.X, wine.y).setParams({ nEstimators: 9 }).fit(wine.X, wine.y);
    const whole = new learn.RandomForestClassifier({ ...quick, nEstimators: 9 });
    expect(forest.trees_).toEqual(whole.fit(wine.X, wine.y).trees_);
    forest.setParams({ nEstimators: 2 });
    expect(() => forest.fit(wine.X, wine.y)).toThrow(ArgumentError);
  });
  test('need draws for out-of-bag scores', () => {
    const forest = new learn.RandomForestClassifier({ oobScore: true, bootstrap: false });
    expect(() => forest.fit(wine.X, wine.y)).toThrow(ArgumentError);
  });
  test('find as many outliers as they are told to', () => {
    const forest = new learn.IsolationForest({ contamination: 0.1, randomState: 0 });
    const found = Array.from(forest.fitPredict(wine.X).dataSync(), Number).filter((v) => v < 0);
    expect(found.length).toBe(18);
  });
  test('embed each sample with one leaf per tree', () => {
    const codes = new learn.RandomTreesEmbedding(quick).fitTransform(wine.X);
    if (!('indptr' in codes)) throw new Error('not sparse');
    for (let i = 0; i < codes.rows; i++)
      expect(codes.row(i).data).toEqual(new Float64Array(6).fill(1));
  });
});

describe('boosting with histograms', () => {
  const line = Array.from({ length: 400 }, (_, i) => i / 400);
  test('learns what missing values mean', () => {
    const X = line.map((x, i) => [i % 4 === 0 ? Number.NaN : x]);
    const y = line.map((_, i) => (i % 4 === 0 ? 5 : 1));
    const model = new learn.HistGradientBoostingRegressor({ maxIter: 60 }).fit(X, y);
    const got = model.predict([[Number.NaN], [0.3]]).dataSync();
    expect(Number(got[0])).toBeCloseTo(5, 1);
    expect(Number(got[1])).toBeCloseTo(1, 1);
  });
  test('divides categories in one split, where an order needs many', () => {
    const X = line.map((_, i) => [i % 8]);
    const y = line.map((_, i) => ([1, 0, 1, 1, 0, 0, 1, 0][i % 8] === 1 ? 10 : 0));
    const options = { maxIter: 1, learningRate: 1, maxLeafNodes: 2 };
    const score = (categoricalFeatures: number[]): number =>
      new learn.HistGradientBoostingRegressor({ ...options, categoricalFeatures })
        .fit(X, y)
        .score(X, y);
    expect(score([0])).toBeCloseTo(1, 10);
    expect(score([])).toBeLessThan(0.5);
  });
  test('obeys monotonic constraints', () => {
    const X = line.map((x, i) => [x, (i * 37) % 11]);
    const y = line.map((x, i) => x + Math.sin(9 * x) + ((i * 37) % 11) / 5);
    const model = new learn.HistGradientBoostingRegressor({ monotonicCst: [1, 0] }).fit(X, y);
    const got = model.predict(line.map((x) => [x, 4])).dataSync();
    for (let i = 1; i < got.length; i++)
      expect(Number(got[i]) - Number(got[i - 1])).toBeGreaterThanOrEqual(-1e-12);
  });
  test('keeps features apart that may not interact', () => {
    const X = line.map((x, i) => [x, ((i * 7919) % 400) / 400]);
    const y = X.map(([a, b]) => (a! > 0.5 ? 1 : -1) * (b! > 0.5 ? 1 : -1));
    const options = { interactionCst: 'no_interactions', maxIter: 40 } as const;
    const alone = new learn.HistGradientBoostingRegressor(options).fit(X, y);
    const together = new learn.HistGradientBoostingRegressor({ maxIter: 40 }).fit(X, y);
    expect(together.score(X, y)).toBeGreaterThan(0.9);
    expect(alone.score(X, y)).toBeLessThan(0.5);
  });
  test('stops early when held-out samples gain no more', () => {
    const noise = line.map((_, i) => ((i * 7919) % 13) / 13);
    const model = new learn.HistGradientBoostingRegressor({
      earlyStopping: true,
      nIterNoChange: 3,
      randomState: 0,
    }).fit(
      line.map((x) => [x]),
      noise,
    );
    expect(model.nIter_).toBeLessThan(100);
    expect(model.validationScore_.shape).toEqual([model.nIter_ + 1]);
  });
  test('says which column or which target is wrong', () => {
    const X = line.map((x) => [x]);
    const Hist = learn.HistGradientBoostingRegressor;
    expect(() => new Hist({ categoricalFeatures: [3] }).fit(X, line)).toThrow(ArgumentError);
    expect(() => new Hist({ categoricalFeatures: [0] }).fit(X, line)).toThrow(DataError);
    expect(() => new Hist({ monotonicCst: [1, 1] }).fit(X, line)).toThrow(ArgumentError);
    expect(() => new Hist({ loss: 'gamma' }).fit(X, line)).toThrow(DataError);
    expect(() => new Hist({ maxBins: 256 }).fit(X, line)).toThrow(ArgumentError);
  });
});

describe('boosting and combining', () => {
  test('gradient boosting stages end in the prediction, and its loss falls', () => {
    const model = new learn.GradientBoostingRegressor({ ...quick, nEstimators: 20 }).fit(
      diabetes.X,
      diabetes.y,
    );
    const stages = [...model.stagedPredict(diabetes.X)];
    expect(stages.length).toBe(20);
    expect(stages.at(-1)?.dataSync()).toEqual(model.predict(diabetes.X).dataSync());
    const losses = Array.from(model.trainScore_.dataSync(), Number);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
  });
  test('the exponential loss is for two classes', () => {
    const model = new learn.GradientBoostingClassifier({ loss: 'exponential' });
    expect(() => model.fit(wine.X, wine.y)).toThrow(ArgumentError);
  });
  test('AdaBoost and stacking say what the estimators inside must have', () => {
    const nothing = new learn.VotingClassifier({ estimators: [] });
    expect(() => nothing.fit(wine.X, wine.y)).toThrow(ArgumentError);
    const hard = new learn.VotingClassifier({
      estimators: [['a', new learn.DecisionTreeClassifier()]],
    }).fit(wine.X, wine.y);
    expect(hard.offers('predictProba')).toBe(false);
    expect(() => hard.predictProba(wine.X)).toThrow(ArgumentError);
    const stack = new learn.StackingClassifier({
      estimators: [['a', new learn.DecisionTreeClassifier()]],
      cv: 60,
    });
    expect(() => stack.fit(wine.X, wine.y)).toThrow(DataError);
    expect(() => stack.setParams({ a__maxDepth: 2, a__nope: 3 })).toThrow(ArgumentError);
  });
});
