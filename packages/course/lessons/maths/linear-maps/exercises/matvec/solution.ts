import { dot } from '@me/engine';

/** (Ax)_i = Σ_j A_ij x_j: one dot product per row; shape [m]. @throws when x is not of length n */
export function matvec(A: readonly (readonly number[])[], x: readonly number[]): number[] {
  return A.map((row) => {
    if (row.length !== x.length) throw new Error('matvec: x must have one number per column');
    return dot(row, x);
  });
}
