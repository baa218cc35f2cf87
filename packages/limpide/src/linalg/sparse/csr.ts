/**
 * Matrices that are mostly zeros, in compressed rows: only the other elements are stored.
 *
 * Row i owns the places `indptr[i]` … `indptr[i + 1] − 1`; at place p stands the value `data[p]` of
 * column `indices[p]`. Columns increase within a row and none stands twice. A bag of words with 50,000
 * columns and 100 words per text takes 500 times less room this way.
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { ArgumentError, raise, ShapeError } from '../../errors/index.ts';
import { type Floats, floats, Matrix } from '../dense/matrix.ts';

export class CSRMatrix {
  readonly rows: number;
  readonly cols: number;
  /** rows + 1 places: where each row begins, and where the last one ends */
  readonly indptr: Int32Array<ArrayBufferLike>;
  /** the column of each stored value, increasing within a row */
  readonly indices: Int32Array<ArrayBufferLike>;
  /** the stored values, row after row */
  readonly data: Floats;

  /** From its three arrays, which are checked and not copied. */
  constructor(
    rows: number,
    cols: number,
    indptr: Int32Array<ArrayBufferLike>,
    indices: Int32Array<ArrayBufferLike>,
    data: Floats,
  ) {
    const problem = fault(rows, cols, indptr, indices, data);
    if (problem) raise(ArgumentError, linalgErrors, 'linalg.csr', { op: 'CSRMatrix', problem });
    this.rows = rows;
    this.cols = cols;
    this.indptr = indptr;
    this.indices = indices;
    this.data = data;
  }

  /**
   * From (row, column, value) triplets in any order. Values of the same place are added; places whose sum
   * is 0 are kept.
   */
  static fromTriplets(
    rows: number,
    cols: number,
    rowIndices: ArrayLike<number>,
    colIndices: ArrayLike<number>,
    values: ArrayLike<number>,
  ): CSRMatrix {
    const count = values.length;
    if (rowIndices.length !== count || colIndices.length !== count)
      raise(ShapeError, linalgErrors, 'linalg.shapes', {
        op: 'CSRMatrix.fromTriplets',
        what: 'the number of row and column indices',
        expected: count,
        got: [rowIndices.length, colIndices.length],
      });
    // A sort by counting, first by column and then by row: stable, hence sorted by both.
    const order = stableOrder(colIndices, cols, null, 'column');
    const byRow = stableOrder(rowIndices, rows, order, 'row');
    const indptr = new Int32Array(rows + 1);
    const indices = new Int32Array(count);
    const data = floats(count, values instanceof Float32Array ? 'float32' : 'float64');
    let end = 0;
    let lastRow = -1;
    for (let p = 0; p < count; p++) {
      const t = byRow[p]!;
      const row = rowIndices[t]!;
      const column = colIndices[t]!;
      if (row === lastRow && indices[end - 1] === column) data[end - 1]! += values[t]!;
      else {
        indices[end] = column;
        data[end] = values[t]!;
        indptr[row + 1]!++;
        lastRow = row;
        end++;
      }
    }
    for (let i = 0; i < rows; i++) indptr[i + 1]! += indptr[i]!;
    return new CSRMatrix(rows, cols, indptr, indices.slice(0, end), data.slice(0, end));
  }

  /** The elements of a dense matrix that are not 0. */
  static fromDense(a: Matrix): CSRMatrix {
    const { rows, cols, data: from } = a;
    let count = 0;
    for (let p = 0; p < from.length; p++) if (from[p] !== 0) count++;
    const indptr = new Int32Array(rows + 1);
    const indices = new Int32Array(count);
    const data = floats(count, a.kind);
    let end = 0;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) {
        const value = from[i * cols + j]!;
        if (value === 0) continue;
        indices[end] = j;
        data[end++] = value;
      }
      indptr[i + 1] = end;
    }
    return new CSRMatrix(rows, cols, indptr, indices, data);
  }

  /** Number of stored values. */
  get nnz(): number {
    return this.data.length;
  }
  /** The dtype of the values. */
  get kind(): 'float32' | 'float64' {
    return this.data instanceof Float32Array ? 'float32' : 'float64';
  }

  /** Columns and values of row i: views, so that writing into them changes the matrix. */
  row(i: number): { readonly indices: Int32Array<ArrayBufferLike>; readonly data: Floats } {
    this.#check('row', i);
    const from = this.indptr[i]!;
    const to = this.indptr[i + 1]!;
    return { indices: this.indices.subarray(from, to), data: this.data.subarray(from, to) };
  }
  /** Element (i, j), found by bisection in row i. */
  at(i: number, j: number): number {
    this.#check('at', i);
    let low = this.indptr[i]!;
    let high = this.indptr[i + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.indices[middle]! < j) low = middle + 1;
      else high = middle;
    }
    return low < this.indptr[i + 1]! && this.indices[low] === j ? this.data[low]! : 0;
  }

  toDense(): Matrix {
    const out = Matrix.zeros(this.rows, this.cols, this.kind);
    for (let i = 0; i < this.rows; i++)
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++)
        out.data[i * this.cols + this.indices[p]!] = this.data[p]!;
    return out;
  }

  /** The same matrix with rows and columns exchanged, in compressed rows again. */
  transpose(): CSRMatrix {
    const { rows, cols, nnz } = this;
    const indptr = new Int32Array(cols + 1);
    for (let p = 0; p < nnz; p++) indptr[this.indices[p]! + 1]!++;
    for (let j = 0; j < cols; j++) indptr[j + 1]! += indptr[j]!;
    const next = indptr.slice(0, cols);
    const indices = new Int32Array(nnz);
    const data = floats(nnz, this.kind);
    for (let i = 0; i < rows; i++)
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++) {
        const to = next[this.indices[p]!]!++;
        indices[to] = i;
        data[to] = this.data[p]!;
      }
    return new CSRMatrix(cols, rows, indptr, indices, data);
  }

  /**
   * A·B, or Aᵀ·B, with a dense B: dense. The cost is nnz · (columns of B), whatever the zeros.
   *
   * @throws ShapeError when the inner sizes differ
   */
  multiply(b: Matrix, options: { readonly transpose?: boolean | undefined } = {}): Matrix {
    const { transpose = false } = options;
    const [outer, inner] = transpose ? [this.cols, this.rows] : [this.rows, this.cols];
    if (b.rows !== inner)
      raise(ShapeError, linalgErrors, 'linalg.inner', {
        op: 'CSRMatrix.multiply',
        a: `${this.rows} × ${this.cols}`,
        b: `${b.rows} × ${b.cols}`,
        ka: inner,
        kb: b.rows,
      });
    const n = b.cols;
    const out = new Float64Array(outer * n);
    const from = b.data;
    for (let i = 0; i < this.rows; i++)
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++) {
        const value = this.data[p]!;
        const column = this.indices[p]!;
        const to = (transpose ? column : i) * n;
        const at = (transpose ? i : column) * n;
        for (let j = 0; j < n; j++) out[to + j]! += value * from[at + j]!;
      }
    const single = this.kind === 'float32' && b.kind === 'float32';
    return new Matrix(single ? new Float32Array(out) : out, outer, n);
  }

  /** The sum of each column. */
  columnSums(): Float64Array<ArrayBuffer> {
    const sums = new Float64Array(this.cols);
    for (let p = 0; p < this.nnz; p++) sums[this.indices[p]!]! += this.data[p]!;
    return sums;
  }
  /** The mean of each column, zeros included; NaN without rows. */
  columnMeans(): Float64Array<ArrayBuffer> {
    return this.columnSums().map((sum) => sum / this.rows);
  }
  /** The sum of each row. */
  rowSums(): Float64Array<ArrayBuffer> {
    const sums = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++)
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++) sums[i]! += this.data[p]!;
    return sums;
  }
  /** The same places with other values: f(value, row, column). */
  map(f: (value: number, i: number, j: number) => number): CSRMatrix {
    const data = floats(this.nnz, this.kind);
    for (let i = 0; i < this.rows; i++)
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++)
        data[p] = f(this.data[p]!, i, this.indices[p]!);
    return new CSRMatrix(this.rows, this.cols, this.indptr, this.indices, data);
  }

  /** The given rows, in the given order; a row may be taken several times. */
  takeRows(rows: ArrayLike<number>): CSRMatrix {
    const indptr = new Int32Array(rows.length + 1);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      this.#check('takeRows', row);
      indptr[i + 1] = indptr[i]! + this.indptr[row + 1]! - this.indptr[row]!;
    }
    const count = indptr[rows.length]!;
    const indices = new Int32Array(count);
    const data = floats(count, this.kind);
    for (let i = 0; i < rows.length; i++) {
      const from = this.indptr[rows[i]!]!;
      const to = this.indptr[rows[i]! + 1]!;
      indices.set(this.indices.subarray(from, to), indptr[i]!);
      data.set(this.data.subarray(from, to), indptr[i]!);
    }
    return new CSRMatrix(rows.length, this.cols, indptr, indices, data);
  }

  /** Matrices one above the other; all have the same number of columns. */
  static vstack(parts: readonly CSRMatrix[]): CSRMatrix {
    const first = firstOf('CSRMatrix.vstack', parts);
    const rows = parts.reduce((sum, part) => sum + part.rows, 0);
    const count = parts.reduce((sum, part) => sum + part.nnz, 0);
    const indptr = new Int32Array(rows + 1);
    const indices = new Int32Array(count);
    const data = floats(count, commonKind(parts));
    let row = 0;
    let end = 0;
    for (const part of parts) {
      sameSize('CSRMatrix.vstack', 'columns', first.cols, part.cols);
      indices.set(part.indices, end);
      data.set(part.data, end);
      for (let i = 0; i < part.rows; i++) indptr[++row] = end + part.indptr[i + 1]!;
      end += part.nnz;
    }
    return new CSRMatrix(rows, first.cols, indptr, indices, data);
  }

  /** Matrices side by side; all have the same number of rows. */
  static hstack(parts: readonly CSRMatrix[]): CSRMatrix {
    const first = firstOf('CSRMatrix.hstack', parts);
    const count = parts.reduce((sum, part) => sum + part.nnz, 0);
    const indptr = new Int32Array(first.rows + 1);
    const indices = new Int32Array(count);
    const data = floats(count, commonKind(parts));
    for (const part of parts) sameSize('CSRMatrix.hstack', 'rows', first.rows, part.rows);
    let end = 0;
    for (let i = 0; i < first.rows; i++) {
      let shift = 0;
      for (const part of parts) {
        for (let p = part.indptr[i]!; p < part.indptr[i + 1]!; p++) {
          indices[end] = part.indices[p]! + shift;
          data[end++] = part.data[p]!;
        }
        shift += part.cols;
      }
      indptr[i + 1] = end;
    }
    const cols = parts.reduce((sum, part) => sum + part.cols, 0);
    return new CSRMatrix(first.rows, cols, indptr, indices, data);
  }

  #check(op: string, i: number): void {
    if (!(Number.isInteger(i) && i >= 0 && i < this.rows))
      raise(ArgumentError, linalgErrors, 'linalg.index', {
        op: `CSRMatrix.${op}`,
        what: 'row',
        got: i,
        last: this.rows - 1,
      });
  }
}

