export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

// [fr] z : forme [n, m] ; tous les résultats ont la même forme.
// [en] z: shape [n, m]; all results have the same shape.
export function relu(z: Matrix): Matrix {
  throw new Error('TODO');
}

export function reluGradient(z: Matrix): Matrix {
  throw new Error('TODO');
}

export function sigmoidGradient(z: Matrix): Matrix {
  throw new Error('TODO');
}

export function tanhGradient(z: Matrix): Matrix {
  throw new Error('TODO');
}
