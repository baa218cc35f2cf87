/** The small network of the picture: two inputs, two hidden neurons, one output. */
import { memberOf, near, type OwnMatrix, readMatrix } from '../kit/own-values.ts';

export type Activation = 'step' | 'relu' | 'sigmoid' | 'linear';

/**
 * Nine parameters in this order: w₁₁ w₁₂ w₂₁ w₂₂ (from input i to hidden j), b₁ b₂, v₁ v₂, c.
 */
export type Parameters = readonly number[];

export interface Pass {
  /** Sums of the hidden neurons, then what the activation makes of them. */
  readonly z: readonly [number, number];
  readonly h: readonly [number, number];
  readonly score: number;
  readonly output: number;
}

export const functions: Readonly<Record<Activation, (z: number) => number>> = {
  step: (z) => (z > 0 ? 1 : 0),
  relu: (z) => Math.max(0, z),
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  linear: (z) => z,
};

/** The sums of the hidden neurons, with their biases or without. */
export function sums(
  [x1, x2]: readonly [number, number],
  p: Parameters,
  biased: boolean,
): readonly [number, number] {
  const at = (i: number): number => p[i] ?? 0;
  const [b1, b2] = biased ? [at(4), at(5)] : [0, 0];
  return [at(0) * x1 + at(2) * x2 + b1, at(1) * x1 + at(3) * x2 + b2];
}

export function pass(
  x: readonly [number, number],
  p: Parameters,
  hidden: Activation,
  last: Activation,
  z = sums(x, p, true),
): Pass {
  const at = (i: number): number => p[i] ?? 0;
  const h = [functions[hidden](z[0]), functions[hidden](z[1])] as const;
  const score = at(6) * h[0] + at(7) * h[1] + at(8);
  return { z, h, score, output: functions[last](score) };
}

/** Networks that a lesson may ask for by name. */
export const networks = {
  xor: {
    parameters: [1, 1, 1, 1, -0.5, -1.5, 1, -1, -0.5],
    x: [1, 0],
    hidden: 'step',
    last: 'step',
  },
  relu: {
    parameters: [1, -1, 2, 0.5, -1, 0, 1.5, -1, 0.5],
    x: [1, 2],
    hidden: 'relu',
    last: 'sigmoid',
  },
} as const;

/** The network with a hidden ReLU and a sigmoid, as the exercises write networks: two scores, the first one 0. */
export function asMlp(p: Parameters): { layers: { weights: OwnMatrix; bias: OwnMatrix }[] } {
  const at = (...indices: readonly number[]): number[] => indices.map((i) => p[i] ?? 0);
  const matrix = (rows: number, values: readonly number[]): OwnMatrix => ({
    ...{ rows, cols: values.length / rows },
    data: Float64Array.from(values),
  });
  const [v1 = 0, v2 = 0, c = 0] = at(6, 7, 8);
  return {
    layers: [
      { weights: matrix(2, at(0, 1, 2, 3)), bias: matrix(1, at(4, 5)) },
      { weights: matrix(2, [0, v1, 0, v2]), bias: matrix(1, [0, c]) },
    ],
  };
}

/** What the learner's forward pass left of it: the hidden neurons and the output. */
export function readPass(value: unknown, expected: Pass): Pass | null {
  const activations = memberOf(value, 'activations');
  const hidden = Array.isArray(activations) ? readMatrix(activations[1], 1, 2)?.data : undefined;
  const output = readMatrix(memberOf(value, 'probabilities'), 1, 2)?.data[1];
  const [h1, h2] = hidden ?? [];
  return near(h1, expected.h[0]) && near(h2, expected.h[1]) && near(output, expected.output)
    ? { ...expected, h: [h1, h2], output }
    : null;
}

/** Rows of two numbers, as the exercises write matrices. */
export const toMatrix = (rows: readonly (readonly [number, number])[]): OwnMatrix => ({
  ...{ rows: rows.length, cols: 2 },
  data: Float64Array.from(rows.flat()),
});
/** Rows of the learner's, when they are those expected. */
export function readRows(
  value: unknown,
  expected: readonly (readonly [number, number])[],
): [number, number][] | null {
  const data = readMatrix(value, expected.length, 2)?.data;
  if (!data?.every((v, i) => near(v, expected.flat()[i] ?? 0))) return null;
  return expected.map((_, i) => [data[2 * i] ?? 0, data[2 * i + 1] ?? 0]);
}
