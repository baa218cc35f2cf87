export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

export function softmax(z: readonly number[]): number[] {
  const powers = z.map((v) => v);
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((e) => e / sum);
}
