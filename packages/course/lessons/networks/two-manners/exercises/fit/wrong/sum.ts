export function epochLoss(losses: readonly number[], sizes: readonly number[]): number {
  return losses.reduce((sum, loss, i) => sum + loss * sizes[i]!, 0);
}
