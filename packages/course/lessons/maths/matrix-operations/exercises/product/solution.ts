/** (Aᵀ)_ji = A_ij; shape [n, m]. */
export function transpose(A: readonly (readonly number[])[]): number[][] {
  return A[0]!.map((_, j) => A.map((row) => row[j]!));
}

/** C_ik = Σ_j A_ij B_jk; shape [m, p]. @throws when the inner sizes differ */
export function matmul(
  A: readonly (readonly number[])[],
  B: readonly (readonly number[])[],
): number[][] {
  const columns = transpose(B);
  return A.map((row) => {
    if (row.length !== B.length) throw new Error('matmul: the inner sizes differ');
    return columns.map((column) => row.reduce((sum, a, j) => sum + a * column[j]!, 0));
  });
}
