/** Accuracy: the share of rows of scores [n, k] whose largest score is at the rank given by labels [n]. */
export function shareOfRight(
  scores: readonly (readonly number[])[],
  labels: readonly number[],
): number {
  const right = scores.filter((row, i) => row.indexOf(Math.max(...row)) === labels[i]);
  return right.length / scores.length;
}
