// [fr] Une matrice : l'élément (i, j) est data[i * cols + j].
// [en] A matrix: element (i, j) is data[i * cols + j].
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

// [fr] values : rows × cols nombres, ligne après ligne ; sans lui, des zéros.
// [en] values: rows × cols numbers, row after row; zeros without it.
export function makeMatrix(rows: number, cols: number, values?: readonly number[]): Matrix {
  throw new Error('TODO');
}

// [fr] a : [n, m], b : [m, p]. Le résultat : [n, p].
// [en] a: [n, m], b: [m, p]. The result: [n, p].
export function mulMatrix(a: Matrix, b: Matrix): Matrix {
  throw new Error('TODO');
}

// [fr] a : [n, m], bias : [1, m]. Le résultat : [n, m].
// [en] a: [n, m], bias: [1, m]. The result: [n, m].
export function addBias(a: Matrix, bias: Matrix): Matrix {
  throw new Error('TODO');
}
