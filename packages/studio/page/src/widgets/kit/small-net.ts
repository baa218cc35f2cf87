/**
 * A small network for pictures that need real trainings: points of a plane in two classes, plain descent by
 * batches, everything measured at each epoch as the laboratory measures it. Quick enough to be trained afresh
 * whenever a slider moves.
 */
import { type Examples, type LabData, randomNumbers } from '../../../../shared/data.ts';
import type { Measured } from '../../../../shared/diagnosis.ts';
import type { ActivationName } from '../../../../shared/models.ts';

/** h = f(z), and f′(z) from h where that is enough; from z otherwise. */
const functions: Readonly<
  Record<
    ActivationName,
    { readonly f: (z: number) => number; readonly slope: (z: number, h: number) => number }
  >
> = {
  relu: { f: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
  leakyRelu: { f: (z) => (z > 0 ? z : 0.1 * z), slope: (z) => (z > 0 ? 1 : 0.1) },
  tanh: { f: Math.tanh, slope: (_, h) => 1 - h * h },
  sigmoid: { f: (z) => 1 / (1 + Math.exp(-z)), slope: (_, h) => h * (1 - h) },
  gelu: { f: (z) => z / (1 + Math.exp(-1.702 * z)), slope: (z) => geluSlope(z) },
  linear: { f: (z) => z, slope: () => 1 },
};
const geluSlope = (z: number): number => {
  const s = 1 / (1 + Math.exp(-1.702 * z));
  return s + 1.702 * z * s * (1 - s);
};

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** `weights[k * outputs + j]` leads from input k to output j. */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}
/** What goes through for some rows: before and after the activation of each layer, [count, outputs]. */
interface Pass {
  readonly before: Float64Array[];
  readonly after: Float64Array[];
}

export interface SmallNetSpec {
  /** Units of each hidden layer. */
  readonly layers: readonly number[];
  readonly activation: ActivationName;
  readonly rate: number;
  readonly batch: number;
  /** Of the penalty l2 · Σ w². */
  readonly l2: number;
  readonly seed: number;
}

export class SmallNet {
  readonly #layers: readonly Layer[];
  readonly #spec: SmallNetSpec;
  readonly #random: () => number;

