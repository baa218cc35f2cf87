export function matvec(A: readonly (readonly number[])[], x: readonly number[]): number[] {
  return A.flatMap((row) => {
    if (row.length !== x.length) throw new Error('matvec: x must have one number per column');
    return row.map((a, j) => a * x[j]!);
  });
}
