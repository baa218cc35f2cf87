import { perceptronPredict } from '@me/engine';

/** What has been learnt, and the number of mistakes of each epoch. */
export interface Trained {
  weights: number[];
  bias: number;
  mistakes: number[];
}

/** Rosenblatt's algorithm from zero, with η = 1; stops after an epoch without a mistake. */
export function trainPerceptron(
  points: readonly (readonly number[])[],
  labels: readonly number[],
  epochs: number,
): Trained {
  let weights: number[] = (points[0] ?? []).map(() => 0);
  let bias = 0;
  const mistakes: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    let wrong = 0;
    const before = { weights, bias };
    for (const [i, x] of points.entries()) {
      const label = labels[i]!;
      if (perceptronPredict(before.weights, before.bias, x) === label) continue;
      wrong += 1;
      weights = weights.map((w, k) => w + label * x[k]!);
      bias += label;
    }
    mistakes.push(wrong);
    if (wrong === 0) break;
  }
  return { weights, bias, mistakes };
}
