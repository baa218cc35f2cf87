/** Histograms: the vector loops and the plain ones agree to the bit; a child and its sibling make their parent. */
import { expect, test } from 'vitest';
import { makeKernel, plainKernel } from '../../../src/learn/ensemble/hist/kernel.ts';
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
