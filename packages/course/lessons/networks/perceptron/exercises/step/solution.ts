/** A perceptron: weights of shape [n] and a bias. */
export interface Perceptron {
  weights: number[];
  bias: number;
}

/** The sign of w·x + b, where 0 counts as +1. */
export function perceptronPredict(
  weights: readonly number[],
  bias: number,
  x: readonly number[],
): number {
  let score = bias;
  for (const [i, w] of weights.entries()) score += w * x[i]!;
  return score >= 0 ? 1 : -1;
}

/** Rosenblatt's rule: w + η y x and b + η y after a mistake, nothing otherwise. */
export function perceptronStep(
  weights: readonly number[],
  bias: number,
  x: readonly number[],
  label: number,
  rate: number,
): Perceptron {
  if (perceptronPredict(weights, bias, x) === label) return { weights: [...weights], bias };
  return {
    weights: weights.map((w, i) => w + rate * label * x[i]!),
    bias: bias + rate * label,
  };
}
