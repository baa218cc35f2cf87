/** A large matrix that is multiplied many times: given to the engine once, not at every product. */
import { inWorkspace, onDevice, part, turned } from '../../linalg/dense/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import { getDevice, type Tensor, tensor } from '../../tensor/index.ts';

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
/** Columns from which packing the matrix for a product is repaid. */
const manyColumns = 32;

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
    if (x.kind === 'float64' && b.cols >= manyColumns && onDevice())
      return directly(held, x, b, transpose);
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

/** The same without a program of the engine: for many columns its micro-kernel alone is quicker. */
function directly(held: Tensor, { rows, cols }: Matrix, b: Matrix, transpose: boolean): Matrix {
  const size = transpose ? cols : rows;
  const product = inWorkspace(rows * cols * b.cols, (ws) => {
    const out = ws.floats(size * b.cols);
    const x = part(ws.of(held), cols, 0, rows, 0, cols);
    ws.addProduct(
      part(out, b.cols, 0, size, 0, b.cols),
      transpose ? turned(x) : x,
      part(ws.read(b.data), b.cols, 0, b.rows, 0, b.cols),
    );
    return out.slice();
  });
  return new Matrix(product, size, b.cols);
}
