/** A large matrix that is multiplied many times: given to the engine once, not at every product. */
import { Matrix, multiply } from '../../linalg/index.ts';
import { getDevice, tensor } from '../../tensor/index.ts';

export interface Resident {
  /** X·B */
  times(b: Matrix): Matrix;
  /** Xᵀ·B */
  transposedTimes(b: Matrix): Matrix;
  /** Gives the engine's copy back. */
  release(): void;
}

/** Elements from which the copy is worth keeping. */
const largeFrom = 200_000;

export function resident(x: Matrix): Resident {
  if (x.rows * x.cols < largeFrom || !getDevice().synchronous) {
    return {
      times: (b) => multiply(x, b),
      transposedTimes: (b) => multiply(x, b, { transposeA: true }),
      release: () => {},
    };
  }
  const held = tensor(x.data, { shape: [x.rows, x.cols] });
  const product = (b: Matrix, transpose: boolean): Matrix => {
    const right = tensor(b.data, { shape: [b.rows, b.cols], dtype: x.kind });
    const result = (transpose ? held.t() : held).matmul(right);
    const values = result.dataSync();
    for (const used of [right, result]) used.dispose();
    const rows = transpose ? x.cols : x.rows;
    const floats = values instanceof Float32Array || values instanceof Float64Array;
    return new Matrix(floats ? values : Float64Array.from(values, Number), rows, b.cols);
  };
  return {
    times: (b) => product(b, false),
    transposedTimes: (b) => product(b, true),
    release: () => held.dispose(),
  };
}
