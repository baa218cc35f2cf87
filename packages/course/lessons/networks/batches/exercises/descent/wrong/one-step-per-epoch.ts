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
  for (let epoch = 0; epoch < epochs; epoch++) {
    let sumW = 0;
    let sumB = 0;
    const batches = draw();
    for (const batch of batches) {
      const [byW, byB] = linearGradient(
        batch.map((i) => x[i]!),
        batch.map((i) => y[i]!),
        w,
        b,
      );
      sumW += byW;
      sumB += byB;
    }
    w -= (rate * sumW) / batches.length;
    b -= (rate * sumB) / batches.length;
  }
  return { slope: w, intercept: b };
}
