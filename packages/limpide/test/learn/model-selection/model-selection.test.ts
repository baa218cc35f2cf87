import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Classifier,
  classTargets,
  type Features,
  type FitOptions,
  Frame,
  integer,
  real,
  type Targets,
} from '../../../src/learn/base/index.ts';
import { Pipeline } from '../../../src/learn/compose/index.ts';
import { DummyClassifier, DummyRegressor } from '../../../src/learn/dummy/index.ts';
import { accuracyScore, makeScorer } from '../../../src/learn/metrics/index.ts';
import * as ms from '../../../src/learn/model-selection/index.ts';
import { StandardScaler } from '../../../src/learn/preprocessing/index.ts';
import { type Tensor, tensor } from '../../../src/tensor/index.ts';
import { golden } from '../golden.ts';
import { smallData } from '../small-data.ts';

const g = golden<
  Record<string, [number[], number[]][]> & { y: never; groups: never; leaveTwo: never }
>('model-selection');
const iris = smallData('iris');

/** Nearest centre of a class, shrunk towards 0: a quick classifier with a parameter, for tests. */
class Centres extends Classifier<{ shrink: number; rounds: number }> {
  declare centres_: Tensor;
  constructor(options: { shrink?: number; rounds?: number } = {}) {
    super(
      {
        name: 'Centres',
        kind: 'classifier',
        params: { shrink: real(0, { min: 0, max: 1 }), rounds: integer(1, { min: 1 }) },
        learned: ['classes_', 'centres_'],
      },
      options,
    );
  }
  fit(X: Features, y: Targets, _options?: FitOptions): this {
    this.checkParams();
    const { rows, cols, data } = this.fitDense(X);
    const { codes, classes } = classTargets(y, rows, 'Centres');
    const sums = new Float64Array(classes.length * cols);
    const counts = new Float64Array(classes.length);
    for (let i = 0; i < rows; i++) {
      counts[codes[i]!]!++;
      for (let j = 0; j < cols; j++) sums[codes[i]! * cols + j]! += data[i * cols + j]!;
    }
    this.classes_ = classes;
    this.centres_ = tensor(
      sums.map((s, at) => ((1 - this.params.shrink) * s) / counts[Math.floor(at / cols)]!),
      { shape: [classes.length, cols] },
    );
    return this;
  }
  predictProba(X: Features): Tensor {
    const { rows, cols, data } = this.openDense(X);
    const centres = this.centres_.dataSync();
    const k = this.classes_.length;
    const out = new Float64Array(rows * k);
    for (let i = 0; i < rows; i++) {
      let all = 0;
      for (let c = 0; c < k; c++) {
        let far = 0;
        for (let j = 0; j < cols; j++)
          far += (data[i * cols + j]! - Number(centres[c * cols + j])) ** 2;
        out[i * k + c] = 1 / (1 + far);
        all += out[i * k + c]!;
      }
      for (let c = 0; c < k; c++) out[i * k + c]! /= all;
    }
    return tensor(out, { shape: [rows, k] });
  }
  protected override predictCodes(X: Features): Int32Array {
    const p = this.predictProba(X).dataSync() as Float64Array;
    const k = this.classes_.length;
    return Int32Array.from({ length: p.length / k }, (_, i) => {
      const row = p.subarray(i * k, (i + 1) * k);
      return row.indexOf(Math.max(...row));
    });
  }
}

