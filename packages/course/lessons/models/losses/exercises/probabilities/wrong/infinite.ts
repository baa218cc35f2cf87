export function binaryCrossEntropy(
  probabilities: readonly number[],
  labels: readonly number[],
): number {
  let sum = 0;
  for (const [i, raw] of probabilities.entries()) {
    const p = raw;
    sum -= labels[i] === 1 ? Math.log(p) : Math.log(1 - p);
  }
  return sum / probabilities.length;
}
