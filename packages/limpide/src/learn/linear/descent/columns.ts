/**
 * The residual R = y − X·w of a least-squares problem, kept up to date while one coefficient after the other
 * changes. Three ways, for one algorithm: columns of a dense X, columns of a sparse X, or the Gram matrix XᵀX.
 *
 * All are of centred X and y, rows times √sᵢ.
 */
import { CSRMatrix, type Matrix } from '../../../linalg/index.ts';
import { centred, centredGram } from '../linear-regressor.ts';

export interface Columns {
  readonly count: number;
  /** ‖X_j‖² */
  readonly squares: Float64Array;
  /** y·y */
  readonly yy: number;
  /** Begins again at w. */
  reset(w: Float64Array): void;
  /** X_j·R */
  slope(j: number): number;
  /** w_j has grown by δ. */
  moved(j: number, delta: number): void;
  /** R·R and R·y */
  residual(w: Float64Array): { rr: number; ry: number };
}

/** X by columns, for target after target. */
export interface ColumnSource {
  readonly count: number;
  /** Xᵀy of a centred target */
  slopesAtZero(y: Float64Array): Float64Array;
  columns(y: Float64Array): Columns;
}

/**
 * @param mean of the columns (zeros without an intercept)
 * @param useGram work with XᵀX: quicker when there are more samples than features
 */
export function columnSource(
  X: Matrix | CSRMatrix,
  mean: Float64Array,
  weights: Float64Array,
  useGram: boolean,
): ColumnSource {
  if (X instanceof CSRMatrix) return sparseSource(X, mean, weights);
  const slopesAtZero = (y: Float64Array): Float64Array => centredSlopes(X, mean, weights, y);
  if (useGram) {
    const G = centredGram(X, mean, weights).data;
    return { count: X.cols, slopesAtZero, columns: (y) => new GramColumns(G, slopesAtZero(y), y) };
  }
  let byColumn: Matrix | undefined;
  return {
    count: X.cols,
    slopesAtZero,
    columns: (y) => {
      byColumn ??= centred(X, mean, weights).transpose();
      return new DenseColumns(byColumn, y);
    },
  };
}

/** Aᵀy of the centred A, row by row of X. */
function centredSlopes(
  { data, rows, cols }: Matrix,
  mean: Float64Array,
  weights: Float64Array,
  y: Float64Array,
): Float64Array {
  const out = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const factor = Math.sqrt(weights[i]!) * y[i]!;
    const at = i * cols;
    for (let j = 0; j < cols; j++) out[j]! += factor * (data[at + j]! - mean[j]!);
  }
  return out;
}

const squareOf = (v: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i]! * v[i]!;
  return sum;
};

class DenseColumns implements Columns {
  readonly count: number;
  readonly squares: Float64Array;
  readonly yy: number;
  readonly #n: number;
  readonly #data: ArrayLike<number>;
  readonly #y: Float64Array;
  readonly #R: Float64Array;

