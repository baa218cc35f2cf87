export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
export interface Layer {
  weights: Matrix;
  bias: Matrix;
}
export interface Mlp {
  layers: Layer[];
}
export interface Cache {
  activations: Matrix[];
  probabilities: Matrix;
}

// [fr] Le gradient d'une couche a les formes de la couche : weights [n, m], bias [1, m].
// [en] The gradient of a layer has the shapes of the layer: weights [n, m], bias [1, m].
export function backwardMlp(model: Mlp, cache: Cache, labels: readonly number[]): Layer[] {
  // [fr] 1. D = (P − Y) / B
  // [en] 1. D = (P − Y) / B
  // [fr] 2. de la dernière couche à la première : poids HᵀD, biais Σ D, puis D ← (D Wᵀ) ⊙ [H > 0]
  // [en] 2. from the last layer to the first: weights HᵀD, bias Σ D, then D ← (D Wᵀ) ⊙ [H > 0]
  throw new Error('TODO');
}
