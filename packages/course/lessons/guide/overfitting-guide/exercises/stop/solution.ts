/** The epoch (from 1) whose weights early stopping keeps: the best before `patience` epochs without progress. */
export function keptEpoch(losses: readonly number[], patience: number): number {
  let best = 0;
  for (let epoch = 1; epoch < losses.length; epoch++) {
    if (losses[epoch]! < losses[best]!) best = epoch;
    else if (epoch - best >= patience) break;
  }
  return best + 1;
}
