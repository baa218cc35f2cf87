/** Numbers of the examples of each part. */
export interface Parts {
  train: number[];
  validation: number[];
  test: number[];
}

/** Cuts a shuffled order of m numbers at round(train·m) and round((train + validation)·m). */
export function splitData(order: readonly number[], train: number, validation: number): Parts {
  const first = Math.round(train * order.length);
  const second = Math.round((train + validation) * order.length);
  return {
    train: order.slice(0, first),
    validation: order.slice(first, second),
    test: order.slice(second),
  };
}

/** (x − μ)/σ for x in other, with μ and σ of train; σ = 0 counts as 1. */
export function standardise(train: readonly number[], other: readonly number[]): number[] {
  const mean = train.reduce((sum, x) => sum + x, 0) / train.length;
  const variance = train.reduce((sum, x) => sum + (x - mean) ** 2, 0) / train.length;
  const deviation = Math.sqrt(variance) || 1;
  return other.map((x) => (x - mean) / deviation);
}
