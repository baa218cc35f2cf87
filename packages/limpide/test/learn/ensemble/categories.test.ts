/** Histogram boosting with categories as they are: the divisions that scikit-learn finds. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
} from '../../../src/learn/index.ts';
import { near } from '../golden.ts';

interface Case {
  readonly classes: boolean;
  readonly leaf: number;
  readonly categories: number[];
  readonly X: (number | null)[][];
  readonly y: number[];
  readonly w: number[];
  readonly new: (number | null)[][];
  readonly p: number[];
}
const file = new URL('../../golden/learn/ensemble/categories.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];
const rows = (X: Case['X']): number[][] => X.map((row) => row.map((v) => v ?? Number.NaN));

test.each(cases.map((c, k) => [k, c] as const))('case %i: as scikit-learn', (_, c) => {
  const how = {
    maxIter: 8,
    minSamplesLeaf: c.leaf,
    categoricalFeatures: c.categories,
    earlyStopping: false,
  };
  const options = { sampleWeight: c.w };
  const fresh = rows(c.new);
  const scores = c.classes
    ? new HistGradientBoostingClassifier(how).fit(rows(c.X), c.y, options).decisionFunction(fresh)
    : new HistGradientBoostingRegressor(how).fit(rows(c.X), c.y, options).predict(fresh);
  near(scores, c.p, 1e-6);
  expect(scores.shape).toEqual([20]);
});
