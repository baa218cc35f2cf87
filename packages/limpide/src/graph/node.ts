/**
 * The graph that method calls build: one node per operator, nothing computed yet.
 *
 * A node knows its operator, operands, attributes, shape and dtype. Its value appears in `storage` when
 * a program has run. Nodes are immutable otherwise; a parameter that is updated gets a new node.
 */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { DeviceError, raise } from '../errors/index.ts';
import type { DType } from './dtype.ts';
import type { Low, LowBuilder } from './kinds.ts';
import type { Shape } from './shape.ts';
import type { Device, Storage } from './storage.ts';
import type { Attribute, Inferred } from './structure.ts';

export type Attributes = Readonly<Record<string, Attribute>>;
export const noAttributes: Attributes = Object.freeze({});

/** One operator, whole: what it is called, what it gives, how it is differentiated, what it is made of. */
export interface Op<A extends Attributes = Attributes> {
  readonly name: string;
  /** Shape and dtype of the result; throws a typed error when the operands do not fit. */
  readonly infer: (inputs: readonly Node[], attrs: A) => Inferred;
  /**
   * The vector–Jacobian product: from the gradient `g` of the result, the gradient of each operand
   * (null where there is none). `needs[i]` says whether operand i's is wanted. Absent: no derivative.
   */
  readonly vjp?: (
    g: Node,
    node: Node,
    attrs: A,
    needs: readonly boolean[],
  ) => readonly (Node | null)[];
  /** What it is made of: views, maps, reductions, contractions. */
  readonly lower: (b: LowBuilder, inputs: readonly Low[], attrs: A, result: Inferred) => Low;
}

export interface RegisteredOp<A extends Attributes = Attributes> extends Op<A> {
  readonly id: number;
}

let operators = 0;

/** Registers an operator. */
export function defineOp<A extends Attributes = Attributes>(op: Op<A>): RegisteredOp<A> {
  return { ...op, id: ++operators };
}

/** Gradient hooks: what comes back replaces the gradient. */
export type NodeHook = (gradient: Node) => Node | null;

let recording = true;
let nodes = 0;
let pending: Node[] = [];
let onCreate: ((node: Node) => void) | null = null;

export class Node {
  readonly op: RegisteredOp<never>;
  inputs: readonly Node[];
  readonly attrs: Attributes;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly device: Device;
  readonly requiresGrad: boolean;
  /** The value, once computed. */
  storage: Storage | null;
  /** Nodes are numbered as they are made. */
  readonly serial: number;
  /** The storage's version when this node was made; if it moved on, the value is gone. */
  version = 0;
  /** backward() has been through, without retainGraph. */
  released = false;
  /** How many nodes read this one. */
  uses = 0;
  /** Asked to be computed along with the next program that can (a model's output, a loss). */
  keep = false;
  hooks: NodeHook[] | null = null;
  /** Number of the evaluation that computed it without keeping it, or 0: the next one that meets it keeps it. */
  met = 0;
  /** What an eager engine would have computed together with this node (the gradients of one backward). */
  cohort: readonly Node[] | null = null;
  /** Has been shown to the user as a gradient: somebody may hold it. */
  exposed = false;
  /** Who learns through this leaf (a tensor's handle); null for computed nodes. */
  variable: object | null = null;
  /** For numbers that change at each run (a random call's counter): gives the next one on replay. */
  fresh: (() => number) | null = null;
  // scratch of the capture: its pass and the index given there
  mark = 0;
  local = 0;

  constructor(
    op: RegisteredOp<never>,
    inputs: readonly Node[],
    attrs: Attributes,
    shape: Shape,
    dtype: DType,
    device: Device,
    requiresGrad: boolean,
    storage: Storage | null,
  ) {
    this.op = op;
    this.inputs = inputs;
    this.attrs = attrs;
    this.shape = shape;
    this.dtype = dtype;
    this.device = device;
    this.requiresGrad = requiresGrad;
    this.storage = storage;
    this.serial = ++nodes;
    if (storage) this.version = storage.version;
  }
}

const unreachableLower = (): never => {
  throw new Error('a leaf is not lowered');
};

/** A value that is already there: data, a parameter. */
export const leafOp: RegisteredOp = defineOp({
  name: 'leaf',
  infer: () => ({ shape: [], dtype: 'float32' }),
  lower: unreachableLower,
});

/** A plain number. It takes part in a program as an argument, so another number needs no other program. */
export const scalarOp: RegisteredOp = defineOp({
  name: 'scalar',
  infer: () => ({ shape: [], dtype: 'float32' }),
  lower: unreachableLower,
});

