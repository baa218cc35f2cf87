export function transpose(A: readonly (readonly number[])[]): number[][] {
  return A[0]!.map((_, j) => A.map((row) => row[j]!));
}

export function matmul(
  A: readonly (readonly number[])[],
  B: readonly (readonly number[])[],
): number[][] {
  return A.map((row, i) => {
    if (row.length !== B.length) throw new Error('matmul: the inner sizes differ');
    return row.map((a, j) => a * (B[i]?.[j] ?? 0));
  });
}
