function minor(A: readonly (readonly number[])[], i: number, j: number): number[][] {
  return A.filter((_, r) => r !== i).map((row) => row.filter((_, c) => c !== j));
}

export function determinant(A: readonly (readonly number[])[]): number {
  if (A.length === 0) return 1;
  return A[0]!.reduce((sum, a, j) => sum + (-1) ** j * a * determinant(minor(A, 0, j)), 0);
}

export function inverse(A: readonly (readonly number[])[]): number[][] {
  const det = determinant(A);
  if (det === 0) throw new Error('inverse: the determinant is zero');
  return A.map((row, i) =>
    row.map((_, j) => ((-1) ** (i + j) * determinant(minor(A, i, j))) / det),
  );
}
