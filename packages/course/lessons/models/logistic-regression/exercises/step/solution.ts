import { dot, sigmoid } from '@me/engine';

/** p = σ(weights · x + bias), weights of shape [n]. */
export interface Logistic {
  weights: number[];
  bias: number;
}

/**
 * One step of gradient descent on the mean cross-entropy, over m points of shape [m, n] with labels
 * 0 or 1: the gradient is the mean of (p − y)·x.
 */
export function logisticStep(
  points: readonly (readonly number[])[],
  labels: readonly number[],
  model: Readonly<Logistic>,
  rate: number,
): Logistic {
  const weights = [...model.weights];
  let bias = model.bias;
  for (const [i, x] of points.entries()) {
    const gap = sigmoid(dot(model.weights, x) + model.bias) - labels[i]!;
    const push = (rate * gap) / points.length;
    for (const [j, xj] of x.entries()) weights[j]! -= push * xj;
    bias -= push;
  }
  return { weights, bias };
}
