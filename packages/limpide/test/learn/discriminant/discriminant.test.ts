import { describe, expect, it } from 'vitest';
import {
  LinearDiscriminantAnalysis,
  onWarning,
  QuadraticDiscriminantAnalysis,
} from '../../../src/learn/index.ts';
import type { Tensor } from '../../../src/tensor/index.ts';
import { smallData } from '../small-data.ts';

const numbers = (t: Tensor): number[] => Array.from(t.dataSync(), Number);
const { X, y } = smallData('wine');

describe('LinearDiscriminantAnalysis', () => {
  it('the three solvers meet', () => {
    const [a, b, c] = (['svd', 'lsqr', 'eigen'] as const).map((solver) =>
      numbers(new LinearDiscriminantAnalysis({ solver }).fit(X, y).predictProba(X)),
    );
    // svd divides by n − classes, the others by n: the same borders but for that factor
    const largest = Math.max(...b!.map((v, i) => Math.abs(v - c![i]!)));
    expect(largest).toBeLessThan(1e-8);
    expect(Math.max(...a!.map((v, i) => Math.abs(v - b![i]!)))).toBeLessThan(0.02);
  });
  it('does not depend on the units of the features', () => {
    const scaled = X.map((row) => row.map((v, j) => v * 10 ** (j % 3) - j));
    const a = numbers(new LinearDiscriminantAnalysis().fit(X, y).predictProba(X));
    const b = numbers(new LinearDiscriminantAnalysis().fit(scaled, y).predictProba(scaled));
    a.forEach((v, i) => {
      expect(b[i]).toBeCloseTo(v, 7);
    });
  });
  it('transforms: classes have unit spread within, and means apart along the first direction', () => {
    for (const solver of ['svd', 'eigen'] as const) {
      const model = new LinearDiscriminantAnalysis({ solver });
      const Z = model.fitTransform(X, y);
      expect(Z.shape).toEqual([X.length, 2]);
      const z = numbers(Z);
      const ratios = numbers(model.explainedVarianceRatio_);
      expect(ratios[0]! + ratios[1]!).toBeCloseTo(1, 9);
      expect(ratios[0]).toBeGreaterThan(ratios[1]!);
      for (const j of [0, 1]) {
        let within = 0;
        for (const c of [0, 1, 2]) {
          const own = y.flatMap((v, i) => (v === c ? [z[2 * i + j]!] : []));
          const mean = own.reduce((s, v) => s + v, 0) / own.length;
          within += own.reduce((s, v) => s + (v - mean) ** 2, 0);
        }
        expect(within / (X.length - (solver === 'svd' ? 3 : 0))).toBeCloseTo(1, 6);
      }
      expect(model.getFeatureNamesOut()).toEqual([
        'lineardiscriminantanalysis0',
        'lineardiscriminantanalysis1',
      ]);
    }
  });
  it('nComponents keeps the first directions', () => {
    const model = new LinearDiscriminantAnalysis({ nComponents: 1 }).fit(X, y);
    expect(model.transform(X).shape).toEqual([X.length, 1]);
    expect(() => new LinearDiscriminantAnalysis({ solver: 'lsqr' }).fit(X, y).transform(X)).toThrow(
      /svd/,
    );
  });
  it('more features than samples: shrinkage keeps it well', () => {
    const wide = X.slice(0, 90).map((row, i) =>
      Array.from(
        { length: 120 },
        (_, j) => row[j % 13]! * (1 + (j % 7)) + ((i * 31 + j * 17) % 11),
      ),
    );
    const model = new LinearDiscriminantAnalysis({ solver: 'lsqr', shrinkage: 'auto' });
    expect(model.fit(wide, y.slice(0, 90)).score(wide, y.slice(0, 90))).toBeGreaterThan(0.9);
  });
});

describe('QuadraticDiscriminantAnalysis', () => {
  it('warns about collinear features of a class', () => {
    const heard: string[] = [];
    const stop = onWarning(({ code }) => heard.push(code));
    const twice = X.map((row) => [...row.slice(0, 3), row[0]!]);
    const model = new QuadraticDiscriminantAnalysis().fit(twice, y);
    stop();
    expect(heard).toEqual(['learn.collinear', 'learn.collinear', 'learn.collinear']);
    expect(numbers(model.predictProba(twice)).every(Number.isFinite)).toBe(true);
  });
  it('finds what a plane cannot: a class inside another', () => {
    const points = Array.from({ length: 120 }, (_, i) => {
      const r = i % 2 ? 3 : 0.5;
      return [r * Math.cos(i), r * Math.sin(i)];
    });
    const inside = points.map((_p, i) => i % 2);
    expect(new QuadraticDiscriminantAnalysis().fit(points, inside).score(points, inside)).toBe(1);
    expect(new LinearDiscriminantAnalysis().fit(points, inside).score(points, inside)).toBeLessThan(
      0.7,
    );
  });
});
