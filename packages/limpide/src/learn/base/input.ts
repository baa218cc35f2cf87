/**
 * What users hand to `fit` and `predict`, checked and brought into one form: a `Matrix` (dense, row by row) or a
 * `CSRMatrix`, with the columns' names where they have some.
 */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import { Frame, isText } from './frame.ts';
import { show } from './params.ts';

/** Samples as rows: a tensor `[n, d]`, nested arrays, a matrix (dense or sparse), or a table. */
export type Features = Tensor | Matrix | CSRMatrix | Frame | readonly ArrayLike<number>[];
/** A class: a number or a text. */
export type Label = number | string | boolean;
/** One target per sample: numbers or texts. */
export type Targets = Tensor | ArrayLike<number> | readonly Label[];
/** One target per sample, or a row of numbers per sample (several outputs). */
export type Outputs = Targets | readonly ArrayLike<number>[];
/** One weight ≥ 0 per sample. */
export type Weights = Tensor | ArrayLike<number>;

export interface InputRules {
  /** Who asks, for errors: the estimator's name. */
  readonly who: string;
  /** NaN stands for a missing value and is allowed. */
  readonly missing?: boolean;
  /** At least as many rows. */
  readonly minRows?: number;
}

/** Names of the columns, where the input has some. */
export const namesOf = (X: Features): readonly string[] | undefined =>
  X instanceof Frame ? X.names : undefined;

/**
 * The largest size of a number in data: squares of larger ones, and sums of such squares, would soon be infinite,
 * and NaN would come out of them. Nothing that is measured is so large.
 */
const LARGEST = 1e100;
/** x·TOP is infinite for all |x| > LARGEST. */
const TOP = Number.MAX_VALUE / LARGEST;

/** Rows of an input, before anything is converted. */
export const rowsOf = (X: Features): number =>
  X instanceof Frame || X instanceof Matrix || X instanceof CSRMatrix
    ? X.rows
    : X instanceof Tensor
      ? (X.shape[0] ?? 0)
      : (X?.length ?? 0);

/**
 * A dense matrix of finite numbers (float32 stays float32, all else becomes float64). Nothing is copied where
 * the input already has that form: who changes it copies first.
 *
 * @throws DataError naming the column and row of what is not a number, or of the wrong shape
 */
export function denseInput(X: Features, rules: InputRules): Matrix {
  if (X instanceof CSRMatrix) raise(DataError, learnErrors, 'learn.sparse', { who: rules.who });
  const matrix = X instanceof Matrix ? X : fromOther(X, rules);
  checkShape(matrix.rows, matrix.cols, rules);
  checkValues(matrix, X, rules);
  return matrix;
}

/** A dense or a sparse matrix, as given; dense input as for `denseInput`. */
export function anyInput(X: Features, rules: InputRules): Matrix | CSRMatrix {
  if (!(X instanceof CSRMatrix)) return denseInput(X, rules);
  checkShape(X.rows, X.cols, rules);
  const { data } = X;
  for (let i = 0; i < data.length; i++) {
    if (!(Math.abs(data[i]!) <= LARGEST)) {
      let row = 0;
      while (X.indptr[row + 1]! <= i) row++;
      badValue(data[i]!, row, X.indices[i]!, X, rules);
    }
  }
  return X;
}

function checkShape(rows: number, cols: number, { who, minRows = 1 }: InputRules): void {
  if (rows < minRows) {
    raise(DataError, learnErrors, 'learn.fewRows', { who, got: rows, expected: minRows });
  }
  if (cols === 0) raise(DataError, learnErrors, 'learn.noColumns', { who, rows });
}

function checkValues({ data, cols }: Matrix, X: Features, rules: InputRules): void {
  // A sum is finite only when every term is: one quick pass, then a slow one that finds the culprit. What is too
  // large becomes infinite first, and infinity times zero is NaN.
  // Four sums at a time, because an addition waits for the one before.
  let sum = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let at = 0;
  for (const end = data.length - 3; at < end; at += 4) {
    sum += data[at]! * TOP * 0;
    s1 += data[at + 1]! * TOP * 0;
    s2 += data[at + 2]! * TOP * 0;
    s3 += data[at + 3]! * TOP * 0;
  }
  for (; at < data.length; at++) sum += data[at]! * TOP * 0;
  if (sum + s1 + s2 + s3 === 0) return;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (Math.abs(value) <= LARGEST || (rules.missing && Number.isNaN(value))) continue;
    badValue(value, Math.floor(i / cols), i % cols, X, rules);
  }
}

