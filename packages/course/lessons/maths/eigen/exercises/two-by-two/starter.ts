// [fr] A : forme [2, 2]. Le résultat : deux nombres, le plus grand d'abord.
// [en] A: shape [2, 2]. The result: two numbers, the larger first.
export function eigen2(A: readonly (readonly number[])[]): number[] {
  throw new Error('TODO');
}
