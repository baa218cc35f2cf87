/**
 * A matrix of numbers on the host: what the algorithms of this folder read and write.
 *
 * Tensors describe a computation; a factorisation walks through elements one by one and decides as it
 * goes. So it works on a plain typed array, row after row, and comes back to tensors at the end.
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';

/** What a matrix is made of. */
export type Floats = Float64Array<ArrayBufferLike> | Float32Array<ArrayBufferLike>;
/** The dtypes of {@link Floats}. */
export type FloatKind = 'float64' | 'float32';

/** A new array of zeros. */
export const floats = (length: number, kind: FloatKind = 'float64'): Floats =>
  kind === 'float32' ? new Float32Array(length) : new Float64Array(length);

/** rows × cols numbers, row-major and contiguous: element (i, j) is `data[i * cols + j]`. */
export class Matrix {
  readonly data: Floats;
  readonly rows: number;
  readonly cols: number;

  /** @param data rows · cols values, row after row; it is not copied */
  constructor(data: Floats, rows: number, cols: number) {
    if (data.length !== rows * cols)
      raise(ShapeError, linalgErrors, 'linalg.data', {
        op: 'Matrix',
        count: data.length,
        rows,
        cols,
      });
    this.data = data;
    this.rows = rows;
    this.cols = cols;
  }

  /** A matrix of zeros. */
  static zeros(rows: number, cols: number, kind: FloatKind = 'float64'): Matrix {
    return new Matrix(floats(rows * cols, kind), rows, cols);
  }
  /** The identity, or its first columns or rows when it is not square. */
  static identity(rows: number, cols = rows, kind: FloatKind = 'float64'): Matrix {
    const out = Matrix.zeros(rows, cols, kind);
    for (let i = 0; i < Math.min(rows, cols); i++) out.data[i * cols + i] = 1;
    return out;
  }
  /** A float64 matrix from its rows. */
  static from(nested: readonly (readonly number[])[]): Matrix {
    const cols = nested[0]?.length ?? 0;
    const out = Matrix.zeros(nested.length, cols);
    nested.forEach((row, i) => {
      if (row.length !== cols)
        raise(ShapeError, linalgErrors, 'linalg.ragged', {
          op: 'Matrix.from',
          row: i,
          got: row.length,
          expected: cols,
        });
      out.data.set(row, i * cols);
    });
    return out;
  }
  /** The values of a tensor with two axes: float32 stays float32, everything else becomes float64. */
  static fromTensor(t: Tensor): Matrix {
    const [rows, cols] = t.shape;
    if (t.ndim !== 2 || rows === undefined || cols === undefined)
      raise(ShapeError, linalgErrors, 'linalg.rank', {
        op: 'Matrix.fromTensor',
        expected: 'a tensor with two axes (rows, cols)',
        got: t.shape,
      });
    const values = (
      t.dtype === 'float32' || t.dtype === 'float64' ? t : t.detach().to('float64')
    ).dataSync();
    if (values instanceof Float32Array || values instanceof Float64Array)
      return new Matrix(values, rows, cols);
    return new Matrix(new Float64Array(values), rows, cols);
  }

  /** The dtype of the elements. */
  get kind(): FloatKind {
    return this.data instanceof Float32Array ? 'float32' : 'float64';
  }
  /** Element (i, j), both counted from 0. */
  at(i: number, j: number): number {
    return this.data[i * this.cols + j]!;
  }
  /** Row i: a view, so that writing into it changes the matrix. */
  row(i: number): Floats {
    return this.data.subarray(i * this.cols, (i + 1) * this.cols);
  }
  /** Column j, copied. */
  column(j: number): Floats {
    const out = floats(this.rows, this.kind);
    for (let i = 0; i < this.rows; i++) out[i] = this.data[i * this.cols + j]!;
    return out;
  }
  /** A new matrix with rows and columns exchanged. */
  transpose(): Matrix {
    const out = Matrix.zeros(this.cols, this.rows, this.kind);
    transposeInto(out.data, this);
    return out;
  }
  /** A copy, of another dtype if one is asked for. */
  clone(kind: FloatKind = this.kind): Matrix {
    const data = kind === 'float32' ? new Float32Array(this.data) : new Float64Array(this.data);
    return new Matrix(data, this.rows, this.cols);
  }
  /** Rows i0 … i1 − 1 and columns j0 … j1 − 1, copied. */
  slice(i0: number, i1: number, j0 = 0, j1 = this.cols): Matrix {
    const out = Matrix.zeros(Math.max(0, i1 - i0), Math.max(0, j1 - j0), this.kind);
    for (let i = i0; i < i1; i++)
      out.data.set(this.data.subarray(i * this.cols + j0, i * this.cols + j1), (i - i0) * out.cols);
    return out;
  }
  /** A tensor of shape [rows, cols] with the same values, copied. */
  toTensor(): Tensor {
    return tensor(this.data.slice(), { shape: [this.rows, this.cols] });
  }
}

/** Writes the transpose of A, row after row. */
export function transposeInto(to: Floats, { data, rows, cols }: Matrix): void {
  // by squares of 32, so that both sides stay in the cache
  for (let i0 = 0; i0 < rows; i0 += 32) {
    const i1 = Math.min(i0 + 32, rows);
    for (let j0 = 0; j0 < cols; j0 += 32) {
      const j1 = Math.min(j0 + 32, cols);
      for (let i = i0; i < i1; i++)
        for (let j = j0; j < j1; j++) to[j * rows + i] = data[i * cols + j]!;
    }
  }
}
