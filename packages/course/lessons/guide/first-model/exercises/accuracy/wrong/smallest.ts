export function shareOfRight(
  scores: readonly (readonly number[])[],
  labels: readonly number[],
): number {
  const right = scores.filter((row, i) => row.indexOf(Math.min(...row)) === labels[i]);
  return right.length / scores.length;
}
