/** The search for hyperparameters: from the kernel's own values, then from random ones within the bounds. */
import type { RandomStream } from '../base/index.ts';
import { warnNotConverged } from '../base/warnings.ts';
import { minimiseWithin, type Smooth } from './bounded-minimum.ts';
import { type Kernel, thetaBounds, thetaOf } from './kernel.ts';

/** θ (logarithms) of least `loss`, and that loss. */
export function bestTheta(
  who: string,
  kernel: Kernel,
  loss: Smooth,
  restarts: number,
  random: RandomStream,
  report: (done: number, value?: number) => void,
): { theta: Float64Array<ArrayBuffer>; loss: number } {
  const bounds = thetaBounds(kernel);
  let best = minimiseWithin(loss, thetaOf(kernel), bounds);
  report(1, best.value);
  for (let i = 0; i < restarts; i++) {
    const start = bounds.map(([low, high]) => random.uniform(low, high));
    const found = minimiseWithin(loss, start, bounds);
    if (found.value < best.value) best = found;
    report(i + 2, best.value);
  }
  if (!best.converged) warnNotConverged(who, best.iterations, best.steepest, 1e-5);
  return { theta: best.x, loss: best.value };
}
