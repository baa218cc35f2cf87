/** Metrics of sets of labels (several labels per sample): as scikit-learn, and what they refuse. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError, LimpideError } from '../../../src/errors/index.ts';
import * as m from '../../../src/learn/metrics/index.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { golden, near } from '../golden.ts';

type Values = Record<string, never>;
const g = golden<
  Record<'y' | 'p', number[][]> &
    Record<'w' | 'c3' | 'd3', number[]> &
    Record<'plain' | 'weighted', Values>
>('label-sets');
const { y, p, w, c3, d3 } = g;

describe.each(['plain', 'weighted'] as const)('%s: as scikit-learn', (name) => {
  const want = g[name];
  const o = name === 'weighted' ? { sampleWeight: w } : {};

  it('samples whose whole set is right, labels that are wrong', () => {
    near(m.accuracyScore(y, p, o), want['accuracy']);
    near(m.zeroOneLoss(y, p, o), want['zeroOne']);
    near(m.hammingLoss(y, p, o), want['hamming']);
  });
  it('a confusion matrix per label, per sample, per class', () => {
    near(m.multilabelConfusionMatrix(y, p, o), want['confusion']);
    near(m.multilabelConfusionMatrix(y, p, { ...o, labels: [2, 0] }), want['confusionSome']);
    near(m.multilabelConfusionMatrix(y, p, { ...o, samplewise: true }), want['confusionSamples']);
    near(m.multilabelConfusionMatrix(c3, d3, o), want['confusionClasses']);
  });
  it.each(['micro', 'macro', 'weighted', 'samples', null] as const)('%s averages', (average) => {
    for (const zeroDivision of [0, 1]) {
      const key = `${average === null ? 'None' : average}${zeroDivision}`;
      const how = { ...o, average: average as 'micro', zeroDivision };
      near(m.precisionScore(y, p, how), want[`precision${key}`]);
      near(m.recallScore(y, p, how), want[`recall${key}`]);
      near(m.f1Score(y, p, how), want[`f1${key}`]);
      near(m.fbetaScore(y, p, { ...how, beta: 0.5 }), want[`fbeta${key}`]);
      near(m.jaccardScore(y, p, how), want[`jaccard${key}`]);
    }
  });
  it('some labels only', () => {
    near(m.f1Score(y, p, { ...o, average: 'macro', labels: [0, 2] }), want['macroSome']);
    near(m.f1Score(y, p, { ...o, average: 'samples', labels: [0, 2] }), want['samplesSome']);
  });
  it('the report', () => {
    const { classes, micro, macro, weighted, samples } = m.classificationReport(y, p, o);
    const lines = [...classes, micro!, macro, weighted, samples!];
    near(
      lines.map((line) => [line.precision, line.recall, line.f1, line.support]),
      want['report'],
    );
    const text = String(m.classificationReport(y, p, o));
    expect(text).toMatch(/micro avg[\s\S]*samples avg/);
    expect(text).not.toMatch(/accuracy/);
  });
});

it('tensors and rows are the same', () => {
  const [a, b] = [tensor(y), tensor(p)];
  expect(m.f1Score(a, b, { average: 'samples' })).toBe(m.f1Score(y, p, { average: 'samples' }));
  expect(m.hammingLoss(a, p)).toBe(m.hammingLoss(y, b));
});

const sets = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 4 }))
  .chain(([n, k]) => {
    const rows = fc.array(
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: k, maxLength: k }),
      {
        minLength: n,
        maxLength: n,
      },
    );
    return fc.tuple(rows, rows);
  });

it('hamming is the mean of the labels’ own losses; perfect predictions score 1', () => {
  fc.assert(
    fc.property(sets, ([a, b]) => {
      const k = a[0]!.length;
      const each = Array.from({ length: k }, (_, j) =>
        m.zeroOneLoss(
          a.map((row) => row[j]!),
          b.map((row) => row[j]!),
        ),
      );
      expect(m.hammingLoss(a, b)).toBeCloseTo(each.reduce((s, v) => s + v, 0) / k, 12);
      expect(m.accuracyScore(a, a)).toBe(1);
      expect(m.f1Score(a, a, { average: 'samples', zeroDivision: 1 })).toBe(1);
      const cells = Array.from(m.multilabelConfusionMatrix(a, b).dataSync(), Number);
      expect(cells.reduce((s, v) => s + v, 0)).toBe(a.length * k);
    }),
  );
});

describe('what is refused, with a reason', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['sets and single labels', () => m.accuracyScore(y, c3), /one label per sample/],
    ['a cell that is 2', () => m.hammingLoss([[0, 2]], [[0, 1]]), /row 0, column 1/],
    ['a NaN', () => m.f1Score([[0, Number.NaN]], [[0, 1]], { average: 'micro' }), /0 and 1/],
    ['rows of different lengths', () => m.accuracyScore([[0, 1], [1]], p), /row 1/],
    ['more columns', () => m.accuracyScore([[0, 1, 0]], [[0, 1]]), /3.*2|2.*3/],
    ['another number of rows', () => m.accuracyScore(y, p.slice(1)), /39/],
    ['no average', () => m.f1Score(y, p), /average/],
    ['samples of single labels', () => m.f1Score(c3, d3, { average: 'samples' }), /sets of labels/],
    [
      'samplewise of single labels',
      () => m.multilabelConfusionMatrix(c3, d3, { samplewise: true }),
      /sets of labels/,
    ],
    [
      'a column that is not there',
      () => m.f1Score(y, p, { average: 'macro', labels: [7] }),
      /0 … 3/,
    ],
    ['nothing', () => m.hammingLoss([], []), /nothing to compare/],
  ])('%s', (_, work, sentence) => {
    expect(work).toThrow(LimpideError);
    expect(work).toThrow(sentence);
  });
  it('as an error of the data', () => {
    expect(() => m.accuracyScore(y, c3)).toThrow(DataError);
  });
});
