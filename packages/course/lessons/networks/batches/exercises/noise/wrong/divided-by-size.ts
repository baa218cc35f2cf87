export function batchNoise(gradients: readonly number[], size: number): number {
  const n = gradients.length;
  const mean = gradients.reduce((sum, g) => sum + g, 0) / n;
  const variance = gradients.reduce((sum, g) => sum + (g - mean) ** 2, 0) / n;
  return Math.sqrt(variance * ((n - size) / (n - 1))) / size;
}
