import { linearGradient } from '@me/engine';

/** The line w·x + b after `epochs` passes over the examples: one step per batch, new batches at each epoch. */
export function batchDescent(
  x: readonly number[],
  y: readonly number[],
  draw: () => readonly (readonly number[])[],
  rate: number,
  epochs: number,
): { slope: number; intercept: number } {
  let w = 0;
  let b = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const batch of draw()) {
      const [byW, byB] = linearGradient(
        batch.map((i) => x[i]!),
        batch.map((i) => y[i]!),
        w,
        b,
      );
      w -= rate * byW;
      b -= rate * byB;
    }
  }
  return { slope: w, intercept: b };
}
