export function searchGrid(
  rates: readonly number[],
  widths: readonly number[],
  losses: readonly (readonly number[])[],
): number[] {
  const first = losses.map((row) => row[0]!);
  const i = first.indexOf(Math.min(...first));
  const row = losses[i]!;
  return [rates[i]!, widths[row.indexOf(Math.min(...row))]!];
}
