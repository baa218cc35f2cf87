/** A without row i and column j; shape [n − 1, n − 1]. */
function minor(A: readonly (readonly number[])[], i: number, j: number): number[][] {
  return A.filter((_, r) => r !== i).map((row) => row.filter((_, c) => c !== j));
}

/** Σ_j (−1)^j A_0j det M_0j: expansion along the first row; n! products, for small matrices. */
export function determinant(A: readonly (readonly number[])[]): number {
  if (A.length === 0) return 1;
  return A[0]!.reduce((sum, a, j) => sum + (-1) ** j * a * determinant(minor(A, 0, j)), 0);
}

/** (A⁻¹)_ij = (−1)^(i+j) det M_ji / det A; shape [n, n]. @throws when det A = 0 */
export function inverse(A: readonly (readonly number[])[]): number[][] {
  const det = determinant(A);
  if (det === 0) throw new Error('inverse: the determinant is zero');
  return A.map((row, i) =>
    row.map((_, j) => ((-1) ** (i + j) * determinant(minor(A, j, i))) / det),
  );
}
