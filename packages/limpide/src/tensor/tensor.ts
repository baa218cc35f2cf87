/**
 * Tensor: what people write.
 *
 * Methods build a graph; nothing is computed until a value is read (`item`, `toArray`, `data`), until
 * `realize()` or until an optimiser steps. Names, defaults, broadcasting and promotion are PyTorch's. The
 * methods stand by theme in `base.ts`, `differentiable.ts` and `methods/`.
 */
import type { Node } from '../graph/index.ts';
import type { Like } from './base.ts';
import type { Handle } from './handle.ts';
import { ProductMethods } from './methods/products.ts';

/** What most methods take: a tensor, or a plain number. */
export type TensorLike = Like<Tensor>;

/**
 * An array of numbers of one dtype, with any number of axes, on a device. Make one with `tensor`, `zeros`,
 * `randn`…; its methods give new tensors.
 */
export class Tensor extends ProductMethods<Tensor> {
  protected override make(node: Node | Handle, source: Handle | null = null): Tensor {
    return new Tensor(node, source);
  }
}
