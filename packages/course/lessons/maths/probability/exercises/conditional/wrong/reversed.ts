const sum = (v: readonly number[]): number => v.reduce((total, x) => total + x, 0);

export function marginal(table: readonly (readonly number[])[]): number[] {
  const all = sum(table.map(sum));
  return table.map((row) => sum(row) / all);
}

export function conditional(table: readonly (readonly number[])[], column: number): number[] {
  return table.map((row) => row[column]! / sum(row));
}
