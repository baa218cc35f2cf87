/** A deep network of fresh weights: what comes out of each layer, forward, and what comes back. */
import { randomNumbers } from '../../../../shared/data.ts';
import { readMatrix } from '../kit/own-values.ts';

export type Activation = 'relu' | 'tanh' | 'linear';
export interface LayerShape {
  readonly activations: Float64Array;
  readonly gradients: Float64Array;
}

export const UNITS = 48;
export const DEEPEST = 12;
const EXAMPLES = 24;
const functions = {
  relu: { f: (z: number) => Math.max(0, z), slope: (h: number) => (h > 0 ? 1 : 0) },
  tanh: { f: Math.tanh, slope: (h: number) => 1 - h * h },
  linear: { f: (z: number) => z, slope: () => 1 },
};

/**
 * @param scale deviation of the weights times √n: 1 keeps the variance of a linear layer, √2 that of a ReLU
 * @param fresh weights drawn by He's rule, of scale √2, that take the place of those drawn here
 */
export function look(
  depth: number,
  scale: number,
  activation: Activation,
  seed: number,
  fresh: readonly Float64Array[] = [],
): LayerShape[] {
  const random = randomNumbers(seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const { f, slope } = functions[activation];
  const draw = (count: number, by: number): Float64Array =>
    Float64Array.from({ length: count }, () => by * normal());
  let h = draw(EXAMPLES * UNITS, 1);
  const weights = Array.from({ length: depth }, (_, l) => {
    const drawn = draw(UNITS * UNITS, scale / Math.sqrt(UNITS));
    return fresh[l]?.map((w) => (w * scale) / Math.SQRT2) ?? drawn;
  });
  const outputs = weights.map((w) => {
    const next = new Float64Array(EXAMPLES * UNITS);
    for (let e = 0; e < EXAMPLES; e++) {
      for (let j = 0; j < UNITS; j++) {
        let z = 0;
        for (let k = 0; k < UNITS; k++) z += (h[e * UNITS + k] ?? 0) * (w[k * UNITS + j] ?? 0);
        next[e * UNITS + j] = f(z);
      }
    }
    h = next;
    return next;
  });
  let back = draw(EXAMPLES * UNITS, 1);
  const gradients: Float64Array[] = [];
  for (let l = depth - 1; l >= 0; l--) {
    const out = outputs[l] ?? h;
    const d = back.map((g, i) => g * slope(out[i] ?? 0));
    gradients.unshift(d);
    const w = weights[l] ?? new Float64Array();
    back = new Float64Array(EXAMPLES * UNITS);
    for (let e = 0; e < EXAMPLES; e++) {
      for (let k = 0; k < UNITS; k++) {
        let sum = 0;
        for (let j = 0; j < UNITS; j++) sum += (d[e * UNITS + j] ?? 0) * (w[k * UNITS + j] ?? 0);
        back[e * UNITS + k] = sum;
      }
    }
  }
  return outputs.map((activations, l) => ({ activations, gradients: gradients[l] ?? activations }));
}

/** Root of the mean square. */
export const size = (v: Float64Array): number =>
  Math.sqrt(v.reduce((sum, x) => sum + x * x, 0) / v.length);

/** Counts in `bins` intervals of [−reach, reach]; those beyond count at the ends. */
export function counts(v: Float64Array, reach: number, bins: number): number[] {
  const out = new Array<number>(bins).fill(0);
  for (const x of v) {
    const at = Math.min(bins - 1, Math.max(0, Math.floor(((x + reach) / (2 * reach)) * bins)));
    out[at] = (out[at] ?? 0) + 1;
  }
  return out;
}

/** Matrices of the learner's heInit: independent draws of mean 0 and variance 2 / n, whatever their law. */
export function readHe(value: unknown): Float64Array[] | null {
  if (!Array.isArray(value)) return null;
  const matrices = value.map((one) => readMatrix(one, UNITS, UNITS)?.data);
  const wanted = Math.sqrt(2 / UNITS);
  const drawn = (data: Float64Array | undefined): data is Float64Array => {
    if (!data) return false;
    const mean = data.reduce((sum, w) => sum + w, 0) / data.length;
    // over 2304 draws, five times what chance explains
    return Math.abs(mean) < 0.11 * wanted && Math.abs(size(data) / wanted - 1) < 0.1;
  };
  const first = matrices[0];
  const same = matrices.length > 1 && matrices[1]?.every((w, i) => w === first?.[i]);
  return matrices.every(drawn) && !same ? matrices : null;
}
