/** Transformers that learn nothing: Normalizer (rows of length 1) and Binarizer (0 or 1). */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { CSRMatrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { choice, type Features, real } from '../base/index.ts';
import { type Dense, mapColumns, OneToOne } from './columns.ts';

export interface NormalizerOptions {
  /** Which length becomes 1: Σ|x|, √Σx², or max|x|. */
  norm: 'l1' | 'l2' | 'max';
}

/** Divides each row by its length; a row of zeros stays. For counts of words, and distances of directions. */
export class Normalizer extends OneToOne<NormalizerOptions> {
  constructor(options: Partial<NormalizerOptions> = {}) {
    super(
      {
        name: 'Normalizer',
        kind: 'transformer',
        params: { norm: choice('l2', ['l1', 'l2', 'max']) },
        learned: [],
        tags: { sparse: true },
      },
      options,
    );
  }
  fit(X: Features): this {
    this.checkParams();
    this.fitAny(X);
    return this;
  }
  transform(X: CSRMatrix): CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix {
    const matrix = this.openAny(X);
    const { norm } = this.params;
    if (matrix instanceof CSRMatrix) {
      const lengths = Float64Array.from({ length: matrix.rows }, (_, i) =>
        lengthOf(matrix.data, matrix.indptr[i]!, matrix.indptr[i + 1]!, norm),
      );
      return matrix.map((value, i) => (lengths[i]! > 0 ? value / lengths[i]! : value));
    }
    const { data, rows, cols } = matrix;
    const out = Float64Array.from(data);
    for (let i = 0; i < rows; i++) {
      const length = lengthOf(data, i * cols, (i + 1) * cols, norm);
      if (length > 0) for (let at = i * cols; at < (i + 1) * cols; at++) out[at]! /= length;
    }
    return tensor(out, { shape: [rows, cols] });
  }
}

function lengthOf(data: ArrayLike<number>, from: number, to: number, norm: string): number {
  let sum = 0;
  for (let p = from; p < to; p++) {
    const x = Math.abs(data[p]!);
    sum = norm === 'l1' ? sum + x : norm === 'l2' ? sum + x * x : Math.max(sum, x);
  }
  return norm === 'l2' ? Math.sqrt(sum) : sum;
}

export interface BinarizerOptions {
  /** Above it: 1. Otherwise: 0. */
  threshold: number;
}

/** 1 where x > threshold, 0 elsewhere. Sparse input needs a threshold ≥ 0. */
export class Binarizer extends OneToOne<BinarizerOptions> {
  constructor(options: Partial<BinarizerOptions> = {}) {
    super(
      {
        name: 'Binarizer',
        kind: 'transformer',
        params: { threshold: real(0) },
        learned: [],
        tags: { sparse: true },
      },
      options,
    );
  }
  fit(X: Features): this {
    this.checkParams();
    this.fitAny(X);
    return this;
  }
  transform(X: CSRMatrix): CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix {
    const matrix = this.openAny(X);
    const { threshold } = this.params;
    if (!(matrix instanceof CSRMatrix)) return mapColumns(matrix, (x) => (x > threshold ? 1 : 0));
    if (threshold < 0) {
      raise(ArgumentError, prepErrors, 'prep.range', {
        who: this.spec.name,
        name: 'threshold',
        expected: '≥ 0 (sparse X)',
        got: threshold,
      });
    }
    const rows: number[] = [];
    const columns: number[] = [];
    matrix.map((value, i, j) => {
      if (value > threshold) {
        rows.push(i);
        columns.push(j);
      }
      return value;
    });
    const ones = new Float64Array(rows.length).fill(1);
    return CSRMatrix.fromTriplets(matrix.rows, matrix.cols, rows, columns, ones);
  }
}
