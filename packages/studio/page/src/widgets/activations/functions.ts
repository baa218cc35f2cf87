/** The functions of the picture with their slopes, and a crowd of numbers that goes through them. */
const sigma = (z: number): number => 1 / (1 + Math.exp(-z));
const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
/** Φ(z) by the midpoint rule: enough for a picture. */
function normalBelow(z: number): number {
  let sum = 0;
  const steps = 60;
  for (let k = 0; k < steps; k++) sum += density((z * (k + 0.5)) / steps);
  return 0.5 + (z * sum) / steps;
}

export interface Shape {
  readonly f: (z: number) => number;
  readonly slope: (z: number) => number;
}
export const shapes = {
  sigmoid: { f: sigma, slope: (z) => sigma(z) * (1 - sigma(z)) },
  tanh: { f: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  relu: { f: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
  gelu: { f: (z) => z * normalBelow(z), slope: (z) => normalBelow(z) + z * density(z) },
} as const satisfies Record<string, Shape>;
export type Name = keyof typeof shapes;
export const names: readonly Name[] = ['sigmoid', 'tanh', 'relu', 'gelu'];

/** A thousand standard normal numbers, the same each time. */
export const crowd: readonly number[] = Array.from({ length: 1000 }, (_, i) => {
  const u = (i + 0.5) / 1000;
  const v = (i * 0.618_033_988_749_894_9) % 1;
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
});

/** How many of the numbers fall in each of `bins` equal intervals; those outside count at the ends. */
export function histogram(
  values: readonly number[],
  [low, high]: readonly [number, number],
  bins: number,
): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const v of values) {
    const at = Math.floor(((v - low) / (high - low)) * bins);
    const bin = Math.min(bins - 1, Math.max(0, at));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
