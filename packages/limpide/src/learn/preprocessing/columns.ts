/** What transformers of single columns share: one column in, one column out, under the same name. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, type Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { type Features, Transformer } from '../base/index.ts';

/**
 * Input that is not sparse: a transformer that takes both gives a tensor for it. (Its overload stands twice, because
 * `fitTransform` takes its type from the last one.)
 */
export type Dense = Exclude<Features, CSRMatrix>;

/** As many columns out as in, with the same names. */
export abstract class OneToOne<P extends object = object> extends Transformer<P> {
  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    return [...this.checkedNames(inputFeatures)];
  }
  /** Names for as many columns as `fit` saw. */
  protected checkedNames(inputFeatures?: readonly string[]): readonly string[] {
    return checkedNames(this.spec.name, this.inputNames(inputFeatures), this.nFeaturesIn_);
  }
}

export function checkedNames(
  who: string,
  names: readonly string[],
  expected: number,
): readonly string[] {
  if (names.length !== expected) {
    raise(ArgumentError, prepErrors, 'prep.names', { who, got: names.length, expected });
  }
  return names;
}

/** f(value, column) of every element, in a new float64 tensor of the same shape. */
export function mapColumns(X: Matrix, f: (value: number, j: number) => number): Tensor {
  const { data, rows, cols } = X;
  const out = new Float64Array(data.length);
  let at = 0;
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++, at++) out[at] = f(data[at]!, j);
  return tensor(out, { shape: [rows, cols] });
}

/** (x − shift[j]) / scale[j]: the inner loop of the scalers, without a call per element. */
export function scaleColumns(X: Matrix, shift: Float64Array, scale: Float64Array): Tensor {
  const { data, rows, cols } = X;
  const out = new Float64Array(data.length);
  let at = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++, at++) out[at] = (data[at]! - shift[j]!) / scale[j]!;
  return tensor(out, { shape: [rows, cols] });
}
/** x · scale[j] + shift[j]: back again. */
export function unscaleColumns(X: Matrix, shift: Float64Array, scale: Float64Array): Tensor {
  const { data, rows, cols } = X;
  const out = new Float64Array(data.length);
  let at = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++, at++) out[at] = data[at]! * scale[j]! + shift[j]!;
  return tensor(out, { shape: [rows, cols] });
}
/** A float64 tensor as the array it holds. */
export const values = (t: Tensor): Float64Array => Float64Array.from(t.dataSync() as Float64Array);

/** The stored values of each column, without those that are missing (zeros of a sparse matrix left out). */
export function presentValues(X: Matrix | CSRMatrix): Float64Array[] {
  const counts = new Int32Array(X.cols);
  const visit = (see: (value: number, j: number) => void): void => {
    const { data } = X;
    const sparse = X instanceof CSRMatrix ? X.indices : undefined;
    for (let p = 0; p < data.length; p++) see(data[p]!, sparse ? sparse[p]! : p % X.cols);
  };
  visit((value, j) => {
    if (!Number.isNaN(value)) counts[j]!++;
  });
  const columns = Array.from(counts, (count) => new Float64Array(count));
  counts.fill(0);
  visit((value, j) => {
    if (!Number.isNaN(value)) columns[j]![counts[j]!++] = value;
  });
  return columns;
}

/** The q-quantile (0 … 1) of sorted values, between neighbours in proportion (numpy's "linear"). */
export function quantileOf(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  const a = sorted[low]!;
  const b = sorted[Math.min(low + 1, sorted.length - 1)]!;
  const t = at - low;
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

/** Scales of 0, or too small to mean anything, become 1: a constant column stays what it is. */
export const noZeros = (scale: Float64Array): Float64Array =>
  scale.map((s) => (s < 10 * 2 ** -52 && s > -10 * 2 ** -52 ? 1 : s));

/** @throws DataError unless `X` is dense or centring is off */
export function refuseSparse(who: string, X: Features, option: string, on: boolean): void {
  if (on && X instanceof CSRMatrix)
    raise(DataError, prepErrors, 'prep.sparseCentre', { who, option });
}

/** The same places, each value divided (or multiplied) by its column's scale. */
export const scaleSparse = (X: CSRMatrix, scale: Float64Array, back = false): CSRMatrix => {
  const wide = new CSRMatrix(X.rows, X.cols, X.indptr, X.indices, Float64Array.from(X.data));
  return wide.map((value, _, j) => (back ? value * scale[j]! : value / scale[j]!));
};

export const toTensor = (m: Matrix): Tensor =>
  tensor(m.data instanceof Float64Array ? m.data.slice() : Float64Array.from(m.data), {
    shape: [m.rows, m.cols],
  });