  constructor(spec: SmallNetSpec, inputs = 2, outputs = 2) {
    // other numbers than those that the points were drawn with
    const random = randomNumbers(spec.seed + 1_000_003);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const sizes = [inputs, ...spec.layers, outputs];
    // the rule of He before a ReLU, that of Glorot elsewhere
    const gain = spec.activation === 'relu' || spec.activation === 'leakyRelu' ? 2 : 1;
    this.#layers = sizes.slice(1).map((m, l) => {
      const n = sizes[l] ?? 1;
      const deviation = Math.sqrt(gain === 2 ? 2 / n : 2 / (n + m));
      return {
        inputs: n,
        outputs: m,
        weights: Float64Array.from({ length: n * m }, () => deviation * normal()),
        bias: new Float64Array(m),
      };
    });
    this.#spec = spec;
    this.#random = random;
  }

  #forward(x: ArrayLike<number>, count: number): Pass {
    const { f } = functions[this.#spec.activation];
    const pass: Pass = { before: [], after: [] };
    let h: Float64Array = Float64Array.from(x);
    for (const [l, { inputs, outputs, weights, bias }] of this.#layers.entries()) {
      const z = new Float64Array(count * outputs);
      for (let i = 0; i < count; i++) {
        z.set(bias, i * outputs);
        for (let k = 0; k < inputs; k++) {
          const v = h[i * inputs + k] ?? 0;
          for (let j = 0; j < outputs; j++) {
            const at = i * outputs + j;
            z[at] = (z[at] ?? 0) + v * (weights[k * outputs + j] ?? 0);
          }
        }
      }
      h = l + 1 < this.#layers.length ? z.map(f) : softmax(z, outputs);
      pass.before.push(z);
      pass.after.push(h);
    }
    return pass;
  }

  /** The gradients of the mean cross-entropy, layer by layer. */
  #backward(x: ArrayLike<number>, y: ArrayLike<number>, count: number, pass: Pass): Layer[] {
    const { slope } = functions[this.#spec.activation];
    const gradients: Layer[] = [];
    let d = (pass.after.at(-1) ?? new Float64Array()).slice();
    const classes = d.length / count;
    for (let i = 0; i < count; i++) {
      const at = i * classes + (y[i] ?? 0);
      d[at] = (d[at] ?? 0) - 1;
    }
    d = d.map((v) => v / count);
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      const { inputs, outputs, weights } = this.#layers[l] ?? { inputs: 0, outputs: 0 };
      if (!weights) break;
      const h = l === 0 ? x : (pass.after[l - 1] ?? x);
      const z = pass.before[l - 1];
      const own = {
        ...{ inputs, outputs },
        weights: new Float64Array(inputs * outputs),
        bias: new Float64Array(outputs),
      };
      const back = new Float64Array(count * inputs);
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < outputs; j++) {
          const g = d[i * outputs + j] ?? 0;
          own.bias[j] = (own.bias[j] ?? 0) + g;
          for (let k = 0; k < inputs; k++) {
            const at = k * outputs + j;
            own.weights[at] = (own.weights[at] ?? 0) + g * (h[i * inputs + k] ?? 0);
            back[i * inputs + k] = (back[i * inputs + k] ?? 0) + g * (weights[at] ?? 0);
          }
        }
      }
      gradients.unshift(own);
      if (z) d = back.map((g, i) => g * slope(z[i] ?? 0, h[i] ?? 0));
    }
    return gradients;
  }

  /** One epoch of plain descent, in shuffled batches. */
  epoch({ x, y, count }: Examples): void {
    const { batch, rate, l2 } = this.#spec;
    const inputs = x.length / Math.max(1, count);
    const order = Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(this.#random() * (i + 1));
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    for (let start = 0; start < count; start += batch) {
      const rows = order.slice(start, start + batch);
      const bx = Float64Array.from(
        rows.flatMap((i) => [...x.subarray(i * inputs, (i + 1) * inputs)]),
      );
      const by = rows.map((i) => y[i] ?? 0);
      const gradients = this.#backward(bx, by, rows.length, this.#forward(bx, rows.length));
      for (const [l, { weights, bias }] of this.#layers.entries()) {
        const g = gradients[l];
        if (!g) continue;
        for (let k = 0; k < weights.length; k++) {
          const w = weights[k] ?? 0;
          weights[k] = w - rate * ((g.weights[k] ?? 0) + 2 * l2 * w);
        }
        for (let j = 0; j < bias.length; j++) bias[j] = (bias[j] ?? 0) - rate * (g.bias[j] ?? 0);
      }
    }
  }

  /** The mean loss, without penalty, and the share of right answers. */
  judge({ x, y, count }: Examples): { readonly loss: number; readonly accuracy: number } {
    const p = this.#forward(x, count).after.at(-1) ?? new Float64Array();
    const classes = p.length / Math.max(1, count);
    let [loss, right] = [0, 0];
    for (let i = 0; i < count; i++) {
      const row = p.subarray(i * classes, (i + 1) * classes);
      const mine = row[y[i] ?? 0] ?? 0;
      loss -= Math.log(Math.max(mine, 1e-300)) / count;
      if (row.every((v) => v <= mine)) right++;
      if (row.some(Number.isNaN)) loss = Number.NaN;
    }
    return { loss, accuracy: right / Math.max(1, count) };
  }

  /** `gradient.k` and `dead.k` of each layer, as the laboratory measures them. */
  figures({ x, y, count }: Examples): Record<string, number> {
    const pass = this.#forward(x, count);
    const out: Record<string, number> = {};
    for (const [l, { weights }] of this.#backward(x, y, count, pass).entries()) {
      const square = weights.reduce((sum, g) => sum + g * g, 0);
      out[`gradient.${l + 1}`] = Math.sqrt(square / weights.length);
      const units = this.#layers[l]?.outputs ?? 1;
      if (l + 1 < this.#layers.length)
        out[`dead.${l + 1}`] = silent(pass.after[l], units, count) / units;
    }
    return out;
  }
}

/** How many units give the same for every example. */
function silent(h: Float64Array | undefined, units: number, count: number): number {
  let found = 0;
  for (let u = 0; u < units; u++) {
    const first = h?.[u] ?? 0;
    let same = true;
    for (let i = 1; i < count && same; i++)
      same = Math.abs((h?.[i * units + u] ?? 0) - first) < 1e-6;
    if (same) found++;
  }
  return found;
}

function softmax(z: Float64Array, classes: number): Float64Array {
  const p = new Float64Array(z.length);
  for (let i = 0; i < z.length; i += classes) {
    const row = z.subarray(i, i + classes);
    const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const powers = row.map((v) => Math.exp(v - most));
    const sum = powers.reduce((a, b) => a + b, 0);
    p.set(
      powers.map((v) => v / sum),
      i,
    );
  }
  return p;
}

/**
 * A whole training, measured before the first epoch and after each: what the diagnosis reads.
 *
 * @param aside a third part, of which only the loss is measured: `asideLoss`
 */
export function trainSmallNet(
  data: LabData,
  spec: SmallNetSpec,
  epochs: number,
  aside?: Examples,
): Measured {
  const net = new SmallNet(spec, data.features, data.classes.length);
  const curves: Record<string, { steps: number[]; values: (number | null)[] }> = {};
  const note = (step: number, measured: Readonly<Record<string, number>>): void => {
    for (const [name, value] of Object.entries(measured)) {
      curves[name] ??= { steps: [], values: [] };
      curves[name].steps.push(step);
      curves[name].values.push(Number.isFinite(value) ? value : null);
    }
  };
  // what happens in the layers is dear to measure, and changes slowly
  const seldom = Math.ceil(epochs / 12);
  for (let step = 0; step <= epochs; step++) {
    if (step > 0) net.epoch(data.train);
    const [train, test] = [net.judge(data.train), net.judge(data.test)];
    note(step, { loss: train.loss, accuracy: train.accuracy });
    note(step, { valLoss: test.loss, valAccuracy: test.accuracy });
    if (aside) note(step, { asideLoss: net.judge(aside).loss });
    if (step % seldom === 0 || step === epochs) note(step, net.figures(data.train));
  }
  return curves;
}
