/** Learned attributes are tensors, algorithms walk through typed arrays: the few steps between the two. */
import { type Floats, Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';

/** A tensor over this array, which it owns from now on: one axis, or the shape given. */
export const asTensor = (
  data: Floats | Int32Array<ArrayBufferLike>,
  ...shape: readonly number[]
): Tensor => tensor(data, { shape: shape.length > 0 ? shape : [data.length] });

/** A matrix as a tensor, without a copy: the matrix must not be written into afterwards. */
export const matrixTensor = ({ data, rows, cols }: Matrix): Tensor => asTensor(data, rows, cols);

/** The values of a tensor as float64: not to be written into. */
export function valuesOf(t: Tensor): Float64Array<ArrayBufferLike> {
  const values = t.dataSync();
  return values instanceof Float64Array ? values : Float64Array.from(values, Number);
}

/** The same matrix in float64, copied only when it is not. */
export const toFloat64 = (x: Matrix): Matrix => (x.kind === 'float64' ? x : x.clone('float64'));

/** The mean of each column, summed in float64. */
export function columnMeans({ data, rows, cols }: Matrix): Float64Array<ArrayBuffer> {
  const means = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const at = i * cols;
    for (let j = 0; j < cols; j++) means[j]! += data[at + j]!;
  }
  for (let j = 0; j < cols; j++) means[j]! /= rows;
  return means;
}

/** X with a number taken away from each column: a new matrix of the same dtype. */
export function centred(x: Matrix, means: ArrayLike<number>): Matrix {
  const out = Matrix.zeros(x.rows, x.cols, x.kind);
  const { data, cols } = x;
  for (let i = 0; i < x.rows; i++) {
    const at = i * cols;
    for (let j = 0; j < cols; j++) out.data[at + j] = data[at + j]! - means[j]!;
  }
  return out;
}

/** The variance of each column around its mean, divided by n − `ddof`. */
export function columnVariances(
  { data, rows, cols }: Matrix,
  means: ArrayLike<number>,
  ddof = 0,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const at = i * cols;
    for (let j = 0; j < cols; j++) out[j]! += (data[at + j]! - means[j]!) ** 2;
  }
  for (let j = 0; j < cols; j++) out[j]! /= rows - ddof;
  return out;
}
