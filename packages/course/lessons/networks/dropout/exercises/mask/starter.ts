import { makeMatrix } from '@me/engine';

export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

// [fr] random() : un nombre au hasard dans [0, 1[ ; éteint s'il est inférieur à rate. Le résultat : [rows, cols].
// [en] random(): a random number of [0, 1); silent if it is less than rate. The result: [rows, cols].
export function dropoutMask(
  rows: number,
  cols: number,
  rate: number,
  random: () => number,
): Matrix {
  throw new Error('TODO');
}

// [fr] h : forme [B, n]. Les deux résultats ont cette forme.
// [en] h: shape [B, n]. Both results have that shape.
export function dropoutForward(
  h: Matrix,
  rate: number,
  training: boolean,
  random: () => number,
): { output: Matrix; mask: Matrix } {
  throw new Error('TODO');
}

// [fr] gradient : celui de la perte par rapport à la sortie, [B, n] ; mask : celui de l'aller.
// [en] gradient: that of the loss with respect to the output, [B, n]; mask: that of the way forward.
export function dropoutBackward(gradient: Matrix, mask: Matrix): Matrix {
  throw new Error('TODO');
}