describe('splits', () => {
  const { y, groups } = g;
  const Z = 23;
  it.each([
    ['KFold', new ms.KFold()],
    ['StratifiedKFold', new ms.StratifiedKFold({ nSplits: 4 })],
    ['GroupKFold', new ms.GroupKFold({ nSplits: 4 })],
    ['StratifiedGroupKFold', new ms.StratifiedGroupKFold({ nSplits: 3 })],
    ['TimeSeriesSplit', new ms.TimeSeriesSplit({ nSplits: 4, gap: 1, maxTrainSize: 9 })],
    ['LeaveOneGroupOut', new ms.LeaveOneGroupOut()],
  ])('%s: the folds of scikit-learn', (name, splitter) => {
    const folds = [...splitter.split(Z, y, groups)].map(({ train, test }) => [
      Array.from(train),
      Array.from(test),
    ]);
    expect(folds).toEqual(g[name]);
    expect(splitter.getNSplits(Z, y, groups)).toBe(folds.length);
  });
  it('LeavePOut', () => {
    const tests = [...new ms.LeavePOut({ p: 2 }).split(5)].map(({ test }) => Array.from(test));
    expect(tests).toEqual(g.leaveTwo);
    expect(new ms.LeavePOut({ p: 2 }).getNSplits(5)).toBe(10);
  });
  it('every sample is tested once, and never learned from at the same time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 40 }), fc.nat(1e6), (n, randomState) => {
        const classes = Array.from({ length: n }, (_, i) => i % 2);
        for (const splitter of [
          new ms.KFold({ shuffle: true, randomState }),
          new ms.StratifiedKFold({ shuffle: true, randomState }),
          new ms.LeaveOneOut(),
        ]) {
          const seen = new Int32Array(n);
          for (const { train, test } of splitter.split(n, classes)) {
            for (const i of test) seen[i]!++;
            expect(new Set([...train, ...test]).size).toBe(n);
          }
          expect(seen.every((count) => count === 1)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
  it('draws keep the proportions of classes; the same seed draws the same', () => {
    const labels = [...Array<string>(20).fill('a'), ...Array<string>(10).fill('b')];
    const splitter = new ms.StratifiedShuffleSplit({ nSplits: 3, testSize: 0.3, randomState: 1 });
    const first = [...splitter.split(30, labels)];
    expect([...splitter.split(30, labels)]).toEqual(first);
    for (const { test } of first)
      expect([...test].filter((i) => labels[i] === 'a')).toHaveLength(6);
    const [fold] = new ms.ShuffleSplit({ testSize: 4, trainSize: 0.5, randomState: 3 }).split(20);
    expect([fold!.test.length, fold!.train.length]).toEqual([4, 10]);
    const repeated = [
      ...new ms.RepeatedKFold({ nSplits: 2, nRepeats: 3, randomState: 0 }).split(6),
    ];
    expect(repeated).toHaveLength(6);
    const given = [...new ms.PredefinedSplit([-1, 0, 1, 0]).split(4)];
    expect(given.map(({ test }) => Array.from(test))).toEqual([[1, 3], [2]]);
  });
  it('trainTestSplit takes all forms together', () => {
    const table = new Frame({ a: iris.y, b: iris.y.map(String) });
    const [train, test, yTrain, yTest, tTrain] = ms.trainTestSplit(table, iris.y, tensor(iris.y), {
      testSize: 0.2,
      stratify: iris.y,
      randomState: 4,
    });
    expect([train.rows, test.rows, yTrain.length, yTest.length]).toEqual([120, 30, 120, 30]);
    expect([...train.column('a')]).toEqual(yTrain);
    expect(tTrain.toArraySync()).toEqual(yTrain);
    expect(yTest.filter((label) => label === 2)).toHaveLength(10);
  });
  it.each([
    ['folds', () => [...new ms.KFold({ nSplits: 9 }).split(4)], /nSplits/],
    ['one fold', () => new ms.KFold({ nSplits: 1 }), /≥ 2/],
    ['classes', () => [...new ms.StratifiedKFold().split(6, [0, 0, 0, 1, 1, 1])], /5/],
    ['no y', () => [...new ms.StratifiedKFold().split(6)], /needs y/],
    ['no groups', () => [...new ms.GroupKFold().split(6)], /groups/],
    [
      'few groups',
      () => [...new ms.GroupKFold().split(6, undefined, [1, 1, 2, 2, 3, 3])],
      /3 groups/,
    ],
    ['too large', () => ms.trainTestSplit([1, 2], { testSize: 3 }), /testSize/],
    ['lengths', () => ms.trainTestSplit([1, 2], [1]), /1 samples/],
    ['alone', () => ms.trainTestSplit([1, 2, 3], { stratify: ['a', 'a', 'b'] }), /class b/],
  ])('refused: %s', (_name, call, sentence) => {
    expect(call).toThrow(sentence);
  });
});

describe('cross-validation', () => {
  const model = new Pipeline([
    ['scale', new StandardScaler()],
    ['model', new Centres()],
  ]);
  it('scores each fold, with several scorers, and keeps the estimator as it was', () => {
    const result = ms.crossValidate(model, iris.X, iris.y, {
      cv: 5,
      scoring: ['accuracy', 'neg_log_loss'],
      returnTrainScore: true,
      returnEstimator: true,
    });
    expect(result.testScores['accuracy']).toHaveLength(5);
    expect(Math.min(...result.testScore)).toBeGreaterThan(0.7);
    expect(result.testScores['neg_log_loss']!.every((s) => s < 0)).toBe(true);
    expect(result.estimators).toHaveLength(5);
    expect(model.isFitted).toBe(false);
    const again = ms.crossValScore(model, iris.X, iris.y, { scoring: 'accuracy' });
    expect(again).toEqual(result.testScore);
  });
  it('predictions come from models that did not see the sample', () => {
    const labels = ms.crossValPredict(model, iris.X, iris.y);
    expect(accuracyScore(iris.y, labels)).toBeGreaterThan(0.8);
    const p = ms.crossValPredict(model, iris.X, iris.y, { method: 'predictProba' });
    expect(p.shape).toEqual([150, 3]);
    // A class that a fold lacks has probability 0 there.
    const folds = [...new ms.KFold({ nSplits: 3 }).split(150)];
    const q = ms.crossValPredict(model, iris.X, iris.y, { method: 'predictProba', cv: folds });
    expect(q.dataSync()[0]).toBe(0);
  });
  it('a scorer of one’s own; weights reach fit and score', () => {
    const wrong = makeScorer((y, p) => 1 - accuracyScore(y, p), {
      greaterIsBetter: false,
      name: 'wrong',
    });
    const scores = ms.crossValScore(new Centres(), iris.X, iris.y, { scoring: wrong });
    expect(scores.every((s) => s <= 0)).toBe(true);
    const weights = iris.y.map((label) => (label === 0 ? 1 : 0.001));
    const weighted = ms.crossValScore(new DummyClassifier(), iris.X, iris.y, {
      sampleWeight: weights,
    });
    expect(Math.min(...weighted)).toBeGreaterThan(0.99);
  });
  it('failures: thrown, or counted when asked', () => {
    const bad = new Centres({ shrink: 3 });
    expect(() => ms.crossValScore(bad, iris.X, iris.y)).toThrow(/shrink/);
    expect(() => ms.crossValScore(bad, iris.X, iris.y, { errorScore: -1 })).toThrow(/all 5 fits/);
    expect(() => ms.crossValScore(model, iris.X, iris.y, { scoring: 'accurcy' })).toThrow(
      /accuracy/,
    );
  });
  it('reports and stops', () => {
    const done: number[] = [];
    const stop = new AbortController();
    const onProgress = (p: { done: number }): void => {
      done.push(p.done);
      if (p.done === 2) stop.abort();
    };
    expect(() =>
      ms.crossValScore(model, iris.X, iris.y, { onProgress, signal: stop.signal }),
    ).toThrow(/2 of 5/);
    expect(done).toEqual([0, 1, 2]);
  });
  it('curves of learning and validation; chance', () => {
    const curve = ms.learningCurve(model, iris.X, iris.y, {
      trainSizes: [0.5, 1],
      shuffle: true,
      randomState: 0,
    });
    expect(Array.from(curve.trainSizes)).toEqual([60, 120]);
    expect(curve.testScores.map((row) => row.length)).toEqual([5, 5]);
    const valid = ms.validationCurve(model, iris.X, iris.y, {
      paramName: 'model__shrink',
      paramRange: [0, 1],
    });
    const mean = (row: Float64Array): number => row.reduce((a, b) => a + b, 0) / row.length;
    expect(mean(valid.testScores[0]!)).toBeGreaterThan(mean(valid.testScores[1]!));
    const test = ms.permutationTestScore(model, iris.X, iris.y, {
      nPermutations: 19,
      randomState: 0,
    });
    expect(test.pValue).toBe(0.05);
  });
});

describe('searches', () => {
  const estimator = new Centres();
  const paramGrid = { shrink: [1, 0.9, 0], rounds: [1, 2] };
  it('a grid in alphabetical order, the last name fastest', () => {
    const grid = new ms.ParameterGrid(paramGrid);
    expect(grid.length).toBe(6);
    expect([...grid][1]).toEqual({ rounds: 1, shrink: 0.9 });
  });
  it('GridSearchCV finds the best and answers as it', () => {
    const search = new ms.GridSearchCV({ estimator, paramGrid, cv: 3 });
    expect(search.spec.kind).toBe('classifier');
    expect(search.fit(iris.X, iris.y).bestParams_).toEqual({ rounds: 1, shrink: 0 });
    expect(search.score(iris.X, iris.y)).toBeGreaterThan(0.9);
    expect(search.offers('predictProba')).toBe(true);
    expect(search.offers('decisionFunction')).toBe(false);
    expect(() => search.decisionFunction(iris.X)).toThrow(/decisionFunction/);
    expect(search.classes_).toEqual([0, 1, 2]);
    const { rank, test } = search.cvResults_;
    expect(Math.min(...rank['score']!)).toBe(1);
    expect(test['score']!.mean[search.bestIndex_]).toBe(search.bestScore_);
    expect(ms.resultsText(search.cvResults_)).toMatch(/shrink: 0/);
    expect(estimator.isFitted).toBe(false);
  });
  it('without refit there is nothing to ask', () => {
    const search = new ms.GridSearchCV({ estimator, paramGrid, cv: 3, refit: false }).fit(
      iris.X,
      iris.y,
    );
    expect(() => search.predict(iris.X)).toThrow(/refit: true/);
    const several = { estimator, paramGrid, cv: 3, scoring: ['accuracy', 'f1_macro'] };
    expect(() => new ms.GridSearchCV(several).fit(iris.X, iris.y)).toThrow(/accuracy, f1_macro/);
    const named = new ms.GridSearchCV({ ...several, refit: 'f1_macro' }).fit(iris.X, iris.y);
    expect(named.bestScore_).toBe(named.cvResults_.test['f1_macro']!.mean[named.bestIndex_]);
  });
  it('RandomizedSearchCV draws from lists and distributions; the same seed, the same', () => {
    const uniform = { sample: (random: () => number) => random() };
    const make = (): ms.RandomizedSearchCV =>
      new ms.RandomizedSearchCV({
        estimator,
        paramDistributions: { shrink: uniform },
        nIter: 4,
        cv: 3,
        randomState: 7,
      });
    const search = make().fit(iris.X, iris.y);
    expect(search.cvResults_.params).toHaveLength(4);
    expect(make().fit(iris.X, iris.y).bestParams_).toEqual(search.bestParams_);
    expect([...new ms.ParameterSampler({ a: [1, 2], b: [3] }, 9, { randomState: 0 })]).toHaveLength(
      2,
    );
  });
  it('halving: fewer candidates, more samples', () => {
    const search = new ms.HalvingGridSearchCV({
      estimator,
      paramGrid: { shrink: [0, 0.2, 0.4, 0.6, 0.8, 0.9, 1, 0.1, 0.3] },
      cv: 3,
      randomState: 0,
    }).fit(iris.X, iris.y);
    expect(search.nCandidates_).toEqual([9, 3]);
    expect(search.nResources_[1]! / search.nResources_[0]!).toBeCloseTo(3, 1);
    expect(search.cvResults_.iteration!.at(search.bestIndex_)).toBe(search.nIterations_ - 1);
    const random = new ms.HalvingRandomSearchCV({
      estimator,
      paramDistributions: { shrink: [0, 0.5, 1] },
      resource: 'rounds',
      maxResources: 9,
      nCandidates: 3,
      cv: 3,
      randomState: 1,
    }).fit(iris.X, iris.y);
    expect(random.bestParams_['shrink']).not.toBe(1);
    expect(random.bestParams_['rounds']).toBe(random.nResources_.at(-1));
  });
  it('a candidate that fails comes last; all failing is an error', () => {
    const some = new ms.GridSearchCV({ estimator, paramGrid: { shrink: [9, 0] }, cv: 3 }).fit(
      iris.X,
      iris.y,
    );
    expect(Array.from(some.cvResults_.rank['score']!)).toEqual([2, 1]);
    const none = new ms.GridSearchCV({ estimator, paramGrid: { shrink: [9] }, cv: 3 });
    expect(() => none.fit(iris.X, iris.y)).toThrow(/shrink/);
    expect(() =>
      new ms.GridSearchCV({ estimator, paramGrid: { shrnk: [1] } }).fit(iris.X, iris.y),
    ).toThrow(/shrink/);
    expect(() =>
      new ms.GridSearchCV({ estimator, paramGrid: { shrink: [] } }).fit(iris.X, iris.y),
    ).toThrow(/list/);
    expect(() => new ms.GridSearchCV({ paramGrid }).fit(iris.X, iris.y)).toThrow(/estimator/);
  });
  it('regressors are searched too', () => {
    const search = new ms.GridSearchCV({
      estimator: new DummyRegressor(),
      paramGrid: { strategy: ['mean', 'median'] },
      scoring: 'neg_mean_squared_error',
    }).fit(iris.X, iris.y);
    expect(search.bestScore_).toBeLessThan(0);
  });
});
