import { dot, softmax } from '@me/engine';

export interface Softmax {
  // [fr] une ligne de poids et un biais par classe : formes [k, n] et [k]
  // [en] one row of weights and one bias per class: shapes [k, n] and [k]
  weights: number[][];
  biases: number[];
}

// [fr] points : forme [m, n] ; labels : m classes, de 0 à classes − 1 ; steps : le nombre de pas.
// [en] points: shape [m, n]; labels: m classes, from 0 to classes − 1; steps: the number of steps.
export function softmaxRegression(
  points: readonly (readonly number[])[],
  labels: readonly number[],
  classes: number,
  rate: number,
  steps: number,
): Softmax {
  throw new Error('TODO');
}
