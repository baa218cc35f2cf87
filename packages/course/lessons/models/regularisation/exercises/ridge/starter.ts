// [fr] fourni : résout a·x = b
// [en] given: solves a·x = b
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

// [fr] X : forme [m, n], colonnes centrées ; y : forme [m], centré ; lambda : 0 ou plus. Résultat : forme [n].
// [en] X: shape [m, n], centred columns; y: shape [m], centred; lambda: 0 or more. The result: shape [n].
export function ridgeRegression(
  X: readonly (readonly number[])[],
  y: readonly number[],
  lambda: number,
): number[] {
  throw new Error('TODO');
}
