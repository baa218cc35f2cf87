// [fr] z : un score. Le résultat : un nombre entre 0 et 1.
// [en] z: a score. The result: a number between 0 and 1.
export function sigmoid(z: number): number {
  throw new Error('TODO');
}

// [fr] z : k scores, forme [k]. Le résultat : k probabilités, forme [k].
// [en] z: k scores, shape [k]. The result: k probabilities, shape [k].
export function softmax(z: readonly number[]): number[] {
  throw new Error('TODO');
}
