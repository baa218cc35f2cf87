// [fr] losses : forme [n], la perte de validation de chaque époque, n ≥ 1 ; patience : un entier ≥ 1.
// [en] losses: shape [n], the validation loss of each epoch, n ≥ 1; patience: an integer ≥ 1.
// [fr] Le résultat : un entier de 1 à n.
// [en] The result: an integer from 1 to n.
export function keptEpoch(losses: readonly number[], patience: number): number {
  throw new Error('TODO');
}
