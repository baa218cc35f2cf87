/**
 * Ensembles against scikit-learn: predictions where nothing is random, the distribution of scores over seeds
 * where something is.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as learn from '../../../src/learn/index.ts';
import { smallData } from '../small-data.ts';

type Data = 'wine' | 'breast-cancer' | 'diabetes' | 'digits';
interface Exact {
  readonly name: string;
  readonly data: Data;
  readonly params: Record<string, unknown>;
  readonly weighted: boolean;
  readonly change: 'holes' | null;
  readonly prediction: number[];
  readonly losses: number[];
}
interface Spread {
  readonly name: string;
  readonly data: Data;
  readonly params: Record<string, unknown>;
  readonly mean: number;
  readonly sd: number;
  readonly oob: number;
  readonly oobSd: number;
}
const golden = JSON.parse(
  readFileSync(new URL('../../golden/learn/ensemble/ensembles.json', import.meta.url), 'utf8'),
) as { exact: Exact[]; spread: Spread[] };

const every = <T>(items: readonly T[], step: number, from = 0): T[] =>
  items.filter((_, i) => i % step === from);

function dataOf({ data, change }: { data: Data; change?: Exact['change'] }) {
  const { X, y } = smallData(data);
  const changed = X.map((row, i) =>
    row.map((v, j) => (change === 'holes' && (i * 13 + j * 7) % 11 === 0 ? Number.NaN : v)),
  );
  return {
    train: { X: every(changed, 2), y: every(y, 2) },
    test: { X: every(changed, 2, 1), y: every(y, 2, 1) },
  };
}

const { DecisionTreeClassifier, DecisionTreeRegressor, GaussianNB, LinearRegression } = learn;
const classifiers = (): [string, learn.Classifier][] => [
  ['nb', new GaussianNB()],
  ['tree', new DecisionTreeClassifier({ maxDepth: 1, minSamplesLeaf: 9, randomState: 0 })],
];
const regressors = (): [string, learn.Regressor][] => [
  ['line', new LinearRegression()],
  ['tree', new DecisionTreeRegressor({ minSamplesLeaf: 20, randomState: 0 })],
];

function make(name: string, params: object): learn.Classifier | learn.Regressor {
  if (name === 'VotingClassifier')
    return new learn.VotingClassifier({ ...params, estimators: classifiers() });
  if (name === 'VotingRegressor')
    return new learn.VotingRegressor({ ...params, estimators: regressors() });
  if (name === 'StackingRegressor')
    return new learn.StackingRegressor({
      estimators: regressors(),
      finalEstimator: new learn.Ridge({ alpha: 1 }),
    });
  if (name === 'StackingClassifier')
    return new learn.StackingClassifier({
      estimators: classifiers(),
      finalEstimator: new learn.LogisticRegression(),
    });
  const Make = Object.entries(learn).find(([key]) => key === name)?.[1] as new (
    params: object,
  ) => learn.Classifier | learn.Regressor;
  return new Make(params);
}

describe('what is not random predicts as scikit-learn does', () => {
  test.each(golden.exact.map((c, i) => [i, c.name, c.data, JSON.stringify(c.params), c] as const))(
    '%i %s %s %s',
    (_, name, __, ___, c) => {
      const data = dataOf(c);
      const all = smallData(c.data).y.length;
      const weights = Array.from({ length: all }, (_, i) => 0.5 + ((i * 7) % 5));
      const sampleWeight = c.weighted ? every(weights, 2) : undefined;
      const model = make(
        name,
        'randomState' in make(name, {}).params ? { ...c.params, randomState: 0 } : c.params,
      );
      model.fit(data.train.X, data.train.y, { sampleWeight });
      const got = learn.givesProbabilities(model)
        ? model.predictProba(data.test.X)
        : (model as learn.Regressor).predict(data.test.X);
      const width = got.shape[1] ?? 1;
      const values = Array.from(got.dataSync(), Number).filter(
        (_, p) => Math.floor(p / width) % 6 === 0,
      );
      expect(values.length).toBe(c.prediction.length);
      // Gradients there are float32.
      const tolerance = name.startsWith('Hist') ? 2e-4 : name.startsWith('Stack') ? 1e-4 : 1e-7;
      for (const [i, wanted] of c.prediction.entries()) {
        const gap = Math.abs(values[i]! - wanted) / Math.max(1, Math.abs(wanted));
        expect(gap, `at ${i}: ${values[i]} for ${wanted}`).toBeLessThan(tolerance);
      }
      if (c.losses.length > 0 && 'trainScore_' in model) {
        const losses = (model as learn.GradientBoostingRegressor).trainScore_.dataSync();
        const last = Number(losses.at(-1));
        expect(Math.abs(last - c.losses[0]!) / c.losses[0]!).toBeLessThan(1e-7);
      }
    },
  );
});

describe('what is random scores as scikit-learn does, over seeds', () => {
  test.each(golden.spread.map((c, i) => [i, c.name, c.data, JSON.stringify(c.params), c] as const))(
    '%i %s %s %s',
    (_, name, __, ___, c) => {
      const data = dataOf(c);
      const seeds = 10;
      let score = 0;
      let oob = 0;
      for (let seed = 0; seed < seeds; seed++) {
        const params = { ...c.params, randomState: seed };
        if (name === 'IsolationForest') {
          const forest = new learn.IsolationForest(params).fit(data.train.X);
          const scores = every(Array.from(forest.scoreSamples(data.test.X).dataSync(), Number), 5);
          score += scores.reduce((a, b) => a + b, 0) / scores.length / seeds;
          continue;
        }
        const model = make(name, params);
        model.fit(data.train.X, data.train.y);
        score += model.score(data.test.X, data.test.y) / seeds;
        if (c.oob !== 0 && 'oobScore_' in model) oob += Number(model.oobScore_) / seeds;
      }
      // Four standard errors of the difference of two means (20 seeds there, 10 here), and a little for the choice among equals.
      const error = 4 * Math.sqrt(1 / 20 + 1 / seeds);
      expect(Math.abs(score - c.mean)).toBeLessThan(error * c.sd + 0.006);
      expect(Math.abs(oob - c.oob)).toBeLessThan(error * c.oobSd + 1e-9);
    },
  );
});
