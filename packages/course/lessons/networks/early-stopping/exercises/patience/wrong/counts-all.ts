/** Numbers of epochs, from 0: the one that is kept, and the one at whose end training stops. */
export interface Stop {
  best: number;
  stopped: number;
}

/**
 * Goes over the validation losses as training would: progress is a gain of more than `minDelta` over
 * the best loss known; after `patience` epochs in a row without any, training stops.
 */
export function earlyStopping(losses: readonly number[], patience: number, minDelta: number): Stop {
  let best = 0;
  let bestLoss = Number.POSITIVE_INFINITY;
  let waited = 0;
  for (const [epoch, loss] of losses.entries()) {
    if (loss < bestLoss - minDelta) {
      bestLoss = loss;
      best = epoch;
    } else {
      waited += 1;
      if (waited >= patience) return { best, stopped: epoch };
    }
  }
  return { best, stopped: losses.length - 1 };
}
