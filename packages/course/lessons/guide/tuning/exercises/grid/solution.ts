/** The pair [rate, width] with the smallest loss: losses [m, n], one row per rate, one column per width. */
export function searchGrid(
  rates: readonly number[],
  widths: readonly number[],
  losses: readonly (readonly number[])[],
): number[] {
  let best = [rates[0]!, widths[0]!];
  let least = Infinity;
  rates.forEach((rate, i) => {
    widths.forEach((width, j) => {
      const loss = losses[i]![j]!;
      if (loss < least) {
        least = loss;
        best = [rate, width];
      }
    });
  });
  return best;
}
