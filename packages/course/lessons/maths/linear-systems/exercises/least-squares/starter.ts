import { matmul, matvec, solveSystem, transpose } from '@me/engine';

// [fr] A : forme [m, n], m ≥ n. b : forme [m]. Le résultat : forme [n].
// [en] A: shape [m, n], m ≥ n. b: shape [m]. The result: shape [n].
export function leastSquares(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  throw new Error('TODO');
}
