import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BernoulliNB,
  CategoricalNB,
  ComplementNB,
  GaussianNB,
  MultinomialNB,
} from '../../../src/learn/index.ts';
import type { Tensor } from '../../../src/tensor/index.ts';
import { smallData } from '../small-data.ts';

const numbers = (t: Tensor): number[] => Array.from(t.dataSync(), Number);
const { X: raw, y } = smallData('iris');
const X = raw.map((row) => row.map(Math.floor)); // counts, which are categories too
const makers = {
  GaussianNB: () => new GaussianNB({ varSmoothing: 0 }),
  MultinomialNB: () => new MultinomialNB(),
  ComplementNB: () => new ComplementNB(),
  BernoulliNB: () => new BernoulliNB({ binarize: 2 }),
  CategoricalNB: () => new CategoricalNB({ minCategories: 8 }),
};

describe.each(Object.entries(makers))('%s', (name, make) => {
  const data = name === 'GaussianNB' ? raw : X;
  it('parts, in any cut, give what the whole gives', () => {
    const whole = numbers(make().fit(data, y).predictLogProba(data));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 148 }), (cut) => {
        const model = make().partialFit(data.slice(0, cut), y.slice(0, cut), {
          classes: [0, 1, 2],
        });
        model.partialFit(data.slice(cut), y.slice(cut));
        numbers(model.predictLogProba(data)).forEach((v, i) => {
          expect(Math.abs(v - whole[i]!)).toBeLessThan(1e-6 * (1 + Math.abs(v)));
        });
      }),
      { numRuns: 10 },
    );
  });
  it('a sample twice is a sample of weight two', () => {
    const sampleWeight = data.map((_row, i) => 1 + (i % 2));
    const rows = [...data.keys()].flatMap((i) => (i % 2 ? [i, i] : [i]));
    const a = numbers(make().fit(data, y, { sampleWeight }).predictProba(data));
    const b = make().fit(
      rows.map((i) => data[i]!),
      rows.map((i) => y[i]!),
    );
    numbers(b.predictProba(data)).forEach((v, i) => {
      expect(v).toBeCloseTo(a[i]!, 9);
    });
  });
  it('probabilities sum to one, and texts serve as classes', () => {
    const words = y.map((c) => ['setosa', 'versicolor', 'virginica'][c]!);
    const model = make().fit(data, words);
    const P = numbers(model.predictProba(data));
    for (let i = 0; i < data.length; i++)
      expect(P[3 * i]! + P[3 * i + 1]! + P[3 * i + 2]!).toBeCloseTo(1, 9);
    expect(model.predict(data.slice(0, 1))).toEqual(['setosa']);
    // coarse counts say less; all do better than chance
    expect(model.score(data, words)).toBeGreaterThan(0.6);
  });
  it('a class that was not named is refused', () => {
    const model = make().partialFit(data.slice(0, 60), y.slice(0, 60), { classes: [0, 1] });
    expect(() => model.partialFit(data, y)).toThrow(/2/);
  });
});

describe('CategoricalNB', () => {
  it('names a category that fit has not seen', () => {
    const model = new CategoricalNB().fit([[0], [1], [1]], [0, 1, 1]);
    expect(() => model.predict([[5]])).toThrow(/minCategories/);
    expect(() => new CategoricalNB().fit([[0.5]], [1])).toThrow(/OrdinalEncoder/);
  });
});
