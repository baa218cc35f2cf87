/**
 * Products of matrices: small ones in plain loops, large ones by the engine's kernels.
 *
 * The engine multiplies several times faster, but a product given to it costs the making of a graph, the
 * look-up of its program and two copies; and a shape it has never seen is compiled first.
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import { getDevice, tensor } from '../../tensor/index.ts';
import { Matrix } from './matrix.ts';

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
  const kind = a.kind === 'float32' && b.kind === 'float32' ? 'float32' : 'float64';
  if (m * n * k >= engineFrom && getDevice().synchronous) {
    const x = tensor(a.data, { shape: [a.rows, a.cols], dtype: kind });
    const y = b === a ? x : tensor(b.data, { shape: [b.rows, b.cols], dtype: kind });
    const result = (transposeA ? x.t() : x).matmul(transposeB ? y.t() : y);
    const product = result.dataSync();
    // the engine's copies are given back at once: waiting for the collector would mean fresh memory each time
    for (const used of [x, y, result]) used.dispose();
    if (product instanceof Float32Array || product instanceof Float64Array)
      return new Matrix(product, m, n);
  }
  const left = doubles(a);
  const right = doubles(transposeB ? b.transpose() : b);
  const out = new Float64Array(m * n);
  addProduct(out, n, left, transposeA ? 1 : a.cols, transposeA ? a.cols : 1, right, n, m, n, k);
  if (kind === 'float64') return new Matrix(out, m, n);
  return new Matrix(new Float32Array(out), m, n);
}

/** XᵀX: the products of all pairs of columns, cols × cols, exactly symmetric. */
export function gram(x: Matrix): Matrix {
  const out = multiply(x, x, { transposeA: true });
  const { data, cols: n } = out;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) data[i * n + j] = data[j * n + i]!;
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

/**
 * C += A·B by rows: row i of C gathers rows of B, two rows of C and four rows of B at a time, so that each
 * number loaded is used several times.
 *
 * C is m × n with rows `cs` apart, B k × n with rows `bs` apart; element (i, p) of A stands at
 * `i * ai + p * ak`, which says both A and Aᵀ. `scale` multiplies A: −1 subtracts.
 */
export function addProduct(
  c: Float64Array<ArrayBufferLike>,
  cs: number,
  a: Float64Array<ArrayBufferLike>,
  ai: number,
  ak: number,
  b: Float64Array<ArrayBufferLike>,
  bs: number,
  m: number,
  n: number,
  k: number,
  scale = 1,
): void {
  const width = 256; // columns of B at a time: eight rows of them fit in the first cache
  for (let j0 = 0; j0 < n; j0 += width) {
    const j1 = Math.min(n, j0 + width);
    for (let p = 0; p < k; p += 4) {
      const rest = k - p;
      if (rest < 4) {
        for (let q = p; q < k; q++)
          for (let i = 0; i < m; i++) {
            const f = scale * a[i * ai + q * ak]!;
            const ci = i * cs;
            const bq = q * bs;
            for (let j = j0; j < j1; j++) c[ci + j]! += f * b[bq + j]!;
          }
        break;
      }
      const b0 = p * bs;
      const b1 = b0 + bs;
      const b2 = b1 + bs;
      const b3 = b2 + bs;
      let i = 0;
      for (; i + 1 < m; i += 2) {
        const at = i * ai + p * ak;
        const x0 = scale * a[at]!;
        const x1 = scale * a[at + ak]!;
        const x2 = scale * a[at + 2 * ak]!;
        const x3 = scale * a[at + 3 * ak]!;
        const y0 = scale * a[at + ai]!;
        const y1 = scale * a[at + ai + ak]!;
        const y2 = scale * a[at + ai + 2 * ak]!;
        const y3 = scale * a[at + ai + 3 * ak]!;
        const c0 = i * cs;
        const c1 = c0 + cs;
        for (let j = j0; j < j1; j++) {
          const v0 = b[b0 + j]!;
          const v1 = b[b1 + j]!;
          const v2 = b[b2 + j]!;
          const v3 = b[b3 + j]!;
          c[c0 + j] = c[c0 + j]! + (x0 * v0 + x1 * v1 + (x2 * v2 + x3 * v3));
          c[c1 + j] = c[c1 + j]! + (y0 * v0 + y1 * v1 + (y2 * v2 + y3 * v3));
        }
      }
      if (i < m) {
        const at = i * ai + p * ak;
        const x0 = scale * a[at]!;
        const x1 = scale * a[at + ak]!;
        const x2 = scale * a[at + 2 * ak]!;
        const x3 = scale * a[at + 3 * ak]!;
        const c0 = i * cs;
        for (let j = j0; j < j1; j++)
          c[c0 + j] =
            c[c0 + j]! + (x0 * b[b0 + j]! + x1 * b[b1 + j]! + (x2 * b[b2 + j]! + x3 * b[b3 + j]!));
      }
    }
  }
}
