export interface Parts {
  train: number[];
  validation: number[];
  test: number[];
}

export function splitData(order: readonly number[], train: number, validation: number): Parts {
  const first = Math.round(train * order.length);
  const second = Math.round((train + validation) * order.length);
  return {
    train: order.slice(0, first),
    validation: order.slice(0, second - first),
    test: order.slice(second),
  };
}

export function standardise(train: readonly number[], other: readonly number[]): number[] {
  const mean = train.reduce((sum, x) => sum + x, 0) / train.length;
  const variance = train.reduce((sum, x) => sum + (x - mean) ** 2, 0) / train.length;
  const deviation = Math.sqrt(variance) || 1;
  return other.map((x) => (x - mean) / deviation);
}
