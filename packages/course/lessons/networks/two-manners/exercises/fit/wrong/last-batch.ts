export function epochLoss(losses: readonly number[], _sizes: readonly number[]): number {
  return losses.at(-1)!;
}
