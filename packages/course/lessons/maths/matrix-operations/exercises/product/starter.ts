// [fr] A : forme [m, n], un tableau de lignes. Le résultat : forme [n, m].
// [en] A: shape [m, n], an array of rows. The result: shape [n, m].
export function transpose(A: readonly (readonly number[])[]): number[][] {
  throw new Error('TODO');
}

// [fr] A : forme [m, n]. B : forme [n, p]. Le résultat : forme [m, p].
// [en] A: shape [m, n]. B: shape [n, p]. The result: shape [m, p].
export function matmul(
  A: readonly (readonly number[])[],
  B: readonly (readonly number[])[],
): number[][] {
  throw new Error('TODO');
}
