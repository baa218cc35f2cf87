// [fr] Un perceptron : des poids de forme [n] et un biais.
// [en] A perceptron: weights of shape [n] and a bias.
export interface Perceptron {
  weights: number[];
  bias: number;
}

// [fr] x : forme [n]. Le résultat : +1 ou −1.
// [en] x: shape [n]. The result: +1 or −1.
export function perceptronPredict(
  weights: readonly number[],
  bias: number,
  x: readonly number[],
): number {
  throw new Error('TODO');
}

// [fr] label : +1 ou −1. Rendez un nouveau perceptron, sans modifier weights.
// [en] label: +1 or −1. Return a new perceptron, without changing weights.
export function perceptronStep(
  weights: readonly number[],
  bias: number,
  x: readonly number[],
  label: number,
  rate: number,
): Perceptron {
  throw new Error('TODO');
}
