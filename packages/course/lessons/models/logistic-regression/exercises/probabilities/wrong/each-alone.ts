export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

export function softmax(z: readonly number[]): number[] {
  return z.map(sigmoid);
}
