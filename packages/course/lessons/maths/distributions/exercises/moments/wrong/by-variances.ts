export function mean(x: readonly number[]): number {
  return x.reduce((sum, v) => sum + v, 0) / x.length;
}

export function covariance(x: readonly number[], y: readonly number[]): number {
  const xMean = mean(x);
  const yMean = mean(y);
  return mean(x.map((v, i) => (v - xMean) * (y[i]! - yMean)));
}

export function variance(x: readonly number[]): number {
  const xMean = mean(x);
  return mean(x.map((v) => (v - xMean) ** 2));
}

export function correlation(x: readonly number[], y: readonly number[]): number {
  const spread = variance(x) * variance(y);
  if (spread === 0) throw new Error('correlation: x or y is constant');
  return covariance(x, y) / spread;
}
