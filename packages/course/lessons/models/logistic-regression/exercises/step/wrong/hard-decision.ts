import { dot, sigmoid } from '@me/engine';

export interface Logistic {
  weights: number[];
  bias: number;
}

export function logisticStep(
  points: readonly (readonly number[])[],
  labels: readonly number[],
  model: Readonly<Logistic>,
  rate: number,
): Logistic {
  const weights = [...model.weights];
  let bias = model.bias;
  for (const [i, x] of points.entries()) {
    const gap = (sigmoid(dot(model.weights, x) + model.bias) >= 0.5 ? 1 : 0) - labels[i]!;
    const push = (rate * gap) / points.length;
    for (const [j, xj] of x.entries()) weights[j]! -= push * xj;
    bias -= push;
  }
  return { weights, bias };
}
