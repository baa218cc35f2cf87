import { dot, softmax } from '@me/engine';

export interface Softmax {
  weights: number[][];
  biases: number[];
}

export function softmaxRegression(
  points: readonly (readonly number[])[],
  _labels: readonly number[],
  classes: number,
  rate: number,
  steps: number,
): Softmax {
  const weights = Array.from({ length: classes }, () => points[0]!.map(() => 0));
  const biases = weights.map(() => 0);
  const push = rate / points.length;
  for (let step = 0; step < steps; step++) {
    // every gap of a step comes from the same weights
    const gaps = points.map((x) =>
      softmax(weights.map((w, j) => dot(w, x) + biases[j]!)).map((p) => p),
    );
    for (const [i, x] of points.entries()) {
      for (const [j, gap] of gaps[i]!.entries()) {
        for (const [l, xl] of x.entries()) weights[j]![l]! -= push * gap * xl;
        biases[j]! -= push * gap;
      }
    }
  }
  return { weights, biases };
}
