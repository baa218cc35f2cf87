/** KNNImputer: a missing value becomes the mean of those of the nearest samples that have one. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { DataError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { choice, columnName, type Features, flag, integer, type Spec } from '../base/index.ts';
import { OneToOne } from './columns.ts';
import { MissingIndicator } from './missing-indicator.ts';

export interface KNNImputerOptions {
  nNeighbors: number;
  /** Neighbours count the same, or by the inverse of their distance. */
  weights: 'uniform' | 'distance';
  /** Adds a column of 0/1 per column that had missing values. */
  addIndicator: boolean;
}

const spec: Spec<KNNImputerOptions> = {
  name: 'KNNImputer',
  kind: 'transformer',
  params: {
    nNeighbors: integer(5, { min: 1 }),
    weights: choice('uniform', ['uniform', 'distance']),
    addIndicator: flag(false),
  },
  learned: ['fitX_', 'means_', 'indicator_'],
  tags: { missing: true },
};

/**
 * Fills each missing value from the k nearest samples of `fit` that have it. Distances use the columns both
 * samples have: √(d/present · Σ(x − y)²) (Troyanskaya et al., 2001). O(n·m·d) for n samples of `fit` and m
 * incomplete ones. A sample that shares no column with any other gets the column's mean.
 */
export class KNNImputer extends OneToOne<KNNImputerOptions> {
  declare fitX_: Tensor;
  declare means_: Tensor;
  declare indicator_: MissingIndicator | null;

  constructor(options: Partial<KNNImputerOptions> = {}) {
    super(spec, options);
  }
  fit(X: Features): this {
    this.checkParams();
    const matrix = this.fitDense(X);
    const { data, rows, cols } = matrix;
    const means = Float64Array.from({ length: cols }, (_, j) => {
      let sum = 0;
      let count = 0;
      for (let i = 0; i < rows; i++) {
        const value = data[i * cols + j]!;
        if (Number.isNaN(value)) continue;
        sum += value;
        count++;
      }
      if (count > 0) return sum / count;
      const details = { who: this.spec.name, column: columnName(X, j), what: 'mean' };
      return raise(DataError, prepErrors, 'prep.allMissing', details);
    });
    this.fitX_ = tensor(Float64Array.from(data), { shape: [rows, cols] });
    this.means_ = tensor(means);
    this.indicator_ = this.params.addIndicator ? new MissingIndicator().fit(matrix) : null;
    return this;
  }

  transform(X: Features): Tensor {
    const matrix = this.openDense(X);
    const { data, rows, cols } = matrix;
    const known = Matrix.fromTensor(this.fitX_);
    const means = this.means_.dataSync();
    const filled = Float64Array.from(data);
    const far = new Float64Array(known.rows);
    for (let i = 0; i < rows; i++) {
      const row = data.subarray(i * cols, (i + 1) * cols);
      if (!row.some(Number.isNaN)) continue;
      for (let r = 0; r < known.rows; r++) far[r] = distance(row, known.data, r * cols);
      const order = Int32Array.from(far.keys())
        .filter((r) => !Number.isNaN(far[r]!))
        .sort((a, b) => far[a]! - far[b]! || a - b);
      for (let j = 0; j < cols; j++)
        if (Number.isNaN(row[j]!))
          filled[i * cols + j] = this.#value(known, order, far, j) ?? Number(means[j]);
    }
    const marks = this.indicator_?.transform(matrix);
    const extra = marks?.shape[1] ?? 0;
    if (!marks || extra === 0) return tensor(filled, { shape: [rows, cols] });
    const out = new Float64Array(rows * (cols + extra));
    const marked = marks.dataSync();
    for (let i = 0; i < rows; i++) {
      out.set(filled.subarray(i * cols, (i + 1) * cols), i * (cols + extra));
      for (let j = 0; j < extra; j++)
        out[i * (cols + extra) + cols + j] = Number(marked[i * extra + j]);
    }
    return tensor(out, { shape: [rows, cols + extra] });
  }

  /** Mean of column j over the nearest samples that have it. */
  #value(
    { data, cols }: Matrix,
    order: Int32Array,
    far: Float64Array,
    j: number,
  ): number | undefined {
    const { nNeighbors, weights } = this.params;
    const near: number[] = [];
    for (let at = 0; at < order.length && near.length < nNeighbors; at++)
      if (!Number.isNaN(data[order[at]! * cols + j]!)) near.push(order[at]!);
    if (near.length === 0) return undefined;
    // At distance 0 only those at distance 0 count.
    const touching = weights === 'distance' && near.some((r) => far[r] === 0);
    let sum = 0;
    let all = 0;
    for (const r of near) {
      const w = weights === 'uniform' ? 1 : touching ? (far[r] === 0 ? 1 : 0) : 1 / far[r]!;
      sum += w * data[r * cols + j]!;
      all += w;
    }
    return sum / all;
  }

  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = this.checkedNames(inputFeatures);
    return [...names, ...(this.indicator_?.getFeatureNamesOut(names) ?? [])];
  }
}

/** Euclidean over the columns that both have, scaled up to all; NaN when they share none. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>, from: number): number {
  let sum = 0;
  let present = 0;
  for (let j = 0; j < a.length; j++) {
    const gap = a[j]! - b[from + j]!;
    if (Number.isNaN(gap)) continue;
    sum += gap * gap;
    present++;
  }
  return present === 0 ? Number.NaN : Math.sqrt((sum * a.length) / present);
}
