/**
 * The matrix of samples as linear models use it: all products X·wᵀ and rᵀ·X of a fit, for dense and sparse
 * samples alike.
 *
 * Results stand class by class: scores `[k, n]`, coefficients `[k, d]`. A fit asks for hundreds of products with
 * the same X, so a large X becomes a tensor once and stays on the device; only the small factor travels.
 */
import { floats, inWorkspace, onDevice, part } from '../../linalg/dense/index.ts';
import { CSRMatrix, type Floats, type Matrix } from '../../linalg/index.ts';
import { getDevice, type Tensor, tensor } from '../../tensor/index.ts';

/** Multiplications from which the engine's kernels are worth their compilation; with one column there is none. */
const engineFrom = 200_000;

/** Samples X `[n, d]`, ready for products. */
export interface Design {
  readonly rows: number;
  readonly cols: number;
  /** W·Xᵀ `[k, n]` for W `[k, d]` */
  scores(W: Float64Array, k: number): Floats;
  /** R·X `[k, d]` for R `[k, n]` */
  pull(R: Floats, k: number): Floats;
}

/** The best way to multiply by X when there are about k columns at a time. */
export function designOf(X: Matrix | CSRMatrix, k = 1): Design {
  if (X instanceof CSRMatrix) return new SparseDesign(X);
  return X.rows * X.cols * k >= engineFrom && getDevice().synchronous
    ? new EngineDesign(X)
    : new PlainDesign(X);
}

class SparseDesign implements Design {
  readonly rows: number;
  readonly cols: number;
  readonly #X: CSRMatrix;

  constructor(X: CSRMatrix) {
    this.rows = X.rows;
    this.cols = X.cols;
    this.#X = X;
  }
  scores(W: Float64Array, k: number): Floats {
    const { rows, cols, indptr, indices, data } = this.#X;
    const out = new Float64Array(k * rows);
    for (let c = 0; c < k; c++)
      for (let i = 0; i < rows; i++) {
        let sum = 0;
        for (let p = indptr[i]!; p < indptr[i + 1]!; p++)
          sum += data[p]! * W[c * cols + indices[p]!]!;
        out[c * rows + i] = sum;
      }
    return out;
  }
  pull(R: Floats, k: number): Floats {
    const { rows, cols, indptr, indices, data } = this.#X;
    const out = new Float64Array(k * cols);
    for (let c = 0; c < k; c++)
      for (let i = 0; i < rows; i++) {
        const r = R[c * rows + i]!;
        if (r === 0) continue;
        for (let p = indptr[i]!; p < indptr[i + 1]!; p++)
          out[c * cols + indices[p]!]! += r * data[p]!;
      }
    return out;
  }
}

class PlainDesign implements Design {
  readonly rows: number;
  readonly cols: number;
  readonly #data: Floats;

  constructor(X: Matrix) {
    this.rows = X.rows;
    this.cols = X.cols;
    this.#data = X.data;
  }
  scores(W: Float64Array, k: number): Floats {
    const { rows, cols } = this;
    const data = this.#data;
    const out = new Float64Array(k * rows);
    for (let i = 0; i < rows; i++)
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let j = 0; j < cols; j++) sum += data[i * cols + j]! * W[c * cols + j]!;
        out[c * rows + i] = sum;
      }
    return out;
  }
  pull(R: Floats, k: number): Floats {
    const { rows, cols } = this;
    const data = this.#data;
    const out = new Float64Array(k * cols);
    for (let i = 0; i < rows; i++)
      for (let c = 0; c < k; c++) {
        const r = R[c * rows + i]!;
        if (r === 0) continue;
        for (let j = 0; j < cols; j++) out[c * cols + j]! += r * data[i * cols + j]!;
      }
    return out;
  }
}

/** X stays on the device, in its own precision. */
class EngineDesign implements Design {
  readonly rows: number;
  readonly cols: number;
  readonly #X: Tensor;
  readonly #kind: 'float32' | 'float64';

  constructor(X: Matrix) {
    this.rows = X.rows;
    this.cols = X.cols;
    this.#kind = X.kind;
    this.#X = tensor(X.data, { shape: [X.rows, X.cols] }); // [n, d]
  }
  scores(W: Float64Array, k: number): Floats {
    if (k === 1 && this.#kind === 'float64' && onDevice()) return this.#timesVector(W, false);
    const factor = tensor(this.#own(W), { shape: [k, this.cols] }); // [k, d]
    return asFloats(factor.matmul(this.#X.t())); // [k, n]
  }
  pull(R: Floats, k: number): Floats {
    if (k === 1 && this.#kind === 'float64' && onDevice()) return this.#timesVector(R, true);
    const factor = tensor(this.#own(R), { shape: [k, this.rows] }); // [k, n]
    return asFloats(factor.matmul(this.#X)); // [k, d]
  }
  /** X·v or Xᵀ·v, without a graph: a vector is soon multiplied. */
  #timesVector(v: Floats, transpose: boolean): Floats {
    const { rows, cols } = this;
    return inWorkspace(rows * cols, (ws) => {
      const X = part(ws.of(this.#X), cols, 0, rows, 0, cols);
      const out = ws.floats(transpose ? cols : rows);
      if (transpose) ws.addTransposedTimes(out, 0, X, ws.read(v), 0);
      else ws.addTimes(out, 0, X, ws.read(v), 0);
      return out.slice();
    });
  }
  /** A copy in X's precision: a tensor keeps what it is made of. */
  #own(values: Floats): Floats {
    const copy = floats(values.length, this.#kind);
    copy.set(values);
    return copy;
  }
}

function asFloats(t: Tensor): Floats {
  const data = t.dataSync();
  return data instanceof Float32Array || data instanceof Float64Array
    ? data
    : Float64Array.from(data, Number);
}
