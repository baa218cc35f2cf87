export function transpose(A: readonly (readonly number[])[]): number[][] {
  return A[0]!.map((_, j) => A.map((row) => row[j]!));
}

export function matmul(
  A: readonly (readonly number[])[],
  B: readonly (readonly number[])[],
): number[][] {
  const columns = B;
  return A.map((row) => {
    if (row.length !== B.length) throw new Error('matmul: the inner sizes differ');
    return columns.map((column) => row.reduce((sum, a, j) => sum + a * (column[j] ?? 0), 0));
  });
}
