/** The mean of m numbers, m ≥ 1. */
export function mean(x: readonly number[]): number {
  return x.reduce((sum, v) => sum + v, 0) / x.length;
}

/** Mean of (x − x̄)(y − ȳ), for x and y of shape [m]. */
export function covariance(x: readonly number[], y: readonly number[]): number {
  const xMean = mean(x);
  const yMean = mean(y);
  return mean(x.map((v, i) => (v - xMean) * (y[i]! - yMean)));
}

/** Mean of the squared deviations: the covariance of x with itself. */
export function variance(x: readonly number[]): number {
  const xMean = mean(x);
  return mean(x.map((v) => (v - xMean) ** 2));
}

/** cov(x, y) / (s_x s_y), between −1 and 1. @throws when x or y is constant */
export function correlation(x: readonly number[], y: readonly number[]): number {
  const spread = Math.sqrt(variance(x) * variance(y));
  if (spread === 0) throw new Error('correlation: x or y is constant');
  return covariance(x, y) / spread;
}
