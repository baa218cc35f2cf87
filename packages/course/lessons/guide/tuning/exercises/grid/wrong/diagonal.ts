export function searchGrid(
  rates: readonly number[],
  widths: readonly number[],
  losses: readonly (readonly number[])[],
): number[] {
  const n = Math.min(rates.length, widths.length);
  const diagonal = Array.from({ length: n }, (_, i) => losses[i]![i]!);
  const i = diagonal.indexOf(Math.min(...diagonal));
  return [rates[i]!, widths[i]!];
}
