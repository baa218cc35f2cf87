/** Decision trees: missing values, several outputs, weights as repetitions, limits, paths, exports, errors. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArgumentError, DataError } from '../../../src/errors/index.ts';
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  exportText,
  exportTree,
  Frame,
} from '../../../src/learn/index.ts';
import { rankColumns } from '../../../src/learn/trees/columns.ts';
import { Matrix } from '../../../src/linalg/index.ts';
import { smallData } from '../small-data.ts';

const iris = smallData('iris');

describe('ranks', () => {
  const anything = fc.oneof(
    fc.double({ noDefaultInfinity: true, noNaN: false }),
    fc.integer({ min: -3, max: 3 }),
  );
  test('order values as they are, missing ones last', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 60 }), (column) => {
        // Once with few distinct values, once with enough for the sort.
        for (const more of [0, 1500]) {
          const values = [...column, ...Array.from({ length: more }, (_, i) => i * 0.37 - 200)];
          const { ranks, values: distinct } = rankColumns(
            new Matrix(Float64Array.from(values), values.length, 1),
          );
          const sorted = [...new Set(values.filter((v) => !Number.isNaN(v)).map((v) => v + 0))];
          sorted.sort((a, b) => a - b);
          expect([...distinct]).toEqual(sorted);
          for (const [i, v] of values.entries())
            expect(ranks[i]).toBe(Number.isNaN(v) ? sorted.length : sorted.indexOf(v + 0));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('missing values', () => {
  const x = Array.from({ length: 60 }, (_, i) => [i % 3 === 0 ? Number.NaN : i]);
  test('can be what a split is about', () => {
    const y = x.map(([v]) => (Number.isNaN(v) ? 'gone' : 'here'));
    const tree = new DecisionTreeClassifier().fit(x, y);
    expect(tree.getNLeaves()).toBe(2);
    expect(tree.predict([[Number.NaN], [5], [1000]])).toEqual(['gone', 'here', 'here']);
    expect(exportText(tree)).toContain('feature_0 is known');
  });
  test('go to the side they are like', () => {
    const y = x.map(([v]) => (Number.isNaN(v) || v! < 30 ? 1 : 9));
    for (const criterion of [
      'squared_error',
      'absolute_error',
      'friedman_mse',
      'poisson',
    ] as const) {
      const tree = new DecisionTreeRegressor({ criterion, maxDepth: 1 }).fit(x, y);
      expect([...tree.predict([[Number.NaN], [0], [50]]).dataSync()].map(Number)).toEqual([
        1, 1, 9,
      ]);
    }
  });
  test('go with the majority where fit met none', () => {
    const X = Array.from({ length: 10 }, (_, i) => [i]);
    const tree = new DecisionTreeClassifier().fit(
      X,
      X.map(([v]) => (v! < 3 ? 0 : 1)),
    );
    expect(tree.predict([[Number.NaN]])).toEqual([1]);
  });
});

test('a weight of two is the same as a sample twice', () => {
  const weights = iris.y.map((_, i) => 1 + (i % 2));
  const rows = iris.y.flatMap((_, i) => (i % 2 === 0 ? [i] : [i, i]));
  for (const criterion of ['gini', 'entropy'] as const) {
    const options = { criterion, maxDepth: 2, randomState: 0 };
    const weighted = new DecisionTreeClassifier(options).fit(iris.X, iris.y, {
      sampleWeight: weights,
    });
    const repeated = new DecisionTreeClassifier(options).fit(
      rows.map((i) => iris.X[i]!),
      rows.map((i) => iris.y[i]!),
    );
    expect(repeated.tree_.weight).toEqual(weighted.tree_.weight);
    expect(repeated.tree_.impurity).toEqual(weighted.tree_.impurity);
  }
});

test('order is all that matters: any growing function of a feature gives the same leaves', () => {
  const grow = (change: (v: number) => number): ArrayLike<unknown> => {
    const X = iris.X.map((row) => row.map(change));
    return new DecisionTreeClassifier({ randomState: 1 }).fit(X, iris.y).apply(X).dataSync();
  };
  expect(grow((v) => Math.exp(v) - 100)).toEqual(grow((v) => v));
});

test('limits hold', () => {
  const tree = new DecisionTreeClassifier({ minSamplesLeaf: 7, maxDepth: 3, maxLeafNodes: 5 });
  tree.fit(iris.X, iris.y);
  expect(tree.getDepth()).toBeLessThanOrEqual(3);
  expect(tree.getNLeaves()).toBeLessThanOrEqual(5);
  const { left, samples } = tree.tree_;
  for (const [node, child] of left.entries())
    if (child < 0) expect(samples[node]).toBeGreaterThanOrEqual(7);
});

test('paths lead from the root to the leaf of apply', () => {
  const tree = new DecisionTreeClassifier({ randomState: 0 }).fit(iris.X, iris.y);
  const path = tree.decisionPath(iris.X);
  const leaves = tree.apply(iris.X).dataSync();
  for (let i = 0; i < path.rows; i++) {
    const nodes = path.row(i).indices;
    expect(nodes[0]).toBe(0);
    expect([...nodes]).toContain(Number(leaves[i]));
  }
});

test('several outputs are split together', () => {
  const y = iris.X.map(([a, b]) => [a! + b!, a! - b!]);
  const tree = new DecisionTreeRegressor({ randomState: 0 }).fit(iris.X, y);
  expect(tree.predict(iris.X).shape).toEqual([150, 2]);
  expect(tree.score(iris.X, y)).toBeGreaterThan(0.99);
});

test('pruning by a large α leaves the root', () => {
  const tree = new DecisionTreeClassifier({ ccpAlpha: 1 }).fit(iris.X, iris.y);
  expect(tree.getNLeaves()).toBe(1);
  const { ccpAlphas } = tree.costComplexityPruningPath(iris.X, iris.y);
  expect([...ccpAlphas]).toEqual([...ccpAlphas].sort((a, b) => a - b));
});

test('exports use the names of columns and classes', () => {
  const X = new Frame({ long: iris.X.map((row) => row[2]!), large: iris.X.map((row) => row[3]!) });
  const tree = new DecisionTreeClassifier({ maxDepth: 1, randomState: 0 });
  tree.fit(
    X,
    iris.y.map((k) => ['setosa', 'versicolor', 'virginica'][k]!),
  );
  expect(exportText(tree)).toMatch(/^\|--- (long|large) <= \d/);
  const root = exportTree(tree);
  expect(root.samples).toBe(150);
  expect(root.split?.left.class).toBe('setosa');
});

test('errors name what is wrong', () => {
  const make = (options: object) => () => new DecisionTreeClassifier(options).fit(iris.X, iris.y);
  expect(make({ maxDepth: 0 })).toThrow(ArgumentError);
  expect(make({ minSamplesSplit: 1 })).toThrow(ArgumentError);
  expect(make({ maxFeatures: 'cube' })).toThrow(ArgumentError);
  expect(make({ nope: 1 })).toThrow(ArgumentError);
  const poisson = new DecisionTreeRegressor({ criterion: 'poisson' });
  expect(() => poisson.fit([[1], [2]], [-1, 1])).toThrow(DataError);
  expect(() => poisson.fit([[1], [2]], [0, 0])).toThrow(DataError);
});