/** Applies an operator: infers, records, computes nothing. */
export function apply<A extends Attributes>(
  op: RegisteredOp<A>,
  inputs: readonly Node[],
  attrs: A,
): Node {
  const { shape, dtype } = op.infer(inputs, attrs);
  const first = inputs[0];
  if (first === undefined)
    throw new Error(`${op.name}: an operator without operands needs applyOn`);
  let device = first.device;
  let placed = false;
  let requiresGrad = false;
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i]!;
    input.uses++;
    if (input.requiresGrad) requiresGrad = true;
    if (input.op === scalarOp) continue; // a number lives wherever the tensors do
    if (placed && input.device !== device)
      raise(DeviceError, tensorErrors, 'device.mismatch', {
        op: op.name,
        a: device.name,
        b: input.device.name,
      });
    device = input.device;
    placed = true;
  }
  const node = new Node(
    op as unknown as RegisteredOp<never>,
    inputs,
    attrs,
    shape,
    dtype,
    device,
    requiresGrad && recording && op.vjp !== undefined,
    null,
  );
  pending.push(node);
  if (pending.length > looked + 4096) tidyPending();
  if (onCreate) onCreate(node);
  return node;
}

export function leaf(
  storage: Storage,
  shape: Shape,
  dtype: DType,
  device: Device,
  requiresGrad = false,
): Node {
  return new Node(
    leafOp as unknown as RegisteredOp<never>,
    [],
    noAttributes,
    shape,
    dtype,
    device,
    requiresGrad,
    storage,
  );
}

/** Number of the last node made. */
export const lastSerial = (): number => nodes;

/** A number as a node. */
export function scalar(
  value: number,
  dtype: DType,
  device: Device,
  fresh: (() => number) | null = null,
): Node {
  const node = new Node(
    scalarOp as unknown as RegisteredOp<never>,
    [],
    { value },
    [],
    dtype,
    device,
    false,
    null,
  );
  node.fresh = fresh;
  return node;
}

/**
 * Runs `fn` with or without recording of what gradients need. If `fn` is asynchronous, the choice holds
 * until its promise is settled, for whatever runs in the meantime.
 */
export function withRecording<T>(on: boolean, fn: () => T): T {
  const before = recording;
  const restore = (): void => {
    recording = before;
  };
  recording = on;
  let result: T;
  try {
    result = fn();
  } catch (error) {
    restore();
    throw error;
  }
  if (result instanceof Promise) return result.finally(restore) as T;
  restore();
  return result;
}

export const isRecording = (): boolean => recording;

/** Whether an eager engine would have computed it, and nobody has. */
const isSink = (node: Node): boolean => (node.uses === 0 || node.keep) && node.storage === null;

/** Sinks that have waited long: held as long as somebody else holds them. */
let waiting: WeakRef<Node>[] = [];
/** So many of the pending nodes have been looked at. */
let looked = 0;

/** Asks for a node to be computed along with the next program that can. */
export function keepNode(node: Node): void {
  node.keep = true;
  if (node.storage === null) pending.push(node);
}

/** Lets go of what has been computed or is read by others: pending are only sinks. */
export function tidyPending(): void {
  let kept = looked;
  for (let i = looked; i < pending.length; i++)
    if (isSink(pending[i]!)) pending[kept++] = pending[i]!;
  pending.length = kept;
  if (kept > 512) {
    for (const node of pending) if (isSink(node)) waiting.push(new WeakRef(node));
    pending = [];
    kept = 0;
    if (waiting.length > 16_384) {
      waiting = waiting.filter((ref) => {
        const node = ref.deref();
        return node !== undefined && isSink(node);
      });
      if (waiting.length > 65_536) waiting = waiting.slice(-32_768);
    }
  }
  looked = kept;
}

/** Nodes made since the last call that nothing reads: what an eager engine would have computed by now. */
export function takePendingSinks(): Node[] {
  const sinks: Node[] = [];
  for (const ref of waiting) {
    const node = ref.deref();
    if (node !== undefined && isSink(node)) sinks.push(node);
  }
  for (const node of pending) if (isSink(node)) sinks.push(node);
  waiting = [];
  pending = [];
  looked = 0;
  return sinks;
}

/** Calls `listener` for each node made (used to remember where in the user's code). */
export function watchCreation(listener: ((node: Node) => void) | null): void {
  onCreate = listener;
}
