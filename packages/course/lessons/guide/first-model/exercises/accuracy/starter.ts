// [fr] scores : forme [n, k], une ligne par exemple, un score par classe ; labels : forme [n], des entiers de 0 à k − 1.
// [en] scores: shape [n, k], one row per example, one score per class; labels: shape [n], integers from 0 to k − 1.
// [fr] Le résultat : un nombre entre 0 et 1.
// [en] The result: a number between 0 and 1.
export function shareOfRight(
  scores: readonly (readonly number[])[],
  labels: readonly number[],
): number {
  throw new Error('TODO');
}
