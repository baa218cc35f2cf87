import { perceptronPredict, perceptronStep } from '@me/engine';

export interface Trained {
  weights: number[];
  bias: number;
  // [fr] le nombre d'erreurs de chaque époque ; la dernière est 0 si l'apprentissage a fini
  // [en] the number of mistakes of each epoch; the last is 0 if learning came to its end
  mistakes: number[];
}

// [fr] points : forme [m, n] ; labels : m nombres, +1 ou −1 ; epochs : le plus grand nombre d'époques.
// [en] points: shape [m, n]; labels: m numbers, +1 or −1; epochs: the greatest number of epochs.
export function trainPerceptron(
  points: readonly (readonly number[])[],
  labels: readonly number[],
  epochs: number,
): Trained {
  throw new Error('TODO');
}
