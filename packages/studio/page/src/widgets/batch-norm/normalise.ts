/** One variable of a batch through a normalisation, as the lesson computes it; and batches to send through. */
import { randomNumbers } from '../../../../shared/data.ts';

export interface Averages {
  readonly mean: number;
  readonly variance: number;
}
export interface Normalised {
  readonly outputs: readonly number[];
  readonly hats: readonly number[];
  /** What was divided by. */
  readonly sigma: number;
  /** The moving averages afterwards. */
  readonly after: Averages;
}

const EPSILON = 1e-5;

export function moments(x: readonly number[]): Averages {
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  return { mean, variance: x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length };
}

export function normalise(
  x: readonly number[],
  gamma: number,
  beta: number,
  running: Averages,
  training: boolean,
): Normalised {
  const batch = moments(x);
  const { mean, variance } = training ? batch : running;
  const sigma = Math.sqrt(variance + EPSILON);
  const hats = x.map((v) => (v - mean) / sigma);
  const follow = (old: number, now: number): number => 0.9 * old + 0.1 * now;
  return {
    outputs: hats.map((hat) => gamma * hat + beta),
    hats,
    sigma,
    after: training
      ? {
          mean: follow(running.mean, batch.mean),
          variance: follow(running.variance, batch.variance),
        }
      : running,
  };
}

/** A batch of five from a normal law of mean 4 and deviation 2, by Box and Muller, in halves. */
export function drawBatch(seed: number): number[] {
  const random = randomNumbers(seed);
  return Array.from({ length: 5 }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(11.5, Math.max(-3.5, Math.round(2 * (4 + 2 * normal)) / 2));
  });
}
