/**
 * Neighbours by looking at all points: O(n·d) per sample, and the quickest way where features are many. For
 * the Euclidean and the cosine distance the work is a matrix product by the engine.
 *
 * Distances out of a product are approximate (they are differences of larger numbers), so a few more
 * candidates than asked for are kept and measured again, exactly.
 */
import { type Floats, Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { Nearest } from './heap.ts';
import { HeldRows, squaredNorms } from './held.ts';
import type { Measure, PairDistance } from './metrics.ts';
import type { Found } from './tree.ts';

/** Numbers in a block of products. */
const blockSize = 4_000_000;
/** Candidates beyond k that are measured again. */
const spare = 4;

/** Rows divided by their norm; rows of zeros stay. Half their squared distance is the cosine distance. */
export function normalisedRows(x: Matrix): Matrix {
  const out = x.clone('float64');
  const norms = squaredNorms(out.data, x.cols);
  for (let i = 0; i < x.rows; i++) {
    const norm = Math.sqrt(norms[i]!) || 1;
    for (let c = i * x.cols; c < (i + 1) * x.cols; c++) out.data[c]! /= norm;
  }
  return out;
}

export class BruteSearch {
  readonly #x: Matrix;
  readonly #measure: Measure;
  /** Rows for the products; undefined where the metric has none, or for few features. */
  readonly #held: HeldRows | undefined;
  readonly #cosine: boolean;

  /** @param samples the rows of x as a tensor, where there is one */
  constructor(x: Matrix, measure: Measure, samples?: Tensor) {
    this.#x = x;
    this.#measure = measure;
    this.#cosine = measure.name === '"cosine"';
    const products = this.#cosine || measure.p === 2;
    if (products && x.cols >= 4)
      this.#held = this.#cosine ? new HeldRows(normalisedRows(x)) : new HeldRows(x, samples);
  }

  /** Calls `take(i, heap)` for each row i of q with its k nearest (reduced distances), not sorted. */
  nearest(q: Matrix, k: number, self: boolean, take: (i: number, best: Nearest) => void): void {
    const x = this.#x;
    const { reduced } = this.#measure;
    const best = new Nearest(k);
    const held = this.#held;
    if (!held) {
      for (let i = 0; i < q.rows; i++) {
        for (let j = 0; j < x.rows; j++) {
          const gap = reduced(q.data, i * q.cols, x.data, j * x.cols, x.cols);
          if (gap <= best.worst && !(self && i === j)) best.push(gap, j);
        }
        take(i, best);
        best.clear();
      }
      return;
    }
    const wide = new Nearest(Math.min(x.rows, k + (self ? 1 : 0) + spare));
    const { norms } = held;
    this.#blocks(held, q, (i, products, at) => {
      selectRow(products, at, norms, wide);
      for (let t = 0; t < wide.size; t++) {
        const j = wide.items[t]!;
        if (self && i === j) continue;
        best.push(reduced(q.data, i * q.cols, x.data, j * x.cols, x.cols), j);
      }
      wide.clear();
      take(i, best);
      best.clear();
    });
  }

  /** Adds to what `found(i)` gives the points at a reduced distance ≤ limit from row i of q. */
  within(q: Matrix, limit: number, self: boolean, found: (i: number) => Found): void {
    const x = this.#x;
    const { reduced } = this.#measure;
    const held = this.#held;
    const check = (i: number, j: number, into: Found): void => {
      if (self && i === j) return;
      const gap = reduced(q.data, i * q.cols, x.data, j * x.cols, x.cols);
      if (gap <= limit) into.push(gap, j);
    };
    if (!held) {
      for (let i = 0; i < q.rows; i++) {
        const into = found(i);
        for (let j = 0; j < x.rows; j++) check(i, j, into);
      }
      return;
    }
    // ‖x − q‖² ≤ limit, with room for the roundings of the product
    const { norms } = held;
    const squareLimit = this.#cosine ? 2 * limit : limit;
    let largest = 0;
    for (const norm of norms) largest = Math.max(largest, norm);
    const rounding = (held.data instanceof Float32Array ? 1e-6 : 1e-14) * Math.sqrt(x.cols);
    this.#blocks(held, q, (i, products, at, norm) => {
      const room = squareLimit - norm + 8 * rounding * (largest + norm);
      const into = found(i);
      for (let j = 0; j < x.rows; j++)
        if (norms[j]! - 2 * products[at + j]! <= room) check(i, j, into);
    });
  }

  #blocks(
    held: HeldRows,
    q: Matrix,
    row: (i: number, products: Floats, at: number, norm: number) => void,
  ): void {
    const rows = this.#cosine ? normalisedRows(q).data : q.data;
    const step = Math.max(1, Math.min(q.rows, Math.floor(blockSize / held.rows)));
    for (let from = 0; from < q.rows; from += step) {
      const to = Math.min(q.rows, from + step);
      const centred = held.centred(rows.subarray(from * q.cols, to * q.cols));
      const norms = squaredNorms(centred, q.cols);
      held.withProducts(centred, (products) => {
        for (let i = from; i < to; i++) row(i, products, (i - from) * held.rows, norms[i - from]!);
      });
    }
  }
}

/** The smallest ‖x‖² − 2x·q of a row of products. */
function selectRow(
  products: Floats,
  at: number,
  norms: Float64Array<ArrayBuffer>,
  best: Nearest,
): void {
  let worst = Infinity;
  for (let j = 0; j < norms.length; j++) {
    const gap = norms[j]! - 2 * products[at + j]!;
    if (gap < worst) {
      best.push(gap, j);
      worst = best.worst;
    }
  }
}

/** All distances between rows of a and rows of b, exactly, a.rows × b.rows. */
export function allDistances(
  a: Matrix,
  b: Matrix,
  distance: PairDistance,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(a.rows * b.rows);
  if (a === b) {
    for (let i = 0; i < a.rows; i++) {
      for (let j = 0; j < i; j++) {
        const gap = distance(a.data, i * a.cols, a.data, j * a.cols, a.cols);
        out[i * a.rows + j] = gap;
        out[j * a.rows + i] = gap;
      }
    }
    return out;
  }
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.rows; j++)
      out[i * b.rows + j] = distance(a.data, i * a.cols, b.data, j * b.cols, a.cols);
  return out;
}

/**
 * All Euclidean distances, squared, by a product: much quicker than one by one for many features, and accurate
 * to some roundings of the largest squared distance from the mean. a.rows × b.rows.
 */
export function allSquaredDistances(a: Matrix, b: Matrix): Matrix {
  const held = new HeldRows(b);
  const centred = held.centred(a.data);
  const norms = squaredNorms(centred, a.cols);
  const products = held.products(centred);
  const out = new Float64Array(a.rows * b.rows);
  for (let i = 0, at = 0; i < a.rows; i++) {
    for (let j = 0; j < b.rows; j++, at++) {
      const gap = norms[i]! + held.norms[j]! - 2 * products[at]!;
      out[at] = a === b && i === j ? 0 : Math.max(0, gap);
    }
  }
  held.dispose();
  return new Matrix(out, a.rows, b.rows);
}
