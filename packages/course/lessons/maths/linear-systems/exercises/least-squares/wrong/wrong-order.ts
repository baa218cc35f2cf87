import { matmul, solveSystem, transpose } from '@me/engine';

export function leastSquares(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  const At = transpose(A);
  return solveSystem(matmul(A, At), [...b]);
}