function badValue(
  value: number,
  row: number,
  col: number,
  X: Features,
  { who, missing }: InputRules,
): never {
  const code = Number.isNaN(value)
    ? 'learn.nan'
    : Number.isFinite(value)
      ? 'learn.tooLarge'
      : 'learn.infinite';
  return raise(DataError, learnErrors, code, {
    who,
    most: String(LARGEST),
    row,
    column: columnName(X, col),
    got: String(value),
    missing: missing ?? false,
  });
}

/** A column in an error: its name when it has one, its number otherwise. */
export const columnName = (X: Features, col: number): string => {
  const name = namesOf(X)?.[col];
  return name === undefined ? String(col) : `"${name}"`;
};

function fromOther(X: Tensor | Frame | readonly ArrayLike<number>[], rules: InputRules): Matrix {
  if (X instanceof Tensor) {
    if (X.ndim !== 2) {
      raise(DataError, learnErrors, X.ndim === 1 ? 'learn.oneDimension' : 'learn.dimensions', {
        who: rules.who,
        shape: X.shape,
      });
    }
    return Matrix.fromTensor(X);
  }
  if (X instanceof Frame) return fromFrame(X, rules);
  if (!Array.isArray(X)) {
    raise(DataError, learnErrors, 'learn.notFeatures', { who: rules.who, got: show(X) });
  }
  return fromRows(X, rules);
}

function fromFrame(X: Frame, { who }: InputRules): Matrix {
  const cols = X.names.length;
  const data = new Float64Array(X.rows * cols);
  for (const [j, name] of X.names.entries()) {
    const column = X.column(name);
    if (isText(column)) {
      const example = column.find((text) => text !== null) ?? '';
      raise(DataError, learnErrors, 'learn.text', { who, column: `"${name}"`, got: example });
    }
    for (let i = 0; i < X.rows; i++) data[i * cols + j] = column[i]!;
  }
  return new Matrix(data, X.rows, cols);
}

const numberKinds: readonly string[] = ['number', 'boolean', 'bigint'];

function fromRows(X: readonly ArrayLike<number>[], { who }: InputRules): Matrix {
  if (typeof X[0] === 'number')
    raise(DataError, learnErrors, 'learn.oneDimension', { who, shape: [X.length] });
  const cols = X[0]?.length ?? 0;
  const data = new Float64Array(X.length * cols);
  for (const [i, row] of X.entries()) {
    if (typeof row?.length !== 'number' || typeof row !== 'object')
      raise(DataError, learnErrors, 'learn.badRow', { who, row: i, got: show(row) });
    if (row.length !== cols) {
      raise(DataError, learnErrors, 'learn.ragged', {
        who,
        row: i,
        got: row.length,
        expected: cols,
      });
    }
    for (let j = 0; j < cols; j++) {
      const value: unknown = row[j];
      if (typeof value === 'string') {
        raise(DataError, learnErrors, 'learn.text', { who, column: String(j), got: value });
      }
      if (value != null && !numberKinds.includes(typeof value)) {
        const details = { who, row: i, column: String(j), got: show(value) };
        raise(DataError, learnErrors, 'learn.badCell', details);
      }
      data[i * cols + j] = value == null ? Number.NaN : Number(value);
    }
  }
  return new Matrix(data, X.length, cols);
}

/** Numbers to predict. @throws DataError for texts, NaN, infinities, or another number than `rows` */
export function numericTargets(y: Targets, rows: number, who: string): Float64Array {
  const values = plain(y, who);
  checkLength(values.length, rows, who, 'y');
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const value = values[i]!;
    if (typeof value === 'string')
      raise(DataError, learnErrors, 'learn.textTarget', { who, row: i, got: value });
    const number = numberKinds.includes(typeof value) ? Number(value) : Number.NaN;
    if (!(Math.abs(number) <= LARGEST))
      raise(DataError, learnErrors, 'learn.badTarget', { who, row: i, got: show(value) });
    out[i] = number;
  }
  return out;
}

