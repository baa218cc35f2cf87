// [fr] predicted et truth : forme [m] chacun. Le résultat : un nombre.
// [en] predicted and truth: shape [m] each. The result: a number.
export function meanSquaredError(predicted: readonly number[], truth: readonly number[]): number {
  throw new Error('TODO');
}

// [fr] delta : le seuil, strictement positif.
// [en] delta: the threshold, greater than zero.
export function huber(
  predicted: readonly number[],
  truth: readonly number[],
  delta: number,
): number {
  throw new Error('TODO');
}

// [fr] Le résultat : forme [m], une pente par prédiction.
// [en] The result: shape [m], one slope per prediction.
export function huberGradient(
  predicted: readonly number[],
  truth: readonly number[],
  delta: number,
): number[] {
  throw new Error('TODO');
}
