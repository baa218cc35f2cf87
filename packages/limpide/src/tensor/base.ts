/**
 * What a tensor is before it can do anything: a node of the graph, its shape, and its value once somebody
 * reads it.
 *
 * Methods are spread over a chain of abstract classes, one theme each, of which `Tensor` is the end. `T` is
 * Tensor: it is a parameter so that no file has to import another that imports it.
 */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import {
  ArgumentError,
  DeviceError,
  FreedTensorError,
  raise,
  ShapeError,
} from '../errors/index.ts';
import {
  apply,
  axisOf,
  type DType,
  defineOp,
  leaf,
  type Node,
  type ProgramReport,
  type Shape,
  sizeOf,
  type TypedArray,
  withRecording,
} from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { nameOf } from './devices.ts';
import { currentTrace, evaluate, noteRead, watchEvaluation } from './evaluate.ts';
import { Handle } from './handle.ts';
import { describe, type Nested, nest, readable } from './print.ts';

/** What most methods take: a tensor, or a plain number. */
export type Like<T> = T | number | boolean;
export type Dims = number | readonly number[];

export const detachOp = defineOp({
  name: 'detach',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  lower: (_b, [x]) => x!,
});

export abstract class TensorBase<T extends TensorBase<T>> {
  #handle: Handle;
  /** A detached tensor sees the values of another, without its history. */
  #source: Handle | null;
  #detached: { from: Node; node: Node } | null = null;

  constructor(node: Node | Handle, source: Handle | null = null) {
    this.#handle = node instanceof Handle ? node : new Handle(node);
    this.#source = source;
  }

  /** A tensor around a node, or around a handle that it shares. */
  protected abstract make(node: Node | Handle, source?: Handle | null): T;

  /** A number, or the node of a tensor. */
  protected operand(value: Like<T>): Node | number | boolean {
    return typeof value === 'object' ? value.node : value;
  }

  /** The graph node behind this tensor. For operators, not for everyday use. */
  get node(): Node {
    const node = this.#current();
    noteRead(this.handle, node, this.handle.node);
    return node;
  }
  #current(): Node {
    if (this.#source === null) return this.#handle.node;
    const from = this.#source.node;
    if (
      this.#detached?.from !== from ||
      (this.#detached.node.storage === null && from.storage !== null)
    ) {
      const node =
        from.storage !== null
          ? leaf(from.storage, from.shape, from.dtype, from.device)
          : apply(detachOp, [from], {});
      this.#detached = { from, node };
    }
    return this.#detached!.node;
  }
  /** What holds the value; shared by a tensor and what was detached from it. */
  get handle(): Handle {
    return this.#source ?? this.#handle;
  }
  /** The handle of this very tensor, also when it is detached from another. */
  protected get ownHandle(): Handle {
    return this.#handle;
  }

  /** Makes a detached tensor a leaf of its own, on memory that is no longer overwritten. */
  protected leave(): Handle {
    if (this.#source !== null) {
      const { node } = this;
      if (node.storage) node.storage.aliased = true;
      this.#handle = new Handle(node);
      this.#source = null;
    }
    return this.#handle;
  }

  get shape(): Shape {
    return this.#handle.node.shape;
  }
  get dtype(): DType {
    return this.#handle.node.dtype;
  }
  /** Name of the device this tensor lives on. */
  get device(): string {
    return nameOf(this.#handle.node.device);
  }
  /** Number of axes. */
  get ndim(): number {
    return this.shape.length;
  }
  /** Number of elements. */
  get numel(): number {
    return sizeOf(this.shape);
  }
  /** Size of one axis. */
  size(dim: number): number {
    return this.shape[axisOf('size', dim, this.shape)] ?? 1;
  }

  // ---- values ----------------------------------------------------------------------------------

  /** The elements, row-major, as a typed array of their own (16-bit floats as bit patterns). */
  async data(): Promise<TypedArray> {
    refuseInTrace('data');
    const { node } = this;
    this.#compute();
    return node.device.read(node.storage!);
  }
  dataSync(): TypedArray {
    refuseInTrace('dataSync');
    const { node } = this;
    if (!node.device.synchronous)
      raise(DeviceError, tensorErrors, 'device.sync', { device: this.device, method: 'data' });
    this.#compute();
    return node.device.readSync(node.storage!);
  }
  /** The elements as nested arrays of numbers (booleans for bool); a plain number for a scalar. */
  async toArray(): Promise<Nested> {
    return nest(await this.data(), this.shape, this.dtype);
  }
  toArraySync(): Nested {
    return nest(this.dataSync(), this.shape, this.dtype);
  }
  /** The one element of a tensor that has one. */
  async item(): Promise<number> {
    this.#checkItem();
    return readable(await this.data(), this.dtype, 0);
  }
  itemSync(): number {
    this.#checkItem();
    return readable(this.dataSync(), this.dtype, 0);
  }
  #checkItem(): void {
    if (this.numel !== 1)
      raise(ShapeError, tensorErrors, 'tensor.item', { shape: this.shape, size: this.numel });
  }
  /** Computes the value now, and keeps it. */
  realize(): this {
    this.#compute();
    return this;
  }
  #compute(): void {
    const { node } = this;
    if (node.storage === null) evaluate([node]);
    else if (node.storage.disposed)
      raise(FreedTensorError, tensorErrors, 'tensor.freed', { shape: this.shape });
    else if (node.storage.version !== node.version)
      raise(FreedTensorError, tensorErrors, 'tensor.stale', { shape: this.shape });
  }
  /**
   * Gives the memory back now. Reading the tensor afterwards is an error, and so is reading its contiguous
   * slices, which share its memory. Nobody has to call it.
   */
  dispose(): void {
    const { node } = this;
    if (node.storage === null) evaluate([node]);
    node.storage?.dispose();
  }
  [Symbol.dispose](): void {
    this.dispose();
  }
  /** How the value is computed: graph, kernels, memory, code, as data. It is computed along the way. */
  explain(): ProgramReport {
    let report: ProgramReport | null = null;
    const { node } = this;
    // of what has its value already, only a copy can be shown
    const target = node.storage === null ? node : withRecording(false, () => ops.clone(node));
    const before = watchEvaluation((program) => {
      report = program.explain();
    });
    try {
      evaluate([target]);
    } finally {
      watchEvaluation(before);
    }
    return report!;
  }

  // ---- text ------------------------------------------------------------------------------------

  /** The tensor as text, as PyTorch writes it. Where the value cannot be read at once, its shape only. */
  toString(): string {
    const { node } = this;
    const readableNow =
      node.device.synchronous && currentTrace() === null && !(node.storage?.disposed ?? false);
    const history = node.requiresGrad
      ? node.variable === null
        ? `from ${node.op.name}`
        : 'requiresGrad'
      : '';
    return describe(readableNow ? this.dataSync() : null, this.shape, this.dtype, history);
  }
  /** What `console.log` shows in Node. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
  /** Writes the tensor to the console. */
  print(): void {
    console.log(this.toString());
  }
}

function refuseInTrace(op: string): void {
  if (currentTrace() === null) return;
  raise(ArgumentError, tensorErrors, 'argument.range', {
    op: 'compile',
    name: 'function',
    expected: 'free of readings (item, toArray, data); return the tensor and read it outside',
    got: `${op}()`,
  });
}
