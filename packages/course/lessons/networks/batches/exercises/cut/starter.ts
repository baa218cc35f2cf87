import { makeMatrix } from '@me/engine';

export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

// [fr] random() : un nombre au hasard dans [0, 1[. Le résultat : une liste de lots, des listes de numéros.
// [en] random(): a random number of [0, 1). The result: a list of batches, which are lists of numbers.
export function batchesOf(count: number, size: number, random: () => number): number[][] {
  throw new Error('TODO');
}

// [fr] x : forme [n, m] ; rows : k numéros de lignes. Le résultat : une nouvelle matrice [k, m].
// [en] x: shape [n, m]; rows: k numbers of rows. The result: a new matrix [k, m].
export function pickRows(x: Matrix, rows: readonly number[]): Matrix {
  throw new Error('TODO');
}