  constructor(byColumn: Matrix, y: Float64Array) {
    this.count = byColumn.rows;
    this.#n = byColumn.cols;
    this.#data = byColumn.data;
    this.#y = y;
    this.#R = Float64Array.from(y);
    this.yy = squareOf(y);
    this.squares = Float64Array.from({ length: this.count }, (_, j) => squareOf(byColumn.row(j)));
  }
  reset(w: Float64Array): void {
    this.#R.set(this.#y);
    for (let j = 0; j < this.count; j++) if (w[j] !== 0) this.moved(j, w[j]!);
  }
  slope(j: number): number {
    const data = this.#data;
    const R = this.#R;
    const n = this.#n;
    const at = j * n;
    let a = 0;
    let b = 0;
    let i = 0;
    for (; i + 1 < n; i += 2) {
      a += data[at + i]! * R[i]!;
      b += data[at + i + 1]! * R[i + 1]!;
    }
    if (i < n) a += data[at + i]! * R[i]!;
    return a + b;
  }
  moved(j: number, delta: number): void {
    const data = this.#data;
    const R = this.#R;
    const at = j * this.#n;
    for (let i = 0; i < R.length; i++) R[i]! -= delta * data[at + i]!;
  }
  residual(): { rr: number; ry: number } {
    let ry = 0;
    for (let i = 0; i < this.#R.length; i++) ry += this.#R[i]! * this.#y[i]!;
    return { rr: squareOf(this.#R), ry };
  }
}

/** Only XᵀR = Xᵀy − G·w is kept. */
export class GramColumns implements Columns {
  readonly count: number;
  readonly squares: Float64Array;
  readonly yy: number;
  readonly #G: ArrayLike<number>;
  readonly #start: Float64Array; // Xᵀy
  readonly #slopes: Float64Array;

  constructor(G: ArrayLike<number>, Xy: Float64Array, y: Float64Array) {
    const d = Xy.length;
    this.count = d;
    this.#G = G;
    this.#start = Xy;
    this.#slopes = Float64Array.from(Xy);
    this.yy = squareOf(y);
    this.squares = Float64Array.from({ length: d }, (_, j) => G[j * d + j]!);
  }
  reset(w: Float64Array): void {
    this.#slopes.set(this.#start);
    for (let j = 0; j < this.count; j++) if (w[j] !== 0) this.moved(j, w[j]!);
  }
  slope(j: number): number {
    return this.#slopes[j]!;
  }
  moved(j: number, delta: number): void {
    const G = this.#G;
    const slopes = this.#slopes;
    const at = j * this.count;
    for (let k = 0; k < slopes.length; k++) slopes[k]! -= delta * G[at + k]!;
  }
  residual(w: Float64Array): { rr: number; ry: number } {
    let wXy = 0;
    let wXR = 0;
    for (let j = 0; j < w.length; j++) {
      wXy += w[j]! * this.#start[j]!;
      wXR += w[j]! * this.#slopes[j]!;
    }
    return { rr: Math.max(this.yy - wXy - wXR, 0), ry: this.yy - wXy };
  }
}

/**
 * Sparse columns: the mean of a column is subtracted without being stored. The residual is kept as
 * `R + shift·√s`; as Σ √sᵢ·Rᵢ = 0 for centred data, X_j·R needs the stored values of column j alone.
 */
function sparseSource(X: CSRMatrix, mean: Float64Array, weights: Float64Array): ColumnSource {
  const { rows: d, cols: n, indptr, indices, data } = X.transpose();
  const roots = weights.map(Math.sqrt);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const values = Float64Array.from(data, (x, p) => x * roots[indices[p]!]!);
  const squares = new Float64Array(d);
  const shares = new Float64Array(d); // Σ √s·(√s·x) over stored values
  for (let j = 0; j < d; j++) {
    for (let p = indptr[j]!; p < indptr[j + 1]!; p++) {
      squares[j]! += values[p]! * values[p]!;
      shares[j]! += values[p]! * roots[indices[p]!]!;
    }
    squares[j]! = Math.max(squares[j]! - mean[j]! * (2 * shares[j]! - mean[j]! * total), 0);
  }
  const dotColumn = (j: number, v: Float64Array): number => {
    let sum = 0;
    for (let p = indptr[j]!; p < indptr[j + 1]!; p++) sum += values[p]! * v[indices[p]!]!;
    return sum;
  };
  const columns = (y: Float64Array): Columns => {
    const R = Float64Array.from(y);
    let shift = 0;
    const moved = (j: number, delta: number): void => {
      for (let p = indptr[j]!; p < indptr[j + 1]!; p++) R[indices[p]!]! -= delta * values[p]!;
      shift += delta * mean[j]!;
    };
    return {
      count: d,
      squares,
      yy: squareOf(y),
      reset: (w) => {
        R.set(y);
        shift = 0;
        for (let j = 0; j < d; j++) if (w[j] !== 0) moved(j, w[j]!);
      },
      slope: (j) => dotColumn(j, R) + shift * shares[j]!,
      moved,
      residual: () => {
        let rr = 0;
        let ry = 0;
        for (let i = 0; i < n; i++) {
          const r = R[i]! + shift * roots[i]!;
          rr += r * r;
          ry += r * y[i]!;
        }
        return { rr, ry };
      },
    };
  };
  return {
    count: d,
    slopesAtZero: (y) => Float64Array.from({ length: d }, (_, j) => dotColumn(j, y)),
    columns,
  };
}
