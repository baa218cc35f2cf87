/**
 * Tensor: what people write.
 *
 * Methods build a graph; nothing is computed until a value is read (`item`, `toArray`, `data`), until
 * `realize()` or until an optimiser steps. Names, defaults, broadcasting and promotion are PyTorch's.
 */
import { ArgumentError, AutogradError, DeviceError, FreedTensorError, raise, ShapeError } from '../errors/index.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import {
  apply,
  axisOf,
  checkDType,
  defineOp,
  type DType,
  isFloat,
  isRecording,
  leaf,
  Node,
  type ProgramReport,
  type Shape,
  sameShape,
  scalar,
  sizeOf,
  type TypedArray,
  withRecording,
} from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { type FlowOptions, flow } from './autograd.ts';
import { getDevice } from './devices.ts';
import { currentTrace, evaluate, watchEvaluation } from './evaluate.ts';
import { Handle } from './handle.ts';
import { type Nested, nest, readable } from './print.ts';

/** What most methods take: a tensor, or a plain number. */
export type TensorLike = Tensor | number | boolean;

const detachOp = defineOp({
  name: 'detach',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  lower: (_b, [x]) => x!,
});

const variableOp = defineOp({
  name: 'variable',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  lower: (_b, [x]) => x!,
});

export type Dims = number | readonly number[];

export class Tensor {
  readonly #handle: Handle;
  /** A detached tensor sees the values of another, without its history. */
  readonly #source: Handle | null;
  #detached: { from: Node; node: Node } | null = null;

  constructor(node: Node | Handle, source: Handle | null = null) {
    this.#handle = node instanceof Handle ? node : new Handle(node);
    this.#source = source;
  }

