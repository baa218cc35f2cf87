export function droppedMoments(
  weights: readonly number[],
  h: readonly number[],
  rate: number,
): { mean: number; variance: number } {
  let mean = 0;
  for (const [j, w] of weights.entries()) {
    const contribution = w * h[j]!;
    mean += contribution;
  }
  return { mean, variance: (rate / (1 - rate)) * mean ** 2 };
}
