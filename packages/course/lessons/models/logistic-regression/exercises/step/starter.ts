import { dot, sigmoid } from '@me/engine';

export interface Logistic {
  weights: number[];
  bias: number;
}

// [fr] points : forme [m, n] ; labels : m nombres, 0 ou 1 ; model.weights : forme [n] ; rate : le taux.
// [fr] Le résultat : un nouveau modèle, celui qui est donné ne change pas.
// [en] points: shape [m, n]; labels: m numbers, 0 or 1; model.weights: shape [n]; rate: the rate.
// [en] The result: a new model, the given one does not change.
export function logisticStep(
  points: readonly (readonly number[])[],
  labels: readonly number[],
  model: Readonly<Logistic>,
  rate: number,
): Logistic {
  throw new Error('TODO');
}
