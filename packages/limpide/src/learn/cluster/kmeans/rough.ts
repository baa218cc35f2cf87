/**
 * Nearest centres in float32 where that is certain.
 *
 * Lloyd's iterations read all samples again and again: half as many bytes are twice as quick. A product of float32
 * rows of d numbers is wrong by at most γ·‖x‖·‖c‖, with γ = (d + 4)·2⁻²⁴ (Higham, Accuracy and Stability of Numerical
 * Algorithms, 2002, §3.1; the 4 for rounding the rows themselves). A sample whose nearest centre leads by more than
 * what that allows has its label; the few others are settled in float64, so the labels are those of float64.
 */
import type { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import { squaredNorms } from '../../neighbors/held.ts';

/** Samples in a block while they look for their nearest centre. */
const block = 2048;
/** Products of numbers up to here are in float32's range. */
const overflow = 1e37;

export class RoughRows {
  readonly #rows: number;
  readonly #cols: number;
  readonly #mean: Float64Array<ArrayBuffer>;
  /** ‖x − mean‖², in float64. */
  readonly #norms: Float64Array<ArrayBuffer>;
  /** The largest ‖x − mean‖. */
  readonly #size: number;
  /** x − mean, float32 [rows, cols]. */
  readonly #held: Tensor;
  /** The variance of a feature, on average. */
  readonly variance: number;

  constructor({ data, rows, cols }: Matrix) {
    this.#rows = rows;
    this.#cols = cols;
    const mean = new Float64Array(cols);
    for (let at = 0; at < data.length; at += cols)
      for (let c = 0; c < cols; c++) mean[c]! += data[at + c]!;
    for (let c = 0; c < cols; c++) mean[c]! /= rows;
    const single = new Float32Array(data.length);
    const norms = new Float64Array(rows);
    let total = 0;
    let largest = 0;
    for (let i = 0, at = 0; i < rows; i++, at += cols) {
      let sum = 0;
      for (let c = 0; c < cols; c++) {
        const gap = data[at + c]! - mean[c]!;
        single[at + c] = gap;
        sum += gap * gap;
      }
      norms[i] = sum;
      total += sum;
      largest = Math.max(largest, sum);
    }
    this.#mean = mean;
    this.#norms = norms;
    this.#size = Math.sqrt(largest);
    this.variance = total / (rows * cols);
    this.#held = tensor(single, { shape: [rows, cols] }).realize();
  }

  /**
   * Writes each sample's nearest of k centres where float32 is sure of it, and the squared distance, to float32's
   * precision; the others are left to `settle`.
   *
   * @returns how many others there were
   */
  nearest(
    centres: Float64Array<ArrayBuffer>,
    labels: Int32Array<ArrayBuffer>,
    squared: Float64Array<ArrayBuffer>,
    settle: (i: number) => void,
  ): number {
    const rows = this.#rows;
    const cols = this.#cols;
    const k = centres.length / cols;
    const centred = new Float64Array(centres.length);
    for (let at = 0; at < centred.length; at += cols)
      for (let c = 0; c < cols; c++) centred[at + c] = centres[at + c]! - this.#mean[c]!;
    const own = squaredNorms(centred, cols);
    const points = tensor(Float32Array.from(centred), { shape: [k, cols] });
    const result = points.matmul(this.#held.t());
    const products = result.dataSync() as Float32Array; // k × rows
    for (const used of [points, result]) used.dispose();
    // two scores are compared, each twice a product, each wrong by γ·‖x‖·‖c‖, and by what falls below float32's range
    const size = Math.sqrt(Math.max(...own));
    const doubt = size * this.#size < overflow ? 4 * (cols + 4) * 2 ** -24 * size : Infinity;
    const below = 4 * cols * 2 ** -149;
    const second = new Float64Array(Math.min(block, rows));
    let unsure = 0;
    for (let from = 0; from < rows; from += block) {
      const to = Math.min(rows, from + block);
      for (let i = from; i < to; i++) {
        squared[i] = own[0]! - 2 * products[i]!;
        labels[i] = 0;
      }
      second.fill(Infinity);
      for (let c = 1; c < k; c++) {
        const norm = own[c]!;
        const at = c * rows;
        for (let i = from; i < to; i++) {
          const score = norm - 2 * products[at + i]!;
          if (score < squared[i]!) {
            second[i - from] = squared[i]!;
            squared[i] = score;
            labels[i] = c;
          } else if (score < second[i - from]!) second[i - from] = score;
        }
      }
      for (let i = from; i < to; i++) {
        const norm = this.#norms[i]!;
        if (second[i - from]! - squared[i]! > doubt * Math.sqrt(norm) + below) {
          squared[i] = Math.max(0, squared[i]! + norm);
        } else {
          unsure++;
          settle(i);
        }
      }
    }
    return unsure;
  }

  /** Gives the engine's memory back. */
  dispose(): void {
    this.#held.dispose();
  }
}
