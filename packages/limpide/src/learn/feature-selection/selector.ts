/** What selectors of columns share: which columns they keep, and the samples with only these. */
import { judgingErrors } from '../../errors/catalog/learn-judging.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { anyInput, type Features, Transformer } from '../base/index.ts';
import { takeColumns } from '../compose/columns.ts';
import { checkedNames, type Dense } from '../preprocessing/columns.ts';

export abstract class Selector<P extends object = object> extends Transformer<P> {
  /** Whether each column is kept: 1 or 0. */
  protected abstract mask(): ArrayLike<number>;

  /** Numbers of the columns that are kept. */
  getSupport(): Int32Array {
    this.requireFitted();
    const mask = Array.from(this.mask(), Number);
    return Int32Array.from(mask.flatMap((kept, j) => (kept ? [j] : [])));
  }
  transform(X: CSRMatrix): CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix {
    const sparse = this.spec.tags?.sparse ?? false;
    const matrix = sparse ? this.openAny(X) : this.openDense(X);
    const kept = takeColumns(matrix, Array.from(this.getSupport()));
    if (kept instanceof CSRMatrix) return kept;
    const { data, rows, cols } = kept instanceof Matrix ? kept : matrix;
    return tensor(Float64Array.from(data), { shape: [rows, cols] });
  }
  /** All columns again, with 0 in those that were left out. */
  inverseTransform(X: Features): Tensor {
    this.requireFitted();
    const support = this.getSupport();
    const input = anyInput(X, { who: this.spec.name });
    const matrix = input instanceof CSRMatrix ? input.toDense() : input;
    if (matrix.cols !== support.length)
      raise(DataError, judgingErrors, 'select.count', {
        who: this.spec.name,
        name: 'X',
        expected: `${support.length} columns`,
        got: matrix.cols,
      });
    const d = this.nFeaturesIn_;
    const out = new Float64Array(matrix.rows * d);
    for (let i = 0; i < matrix.rows; i++)
      support.forEach((j, at) => {
        out[i * d + j] = matrix.at(i, at);
      });
    return tensor(out, { shape: [matrix.rows, d] });
  }
  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = checkedNames(this.spec.name, this.inputNames(inputFeatures), this.nFeaturesIn_);
    return Array.from(this.getSupport(), (j) => names[j]!);
  }
}

/** Numbers of the largest k scores; NaN come last, and of equal ones the later columns first. */
export function topScores(scores: ArrayLike<number>, k: number): Set<number> {
  const value = (j: number): number => (Number.isNaN(scores[j]!) ? -Infinity : scores[j]!);
  const order = Array.from({ length: scores.length }, (_, j) => j);
  order.sort((a, b) => value(b) - value(a) || b - a);
  return new Set(order.slice(0, k));
}
export const maskOf = (kept: ReadonlySet<number>, d: number): Tensor =>
  tensor(Int32Array.from({ length: d }, (_, j) => (kept.has(j) ? 1 : 0)));
