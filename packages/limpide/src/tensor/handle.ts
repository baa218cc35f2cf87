/**
 * What a tensor holds on to: its current node, and for what is learnt, its gradient.
 *
 * Several tensors can share a handle (`detach()`), so that an update of a parameter is seen by all.
 */
import { leaf, leafOp, type Node, type Storage } from '../graph/index.ts';

export class Handle {
  node: Node;
  /** The gradient, once backward() has been through. */
  gradient: Node | null = null;
  /** The storage that the next update will be written to, so that the current one stays readable. */
  spare: Storage | null = null;

  constructor(node: Node) {
    this.node = node;
    if (node.op === (leafOp as unknown)) node.variable ??= this;
  }

  /** Lets the gradient go; its memory is given back at once when nobody can have seen it. */
  dropGradient(): void {
    const { gradient } = this;
    this.gradient = null;
    if (gradient !== null && !gradient.exposed && gradient.cohort !== null) gradient.storage?.dispose();
  }

  /** Puts a computed value in the place of the current one. */
  replace(storage: Storage): void {
    const { shape, dtype, device, requiresGrad } = this.node;
    const isLeaf = this.node.variable === this;
    this.node = leaf(storage, shape, dtype, device, isLeaf && requiresGrad);
    this.node.variable = this;
  }
}
