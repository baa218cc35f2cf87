// [fr] A : forme [n, n], n de 0 à 6. Le résultat : un nombre.
// [en] A: shape [n, n], n from 0 to 6. The result: one number.
export function determinant(A: readonly (readonly number[])[]): number {
  throw new Error('TODO');
}

// [fr] A : forme [n, n]. Le résultat : forme [n, n].
// [en] A: shape [n, n]. The result: shape [n, n].
export function inverse(A: readonly (readonly number[])[]): number[][] {
  throw new Error('TODO');
}