/** One or several numbers per sample, row by row: `[n]` gives one column. */
export function numericOutputs(
  y: Outputs,
  rows: number,
  who: string,
): Matrix & { readonly flat: boolean } {
  const nested = y instanceof Tensor ? y.ndim === 2 : Array.isArray(y) && typeof y[0] === 'object';
  if (!nested) {
    const data = numericTargets(y as Targets, rows, who);
    return Object.assign(new Matrix(data, rows, 1), { flat: true });
  }
  const matrix = denseInput(y as Tensor | readonly ArrayLike<number>[], { who: `${who} (y)` });
  checkLength(matrix.rows, rows, who, 'y');
  return Object.assign(new Matrix(Float64Array.from(matrix.data), rows, matrix.cols), {
    flat: false,
  });
}

/** Classes as numbers 0 … k − 1, and which they are (numbers sorted, texts sorted by code point). */
export interface Classes {
  readonly codes: Int32Array;
  readonly classes: readonly Label[];
}

const labelKinds: readonly string[] = ['number', 'string', 'boolean'];

/** @throws DataError for missing labels, mixed kinds, or another number than `rows` */
export function classTargets(y: Targets, rows: number, who: string): Classes {
  const values = plain(y, who);
  checkLength(values.length, rows, who, 'y');
  const kinds = new Set<string>();
  for (let i = 0; i < rows; i++) {
    const value = values[i];
    if (
      !labelKinds.includes(typeof value) ||
      (typeof value === 'number' && !Number.isFinite(value))
    )
      raise(DataError, learnErrors, 'learn.badTarget', { who, row: i, got: show(value) });
    kinds.add(typeof value);
  }
  if (kinds.size > 1) raise(DataError, learnErrors, 'learn.mixedTarget', { who, got: [...kinds] });
  const classes = sortedLabels(values);
  const code = new Map(classes.map((label, k) => [label, k]));
  const codes = new Int32Array(rows);
  for (let i = 0; i < rows; i++) codes[i] = code.get(values[i]!)!;
  return { codes, classes };
}

/** The distinct labels, sorted. */
export function sortedLabels(values: ArrayLike<Label>): Label[] {
  const distinct = [...new Set(Array.from(values))];
  return distinct.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Labels or numbers as a plain list. */
export function plain(y: Targets, who: string): ArrayLike<Label> {
  if (y instanceof Tensor) {
    if (y.ndim !== 1 && !(y.ndim === 2 && y.shape[1] === 1)) {
      raise(DataError, learnErrors, 'learn.targetShape', { who, shape: y.shape });
    }
    const data = y.dataSync();
    return y.dtype === 'bool' ? Array.from(data, (v) => Number(v) !== 0) : Array.from(data, Number);
  }
  if (y === undefined || y === null || typeof y !== 'object' || !('length' in y)) {
    raise(DataError, learnErrors, 'learn.noTarget', { who, got: show(y) });
  }
  return y;
}

/** One weight ≥ 0 per sample; all ones when left out. */
export function sampleWeights(
  weights: Weights | undefined,
  rows: number,
  who: string,
): Float64Array {
  if (weights === undefined) return new Float64Array(rows).fill(1);
  if (
    typeof weights !== 'object' ||
    weights === null ||
    !('length' in weights || 'shape' in weights)
  )
    raise(DataError, learnErrors, 'learn.notWeights', { who, got: show(weights) });
  const out = Float64Array.from(
    weights instanceof Tensor ? Array.from(weights.dataSync(), Number) : Array.from(weights),
  );
  checkLength(out.length, rows, who, 'sampleWeight');
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const w = out[i]!;
    if (!(w >= 0 && w <= LARGEST)) {
      raise(DataError, learnErrors, 'learn.weight', { who, row: i, got: String(w) });
    }
    sum += w;
  }
  if (!(sum > 0)) raise(DataError, learnErrors, 'learn.noWeight', { who });
  return out;
}

function checkLength(got: number, expected: number, who: string, name: string): void {
  if (got !== expected) raise(DataError, learnErrors, 'learn.length', { who, name, got, expected });
}
