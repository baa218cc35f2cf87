/**
 * Seeded random inputs for properties.
 *
 * The first cases are small and made of round numbers, so that the first failure can be followed
 * with a pencil; later ones are larger and have all their digits.
 */

/** A stream of random numbers in [0, 1): mulberry32, 32 bits of state, enough for inputs of tests. */
export function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a property draws its inputs from. */
export interface Generator {
  /** The number of the case, from 0: sizes grow with it. */
  readonly run: number;
  /** A whole number, both ends included. */
  integer(min: number, max: number): number;
  /** A size that grows with the cases: `min` first, `max` at most. */
  size(min: number, max: number): number;
  /** A number between `min` and `max` (−5 and 5); a multiple of ½ in the first cases. */
  real(min?: number, max?: number): number;
  /** A draw from the normal distribution. */
  normal(mean?: number, deviation?: number): number;
  boolean(): boolean;
  pick<T>(list: readonly T[]): T;
  /** `n` numbers like those of `real`. */
  vector(n: number, min?: number, max?: number): number[];
  /** `rows` rows of `columns` numbers like those of `real`. */
  matrix(rows: number, columns: number, min?: number, max?: number): number[][];
  /** A square matrix that is far from singular: its diagonal dominates. */
  invertible(n: number): number[][];
  /** A symmetric matrix. */
  symmetric(n: number): number[][];
  /** `n` positive numbers whose sum is 1. */
  probabilities(n: number): number[];
  /** `n` labels between 0 and `classes` − 1. */
  labels(n: number, classes: number): number[];
  /** The numbers 0 … n − 1 in a random order. */
  permutation(n: number): number[];
}

/** How many of the first cases are made of round numbers. */
const ROUND = 8;

/** The generator of one case; same seed, same case. */
export function generator(seed: number, run: number): Generator {
  const random = stream(Math.imul(seed, 0x9e3779b1) + Math.imul(run + 1, 0x85ebca6b));
  const integer = (min: number, max: number): number =>
    min + Math.floor(random() * (max - min + 1));
  const real = (min = -5, max = 5): number =>
    run < ROUND && Number.isInteger(2 * min) && Number.isInteger(2 * max)
      ? integer(2 * min, 2 * max) / 2
      : min + (max - min) * random();
  const vector = (n: number, min?: number, max?: number): number[] =>
    Array.from({ length: n }, () => real(min, max));
  const matrix = (rows: number, columns: number, min?: number, max?: number): number[][] =>
    Array.from({ length: rows }, () => vector(columns, min, max));
  return {
    run,
    integer,
    size: (min, max) => Math.min(max, integer(min, min + 1 + Math.floor(run / 3))),
    real,
    // Box–Muller: two uniform numbers make one normal number
    normal: (mean = 0, deviation = 1) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
    boolean: () => random() < 0.5,
    pick: (list) => list[integer(0, list.length - 1)]!,
    vector,
    matrix,
    invertible: (n) => {
      const a = matrix(n, n);
      for (const [i, row] of a.entries()) {
        const others = row.reduce((sum, x, j) => (j === i ? sum : sum + Math.abs(x)), 0);
        row[i] = (random() < 0.5 ? -1 : 1) * (others + 1);
      }
      return a;
    },
    symmetric: (n) => {
      const a = matrix(n, n);
      return a.map((row, i) => row.map((x, j) => (j < i ? a[j]![i]! : x)));
    },
    probabilities: (n) => {
      const weights = Array.from({ length: n }, () => integer(1, 9));
      const total = weights.reduce((sum, w) => sum + w, 0);
      return weights.map((w) => w / total);
    },
    labels: (n, classes) => Array.from({ length: n }, () => integer(0, classes - 1)),
    permutation: (n) => {
      const order = Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = integer(0, i);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order;
    },
  };
}
