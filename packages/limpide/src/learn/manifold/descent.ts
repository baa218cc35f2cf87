/**
 * Gradient descent with momentum and a gain for each coordinate, as van der Maaten wrote it for t-SNE: the gain
 * grows while the gradient keeps pushing the same way as the last step, and shrinks when it turns (Jacobs, 1988).
 */
import type { Objective } from './tsne-gradient.ts';

export interface DescentOptions {
  /** Number of the first iteration, and of the first that is not done. */
  readonly from: number;
  readonly to: number;
  readonly momentum: number;
  readonly learningRate: number;
  /** Factor of the attractions: the exaggeration. */
  readonly scale: number;
  /** Stops when the gradient's norm is at most this. */
  readonly minGradNorm: number;
  /** Stops when KL has not been better for that many iterations. */
  readonly patience: number;
  readonly report: (done: number, loss?: number) => void;
}

/** How often KL and the gradient's norm are looked at. */
const checkEvery = 50;
const smallestGain = 0.01;

/** Moves `points` in place. Iterations done in all, and KL where it stopped (with P times `scale`). */
export function descend(
  objective: Objective,
  points: Float64Array<ArrayBufferLike>,
  options: DescentOptions,
): { iterations: number; loss: number } {
  const { from, to, momentum, learningRate, scale, patience } = options;
  const size = points.length;
  const gradient = new Float64Array(size);
  const step = new Float64Array(size);
  const gains = new Float64Array(size).fill(1);
  let best = Infinity;
  let bestAt = from;
  let loss = Number.NaN;
  for (let it = from; it < to; it++) {
    const check = (it + 1) % checkEvery === 0 || it === to - 1;
    const value = objective(points, gradient, scale, check);
    let squares = 0;
    for (let i = 0; i < size; i++) {
      const g = gradient[i]!;
      squares += g * g;
      const gain = g * step[i]! < 0 ? gains[i]! + 0.2 : Math.max(gains[i]! * 0.8, smallestGain);
      gains[i] = gain;
      const s = momentum * step[i]! - learningRate * gain * g;
      step[i] = s;
      points[i]! += s;
    }
    options.report(it + 1, check ? value : undefined);
    if (!check) continue;
    loss = value;
    if (loss < best) {
      best = loss;
      bestAt = it;
    } else if (it - bestAt > patience) return { iterations: it + 1, loss };
    if (Math.sqrt(squares) <= options.minGradNorm) return { iterations: it + 1, loss };
  }
  return { iterations: to, loss };
}