/** What is wrong with three arrays, or null. */
function fault(
  rows: number,
  cols: number,
  indptr: Int32Array<ArrayBufferLike>,
  indices: Int32Array<ArrayBufferLike>,
  data: Floats,
): string | null {
  if (indptr.length !== rows + 1)
    return `indptr.length = ${indptr.length} ≠ rows + 1 = ${rows + 1}`;
  if (indices.length !== data.length)
    return `indices.length = ${indices.length} ≠ data.length = ${data.length}`;
  if (indptr[0] !== 0) return `indptr[0] = ${indptr[0]} ≠ 0`;
  if (indptr[rows] !== data.length)
    return `indptr[${rows}] = ${indptr[rows]} ≠ data.length = ${data.length}`;
  for (let i = 0; i < rows; i++) {
    const from = indptr[i]!;
    const to = indptr[i + 1]!;
    if (from > to) return `indptr[${i}] = ${from} > indptr[${i + 1}] = ${to}`;
    let last = -1;
    for (let p = from; p < to; p++) {
      const column = indices[p]!;
      if (column <= last || column >= cols)
        return `indices[${p}] = ${column} ∉ ${last + 1} … ${cols - 1} (row ${i})`;
      last = column;
    }
  }
  return null;
}

/** The places 0 … n − 1 of `keys` (or those of `order`) sorted by key, equal keys in the order they had. */
function stableOrder(
  keys: ArrayLike<number>,
  size: number,
  order: Int32Array | null,
  what: string,
): Int32Array {
  const starts = new Int32Array(size + 1);
  for (let p = 0; p < keys.length; p++) {
    const key = keys[p]!;
    if (!(Number.isInteger(key) && key >= 0 && key < size))
      raise(ArgumentError, linalgErrors, 'linalg.index', {
        op: 'CSRMatrix.fromTriplets',
        what,
        got: key,
        last: size - 1,
      });
    starts[key + 1]!++;
  }
  for (let key = 0; key < size; key++) starts[key + 1]! += starts[key]!;
  const sorted = new Int32Array(keys.length);
  for (let p = 0; p < keys.length; p++) {
    const place = order ? order[p]! : p;
    sorted[starts[keys[place]!]!++] = place;
  }
  return sorted;
}

function firstOf(op: string, parts: readonly CSRMatrix[]): CSRMatrix {
  const [first] = parts;
  if (!first)
    raise(ArgumentError, linalgErrors, 'linalg.shapes', {
      op,
      what: 'the list of matrices',
      expected: '≥ 1',
      got: 0,
    });
  return first;
}
function sameSize(op: string, what: string, expected: number, got: number): void {
  if (expected !== got)
    raise(ShapeError, linalgErrors, 'linalg.shapes', { op, what, expected, got });
}
const commonKind = (parts: readonly CSRMatrix[]): 'float32' | 'float64' =>
  parts.every((part) => part.kind === 'float32') ? 'float32' : 'float64';
