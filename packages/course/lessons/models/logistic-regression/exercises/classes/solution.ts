import { dot, softmax } from '@me/engine';

/** One row of weights and one bias per class: shapes [k, n] and [k]. */
export interface Softmax {
  weights: number[][];
  biases: number[];
}

/**
 * Gradient descent on the mean cross-entropy from zero, over points of shape [m, n] with labels
 * 0 … classes − 1: class j moves by the mean of (p_j − [label = j])·x.
 */
export function softmaxRegression(
  points: readonly (readonly number[])[],
  labels: readonly number[],
  classes: number,
  rate: number,
  steps: number,
): Softmax {
  const weights = Array.from({ length: classes }, () => points[0]!.map(() => 0));
  const biases = weights.map(() => 0);
  const push = rate / points.length;
  for (let step = 0; step < steps; step++) {
    // every gap of a step comes from the same weights
    const gaps = points.map((x, i) =>
      softmax(weights.map((w, j) => dot(w, x) + biases[j]!)).map(
        (p, j) => p - (labels[i] === j ? 1 : 0),
      ),
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
