/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

/** The function f of each number, in a new matrix. */
const map = ({ rows, cols, data }: Matrix, f: (z: number) => number): Matrix => ({
  rows,
  cols,
  data: data.map(f),
});

/** max(0, z) */
export function relu(z: Matrix): Matrix {
  return map(z, (x) => Math.max(0, x));
}

/** 1 where z > 0, else 0 (at 0 too, where the slope is a matter of convention) */
export function reluGradient(z: Matrix): Matrix {
  return map(z, (x) => (x > 0 ? 1 : 0));
}

/** σ(z)(1 − σ(z)), with σ(z) = 1 / (1 + e⁻ᶻ) */
export function sigmoidGradient(z: Matrix): Matrix {
  return map(z, (x) => {
    const s = 1 / (1 + Math.exp(-x));
    return s * (1 - s);
  });
}

/** 1 − tanh² z */
export function tanhGradient(z: Matrix): Matrix {
  return map(z, (x) => 1 - Math.tanh(x) ** 2);
}
