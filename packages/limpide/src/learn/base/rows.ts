/** Some samples of a data set, whatever its form: what splits, bootstraps and searches take parts with. */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { Tensor, tensor } from '../../tensor/index.ts';
import { Frame } from './frame.ts';
import { type Features, type Label, type Outputs, rowsOf, type Weights } from './input.ts';
import { show } from './params.ts';

/** What a pipeline may begin with: features, texts (one per sample), or rows of labels. */
export type Samples = Features | readonly string[] | readonly (readonly (Label | null)[])[];

/** How many samples. */
export const samplesOf = (X: Samples): number => rowsOf(X as Features);

/** The samples of these numbers, in this order; the form stays (a row may be taken several times). */
export function takeRows<X extends Samples>(X: X, rows: ArrayLike<number>): X;
export function takeRows(X: Samples, rows: ArrayLike<number>): Samples {
  if (X instanceof Frame) return X.take(rows);
  if (X instanceof CSRMatrix) return X.takeRows(rows);
  if (X instanceof Matrix) {
    const out = Matrix.zeros(rows.length, X.cols, X.kind);
    for (let i = 0; i < rows.length; i++) out.data.set(X.row(rows[i]!), i * X.cols);
    return out;
  }
  if (X instanceof Tensor) return tensorRows(X, rows);
  // Each form of list stays what it was; only its items are chosen.
  return Array.from(rows, (i) => X[i]!) as Samples;
}

/** The targets of these samples. */
export function takeTargets<Y extends Outputs | Weights | undefined>(
  y: Y,
  rows: ArrayLike<number>,
): Y;
export function takeTargets(
  y: Outputs | Weights | undefined,
  rows: ArrayLike<number>,
): Outputs | Weights | undefined {
  if (y === undefined) return undefined;
  if (y instanceof Tensor) return tensorRows(y, rows);
  if (typeof y !== 'object' || y === null)
    raise(DataError, learnErrors, 'learn.notPerSample', { got: show(y) });
  return Array.from(rows, (i) => y[i]!) as Outputs;
}

function tensorRows(x: Tensor, rows: ArrayLike<number>): Tensor {
  const from = x.dataSync();
  const shape = [rows.length, ...x.shape.slice(1)];
  const width = shape.slice(1).reduce((a, b) => a * b, 1);
  const out = from.slice(0, 0).constructor as new (n: number) => typeof from;
  const data = new out(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < width; j++) data[i * width + j] = from[rows[i]! * width + j]!;
  return tensor(data, { shape, dtype: x.dtype });
}
