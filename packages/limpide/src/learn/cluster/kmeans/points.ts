/**
 * Samples as k-means sees them: all it asks is which centre is nearest, how far points are from a few others,
 * and sums of rows. Dense rows answer by products of the engine (many features) or by plain loops (few);
 * sparse rows never look at zeros.
 */
import { type CSRMatrix, Matrix } from '../../../linalg/index.ts';
import { HeldRows, squaredNorms } from '../../neighbors/held.ts';
import { squaredGap } from '../../neighbors/metrics.ts';
import { RoughRows } from './rough.ts';

/** Samples in a block while they look for their nearest centre. */
const block = 2048;

export abstract class Points {
  readonly rows: number;
  readonly cols: number;

  constructor(rows: number, cols: number) {
    this.rows = rows;
    this.cols = cols;
  }
  /** Squared distances of all samples to k points, k × rows, not below 0. */
  abstract squaredTo(points: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer>;
  /** Writes each sample's nearest of k centres, and its squared distance. Among equals, the first. */
  abstract assign(
    centres: Float64Array<ArrayBuffer>,
    labels: Int32Array<ArrayBuffer>,
    squared: Float64Array<ArrayBuffer>,
  ): void;
  /** Adds `weight` times sample i to the numbers from place `at` of `sums`. */
  abstract addRow(i: number, weight: number, sums: Float64Array<ArrayBuffer>, at: number): void;
  /** The squared distance of sample i to the centre at place `at`, exactly. */
  abstract squaredDistance(i: number, centres: Float64Array<ArrayBuffer>, at: number): number;
  /** The variance of a feature, on average. */
  abstract variance(): number;
  dispose(): void {}

  /** Sample i. */
  row(i: number): Float64Array<ArrayBuffer> {
    const out = new Float64Array(this.cols);
    this.addRow(i, 1, out, 0);
    return out;
  }
}

/** Of so many samples one may be unsure in float32 before float64 is quicker. */
const mostUnsure = 8;

export class DensePoints extends Points {
  readonly #x: Matrix;
  #made: HeldRows | undefined;
  /** Where centres are asked for again and again, and rows are large: float32 looks first. */
  #rough: RoughRows | undefined;

  constructor(x: Matrix, often: boolean) {
    super(x.rows, x.cols);
    this.#x = x;
    if (often && x.kind === 'float64' && HeldRows.wants(x)) this.#rough = new RoughRows(x);
  }

  get #held(): HeldRows {
    this.#made ??= new HeldRows(this.#x);
    return this.#made;
  }

  override squaredTo(points: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
    const { rows } = this;
    const { norms } = this.#held;
    const centred = this.#held.centred(points);
    const own = squaredNorms(centred, this.cols);
    const products = this.#held.products(centred);
    const out = new Float64Array(products.length);
    for (let t = 0; t < own.length; t++) {
      for (let i = 0, at = t * rows; i < rows; i++, at++) {
        const gap = norms[i]! + own[t]! - 2 * products[at]!;
        out[at] = Math.max(gap, 0);
      }
    }
    return out;
  }

