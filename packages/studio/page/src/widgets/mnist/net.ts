/** The lesson's network, 784 → 32 → 10, trained in slices short enough to leave the page free. */
import { randomNumbers } from '../../../../shared/data.ts';

import { isNumber, memberOf, type OwnMatrix, readMatrix } from '../kit/own-values.ts';

const INPUTS = 784;
const HIDDEN = 32;
const CLASSES = 10;
const BATCH = 32;

/** A network as the exercises write it. */
export interface OwnModel {
  readonly layers: readonly { readonly weights: OwnMatrix; readonly bias: OwnMatrix }[];
}
const matrix = (rows: number, cols: number, data: Float64Array): OwnMatrix => ({
  rows,
  cols,
  data,
});

/** Some images as the exercises want them: one per row, grey levels from 0 to 1. */
export function rowsOf(x: ArrayLike<number>, from: number, count: number): OwnMatrix {
  const at = from * INPUTS;
  const data = Float64Array.from({ length: count * INPUTS }, (_, i) => (x[at + i] ?? 0) / 255);
  return matrix(count, INPUTS, data);
}

export class DigitNet {
  seen = 0;
  /** A moving mean of the loss; ln 10 before anything was learnt. */
  loss = Math.log(CLASSES);
  readonly #random: () => number;
  readonly #w1: Float64Array;
  readonly #w2: Float64Array;
  readonly #b1 = new Float64Array(HIDDEN);
  readonly #b2 = new Float64Array(CLASSES);

  constructor(seed: number) {
    const random = randomNumbers(seed);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const draw = (count: number, deviation: number): Float64Array =>
      Float64Array.from({ length: count }, () => deviation * normal());
    this.#random = random;
    this.#w1 = draw(INPUTS * HIDDEN, Math.sqrt(2 / INPUTS));
    this.#w2 = draw(HIDDEN * CLASSES, Math.sqrt(1 / HIDDEN));
  }

  #forward(x: ArrayLike<number>, from: number): { h: Float64Array; p: Float64Array } {
    const h = this.#b1.slice();
    for (let k = 0; k < INPUTS; k++) {
      const v = (x[from + k] ?? 0) / 255;
      if (v === 0) continue;
      for (let j = 0; j < HIDDEN; j++) h[j] = (h[j] ?? 0) + v * (this.#w1[k * HIDDEN + j] ?? 0);
    }
    const z = this.#b2.slice();
    for (let j = 0; j < HIDDEN; j++) {
      const v = Math.max(0, h[j] ?? 0);
      h[j] = v;
      for (let c = 0; c < CLASSES; c++) z[c] = (z[c] ?? 0) + v * (this.#w2[j * CLASSES + c] ?? 0);
    }
    const most = z.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const powers = z.map((v) => Math.exp(v - most));
    const sum = powers.reduce((a, b) => a + b, 0);
    return { h, p: powers.map((v) => v / sum) };
  }

  /** Ten probabilities of the image that begins at `from`; grey levels from 0 to 255. */
  predict(x: ArrayLike<number>, from = 0): number[] {
    return [...this.#forward(x, from).p];
  }

  /** The network as the exercises write it. */
  get model(): OwnModel {
    return {
      layers: [
        { weights: matrix(INPUTS, HIDDEN, this.#w1), bias: matrix(1, HIDDEN, this.#b1) },
        { weights: matrix(HIDDEN, CLASSES, this.#w2), bias: matrix(1, CLASSES, this.#b2) },
      ],
    };
  }

  /**
   * Takes what the learner's epoch made of the network.
   *
   * @returns false when it is not a network of these sizes, or has not learnt anything
   */
  learnt(model: unknown, loss: unknown, count: number): boolean {
    const layers = memberOf(model, 'layers');
    if (!Array.isArray(layers) || !isNumber(loss)) return false;
    const read = (l: number, part: string, rows: number, cols: number): Float64Array | undefined =>
      readMatrix(memberOf(layers[l], part), rows, cols)?.data;
    const found = [
      [this.#w1, read(0, 'weights', INPUTS, HIDDEN)],
      [this.#b1, read(0, 'bias', 1, HIDDEN)],
      [this.#w2, read(1, 'weights', HIDDEN, CLASSES)],
      [this.#b2, read(1, 'bias', 1, CLASSES)],
    ] as const;
    if (!found.every(([, data]) => data?.every(Number.isFinite))) return false;
    if (found.every(([old, data]) => data?.every((w, i) => w === old[i]))) return false;
    for (const [old, data] of found) if (data) old.set(data);
    // as many examples weigh as much as in the steps below
    this.loss += (1 - 0.998 ** count) * (loss - this.loss);
    this.seen += count;
    return true;
  }

  /** One step of plain descent on a random batch of the first `count` images. */
  step(x: ArrayLike<number>, labels: ArrayLike<number>, count: number, rate: number): void {
    const by = rate / BATCH;
    for (let e = 0; e < BATCH; e++) {
      const i = Math.floor(this.#random() * count);
      const { h, p } = this.#forward(x, i * INPUTS);
      const label = labels[i] ?? 0;
      this.loss += 0.002 * (-Math.log(Math.max(1e-12, p[label] ?? 0)) - this.loss);
      const d = p.map((v, c) => v - (c === label ? 1 : 0));
      const back = new Float64Array(HIDDEN);
      for (let j = 0; j < HIDDEN; j++) {
        const v = h[j] ?? 0;
        if (v === 0) continue;
        for (let c = 0; c < CLASSES; c++) {
          const at = j * CLASSES + c;
          back[j] = (back[j] ?? 0) + (d[c] ?? 0) * (this.#w2[at] ?? 0);
          this.#w2[at] = (this.#w2[at] ?? 0) - by * (d[c] ?? 0) * v;
        }
      }
      for (let c = 0; c < CLASSES; c++) this.#b2[c] = (this.#b2[c] ?? 0) - by * (d[c] ?? 0);
      for (let j = 0; j < HIDDEN; j++) this.#b1[j] = (this.#b1[j] ?? 0) - by * (back[j] ?? 0);
      for (let k = 0; k < INPUTS; k++) {
        const v = (x[i * INPUTS + k] ?? 0) / 255;
        if (v === 0) continue;
        for (let j = 0; j < HIDDEN; j++) {
          const at = k * HIDDEN + j;
          this.#w1[at] = (this.#w1[at] ?? 0) - by * v * (back[j] ?? 0);
        }
      }
    }
    this.seen += BATCH;
  }
}
