/** A training that learns its noise by heart, with three parts: what early stopping is there for. */
import { drawData, type Examples } from '../../../../shared/data.ts';
import { trainSmallNet } from '../kit/small-net.ts';

export const EPOCHS = 120;

/** Losses at the end of each epoch, from 0. */
export interface Run {
  readonly training: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

const part = ({ x, y }: Examples, from: number, to: number): Examples => ({
  x: x.slice(2 * from, 2 * to),
  y: y.slice(from, to),
  count: to - from,
});

/** @param noise of the points, 0 … 1: the more there is, the more there is to learn by heart */
export function run(noise: number, seed: number): Run {
  const data = drawData('circles', { count: 240, noise, seed, testShare: 0.85 });
  const validation = part(data.test, 0, 40);
  const curves = trainSmallNet(
    { ...data, test: validation },
    { layers: [32, 32], activation: 'relu', rate: 0.05, batch: 4, l2: 0, seed },
    EPOCHS,
    part(data.test, 40, data.test.count),
  );
  // the measure before the first epoch is left out
  const of = (name: string): number[] =>
    (curves[name]?.values ?? []).slice(1).map((value) => value ?? Number.NaN);
  return { training: of('loss'), validation: of('valLoss'), test: of('asideLoss') };
}

export interface Stop {
  readonly best: number;
  readonly stopped: number;
}

/** The lesson's rule. */
export function stopOf(losses: readonly number[], patience: number, minDelta: number): Stop {
  let [best, bestLoss, waited] = [0, Number.POSITIVE_INFINITY, 0];
  for (const [epoch, loss] of losses.entries()) {
    if (loss < bestLoss - minDelta) [best, bestLoss, waited] = [epoch, loss, 0];
    else if (++waited >= patience) return { best, stopped: epoch };
  }
  return { best, stopped: losses.length - 1 };
}
