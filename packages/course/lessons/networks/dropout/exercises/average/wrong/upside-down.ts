export function droppedMoments(
  weights: readonly number[],
  h: readonly number[],
  rate: number,
): { mean: number; variance: number } {
  let mean = 0;
  let squares = 0;
  for (const [j, w] of weights.entries()) {
    const contribution = w * h[j]!;
    mean += contribution;
    squares += contribution ** 2;
  }
  return { mean, variance: ((1 - rate) / rate) * squares };
}
