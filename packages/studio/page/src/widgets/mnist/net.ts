/** The lesson's network, 784 → 32 → 10, trained in slices short enough to leave the page free. */
import { randomNumbers } from '../../../../shared/data.ts';

const INPUTS = 784;
const HIDDEN = 32;
const CLASSES = 10;
const BATCH = 32;

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
