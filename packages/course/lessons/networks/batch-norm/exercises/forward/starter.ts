import { makeMatrix } from '@me/engine';

export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
// [fr] Les quatre ont la forme [1, d]. mean et variance sont les moyennes mobiles.
// [en] All four have shape [1, d]. mean and variance are the moving averages.
export interface NormLayer {
  gamma: Matrix;
  beta: Matrix;
  mean: Matrix;
  variance: Matrix;
}
// [fr] Ce dont le retour aura besoin : output et normalised [B, d], deviation [1, d].
// [en] What the backward pass will need: output and normalised [B, d], deviation [1, d].
export interface NormCache {
  output: Matrix;
  normalised: Matrix;
  deviation: Matrix;
}

// [fr] deviation est celle qui a servi à diviser, ε = 1e-5 compris.
// [en] deviation is the one that was divided by, ε = 1e-5 included.
export function batchNormForward(layer: NormLayer, x: Matrix, training: boolean): NormCache {
  throw new Error('TODO');
}
