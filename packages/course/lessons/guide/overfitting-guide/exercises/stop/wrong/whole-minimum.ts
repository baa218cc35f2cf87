export function keptEpoch(losses: readonly number[], _patience: number): number {
  return losses.indexOf(Math.min(...losses)) + 1;
}
