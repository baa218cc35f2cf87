export function matvec(A: readonly (readonly number[])[], x: readonly number[]): number[] {
  return A.map((row) => {
    return row.reduce((sum, a, j) => sum + a * (x[j] ?? 0), 0);
  });
}
