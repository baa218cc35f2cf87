// [fr] A : forme [n, n]. b : forme [n]. Le résultat : forme [n]. Ne modifiez ni A ni b : travaillez sur une copie.
// [en] A: shape [n, n]. b: shape [n]. The result: shape [n]. Change neither A nor b: work on a copy.
export function solveSystem(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  throw new Error('TODO');
}
