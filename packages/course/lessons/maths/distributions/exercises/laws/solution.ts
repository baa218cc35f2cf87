/** The height at x of the bell curve of mean mu and standard deviation sigma > 0. */
export function gaussianDensity(x: number, mu: number, sigma: number): number {
  const z = (x - mu) / sigma;
  return Math.exp((-z * z) / 2) / (sigma * Math.sqrt(2 * Math.PI));
}

/** 1 with probability p, else 0, from u uniform in [0, 1). */
export function bernoulli(p: number, u: number): number {
  return u < p ? 1 : 0;
}

/** One draw of the Gaussian law from u1 in (0, 1] and u2 in [0, 1): Box and Muller, 1958. */
export function gaussianSample(mu: number, sigma: number, u1: number, u2: number): number {
  return mu + sigma * Math.sqrt(-2 * Math.log(u1)) * Math.cos(2 * Math.PI * u2);
}
