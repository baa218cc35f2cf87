const SMALLEST = 1e-12;

export function binaryCrossEntropy(
  probabilities: readonly number[],
  labels: readonly number[],
): number {
  let sum = 0;
  for (const [i, raw] of probabilities.entries()) {
    const p = Math.max(SMALLEST, Math.min(1 - SMALLEST, raw));
    sum -= labels[i] === 1 ? Math.log2(p) : Math.log2(1 - p);
  }
  return sum / probabilities.length;
}
