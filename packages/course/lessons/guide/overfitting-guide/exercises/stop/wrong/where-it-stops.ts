export function keptEpoch(losses: readonly number[], patience: number): number {
  let best = 0;
  for (let epoch = 1; epoch < losses.length; epoch++) {
    if (losses[epoch]! < losses[best]!) best = epoch;
    else if (epoch - best >= patience) return epoch + 1;
  }
  return losses.length;
}