  /** The graph node behind this tensor. For operators, not for everyday use. */
  get node(): Node {
    if (this.#source === null) return this.#handle.node;
    const from = this.#source.node;
    if (this.#detached?.from !== from || (this.#detached.node.storage === null && from.storage !== null)) {
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

  get shape(): Shape {
    return this.#handle.node.shape;
  }
  get dtype(): DType {
    return this.#handle.node.dtype;
  }
  /** Name of the device this tensor lives on. */
  get device(): string {
    return this.#handle.node.device.name;
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
    const node = this.node;
    this.#compute();
    return node.device.read(node.storage!);
  }
  dataSync(): TypedArray {
    refuseInTrace('dataSync');
    const node = this.node;
    if (!node.device.synchronous) raise(DeviceError, tensorErrors, 'device.sync', { device: this.device, method: 'data' });
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
    if (this.numel !== 1) {
      raise(ShapeError, tensorErrors, 'tensor.item', { shape: this.shape, size: this.numel });
    }
  }
  /** Computes the value now, and keeps it. */
  realize(): this {
    this.#compute();
    return this;
  }
  #compute(): void {
    const node = this.node;
    if (node.storage === null) evaluate([node]);
    else if (node.storage.disposed) raise(FreedTensorError, tensorErrors, 'tensor.freed', { shape: this.shape });
    else if (node.storage.version !== node.version) raise(FreedTensorError, tensorErrors, 'tensor.stale', { shape: this.shape });
  }
  /** Gives the memory back now. Reading the tensor afterwards is an error. Nobody has to call it. */
  dispose(): void {
    const { node } = this;
    if (node.storage === null) evaluate([]);
    node.storage?.dispose();
  }
  [Symbol.dispose](): void {
    this.dispose();
  }
  /** How the value is computed: graph, kernels, memory, code, as data. */
  explain(): ProgramReport {
    let report: ProgramReport | null = null;
    const copy = withRecording(false, () => ops.clone(this.node));
    const before = watchEvaluation((program) => {
      report = program.explain();
    });
    try {
      evaluate([copy]);
    } finally {
      watchEvaluation(before);
    }
    return report!;
  }

  // ---- differentiation ---------------------------------------------------------------------------

  get requiresGrad(): boolean {
    return this.node.requiresGrad;
  }
  set requiresGrad(wanted: boolean) {
    this.requiresGrad_(wanted);
  }
  /** Asks for gradients (of a tensor the user made), or stops asking. */
  requiresGrad_(wanted = true): this {
    const node = this.#handle.node;
    if (wanted === node.requiresGrad) return this;
    if (wanted && !isFloat(this.dtype)) raise(AutogradError, tensorErrors, 'autograd.dtype', { got: this.dtype });
    if (!wanted && node.variable === null) {
      raise(AutogradError, tensorErrors, 'autograd.notLeaf', { what: 'requiresGrad', op: node.op.name });
    }
    if (node.storage !== null) {
      this.#handle.node = leaf(node.storage, node.shape, node.dtype, node.device, wanted);
    } else {
      const source = node.op === (variableOp as unknown) ? node.inputs[0]! : node;
      source.uses++;
      const variable = new Node(variableOp as never, [source], {}, node.shape, node.dtype, node.device, wanted, null);
      variable.keep = true;
      this.#handle.node = variable;
    }
    this.#handle.node.variable = this.#handle;
    return this;
  }
  /** Whether the user made it (true), or an operator with gradients did. */
  get isLeaf(): boolean {
    return !this.node.requiresGrad || this.node.variable !== null;
  }
  /** The gradient that backward() has accumulated, or null. */
  get grad(): Tensor | null {
    const { gradient } = this.#handle;
    return gradient === null ? null : new Tensor(gradient);
  }
  set grad(value: Tensor | null) {
    if (value !== null && !sameShape(value.shape, this.shape)) {
      raise(AutogradError, tensorErrors, 'autograd.gradShape', { op: 'grad', got: value.shape, expected: this.shape });
    }
    this.#handle.gradient = value === null ? null : value.node;
  }
  /**
   * Computes the gradient of this tensor with respect to every leaf it depends on, and adds it to their
   * `grad`.
   *
   * @param gradient gradient of something with respect to this tensor; may be left out for one element
   */
  backward(gradient?: Tensor, options: FlowOptions = {}): void {
    const node = this.node;
    if (gradient === undefined && this.numel !== 1) {
      raise(AutogradError, tensorErrors, 'autograd.scalar', { shape: this.shape });
    }
    const seed = gradient?.node ?? ops.expand(scalar(1, node.dtype, node.device), node.shape);
    node.keep = true;
    for (const [variable, g] of flow(node, seed, null, options)) {
      const handle = variable.variable as Handle;
      handle.gradient = handle.gradient === null ? g : withRecording(options.createGraph ?? false, () => ops.add(handle.gradient!, g));
    }
  }
  /** The same values without history: gradients stop here. */
  detach(): Tensor {
    return new Tensor(this.#handle, this.handle);
  }
  /** Calls `hook` with the gradient of this tensor during backward; what it returns replaces it. */
  registerHook(hook: (gradient: Tensor) => Tensor | null | void): () => void {
    const { node } = this;
    const wrapped = (g: Node): Node | null => hook(new Tensor(g))?.node ?? null;
    node.hooks = [...(node.hooks ?? []), wrapped];
    return () => {
      node.hooks = (node.hooks ?? []).filter((h) => h !== wrapped);
    };
  }

  // ---- in place ----------------------------------------------------------------------------------

  /** Takes the value of another tensor. A parameter must be changed under `noGrad`. */
  copy_(source: TensorLike): this {
    const node = this.#handle.node;
    if (node.requiresGrad && node.variable !== null && isRecording()) {
      raise(AutogradError, tensorErrors, 'autograd.leafInPlace', { op: 'copy_' });
    }
    const value = ops.cast(source instanceof Tensor ? source.node : ops.toNode(source, node), this.dtype);
    if (value.shape.length > node.shape.length || !canExpand(value.shape, node.shape)) {
      raise(ShapeError, tensorErrors, 'inPlace.shape', { op: 'copy_', shape: node.shape, got: value.shape });
    }
    const fitted = ops.expand(value, node.shape);
    if (node.requiresGrad && node.variable !== null) {
      const fresh = withRecording(false, () => apply(detachOp, [fitted], {}));
      const variable = new Node(variableOp as never, [fresh], {}, node.shape, node.dtype, node.device, true, null);
      variable.keep = true;
      variable.variable = this.#handle;
      this.#handle.node = variable;
    } else {
      this.#handle.node = fitted === node ? node : fitted;
    }
    return this;
  }
  add_(other: TensorLike, options: { alpha?: number } = {}): this {
    return this.#inPlace('add_', () => this.add(other, options));
  }
  sub_(other: TensorLike): this {
    return this.#inPlace('sub_', () => this.sub(other));
  }
  mul_(other: TensorLike): this {
    return this.#inPlace('mul_', () => this.mul(other));
  }
  div_(other: TensorLike): this {
    return this.#inPlace('div_', () => this.div(other));
  }
  fill_(value: number): this {
    return this.#inPlace('fill_', () => new Tensor(ops.expand(scalar(value, this.dtype, this.node.device), this.shape)));
  }
  zero_(): this {
    return this.fill_(0);
  }
  clamp_(low?: number, high?: number): this {
    return this.#inPlace('clamp_', () => this.clamp(low, high));
  }
  #inPlace(op: string, compute: () => Tensor): this {
    const { node } = this;
    if (node.requiresGrad && node.variable !== null && isRecording()) {
      raise(AutogradError, tensorErrors, 'autograd.leafInPlace', { op });
    }
    const value = compute();
    if (!sameShape(value.shape, this.shape)) {
      raise(ShapeError, tensorErrors, 'inPlace.shape', { op, shape: this.shape, got: value.shape });
    }
    return this.copy_(value);
  }

  // ---- conversion ----------------------------------------------------------------------------------

  /** Another dtype, or another device. */
  to(target: DType | string): Tensor {
    if (target === 'wasm' || target === 'reference' || target === 'webgpu') return this.toDevice(target);
    checkDType('to', target);
    const { node } = this;
    if (!node.device.supports(target)) raise(DeviceError, tensorErrors, 'device.dtype', { device: this.device, got: target });
    return new Tensor(ops.cast(node, target));
  }
  /** A copy on another device (its value is read now; history is not carried over). */
  toDevice(name: string): Tensor {
    const device = getDevice(name);
    const { node } = this;
    if (node.device === device) return this;
    const data = this.dataSync();
    return new Tensor(leaf(device.place(node.dtype, data.length, data), node.shape, node.dtype, device));
  }
  float(): Tensor {
    return this.to('float32');
  }
  double(): Tensor {
    return this.to('float64');
  }
  int(): Tensor {
    return this.to('int32');
  }
  bool(): Tensor {
    return this.to('bool');
  }
  /** A copy with memory of its own, through which gradients flow. */
  clone(): Tensor {
    return new Tensor(ops.clone(this.node));
  }

  // ---- arithmetic ------------------------------------------------------------------------------------

  add(other: TensorLike, options: { alpha?: number } = {}): Tensor {
    const y = operand(other);
    return new Tensor(ops.add(this.node, options.alpha === undefined ? y : ops.mul(y instanceof Node ? y : ops.toNode(y, this.node), options.alpha)));
  }
  sub(other: TensorLike): Tensor {
    return new Tensor(ops.sub(this.node, operand(other)));
  }
  mul(other: TensorLike): Tensor {
    return new Tensor(ops.mul(this.node, operand(other)));
  }
  div(other: TensorLike): Tensor {
    return new Tensor(ops.div(this.node, operand(other)));
  }
  pow(exponent: TensorLike): Tensor {
    if (exponent === 2) return this.square();
    if (exponent === 0.5) return this.sqrt();
    return new Tensor(ops.pow(this.node, operand(exponent)));
  }
  maximum(other: TensorLike): Tensor {
    return new Tensor(ops.maximum(this.node, operand(other)));
  }
  minimum(other: TensorLike): Tensor {
    return new Tensor(ops.minimum(this.node, operand(other)));
  }
  eq(other: TensorLike): Tensor {
    return new Tensor(ops.eq(this.node, operand(other)));
  }
  ne(other: TensorLike): Tensor {
    return new Tensor(ops.ne(this.node, operand(other)));
  }
  lt(other: TensorLike): Tensor {
    return new Tensor(ops.lt(this.node, operand(other)));
  }
  le(other: TensorLike): Tensor {
    return new Tensor(ops.le(this.node, operand(other)));
  }
  gt(other: TensorLike): Tensor {
    return new Tensor(ops.gt(this.node, operand(other)));
  }
  ge(other: TensorLike): Tensor {
    return new Tensor(ops.ge(this.node, operand(other)));
  }
  neg(): Tensor {
    return new Tensor(ops.neg(this.node));
  }
  abs(): Tensor {
    return new Tensor(ops.abs(this.node));
  }
  square(): Tensor {
    return new Tensor(ops.square(this.node));
  }
  sqrt(): Tensor {
    return new Tensor(ops.sqrt(this.node));
  }
  rsqrt(): Tensor {
    return new Tensor(ops.rsqrt(this.node));
  }
  exp(): Tensor {
    return new Tensor(ops.exp(this.node));
  }
  log(): Tensor {
    return new Tensor(ops.log(this.node));
  }
  sin(): Tensor {
    return new Tensor(ops.sin(this.node));
  }
  cos(): Tensor {
    return new Tensor(ops.cos(this.node));
  }
  tanh(): Tensor {
    return new Tensor(ops.tanh(this.node));
  }
  sigmoid(): Tensor {
    return new Tensor(ops.sigmoid(this.node));
  }
  relu(): Tensor {
    return new Tensor(ops.relu(this.node));
  }
  clamp(low?: TensorLike, high?: TensorLike): Tensor {
    return new Tensor(ops.clamp(this.node, low === undefined ? undefined : operand(low), high === undefined ? undefined : operand(high)));
  }
  lerp(end: Tensor, weight: TensorLike): Tensor {
    return new Tensor(ops.lerp(this.node, end.node, operand(weight)));
  }
  /** This tensor where `condition` holds, `other` elsewhere. */
  where(condition: Tensor, other: TensorLike): Tensor {
    return new Tensor(ops.where(condition.node, this.node, operand(other)));
  }

  // ---- reductions --------------------------------------------------------------------------------------

  sum(dim?: Dims, keepdim = false): Tensor {
    return new Tensor(ops.sum(this.node, { dim, keepdim }));
  }
  prod(dim?: Dims, keepdim = false): Tensor {
    return new Tensor(ops.prod(this.node, { dim, keepdim }));
  }
  mean(dim?: Dims, keepdim = false): Tensor {
    return new Tensor(ops.mean(this.node, { dim, keepdim }));
  }
  variance(dim?: Dims, options: { correction?: number; keepdim?: boolean } = {}): Tensor {
    return new Tensor(ops.variance(this.node, { dim, ...options }));
  }
  std(dim?: Dims, options: { correction?: number; keepdim?: boolean } = {}): Tensor {
    return new Tensor(ops.std(this.node, { dim, ...options }));
  }
  amax(dim?: Dims, keepdim = false): Tensor {
    return new Tensor(ops.amax(this.node, { dim, keepdim }));
  }
  amin(dim?: Dims, keepdim = false): Tensor {
    return new Tensor(ops.amin(this.node, { dim, keepdim }));
  }
  argmax(dim?: number, keepdim = false): Tensor {
    return new Tensor(ops.argmax(this.node, { dim, keepdim }));
  }
  argmin(dim?: number, keepdim = false): Tensor {
    return new Tensor(ops.argmin(this.node, { dim, keepdim }));
  }
  any(dim?: Dims, keepdim = false): Tensor {
    return new Tensor(ops.any(this.node, { dim, keepdim }));
  }
  all(dim?: Dims, keepdim = false): Tensor {
    return new Tensor(ops.all(this.node, { dim, keepdim }));
  }
  norm(p = 2, dim?: Dims, keepdim = false): Tensor {
    return new Tensor(ops.norm(this.node, p, { dim, keepdim }));
  }
  logsumexp(dim?: Dims, keepdim = false): Tensor {
    return new Tensor(ops.logsumexp(this.node, { dim, keepdim }));
  }
  softmax(dim: number): Tensor {
    return new Tensor(ops.softmax(this.node, dim));
  }
  logSoftmax(dim: number): Tensor {
    return new Tensor(ops.logSoftmax(this.node, dim));
  }

  // ---- shape ---------------------------------------------------------------------------------------------

  reshape(...shape: [Shape] | number[]): Tensor {
    return new Tensor(ops.reshape(this.node, sizesOf(shape)));
  }
  /** The same as reshape: there is no copy to avoid, the compiler sees to it. */
  view(...shape: [Shape] | number[]): Tensor {
    return this.reshape(...shape);
  }
  flatten(startDim = 0, endDim = -1): Tensor {
    if (this.ndim === 0) return this.reshape(1);
    const a = axisOf('flatten', startDim, this.shape);
    const z = axisOf('flatten', endDim, this.shape);
    if (z < a) raise(ArgumentError, tensorErrors, 'argument.range', { op: 'flatten', name: 'endDim', expected: `≥ ${startDim}`, got: endDim });
    return this.reshape([...this.shape.slice(0, a), sizeOf(this.shape.slice(a, z + 1)), ...this.shape.slice(z + 1)]);
  }
  permute(...order: [readonly number[]] | number[]): Tensor {
    return new Tensor(ops.permute(this.node, sizesOf(order)));
  }
  transpose(dim0: number, dim1: number): Tensor {
    return new Tensor(ops.transpose(this.node, dim0, dim1));
  }
  /** Transpose of a matrix. */
  t(): Tensor {
    if (this.ndim > 2) raise(ShapeError, tensorErrors, 'shape.rank', { op: 't', expected: '≤ 2', got: this.shape });
    return this.ndim < 2 ? this : this.transpose(0, 1);
  }
  /** Transpose of the last two axes. */
  get mT(): Tensor {
    return this.transpose(-2, -1);
  }
  squeeze(dim?: Dims): Tensor {
    const axes = dim === undefined ? this.shape.map((_, d) => d) : (typeof dim === 'number' ? [dim] : dim).map((d) => axisOf('squeeze', d, this.shape));
    return this.reshape(this.shape.filter((n, d) => n !== 1 || !axes.includes(d)));
  }
  unsqueeze(dim: number): Tensor {
    const at = axisOf('unsqueeze', dim, [...this.shape, 1]);
    return this.reshape([...this.shape.slice(0, at), 1, ...this.shape.slice(at)]);
  }
  expand(...shape: [Shape] | number[]): Tensor {
    return new Tensor(ops.expand(this.node, sizesOf(shape)));
  }
  flip(...dims: [readonly number[]] | number[]): Tensor {
    return new Tensor(ops.flip(this.node, sizesOf(dims)));
  }
  /**
   * Part of one axis, as a[start:end:step] in Python: negative positions count from the end, what is out
   * of range is cut, and a negative step goes backwards.
   */
  slice(dim: number, start?: number, end?: number, step = 1): Tensor {
    if (!Number.isInteger(step) || step === 0) {
      raise(ArgumentError, tensorErrors, 'argument.range', { op: 'slice', name: 'step', expected: 'integer ≠ 0', got: step });
    }
    const axis = axisOf('slice', dim, this.shape);
    const n = this.shape[axis]!;
    const low = step > 0 ? 0 : -1;
    const high = step > 0 ? n : n - 1;
    const bound = (i: number): number => Math.min(high, Math.max(low, i < 0 ? i + n : i));
    const first = start === undefined ? (step > 0 ? 0 : n - 1) : bound(start);
    const last = end === undefined ? (step > 0 ? n : -1) : bound(end);
    const count = Math.max(0, Math.ceil((last - first) / step));
    return new Tensor(
      ops.sliceTo(
        this.node,
        this.shape.map((m, d) => (d === axis ? count : m)),
        this.shape.map((_, d) => (d === axis && count > 0 ? first : 0)),
        this.shape.map((_, d) => (d === axis ? step : 1)),
      ),
    );
  }
  narrow(dim: number, start: number, length: number): Tensor {
    return this.slice(dim, start, start < 0 && start + length >= 0 ? undefined : start + length);
  }
  /** One position of an axis, which disappears. */
  select(dim: number, index: number): Tensor {
    const axis = axisOf('select', dim, this.shape);
    const n = this.shape[axis] ?? 0;
    if (!Number.isInteger(index) || index < -n || index >= n) {
      raise(ShapeError, tensorErrors, 'index.range', { op: 'select', got: index, size: n });
    }
    const at = index < 0 ? index + n : index;
    const one = this.slice(axis, at, at + 1);
    return one.reshape(this.shape.filter((_, d) => d !== axis));
  }
  diagonal(offset = 0, dim1 = 0, dim2 = 1): Tensor {
    return new Tensor(ops.diagonal(this.node, offset, dim1, dim2));
  }

  // ---- products --------------------------------------------------------------------------------------------

  matmul(other: Tensor): Tensor {
    return new Tensor(ops.matmul(this.node, other.node));
  }
  /** Scalar product of two vectors. */
  dot(other: Tensor): Tensor {
    if (this.ndim !== 1 || other.ndim !== 1) {
      raise(ShapeError, tensorErrors, 'shape.rank', { op: 'dot', expected: 1, got: this.ndim !== 1 ? this.shape : other.shape });
    }
    return this.matmul(other);
  }
  outer(other: Tensor): Tensor {
    return new Tensor(ops.outer(this.node, other.node));
  }
}

const operand = (value: TensorLike): Node | number | boolean => (value instanceof Tensor ? value.node : value);

function sizesOf(list: readonly [Shape] | readonly number[]): Shape {
  const [first] = list;
  return Array.isArray(first) ? first : (list as readonly number[]);
}

function canExpand(from: Shape, to: Shape): boolean {
  const lead = to.length - from.length;
  return from.every((n, d) => n === 1 || n === to[d + lead]);
}

function refuseInTrace(op: string): void {
  if (currentTrace() !== null) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'compile',
      name: 'function',
      expected: 'free of readings (item, toArray, data); return the tensor and read it outside',
      got: `${op}()`,
    });
  }
}
