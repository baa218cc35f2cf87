/**
 * Transforms of batches: functions from tensor to tensor, lazy like any other, so that they become a
 * part of the training step's program. Random ones draw for each image of the batch, on the device,
 * from `generator` (the default one when left out): the same seed gives the same images.
 */
import type { Generator, Tensor } from '../../tensor/index.ts';

export type Transform = (x: Tensor) => Tensor;

export interface RandomTransformOptions {
  readonly generator?: Generator | undefined;
}

/** One transform after the other. */
export function compose(...transforms: readonly Transform[]): Transform {
  return (x) => transforms.reduce((value, transform) => transform(value), x);
}

/** Applies a transform to a part of the images, each with probability `p`. */
export const perImage = (x: Tensor): number[] => [x.size(0), ...x.shape.slice(1).map(() => 1)];
