/**
 * Rows that the engine holds, for many products with few others: all squared distances between rows x of a
 * large matrix and some points c come from ‖x‖² − 2x·c + ‖c‖², where nearly all the work is one product.
 *
 * That sum cancels when rows are far from the origin and near each other: then the mean row is taken away first.
 */

import { floats, inWorkspace, onDevice, part, turned } from '../../linalg/dense/index.ts';
import type { Floats, Matrix } from '../../linalg/index.ts';
import { getDevice, type Tensor, tensor } from '../../tensor/index.ts';

/** Numbers from which handing the rows to the engine is worth it, and features. */
const engineFrom = 40_000;
const engineFeatures = 8;
/** Points from which packing the rows for a product is repaid. */
const manyPoints = 32;

export class HeldRows {
  readonly rows: number;
  readonly cols: number;
  /** The rows as they were given. */
  readonly data: Floats;
  /** What was taken away from each row: the mean row, or nothing where rows surround the origin anyway. */
  readonly mean: Float64Array<ArrayBuffer>;
  /** Squared norms of the rows once that is taken away. */
  readonly norms: Float64Array<ArrayBuffer>;
  /** The variance of a column, on average. */
  readonly variance: number;
  /** With the mean taken away, [rows, cols]; undefined: small enough for plain loops. */
  readonly #held: Tensor | undefined;

  /** Whether rows are many and long enough for the engine. */
  static wants({ rows, cols }: { readonly rows: number; readonly cols: number }): boolean {
    return rows * cols >= engineFrom && cols >= engineFeatures && getDevice().synchronous;
  }

  /** The tensor is somebody else's, and not to be disposed of. */
  readonly #borrowed: boolean;

  /** @param samples the same rows as a tensor, where there is one: then they stand in the engine's memory once */
  constructor({ data, rows, cols, kind }: Matrix, samples?: Tensor) {
    this.data = data;
    this.rows = rows;
    this.cols = cols;
    if (HeldRows.wants(this)) {
      const given = samples ?? tensor(data, { shape: [rows, cols], dtype: kind });
      const mean = numbers(given.mean(0, true));
      const norms = numbers(given.mul(given).sum(1));
      const offset = sumOf(squaredNorms(mean, cols));
      const total = sumOf(norms) / rows;
      if (offset <= 0.9 * total) {
        // Near enough to the origin: at most one digit is lost, and a copy of all rows is spared.
        this.#held = given.realize();
        this.#borrowed = samples !== undefined;
        this.mean = new Float64Array(cols);
        this.norms = norms;
        this.variance = (total - offset) / cols;
        return;
      }
      this.#held = given.sub(tensor(mean, { shape: [1, cols], dtype: kind })).realize();
      this.#borrowed = false;
      if (given !== samples) given.dispose();
      this.mean = kind === 'float32' ? Float64Array.from(Float32Array.from(mean)) : mean;
      this.norms = numbers(this.#held.mul(this.#held).sum(1));
      this.variance = sumOf(this.norms) / (rows * cols);
      return;
    }
    this.#borrowed = false;
    this.mean = new Float64Array(cols);
    for (let i = 0; i < rows; i++)
      for (let c = 0; c < cols; c++) this.mean[c]! += data[i * cols + c]!;
    for (let c = 0; c < cols; c++) this.mean[c]! /= rows;
    this.norms = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let c = 0; c < cols; c++) {
        const v = data[i * cols + c]! - this.mean[c]!;
        sum += v * v;
      }
      this.norms[i] = sum;
    }
    this.variance = sumOf(this.norms) / (rows * cols);
  }

  /** Rows (k × cols) with the mean taken away, as the engine takes them. */
  centred(points: ArrayLike<number>): Floats {
    const { cols, mean } = this;
    const out = floats(points.length, this.#held?.dtype === 'float32' ? 'float32' : 'float64');
    for (let at = 0; at < out.length; at += cols)
      for (let c = 0; c < cols; c++) out[at + c] = points[at + c]! - mean[c]!;
    return out;
  }

  /** Products of `centred` points with all the rows: k × rows. */
  products(centred: Floats): Floats {
    const { rows, cols, data, mean } = this;
    const k = centred.length / cols;
    if (this.#held) {
      const points = tensor(centred, { shape: [k, cols], dtype: this.#held.dtype });
      const product = points.matmul(this.#held.t()).dataSync();
      if (product instanceof Float32Array || product instanceof Float64Array) return product;
    }
    const out = new Float64Array(k * rows);
    for (let t = 0; t < k; t++) {
      for (let i = 0; i < rows; i++) {
        let sum = 0;
        for (let c = 0, p = i * cols, q = t * cols; c < cols; c++)
          sum += (data[p + c]! - mean[c]!) * centred[q + c]!;
        out[t * rows + i] = sum;
      }
    }
    return out;
  }

  /**
   * Calls `use` with the products of many `centred` points with all the rows, k × rows, which are gone afterwards:
   * in a workspace, where they need not be copied out.
   */
  withProducts(centred: Floats, use: (products: Floats) => void): void {
    const { rows, cols } = this;
    const k = centred.length / cols;
    const held = this.#held;
    if (held?.dtype !== 'float64' || k < manyPoints || !onDevice()) {
      use(this.products(centred));
      return;
    }
    inWorkspace(k * rows * cols, (ws) => {
      const out = ws.floats(k * rows);
      ws.addProduct(
        part(out, rows, 0, k, 0, rows),
        part(ws.read(centred), cols, 0, k, 0, cols),
        turned(part(ws.of(held), cols, 0, rows, 0, cols)),
      );
      use(out);
    });
  }

  /** Whether the engine holds them. */
  get large(): boolean {
    return this.#held !== undefined;
  }

  /** Gives the engine's memory back. */
  dispose(): void {
    if (!this.#borrowed) this.#held?.dispose();
  }
}

/** Squared norms of k rows. */
export function squaredNorms(points: ArrayLike<number>, cols: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(points.length / cols);
  for (let t = 0; t < out.length; t++) {
    let sum = 0;
    for (let c = t * cols; c < (t + 1) * cols; c++) sum += points[c]! * points[c]!;
    out[t] = sum;
  }
  return out;
}

const numbers = (t: Tensor): Float64Array<ArrayBuffer> =>
  Float64Array.from(t.dataSync() as ArrayLike<number>);

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
