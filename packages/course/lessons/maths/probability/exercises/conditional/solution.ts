const sum = (v: readonly number[]): number => v.reduce((total, x) => total + x, 0);

/** P(row) from a table of counts of shape [rows, columns]: shape [rows]. */
export function marginal(table: readonly (readonly number[])[]): number[] {
  const all = sum(table.map(sum));
  return table.map((row) => sum(row) / all);
}

/** P(row | column) from a table of counts: shape [rows], adding up to 1. */
export function conditional(table: readonly (readonly number[])[], column: number): number[] {
  const inside = table.map((row) => row[column]!);
  return inside.map((count) => count / sum(inside));
}
