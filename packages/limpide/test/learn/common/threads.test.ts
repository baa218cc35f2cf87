/** Cross-validation and searches on several threads: the same results as on one. */
import { afterAll, describe, expect, test } from 'vitest';
import { digits } from '../../../src/data/index.ts';
import {
  accuracyScore,
  crossValidate,
  Frame,
  fitsOnThreads,
  GradientBoostingClassifier,
  makeScorer,
  RandomForestClassifier,
} from '../../../src/learn/index.ts';
import {
  type FoldResult,
  fitAndScore,
  foldsOf,
  type Job,
  type Scoring,
  scorersOf,
} from '../../../src/learn/model-selection/validation.ts';
import { stopThreads } from '../../../src/learn/threads/index.ts';
import { startedThreads } from '../../../src/learn/threads/pool.ts';
import { manualSeed, type Tensor } from '../../../src/tensor/index.ts';

afterAll(() => stopThreads());
const { features, labels } = digits();
const rows = 300;
const X: Tensor = features.slice(0, 0, rows).realize();
const y = Int32Array.from(labels.slice(0, 0, rows).dataSync() as ArrayLike<number>);

/** Work that is long enough to be shared. */
const slow = () =>
  new GradientBoostingClassifier({
    nEstimators: 8,
    maxDepth: 3,
    randomState: 5,
    maxFeatures: 'sqrt',
  });

/** The folds of a cross-validation, done here one by one, and on threads. */
function bothWays(
  X: Parameters<typeof foldsOf>[3],
  scoring: Scoring | undefined,
): [FoldResult[], FoldResult[] | undefined] {
  const estimator = slow();
  const job: Job = {
    X,
    y,
    weights: undefined,
    scorers: scorersOf(estimator, scoring),
    returnTrainScore: true,
    errorScore: 'raise',
    signal: undefined,
    scoring,
    keep: true,
  };
  const fits = foldsOf('test', 4, estimator, X, y, undefined).map((fold, k) => ({
    params: { learningRate: 0.1 + k / 10 },
    fold,
  }));
  const alone = fits.map(({ params, fold }) => fitAndScore(estimator, params, fold, job));
  // as if each took ten seconds: threads are worth starting
  return [alone, fitsOnThreads(estimator, fits, job, 10_000, () => undefined)];
}

describe('folds on threads', () => {
  test('give what they give on one', () => {
    const [alone, together] = bothWays(X, ['accuracy', 'f1_macro']);
    expect(startedThreads()).toBeGreaterThan(0);
    expect(together?.map(({ test, train }) => ({ test, train }))).toEqual(
      alone.map(({ test, train }) => ({ test, train })),
    );
    for (const [k, { estimator }] of (together ?? []).entries()) {
      expect(estimator).toBeInstanceOf(GradientBoostingClassifier);
      const predicted = (estimator as GradientBoostingClassifier).predict(X);
      expect(predicted).toEqual((alone[k]!.estimator as GradientBoostingClassifier).predict(X));
    }
  });
  test('take tables, too', () => {
    const data = X.dataSync();
    const columns = Array.from({ length: 8 }, (_, j) => [
      `p${j}`,
      Array.from({ length: rows }, (_, i) => Number(data[i * 64 + 18 + j])),
    ]);
    const [alone, together] = bothWays(new Frame(Object.fromEntries(columns)), undefined);
    expect(together?.map(({ test }) => test)).toEqual(alone.map(({ test }) => test));
  });
  test('stay here when a scorer is a function', () => {
    const scoring = makeScorer((truth, predicted) => accuracyScore(truth, predicted));
    expect(bothWays(X, scoring)[1]).toBeUndefined();
  });
});

test('a seed left to chance is drawn in the order of the folds', () => {
  const run = (): Float64Array => {
    manualSeed(3);
    const forest = new RandomForestClassifier({ nEstimators: 10 });
    return crossValidate(forest, X, y, { cv: 4 }).testScore;
  };
  expect(run()).toEqual(run());
});
