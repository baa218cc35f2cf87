/** Seeded draws and what is measured on them. */

/** Numbers in [0, 1): mulberry32. */
export function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Pairs of uniform numbers: u₁ in (0, 1], u₂ in [0, 1). */
export function pairs(count: number, seed: number): (readonly [number, number])[] {
  const random = stream(seed);
  return Array.from({ length: count }, () => [1 - random(), random()] as const);
}

/** Draws of the standard normal law, by Box and Muller's method. */
export const normals = (count: number, seed: number): number[] =>
  pairs(count, seed).map(([u, v]) => Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v));

export const mean = (v: readonly number[]): number =>
  v.length === 0 ? 0 : v.reduce((a, b) => a + b, 0) / v.length;

/** Mean product of the deviations; with v twice, the variance. */
export function covariance(u: readonly number[], v: readonly number[]): number {
  const [a, b] = [mean(u), mean(v)];
  return mean(u.map((x, i) => (x - a) * ((v[i] ?? 0) - b)));
}

export const density = (x: number, mu: number, sigma: number): number =>
  Math.exp(-0.5 * ((x - mu) / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI));
