/**
 * Layers in Keras's manner: what a layer will be, before the shape of its input is known. Building one
 * makes the modules of `nn` that it stands for.
 */
import { trainErrors } from '../../errors/catalog/train.ts';
import { ArgumentError, raise, ShapeError } from '../../errors/index.ts';
import type { Shape } from '../../graph/index.ts';
import type { AnyModule, Module } from '../../nn/module.ts';
import type { Tensor } from '../../tensor/index.ts';
import type { Regularizer } from '../penalty.ts';

/** A layer to be. */
export interface LayerSpec {
  /** As in `summary()`: `dense`, `conv2d`. */
  readonly kind: string;
  /** Shape of the input without the batch axis, for the first layer. */
  readonly inputShape?: Shape | undefined;
  /** The layer takes whole numbers (tokens), which must not become floats. */
  readonly takesIndices?: boolean;
  /** @param inputShape without the batch axis */
  build(inputShape: Shape): BuiltLayer;
}

export interface BuiltLayer {
  readonly modules: readonly Module[];
  readonly penalties?: readonly (readonly [Tensor, Regularizer])[];
}

/** What `sequential` takes: layers of this folder, or any module from one tensor to one tensor. */
export type LayerLike = LayerSpec | Module;

export interface LayerOptions {
  /** Shape of the input without the batch axis; the first layer of a model may say it. */
  readonly inputShape?: Shape | undefined;
}

/** A kernel's size, or a step: the same both ways, or `[vertically, horizontally]`. */
export type Size = number | readonly [number, number];

/** The input shape of a layer that wants so many axes (without the batch's). */
export function checkRank(op: string, shape: Shape, ranks: readonly number[], form: string): void {
  if (ranks.includes(shape.length)) return;
  raise(ShapeError, trainErrors, 'model.layer', { op, got: shape, reason: form });
}

export function checkUnits(op: string, name: string, got: number): void {
  if (Number.isInteger(got) && got > 0) return;
  raise(ArgumentError, trainErrors, 'train.option', { op, name, expected: '≥ 1', got });
}

export const isSpec = (layer: LayerLike): layer is LayerSpec =>
  'build' in layer && 'kind' in layer && typeof layer.build === 'function';

/** How many numbers are learnt. */
export const parameterCount = (module: AnyModule, learnt = true): number =>
  module
    .parameters()
    .filter((value) => value.requiresGrad === learnt)
    .reduce((sum, value) => sum + value.numel, 0);
