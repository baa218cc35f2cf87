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
    validation: order.slice(first, second),
    test: order.slice(second),
  };
}

export function standardise(_train: readonly number[], other: readonly number[]): number[] {
  const mean = other.reduce((sum, x) => sum + x, 0) / other.length;
  const variance = other.reduce((sum, x) => sum + (x - mean) ** 2, 0) / other.length;
  const deviation = Math.sqrt(variance) || 1;
  return other.map((x) => (x - mean) / deviation);
}
