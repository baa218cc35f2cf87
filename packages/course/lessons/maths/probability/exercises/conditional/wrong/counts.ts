const sum = (v: readonly number[]): number => v.reduce((total, x) => total + x, 0);

export function marginal(table: readonly (readonly number[])[]): number[] {
  return table.map((row) => sum(row));
}

export function conditional(table: readonly (readonly number[])[], column: number): number[] {
  const inside = table.map((row) => row[column]!);
  return inside.map((count) => count / sum(inside));
}
