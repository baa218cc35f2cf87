function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]!]);
  for (const [k, pivot] of rows.entries()) {
    for (const row of rows.slice(k + 1)) {
      const factor = row[k]! / pivot[k]!;
      for (let j = k; j < row.length; j++) row[j]! -= factor * pivot[j]!;
    }
  }
  const x = b.map(() => 0);
  for (let i = b.length - 1; i >= 0; i--) {
    const known = x.reduce((sum, v, j) => (j > i ? sum + rows[i]![j]! * v : sum), 0);
    x[i] = (rows[i]![b.length]! - known) / rows[i]![i]!;
  }
  return x;
}

export function ridgeRegression(
  X: readonly (readonly number[])[],
  y: readonly number[],
  lambda: number,
): number[] {
  const m = X.length;
  const columns = X[0]!.map((_, j) => X.map((row) => row[j]!));
  const product = (u: readonly number[], v: readonly number[]): number =>
    u.reduce((sum, x, i) => sum + x * v[i]!, 0);
  const a = columns.map((u) => columns.map((v) => product(u, v) / m + lambda));
  return solve(
    a,
    columns.map((u) => product(u, y) / m),
  );
}
