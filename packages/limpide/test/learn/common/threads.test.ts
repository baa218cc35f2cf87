/** Cross-validation and searches on several threads: the same results as on one. */
import { afterAll, describe, expect, test } from 'vitest';
import { digits } from '../../../src/data/index.ts';
import { setNumThreads } from '../../../src/index.ts';
import {
  accuracyScore,
  crossValidate,
  Frame,
  GradientBoostingClassifier,
  GridSearchCV,
  makeScorer,
  RandomForestClassifier,
} from '../../../src/learn/index.ts';
import { stopThreads } from '../../../src/learn/threads/index.ts';
import { startedThreads } from '../../../src/learn/threads/pool.ts';
import { manualSeed, type Tensor } from '../../../src/tensor/index.ts';

afterAll(() => stopThreads());
const { features, labels } = digits();
const rows = 900;
const X: Tensor = features.slice(0, 0, rows).realize();
const y = Int32Array.from(labels.slice(0, 0, rows).dataSync() as ArrayLike<number>);

/** Work that is long enough to be shared. */
const slow = () =>
  new GradientBoostingClassifier({ nEstimators: 60, maxDepth: 3, maxFeatures: 'sqrt' });

describe('cross-validation', () => {
  test('on two threads is that on one, seeds left to chance included', async () => {
    await setNumThreads(1);
    manualSeed(3);
    const alone = crossValidate(slow(), X, y, {
      cv: 4,
      scoring: ['accuracy', 'f1_macro'],
      returnTrainScore: true,
    });
    await setNumThreads(2);
    manualSeed(3);
    const together = crossValidate(slow(), X, y, {
      cv: 4,
      scoring: ['accuracy', 'f1_macro'],
      returnTrainScore: true,
      returnEstimator: true,
    });
    expect(together.testScores).toEqual(alone.testScores);
    expect(together.trainScores).toEqual(alone.trainScores);
    expect(startedThreads()).toBeGreaterThan(0);
    expect(together.estimators?.length).toBe(4);
    for (const fitted of together.estimators ?? []) expect(fitted.isFitted).toBe(true);
  });
  test('a scorer that is a function stays on this thread', () => {
    const scoring = makeScorer((truth, predicted) => accuracyScore(truth, predicted));
    const { testScore } = crossValidate(slow(), X, y, { cv: 3, scoring });
    expect(testScore.every((score) => score > 0.5)).toBe(true);
  });
  test('tables travel, too', () => {
    const data = X.dataSync();
    const names = Array.from({ length: 8 }, (_, j) => `p${j}`);
    const table = new Frame(
      Object.fromEntries(
        names.map((name, j) => [
          name,
          Array.from({ length: rows }, (_, i) => Number(data[i * 64 + 18 + j])),
        ]),
      ),
    );
    const { testScore } = crossValidate(slow(), table, y, { cv: 3 });
    expect(testScore.length).toBe(3);
  });
});

test('a search on two threads finds what one finds', async () => {
  const search = () =>
    new GridSearchCV({
      estimator: new RandomForestClassifier({ nEstimators: 150, randomState: 1 }),
      paramGrid: { maxDepth: [2, 6], maxFeatures: [4, 16] },
      cv: 3,
    });
  await setNumThreads(1);
  const alone = search().fit(X, y);
  await setNumThreads(2);
  const together = search().fit(X, y);
  expect(together.bestParams_).toEqual(alone.bestParams_);
  expect(together.cvResults_.test).toEqual(alone.cvResults_.test);
  expect(startedThreads()).toBeGreaterThan(0);
});
