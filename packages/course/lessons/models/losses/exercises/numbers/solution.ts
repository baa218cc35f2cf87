const mean = (v: readonly number[]): number => v.reduce((sum, x) => sum + x, 0) / v.length;

/** Mean of (ŷ − y)², for predictions and truths of shape [m]. */
export function meanSquaredError(predicted: readonly number[], truth: readonly number[]): number {
  return mean(predicted.map((p, i) => (p - truth[i]!) ** 2));
}

/** Mean of Huber's loss: e²/2 up to delta, then delta·(|e| − delta/2). */
export function huber(
  predicted: readonly number[],
  truth: readonly number[],
  delta: number,
): number {
  return mean(
    predicted.map((p, i) => {
      const size = Math.abs(p - truth[i]!);
      return size <= delta ? (size * size) / 2 : delta * (size - delta / 2);
    }),
  );
}

/** ∂huber/∂predicted, shape [m]: the error kept between −delta and delta, divided by m. */
export function huberGradient(
  predicted: readonly number[],
  truth: readonly number[],
  delta: number,
): number[] {
  return predicted.map((p, i) => {
    const error = p - truth[i]!;
    return Math.max(-delta, Math.min(delta, error)) / predicted.length;
  });
}
