/**
 * What a tensor holds on to: its current node, and for what is learnt, its gradient.
 *
 * Several tensors can share a handle (`detach()`), so that an update of a parameter is seen by all.
 */
import { leaf, leafOp, type Node, type Storage } from '../graph/index.ts';

/** Told whenever a gradient is looked at or replaced (while a function is being recorded). */
export type GradientWatcher = (handle: Handle, current: Node | null, replaced: boolean) => void;
let watcher: GradientWatcher | null = null;
export function watchGradients(fn: GradientWatcher | null): GradientWatcher | null {
  const before = watcher;
  watcher = fn;
  return before;
}

export class Handle {
  node: Node;
  #gradient: Node | null = null;
  /** The storage that the next update will be written to, so that the current one stays readable. */
  spare: Storage | null = null;

  constructor(node: Node) {
    this.node = node;
    if (node.op === (leafOp as unknown)) node.variable ??= this;
  }

  /** The gradient, once backward() has been through. */
  get gradient(): Node | null {
    if (watcher !== null) watcher(this, this.#gradient, false);
    return this.#gradient;
  }
  set gradient(gradient: Node | null) {
    if (watcher !== null) watcher(this, this.#gradient, true);
    this.#gradient = gradient;
  }

  /** Lets the gradient go; its memory is given back at once when nobody can have seen it. */
  dropGradient(): void {
    const gradient = this.#gradient;
    this.gradient = null;
    if (gradient !== null && !gradient.exposed && gradient.cohort !== null)
      gradient.storage?.dispose();
  }

  /** Puts a computed value in the place of the current one. */
  replace(storage: Storage): void {
    const { shape, dtype, device, requiresGrad } = this.node;
    const isLeaf = this.node.variable === this;
    this.node = leaf(storage, shape, dtype, device, isLeaf && requiresGrad);
    this.node.variable = this;
  }
}
