export function matvec(A: readonly (readonly number[])[], x: readonly number[]): number[] {
  for (const row of A) {
    if (row.length !== x.length) throw new Error('matvec: x must have one number per column');
  }
  const columns = (A[0] ?? []).map((_, j) => A.map((row) => row[j]!));
  return columns.map((column) => column.reduce((sum, a, i) => sum + a * (x[i] ?? 0), 0));
}
