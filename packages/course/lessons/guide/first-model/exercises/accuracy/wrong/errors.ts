export function shareOfRight(
  scores: readonly (readonly number[])[],
  labels: readonly number[],
): number {
  const wrong = scores.filter((row, i) => row.indexOf(Math.max(...row)) !== labels[i]);
  return wrong.length / scores.length;
}
