/** Singular vectors are determined up to a sign: a rule that always chooses the same one. */
import type { Matrix } from '../../linalg/index.ts';

/**
 * Changes signs, in place, so that the entry of largest absolute value of each row of Vᵀ is positive; the
 * columns of U follow. The same whatever the solver, since it looks at V only.
 */
export function fixSigns(vt: Matrix, u?: Matrix): void {
  const { rows, cols, data } = vt;
  for (let i = 0; i < rows; i++) {
    let largest = 0;
    for (let j = 0; j < cols; j++) {
      const value = data[i * cols + j]!;
      if (Math.abs(value) > Math.abs(largest)) largest = value;
    }
    if (largest >= 0) continue;
    for (let j = 0; j < cols; j++) data[i * cols + j]! *= -1;
    if (u) for (let r = 0; r < u.rows; r++) u.data[r * u.cols + i]! *= -1;
  }
}
