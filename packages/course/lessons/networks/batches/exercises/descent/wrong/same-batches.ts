import { linearGradient } from '@me/engine';

export function batchDescent(
  x: readonly number[],
  y: readonly number[],
  draw: () => readonly (readonly number[])[],
  rate: number,
  epochs: number,
): { slope: number; intercept: number } {
  let w = 0;
  let b = 0;
  const batches = draw();
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const batch of batches) {
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
