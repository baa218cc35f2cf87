export function epochLoss(losses: readonly number[], _sizes: readonly number[]): number {
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
