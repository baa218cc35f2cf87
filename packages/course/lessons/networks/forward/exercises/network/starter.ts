import { addBias, mulMatrix, relu, softmaxRows } from '@me/engine';

export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
// [fr] weights : [entrées, sorties] ; bias : [1, sorties]
// [en] weights: [inputs, outputs]; bias: [1, outputs]
export interface Layer {
  weights: Matrix;
  bias: Matrix;
}
export interface Mlp {
  layers: Layer[];
}
// [fr] activations : l'entrée de chaque couche, x d'abord ; probabilities : [B, classes]
// [en] activations: the input of each layer, x first; probabilities: [B, classes]
export interface Cache {
  activations: Matrix[];
  probabilities: Matrix;
}

// [fr] x : [B, entrées]. Le résultat : [B, sorties].
// [en] x: [B, inputs]. The result: [B, outputs].
export function denseForward(layer: Layer, x: Matrix): Matrix {
  throw new Error('TODO');
}

// [fr] x : [B, n₀]. ReLU après chaque couche sauf la dernière, softmax après la dernière.
// [en] x: [B, n₀]. ReLU after each layer but the last, softmax after the last.
export function forwardMlp(model: Mlp, x: Matrix): Cache {
  throw new Error('TODO');
}
