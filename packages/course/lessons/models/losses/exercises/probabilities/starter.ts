const SMALLEST = 1e-12;

// [fr] probabilities : forme [m], la probabilité de la classe 1 ; labels : forme [m], 0 ou 1.
// [en] probabilities: shape [m], the probability of class 1; labels: shape [m], 0 or 1.
export function binaryCrossEntropy(
  probabilities: readonly number[],
  labels: readonly number[],
): number {
  // [fr] ramenez chaque probabilité entre SMALLEST et 1 − SMALLEST
  // [en] keep each probability between SMALLEST and 1 − SMALLEST
  throw new Error('TODO');
}
