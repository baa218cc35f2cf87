export function searchGrid(
  rates: readonly number[],
  widths: readonly number[],
  losses: readonly (readonly number[])[],
): number[] {
  let best = [rates[0]!, widths[0]!];
  let most = -Infinity;
  rates.forEach((rate, i) => {
    widths.forEach((width, j) => {
      const loss = losses[i]![j]!;
      if (loss > most) {
        most = loss;
        best = [rate, width];
      }
    });
  });
  return best;
}
