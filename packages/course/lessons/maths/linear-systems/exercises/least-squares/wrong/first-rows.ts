import { solveSystem } from '@me/engine';

export function leastSquares(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = A[0]!.length;
  return solveSystem(A.slice(0, n), b.slice(0, n));
}
