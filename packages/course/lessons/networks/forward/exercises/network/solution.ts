import { addBias, mulMatrix, relu, softmaxRows } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
/** weights: [inputs, outputs]; bias: [1, outputs] */
export interface Layer {
  weights: Matrix;
  bias: Matrix;
}
/** Linear layers, from the input to the scores. */
export interface Mlp {
  layers: Layer[];
}
/** What the forward pass leaves: the input of each layer, and the probabilities [B, classes]. */
export interface Cache {
  activations: Matrix[];
  probabilities: Matrix;
}

/** XW + b: [B, n] → [B, m] */
export function denseForward(layer: Layer, x: Matrix): Matrix {
  return addBias(mulMatrix(x, layer.weights), layer.bias);
}

/** H₀ = X; Hₗ = ReLU(Hₗ₋₁Wₗ + bₗ) for the hidden layers; P = softmax(H W + b) at the end. */
export function forwardMlp(model: Mlp, x: Matrix): Cache {
  const activations: Matrix[] = [];
  let h = x;
  for (const [l, layer] of model.layers.entries()) {
    activations.push(h);
    const z = denseForward(layer, h);
    h = l < model.layers.length - 1 ? relu(z) : z;
  }
  return { activations, probabilities: softmaxRows(h) };
}
