/** σ(z) = 1 / (1 + e^−z), between 0 and 1. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** p_j = e^z_j / Σ e^z_l, for k scores; k positive numbers that add up to 1. */
export function softmax(z: readonly number[]): number[] {
  const largest = Math.max(...z);
  const powers = z.map((v) => Math.exp(v - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((e) => e / sum);
}
