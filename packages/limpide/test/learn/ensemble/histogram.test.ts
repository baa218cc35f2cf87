/** Histograms: the vector loops and the plain ones agree to the bit; a child and its sibling make their parent. */
import { expect, test } from 'vitest';
import { makeKernel, plainKernel } from '../../../src/learn/ensemble/hist/kernel.ts';
import { HistSplitter } from '../../../src/learn/ensemble/hist/split.ts';
import { RandomStream } from '../../../src/learn/index.ts';

test.each([1, 3, 4, 7, 9])('%i columns', (cols) => {
  const rows = 501;
  const stream = new RandomStream(1, cols);
  const bins = Uint8Array.from({ length: rows * cols }, () => stream.int(256));
  // Multiples of 2⁻²⁰: their sums are exact, in any order.
  const exact = (): Float64Array =>
    Float64Array.from({ length: rows }, () => stream.int(2 ** 20) / 2 ** 20 - 0.5);
  const gradients = exact();
  const hessians = exact();
  const [vector, plain] = [makeKernel, plainKernel].map((make) => make(bins, rows, cols));
  if (!vector || !plain) throw new Error('no kernel');
  expect(vector.samples.buffer).toBeInstanceOf(SharedArrayBuffer);
  const results = [vector, plain].map((kernel) => {
    for (let i = 0; i < rows; i++) kernel.samples[i] = (i * 7) % rows;
    const [whole, left, right] = [kernel.make(), kernel.make(), kernel.make()];
    kernel.fill(whole, 0, rows, gradients, hessians);
    kernel.fill(left, 0, 123, gradients, hessians);
    kernel.fill(right, 123, rows, gradients, hessians);
    const counted = Float64Array.from(whole);
    kernel.subtract(whole, left);
    expect(Float64Array.from(whole)).toEqual(Float64Array.from(right));
    return counted;
  });
  expect(results[0]).toEqual(results[1]);
  let samples = 0;
  for (let at = 2; at < results[0]!.length; at += 3) samples += results[0]![at]!;
  expect(samples).toBe(rows * cols);
});

test.each([2, 3, 6])('samples divide and cuts are found alike, %i columns', (cols) => {
  const rows = 400;
  const stream = new RandomStream(2, cols);
  const most = Array.from({ length: cols }, (_, j) => (j % 2 === 0 ? 255 : 5 + j));
  const bins = Uint8Array.from({ length: rows * cols }, (_, at) =>
    stream.int(most[Math.floor(at / rows)]!),
  );
  const gradients = Float64Array.from({ length: rows }, () => stream.normal());
  const hessians = Float64Array.from({ length: rows }, () => stream.uniform(0.01, 1));
  const goesLeft = Uint8Array.from({ length: 256 }, (_, bin) => (bin * 31) & 1);
  const results = [makeKernel, plainKernel].map((make) => {
    const kernel = make(bins, rows, cols);
    for (let i = 0; i < rows; i++) kernel.samples[i] = (i * 7) % rows;
    const middle = kernel.divide(1, 10, 390, goesLeft);
    const [whole, left] = [kernel.make(), kernel.make()];
    kernel.fill(whole, 0, rows, gradients, hessians);
    kernel.fill(left, 10, middle, gradients, hessians);
    kernel.subtract(whole, left); // empty bins now hold the rounding of sums
    let [gradient, hessian, samples] = [0, 0, 0];
    for (let at = 0; at < 3 * 256; at += 3) {
      gradient += whole[at]!;
      hessian += whole[at + 1]!;
      samples += whole[at + 2]!;
    }
    const splitter = new HistSplitter(
      {
        l2: 0.1,
        minLeaf: 5,
        minHessian: 1e-3,
        monotonic: new Int32Array(cols),
        categorical: new Uint8Array(cols),
        binCounts: Int32Array.from(most),
        hasMissing: new Uint8Array(cols),
      },
      kernel,
    );
    const node = { gradient, hessian, samples, lower: -Infinity, upper: Infinity };
    const split = splitter.find(
      whole,
      node,
      Int32Array.from({ length: cols }, (_, j) => j),
    );
    expect(split?.gain).toBeGreaterThan(0);
    return { middle, order: Int32Array.from(kernel.samples), split };
  });
  expect(results[0]).toEqual(results[1]);
  const { middle, order } = results[0]!;
  const goes = (i: number): number => goesLeft[bins[rows + order[i]!]!]!;
  for (let i = 10; i < 390; i++) expect(goes(i)).toBe(i < middle ? 1 : 0);
});
