/**
 * Products of matrices: small ones in plain loops, large ones by the engine's kernels, in a workspace.
 *
 * In float32 large products are programs of the engine. In float64 they go to the engine's micro-kernel directly
 * (kernels/): algorithms of this folder multiply matrices of ever new shapes, and a program would be compiled for
 * each.
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import { getDevice, tensor } from '../../tensor/index.ts';
import { inWorkspace } from './in-workspace.ts';
import { Matrix } from './matrix.ts';
import { type Numbers, type Part, part, turned } from './part.ts';

export interface ProductOptions {
  /** Multiply by Aᵀ instead of A. */
  readonly transposeA?: boolean | undefined;
  /** Multiply by Bᵀ instead of B. */
  readonly transposeB?: boolean | undefined;
}

/** Multiplications from which the engine is worth its detour. */
const engineFrom = 2_000_000;

/**
 * A·B, or with A or B transposed. float32 when both are, else float64.
 *
 * @throws ShapeError when the inner sizes differ
 */
export function multiply(a: Matrix, b: Matrix, options: ProductOptions = {}): Matrix {
  const { transposeA = false, transposeB = false } = options;
  const [m, k] = transposeA ? [a.cols, a.rows] : [a.rows, a.cols];
  const [kb, n] = transposeB ? [b.cols, b.rows] : [b.rows, b.cols];
  if (k !== kb)
    raise(ShapeError, linalgErrors, 'linalg.inner', {
      op: 'multiply',
      a: `${a.rows} × ${a.cols}`,
      b: `${b.rows} × ${b.cols}`,
      ka: k,
      kb,
    });
  const single = a.kind === 'float32' && b.kind === 'float32';
  if (single && m * n * k >= engineFrom && getDevice().synchronous) {
    const x = tensor(a.data, { shape: [a.rows, a.cols] });
    const y = b === a ? x : tensor(b.data, { shape: [b.rows, b.cols] });
    const result = (transposeA ? x.t() : x).matmul(transposeB ? y.t() : y);
    const product = result.dataSync();
    // the engine's copies are given back at once: waiting for the collector would mean fresh memory each time
    for (const used of [x, y, result]) used.dispose();
    if (product instanceof Float32Array) return new Matrix(product, m, n);
  }
  const product = inWorkspace(m * n * k, (ws) => {
    const x = whole(ws.read(a.data), a);
    const y = b === a ? x : whole(ws.read(b.data), b);
    const out = ws.floats(m * n);
    ws.addProduct(part(out, n, 0, m, 0, n), transposeA ? turned(x) : x, transposeB ? turned(y) : y);
    return out.slice();
  });
  return new Matrix(single ? new Float32Array(product) : product, m, n);
}

const whole = (data: Numbers, { rows, cols }: Matrix): Part => part(data, cols, 0, rows, 0, cols);

/** XᵀX: the products of all pairs of columns, cols × cols, exactly symmetric. */
export function gram(x: Matrix): Matrix {
  if (x.kind === 'float32') return mirrored(multiply(x, x, { transposeA: true }));
  const { rows, cols, data } = x;
  return gramOf(rows, cols, (block, i0, i1) => {
    block.set(data.subarray(i0 * cols, i1 * cols));
  });
}

/** Rows of X that are multiplied while they are in the cache. */
const gramRows = 1024;

/**
 * XᵀX of an X that is never there as a whole: centred, weighted, or with a column more.
 *
 * @param fill writes rows i0 … i1 − 1 of X, row after row, into `block`
 */
export function gramOf(
  rows: number,
  cols: number,
  fill: (block: Float64Array<ArrayBufferLike>, i0: number, i1: number) => void,
): Matrix {
  const size = Math.min(rows, gramRows);
  const product = inWorkspace((rows * cols * cols) / 2, (ws) => {
    const block = ws.floats(size * cols);
    const out = ws.floats(cols * cols);
    for (let i0 = 0; i0 < rows; i0 += size) {
      const i1 = Math.min(rows, i0 + size);
      fill(block, i0, i1);
      const x = part(block, cols, 0, i1 - i0, 0, cols);
      ws.addProduct(part(out, cols, 0, cols, 0, cols), turned(x), x, 1, true);
    }
    return out.slice();
  });
  return mirrored(new Matrix(product, cols, cols));
}

/** The lower triangle, and its mirror image above. */
function mirrored(out: Matrix): Matrix {
  const { data, cols: n } = out;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) data[j * n + i] = data[i * n + j]!;
  return out;
}

/** A·x (or Aᵀ·x) as float64, whatever the dtype of A. */
export function multiplyVector(
  a: Matrix,
  x: ArrayLike<number>,
  options: { readonly transpose?: boolean | undefined } = {},
): Float64Array<ArrayBuffer> {
  const { rows, cols, data } = a;
  if (options.transpose) {
    const out = new Float64Array(cols);
    for (let i = 0; i < rows; i++) {
      const xi = x[i]!;
      const at = i * cols;
      for (let j = 0; j < cols; j++) out[j]! += data[at + j]! * xi;
    }
    return out;
  }
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const at = i * cols;
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += data[at + j]! * x[j]!;
    out[i] = sum;
  }
  return out;
}

/** The values as float64: the same array when they are, a copy otherwise. */
export function doubles(a: Matrix): Float64Array<ArrayBufferLike> {
  return a.data instanceof Float64Array ? a.data : new Float64Array(a.data);
}
