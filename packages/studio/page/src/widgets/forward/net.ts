/** The small network of the picture: two inputs, two hidden neurons, one output. */
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

export function pass(
  [x1, x2]: readonly [number, number],
  p: Parameters,
  hidden: Activation,
  last: Activation,
): Pass {
  const at = (i: number): number => p[i] ?? 0;
  const z = [at(0) * x1 + at(2) * x2 + at(4), at(1) * x1 + at(3) * x2 + at(5)] as const;
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
