export function shareOfRight(
  scores: readonly (readonly number[])[],
  labels: readonly number[],
): number {
  return scores.filter((row, i) => row.indexOf(Math.max(...row)) === labels[i]).length;
}
