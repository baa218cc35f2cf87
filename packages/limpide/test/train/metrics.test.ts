import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setDefaultDevice, type Tensor, tensor } from '../../src/tensor/index.ts';
import {
  accuracy,
  ConfusionMatrix,
  confusionMatrix,
  f1,
  type Measure,
  precision,
  recall,
  Streaming,
  topK,
} from '../../src/train/index.ts';

setDefaultDevice('reference');

/** Scores that speak for these classes. */
const scores = (guesses: readonly number[], classes: number): Tensor =>
  tensor(
    guesses.map((g) => Array.from({ length: classes }, (_, c) => (c === g ? 0.8 : 0.1 / (c + 1)))),
  );
const ints = (values: readonly number[]): Tensor => tensor(Int32Array.from(values));
function measured<V>(measure: Measure<V>, output: Tensor, target: Tensor): V {
  const stream = new Streaming(measure);
  stream.update(output, target);
  return stream.computeSync();
}

describe('metrics', () => {
  const truth = [0, 0, 0, 1, 1, 2, 2, 2, 2, 2];
  const guess = [0, 1, 0, 1, 1, 2, 2, 0, 2, 1];

  it('agree with scikit-learn', () => {
    const [output, target] = [scores(guess, 3), ints(truth)];
    expect(measured(accuracy(), output, target)).toBeCloseTo(0.7, 12);
    // sklearn.metrics.precision_recall_fscore_support(truth, guess)
    expect(measured(precision(), output, target)).toBeCloseTo((2 / 3 + 0.5 + 1) / 3, 12);
    expect(measured(recall(), output, target)).toBeCloseTo((2 / 3 + 1 + 0.6) / 3, 12);
    expect(measured(f1(), output, target)).toBeCloseTo((2 / 3 + 2 / 3 + 0.75) / 3, 12);
    expect(measured(f1({ average: 'micro' }), output, target)).toBeCloseTo(0.7, 12);
    expect(measured(f1({ average: 'weighted' }), output, target)).toBeCloseTo(
      0.2 + (2 / 3) * 0.2 + 0.375,
      12,
    );
    expect(measured(recall({ classIndex: 2 }), output, target)).toBeCloseTo(0.6, 12);
    expect(measured(confusionMatrix(), output, target).toArray()).toEqual([
      [2, 1, 0],
      [0, 2, 0],
      [1, 1, 3],
    ]);
  });

  it('add up from batch to batch to what they are on the whole', () => {
    const row = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, size) => {
          const [t, g] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
          for (const make of [accuracy, f1, () => topK(2)]) {
            const stream = new Streaming<number>(make());
            for (let i = 0; i < rows.length; i += size) {
              stream.update(scores(g.slice(i, i + size), 4), ints(t.slice(i, i + size)));
            }
            expect(stream.computeSync()).toBeCloseTo(
              measured<number>(make(), scores(g, 4), ints(t)),
              12,
            );
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('take one-hot targets, and single scores for two classes', () => {
    const oneHot = tensor(truth.map((c) => [0, 1, 2].map((k) => (k === c ? 1 : 0))));
    expect(measured(accuracy(), scores(guess, 3), oneHot)).toBeCloseTo(0.7, 12);
    const p = tensor([[0.9], [0.2], [0.6], [0.4]]);
    expect(measured(accuracy(), p, ints([1, 0, 0, 0]))).toBe(0.75);
    expect(measured(accuracy({ fromLogits: true }), p.sub(0.5), ints([1, 0, 0, 0]))).toBe(0.75);
    expect(measured(precision(), p, ints([1, 0, 0, 0]))).toBe(0.5);
    expect(measured(recall(), p.reshape(-1), ints([1, 0, 0, 0]))).toBe(1);
  });

  it('top k counts the wanted class among the k best', () => {
    const output = tensor([
      [0.1, 0.5, 0.4],
      [0.5, 0.3, 0.2],
      [0.2, 0.3, 0.5],
    ]);
    expect([1, 2, 3].map((k) => measured(topK(k), output, ints([2, 2, 2])))).toEqual([
      1 / 3,
      2 / 3,
      1,
    ]);
    expect(() => topK(0)).toThrow(/k should be/);
  });

  it('have no value out of nothing but 0, and refuse what does not fit', () => {
    const matrix = new ConfusionMatrix([3, 0, 0, 0]);
    expect(matrix.precision).toEqual([1, 0]);
    expect(matrix.f1).toEqual([1, 0]);
    expect(() => measured(accuracy(), scores(guess, 3), ints([0, 1]))).toThrow(
      /do not go together/,
    );
  });

  it('can be read without being disturbed, and forgotten', () => {
    const stream = new Streaming(accuracy());
    for (let i = 0; i < 130; i++) {
      stream.update(scores([i % 2], 2), ints([0]));
      if (i === 64) expect(stream.computeSync()).toBeCloseTo(33 / 65, 12);
    }
    expect(stream.computeSync()).toBe(0.5);
    stream.reset();
    stream.update(scores([0], 2), ints([0]));
    expect(stream.computeSync()).toBe(1);
  });
});
