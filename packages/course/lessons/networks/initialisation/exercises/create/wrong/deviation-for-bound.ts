import { makeMatrix } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
export interface Layer {
  weights: Matrix;
  bias: Matrix;
}
export interface Mlp {
  layers: Layer[];
}

/** Random numbers of [0, 1), the same for the same seed: mulberry32, 32 bits of state. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Uniform on [−a, a), a = √(6 / (n + m)), hence of variance 2 / (n + m): [n, m]. */
export function xavierInit(inputs: number, outputs: number, random: () => number): Matrix {
  const bound = Math.sqrt(2 / (inputs + outputs));
  const out = makeMatrix(inputs, outputs);
  for (let i = 0; i < out.data.length; i++) out.data[i] = bound * (2 * random() - 1);
  return out;
}

/** Normal with mean 0 and variance 2 / n, by Box and Muller's formula: [n, m]. */
export function heInit(inputs: number, outputs: number, random: () => number): Matrix {
  const deviation = Math.sqrt(2 / inputs);
  const out = makeMatrix(inputs, outputs);
  for (let i = 0; i < out.data.length; i++) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    out.data[i] = deviation * normal;
  }
  return out;
}

/** Layers from sizes[0] to the last size: He before a ReLU, Glorot at the end, biases of zero. */
export function createMlp(sizes: readonly number[], seed: number): Mlp {
  const random = seededRandom(seed);
  const last = sizes.length - 2;
  const layers = sizes.slice(1).map((outputs, l) => ({
    weights: (l < last ? heInit : xavierInit)(sizes[l]!, outputs, random),
    bias: makeMatrix(1, outputs),
  }));
  return { layers };
}
