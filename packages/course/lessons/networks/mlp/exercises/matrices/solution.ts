/** A matrix in one array, row after row: element (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

/** A matrix of `rows` × `cols`, of zeros unless `values` are given. @throws when they are too few or too many */
export function makeMatrix(rows: number, cols: number, values?: readonly number[]): Matrix {
  if (values !== undefined && values.length !== rows * cols) {
    throw new Error(`makeMatrix: ${values.length} values for ${rows} × ${cols}`);
  }
  const data = values === undefined ? new Float64Array(rows * cols) : Float64Array.from(values);
  return { rows, cols, data };
}

/** (AB)ᵢⱼ = Σₖ Aᵢₖ Bₖⱼ: [n, m] × [m, p] → [n, p]. @throws when the inner sizes differ */
export function mulMatrix(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows) {
    throw new Error(`mulMatrix: [${a.rows}, ${a.cols}] times [${b.rows}, ${b.cols}]`);
  }
  const out = makeMatrix(a.rows, b.cols);
  const p = b.cols;
  // i, k, j: the innermost loop walks along a row of b and a row of the result
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.cols; k++) {
      const x = a.data[i * a.cols + k]!;
      if (x === 0) continue; // most pixels of a digit are 0, and so is half of what a ReLU gives
      for (let j = 0; j < p; j++) out.data[i * p + j]! += x * b.data[k * p + j]!;
    }
  }
  return out;
}

/** A + b on every row: [n, m] + [1, m] → [n, m]. */
export function addBias(a: Matrix, bias: Matrix): Matrix {
  const out = makeMatrix(a.rows, a.cols);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.cols; j++) {
      out.data[i * a.cols + j] = a.data[i * a.cols + j]! + bias.data[j]!;
    }
  }
  return out;
}
