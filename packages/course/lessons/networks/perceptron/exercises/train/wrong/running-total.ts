import { perceptronPredict, perceptronStep } from '@me/engine';

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
  let wrong = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [i, x] of points.entries()) {
      const label = labels[i]!;
      if (perceptronPredict(weights, bias, x) === label) continue;
      wrong += 1;
      ({ weights, bias } = perceptronStep(weights, bias, x, label, 1));
    }
    mistakes.push(wrong);
    if (wrong === (mistakes.at(-2) ?? 0)) break;
  }
  return { weights, bias, mistakes };
}
