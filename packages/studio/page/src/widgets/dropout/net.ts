/** A network of eight hidden ReLUs, of one number to one number, and what masks make of it. */
import { randomNumbers } from '../../../../shared/data.ts';

export const UNITS = 8;

/**
 * Units that bend at `at`, four that rise to the right of it and four to the left, and their outgoing weights: those
 * of least squares, with the penalty of a dropout of 0.02, for the curve 0.9 sin(1.6x) + 0.6 between −2.3 and 2.3.
 */
const units = [
  { at: -2.4, side: 1, weight: 0.06 },
  { at: -1.2, side: 1, weight: 0.22 },
  { at: 0, side: 1, weight: 0.27 },
  { at: 1.2, side: 1, weight: -1.88 },
  { at: 2.4, side: -1, weight: -0.06 },
  { at: 1.2, side: -1, weight: -0.22 },
  { at: 0, side: -1, weight: -0.27 },
  { at: -1.2, side: -1, weight: 1.88 },
] as const;
const bias = 0.6;

/** What each unit adds to the output when nobody is silent: its weight times its activation. */
export const contributions = (x: number): number[] =>
  units.map(({ at, side, weight }) => weight * Math.max(0, side * (x - at)));

/** The output with these factors: 1 everywhere for the whole network. */
export const output = (x: number, mask: readonly number[]): number =>
  contributions(x).reduce((sum, c, j) => sum + c * (mask[j] ?? 1), bias);

/** Masks of inverted dropout, one per row, from one stream of random numbers. */
export function masks(count: number, rate: number, seed: number): number[][] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: UNITS }, () => (random() < rate ? 0 : 1 / (1 - rate))),
  );
}

/** The mean of each factor over the masks. The output is linear in them: this is the mean network, exactly. */
export const meanMask = (all: readonly (readonly number[])[]): number[] =>
  Array.from(
    { length: UNITS },
    (_, j) => all.reduce((sum, mask) => sum + (mask[j] ?? 0), 0) / all.length,
  );

/** Root of the mean square distance of numbers to their mean. */
export function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
}

/** √(p/(1 − p) · Σ contributions²), as the lesson foresees it; without the division, √(p(1 − p) · Σ …). */
export function expectedDeviation(x: number, rate: number, divided: boolean): number {
  const squares = contributions(x).reduce((sum, c) => sum + c * c, 0);
  return Math.sqrt((divided ? rate / (1 - rate) : rate * (1 - rate)) * squares);
}
