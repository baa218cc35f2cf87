const SMALLEST = 1e-12;

/** Mean of −ln of the probability of what happened: p for label 1, 1 − p for label 0; shapes [m]. */
export function binaryCrossEntropy(
  probabilities: readonly number[],
  labels: readonly number[],
): number {
  let sum = 0;
  for (const [i, raw] of probabilities.entries()) {
    const p = Math.max(SMALLEST, Math.min(1 - SMALLEST, raw));
    sum -= labels[i] === 1 ? Math.log(p) : Math.log(1 - p);
  }
  return sum / probabilities.length;
}
