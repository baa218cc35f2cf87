/** Σ |B| L_B / Σ |B|: the mean loss per example of an epoch, from the mean losses [m] and sizes [m] of its batches. */
export function epochLoss(losses: readonly number[], sizes: readonly number[]): number {
  const total = losses.reduce((sum, loss, i) => sum + loss * sizes[i]!, 0);
  const examples = sizes.reduce((sum, size) => sum + size, 0);
  return total / examples;
}
