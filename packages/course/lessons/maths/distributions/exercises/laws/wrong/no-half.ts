export function gaussianDensity(x: number, mu: number, sigma: number): number {
  const z = (x - mu) / sigma;
  return Math.exp(-z * z) / (sigma * Math.sqrt(2 * Math.PI));
}

export function bernoulli(p: number, u: number): number {
  return u < p ? 1 : 0;
}

export function gaussianSample(mu: number, sigma: number, u1: number, u2: number): number {
  return mu + sigma * Math.sqrt(-2 * Math.log(u1)) * Math.cos(2 * Math.PI * u2);
}
