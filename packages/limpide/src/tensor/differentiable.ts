/** What a tensor has to do with gradients, and being changed in place, which gradients must know of. */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { AutogradError, raise, ShapeError } from '../errors/index.ts';
import {
  apply,
  defineOp,
  isFloat,
  isRecording,
  keepNode,
  leaf,
  Node,
  type Shape,
  sameShape,
  scalar,
  withRecording,
} from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { type FlowOptions, flow } from './autograd.ts';
import { detachOp, type Like, TensorBase } from './base.ts';
import { noteWrite } from './evaluate.ts';
import type { Handle } from './handle.ts';

const variableOp = defineOp({
  name: 'variable',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  lower: (_b, [x]) => x!,
});

export abstract class DifferentiableTensor<
  T extends DifferentiableTensor<T>,
> extends TensorBase<T> {
  get requiresGrad(): boolean {
    return this.node.requiresGrad;
  }
  set requiresGrad(wanted: boolean) {
    this.requiresGrad_(wanted);
  }
  /** Asks for gradients (of a tensor the user made), or stops asking. */
  requiresGrad_(wanted = true): this {
    const handle = this.leave();
    const { node } = handle;
    if (wanted === node.requiresGrad) return this;
    if (wanted && !isFloat(this.dtype))
      raise(AutogradError, tensorErrors, 'autograd.dtype', { got: this.dtype });
    if (!wanted && node.variable === null) {
      raise(AutogradError, tensorErrors, 'autograd.notLeaf', {
        what: 'requiresGrad',
        op: node.op.name,
      });
    }
    if (node.storage !== null) {
      handle.node = leaf(node.storage, node.shape, node.dtype, node.device, wanted);
    } else {
      const source = node.op === (variableOp as unknown) ? node.inputs[0]! : node;
      source.uses++;
      handle.node = variable(source, node, wanted);
    }
    handle.node.variable = handle;
    return this;
  }
  /** Whether the user made it (true), or an operator with gradients did. */
  get isLeaf(): boolean {
    return !this.node.requiresGrad || this.node.variable !== null;
  }
  /** The gradient that backward() has accumulated, or null. */
  get grad(): T | null {
    const { gradient } = this.ownHandle;
    if (gradient !== null) {
      gradient.exposed = true;
      keepNode(gradient); // somebody looks at it, perhaps only after the next step
    }
    return gradient === null ? null : this.make(gradient);
  }
  set grad(value: T | null) {
    if (value !== null && !sameShape(value.shape, this.shape)) {
      raise(AutogradError, tensorErrors, 'autograd.gradShape', {
        op: 'grad',
        got: value.shape,
        expected: this.shape,
      });
    }
    if (value === null) this.ownHandle.dropGradient();
    else this.ownHandle.gradient = value.node;
  }
  /**
   * Computes the gradient of this tensor with respect to every leaf it depends on, and adds it to their
   * `grad`.
   *
   * @param gradient gradient of something with respect to this tensor; may be left out for one element
   */
  backward(gradient?: T, options: FlowOptions = {}): void {
    const { node } = this;
    if (gradient === undefined && this.numel !== 1)
      raise(AutogradError, tensorErrors, 'autograd.scalar', { shape: this.shape });
    const seed = gradient?.node ?? ops.expand(scalar(1, node.dtype, node.device), node.shape);
    keepNode(node);
    // Whoever reads the loss or one gradient gets them all from one program.
    const cohort: Node[] = [node];
    for (const [leafNode, g] of flow(node, seed, null, options)) {
      const handle = leafNode.variable as Handle;
      const sofar = handle.gradient;
      const gradient =
        sofar === null ? g : withRecording(options.createGraph ?? false, () => ops.add(sofar, g));
      if (sofar !== null) {
        // a sum may outlive many steps: the next program keeps it, and what it was made from can go
        sofar.keep = false;
        keepNode(gradient);
      }
      gradient.cohort = cohort;
      handle.gradient = gradient;
      cohort.push(gradient);
    }
    node.cohort = cohort;
  }
  /** The same values without history: gradients stop here. */
  detach(): T {
    return this.make(this.ownHandle, this.handle);
  }
  /** Calls `hook` with the gradient of this tensor during backward; what it returns replaces it. */
  registerHook(hook: (gradient: T) => T | null | undefined): () => void {
    const { node } = this;
    const wrapped = (g: Node): Node | null => hook(this.make(g))?.node ?? null;
    node.hooks = [...(node.hooks ?? []), wrapped];
    return () => {
      node.hooks = (node.hooks ?? []).filter((h) => h !== wrapped);
    };
  }

  // ---- in place ----------------------------------------------------------------------------------

  /** Takes the value of another tensor. A parameter must be changed under `noGrad`. */
  copy_(source: Like<T>): this {
    this.checkInPlace('copy_');
    const { node } = this.ownHandle;
    const given = this.operand(source);
    const value = ops.cast(given instanceof Node ? given : ops.toNode(given, node), this.dtype);
    if (value.shape.length > node.shape.length || !canExpand(value.shape, node.shape)) {
      raise(ShapeError, tensorErrors, 'inPlace.shape', {
        op: 'copy_',
        shape: node.shape,
        got: value.shape,
      });
    }
    const fitted = ops.expand(value, node.shape);
    // not the other tensor's own node, which may be overwritten or disposed of
    return this.#take(fitted === given ? ops.clone(fitted) : fitted);
  }
  #take(fitted: Node): this {
    const handle = this.ownHandle;
    noteWrite(handle);
    const { node } = handle;
    if (node.requiresGrad && node.variable !== null) {
      const fresh = withRecording(false, () => apply(detachOp, [fitted], {}));
      handle.node = variable(fresh, node, true);
      handle.node.variable = handle;
    } else {
      handle.node = fitted;
    }
    return this;
  }
  /** Computes a new value and takes it. */
  protected inPlace(op: string, compute: () => T): this {
    this.checkInPlace(op);
    const value = compute();
    if (!sameShape(value.shape, this.shape)) {
      raise(ShapeError, tensorErrors, 'inPlace.shape', { op, shape: this.shape, got: value.shape });
    }
    return this.#take(ops.cast(value.node, this.dtype));
  }
  /** A leaf that is being learnt may not change under the eyes of autograd. */
  protected checkInPlace(op: string): void {
    const { node } = this.ownHandle;
    if (node.requiresGrad && node.variable !== null && isRecording()) {
      raise(AutogradError, tensorErrors, 'autograd.leafInPlace', { op });
    }
  }
}

/** A leaf whose value is still to be computed. */
function variable(source: Node, like: Node, requiresGrad: boolean): Node {
  const node = new Node(
    variableOp as never,
    [source],
    {},
    like.shape,
    like.dtype,
    like.device,
    requiresGrad,
    null,
  );
  node.keep = true;
  return node;
}

function canExpand(from: Shape, to: Shape): boolean {
  const lead = to.length - from.length;
  return from.every((n, d) => n === 1 || n === to[d + lead]);
}
