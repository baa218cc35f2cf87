import { matmul, matvec, solveSystem, transpose } from '@me/engine';

/** The x with AᵀA x = Aᵀb: it makes ‖Ax − b‖ smallest; shape [n]. */
export function leastSquares(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  const At = transpose(A);
  return solveSystem(matmul(At, A), matvec(At, b));
}
