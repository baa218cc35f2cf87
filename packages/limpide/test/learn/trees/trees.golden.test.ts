/** Decision trees, node by node, against scikit-learn. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  exportText,
} from '../../../src/learn/trees/index.ts';
import { smallData } from '../small-data.ts';

interface Case {
  readonly kind: 'classifier' | 'regressor';
  readonly data: 'wine' | 'diabetes' | 'breast-cancer' | 'digits';
  readonly params: Record<string, number | string>;
  readonly weighted: boolean;
  readonly multi: boolean;
  readonly feature: number[];
  readonly threshold: number[];
  readonly impurity: number[];
  readonly samples: number[];
  readonly weight: number[];
  readonly prediction: number[];
  readonly importances: number[];
  readonly depth: number;
  readonly leaves: number;
  readonly score: number;
  readonly alphas: number[];
  readonly impurities: number[];
  readonly text: string;
}

const cases = JSON.parse(
  readFileSync(new URL('../../golden/learn/trees/trees.json', import.meta.url), 'utf8'),
) as Case[];

const close = (got: ArrayLike<number | bigint>, wanted: readonly number[], tolerance: number) => {
  expect(got.length).toBe(wanted.length);
  for (const [i, w] of wanted.entries()) {
    const gap = Math.abs(Number(got[i]) - w) / Math.max(1, Math.abs(w));
    expect(gap, `at ${i}: ${got[i]} for ${w}`).toBeLessThan(tolerance);
  }
};

const ninth = <T>(items: readonly T[]): T[] => items.filter((_, i) => i % 9 === 0);

function dataOf({ kind, data, multi }: Case): { X: number[][]; y: number[] | number[][] } {
  const { X, y } = smallData(data);
  if (kind === 'regressor' && data !== 'diabetes')
    return { X: X.map((row) => row.slice(1)), y: X.map((row) => row[0]!) };
  if (multi) return { X, y: y.map((v, i) => [v, X[i]![2]! * 100 + v * 0.2]) };
  return { X, y };
}

describe('trees are those of scikit-learn', () => {
  test.each(cases.map((c, i) => [i, c.kind, c.data, JSON.stringify(c.params), c] as const))(
    '%i %s %s %s',
    (_, kind, __, ___, c) => {
      const { X, y } = dataOf(c);
      const sampleWeight = c.weighted ? X.map((_, i) => 0.5 + ((i * 7) % 5)) : undefined;
      const options = { ...c.params, randomState: 0 };
      const model =
        kind === 'classifier'
          ? new DecisionTreeClassifier(options).fit(X, y as number[], { sampleWeight })
          : new DecisionTreeRegressor(options).fit(X, y, { sampleWeight });
      const tree = model.tree_;
      expect([...tree.feature]).toEqual(c.feature);
      expect([...tree.samples]).toEqual(c.samples);
      close(tree.weight, c.weight, 1e-9);
      // Thresholds there are halfway between values rounded to float32.
      close(tree.threshold, c.threshold, 1e-6);
      close(tree.impurity, c.impurity, 1e-7);
      close(model.featureImportances_.dataSync(), c.importances, 1e-7);
      const prediction =
        model instanceof DecisionTreeClassifier
          ? model.predictProba(ninth(X))
          : model.predict(ninth(X));
      close(prediction.dataSync(), c.prediction, 1e-8);
      expect(model.getDepth()).toBe(c.depth);
      expect(model.getNLeaves()).toBe(c.leaves);
      expect(
        model instanceof DecisionTreeClassifier ? model.score(X, y as number[]) : model.score(X, y),
      ).toBeCloseTo(c.score, 8);
      const path =
        model instanceof DecisionTreeClassifier
          ? model.costComplexityPruningPath(X, y as number[], { sampleWeight })
          : model.costComplexityPruningPath(X, y, { sampleWeight });
      close(path.ccpAlphas, c.alphas, 1e-7);
      close(path.impurities, c.impurities, 1e-7);
      if (c.text !== '') {
        const text = exportText(model, { decimals: 5 });
        // Labels there are floats.
        expect(text.replace(/class: (\d+)$/gm, 'class: $1.0')).toBe(c.text);
      }
    },
  );
});