  override assign(
    centres: Float64Array<ArrayBuffer>,
    labels: Int32Array<ArrayBuffer>,
    squared: Float64Array<ArrayBuffer>,
  ): void {
    const { rows, cols } = this;
    const k = centres.length / cols;
    if (this.#rough) {
      const settle = (i: number): void => this.#settle(i, centres, k, labels, squared);
      const unsure = this.#rough.nearest(centres, labels, squared, settle);
      if (mostUnsure * unsure > rows) {
        this.#rough.dispose();
        this.#rough = undefined;
      }
      return;
    }
    if (!this.#held.large) {
      this.#assignPlainly(centres, k, labels, squared);
      return;
    }
    const { norms } = this.#held;
    const centred = this.#held.centred(centres);
    const own = squaredNorms(centred, cols);
    const products = this.#held.products(centred); // k × rows
    for (let from = 0; from < rows; from += block) {
      const to = Math.min(rows, from + block);
      for (let i = from; i < to; i++) {
        squared[i] = own[0]! - 2 * products[i]!;
        labels[i] = 0;
      }
      for (let c = 1; c < k; c++) {
        const norm = own[c]!;
        const at = c * rows;
        for (let i = from; i < to; i++) {
          const gap = norm - 2 * products[at + i]!;
          if (gap < squared[i]!) {
            squared[i] = gap;
            labels[i] = c;
          }
        }
      }
      for (let i = from; i < to; i++) {
        const gap = squared[i]! + norms[i]!;
        squared[i] = Math.max(gap, 0);
      }
    }
  }
  #assignPlainly(
    centres: Float64Array<ArrayBuffer>,
    k: number,
    labels: Int32Array<ArrayBuffer>,
    squared: Float64Array<ArrayBuffer>,
  ): void {
    for (let i = 0; i < this.rows; i++) this.#settle(i, centres, k, labels, squared);
  }
  /** The nearest centre of sample i, difference by difference. */
  #settle(
    i: number,
    centres: Float64Array<ArrayBuffer>,
    k: number,
    labels: Int32Array<ArrayBuffer>,
    squared: Float64Array<ArrayBuffer>,
  ): void {
    const { cols } = this;
    const { data } = this.#x;
    let best = Infinity;
    let label = 0;
    for (let c = 0; c < k; c++) {
      let sum = 0;
      for (let p = i * cols, q = c * cols, j = 0; j < cols; j++) {
        const gap = data[p + j]! - centres[q + j]!;
        sum += gap * gap;
      }
      if (sum < best) {
        best = sum;
        label = c;
      }
    }
    labels[i] = label;
    squared[i] = best;
  }

  override addRow(i: number, weight: number, sums: Float64Array<ArrayBuffer>, at: number): void {
    const { cols } = this;
    const { data } = this.#x;
    for (let c = 0, p = i * cols; c < cols; c++) sums[at + c]! += weight * data[p + c]!;
  }
  override squaredDistance(i: number, centres: Float64Array<ArrayBuffer>, at: number): number {
    return squaredGap(this.#x.data, i * this.cols, centres, at, this.cols);
  }
  override variance(): number {
    return this.#rough?.variance ?? this.#held.variance;
  }
  override dispose(): void {
    this.#rough?.dispose();
    this.#made?.dispose();
  }
}

export class SparsePoints extends Points {
  readonly #x: CSRMatrix;
  readonly #norms: Float64Array<ArrayBuffer>;

  constructor(x: CSRMatrix) {
    super(x.rows, x.cols);
    this.#x = x;
    this.#norms = new Float64Array(x.rows);
    for (let i = 0; i < x.rows; i++)
      for (let p = x.indptr[i]!; p < x.indptr[i + 1]!; p++) this.#norms[i]! += x.data[p]! ** 2;
  }

  override squaredTo(points: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
    const k = points.length / this.cols;
    const norms = squaredNorms(points, this.cols);
    // rows × k: each stored value meets the k points at once
    const products = this.#x.multiply(new Matrix(points, k, this.cols).transpose()).data;
    const out = new Float64Array(k * this.rows);
    for (let i = 0; i < this.rows; i++)
      for (let t = 0; t < k; t++)
        out[t * this.rows + i] = Math.max(
          0,
          this.#norms[i]! + norms[t]! - 2 * products[i * k + t]!,
        );
    return out;
  }
  override assign(
    centres: Float64Array<ArrayBuffer>,
    labels: Int32Array<ArrayBuffer>,
    squared: Float64Array<ArrayBuffer>,
  ): void {
    const gaps = this.squaredTo(centres);
    const k = centres.length / this.cols;
    squared.fill(Infinity);
    for (let t = 0; t < k; t++) {
      for (let i = 0, at = t * this.rows; i < this.rows; i++, at++) {
        if (gaps[at]! < squared[i]!) {
          squared[i] = gaps[at]!;
          labels[i] = t;
        }
      }
    }
  }
  override addRow(i: number, weight: number, sums: Float64Array<ArrayBuffer>, at: number): void {
    const { indptr, indices, data } = this.#x;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sums[at + indices[p]!]! += weight * data[p]!;
  }
  override squaredDistance(i: number, centres: Float64Array<ArrayBuffer>, at: number): number {
    let sum = 0;
    for (let c = 0; c < this.cols; c++) sum += centres[at + c]! ** 2;
    const { indptr, indices, data } = this.#x;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const centre = centres[at + indices[p]!]!;
      sum += (data[p]! - centre) ** 2 - centre ** 2;
    }
    return Math.max(0, sum);
  }
  override variance(): number {
    const means = this.#x.columnMeans();
    let sum = 0;
    for (const norm of this.#norms) sum += norm / this.rows;
    for (const mean of means) sum -= mean * mean;
    return Math.max(0, sum) / this.cols;
  }
}

/** @param often nearest centres will be asked for many times */
export const pointsOf = (x: Matrix | CSRMatrix, often = false): Points =>
  x instanceof Matrix ? new DensePoints(x, often) : new SparsePoints(x);
