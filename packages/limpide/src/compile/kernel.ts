/**
 * Kernels: what a device runs. A program is a list of them over numbered buffers.
 *
 * A loop kernel is a nest of loops around a small graph of scalar values: loads through affine forms of
 * the loop variables, maps, folds over the inner loops, stores. It is what remains of views, maps and
 * reductions after fusion, and what devices print in their own language.
 */
import type {
  Affine,
  Constraint,
  Contraction,
  DType,
  MapFunction,
  ReduceFunction,
  Whole,
} from '../graph/index.ts';

/** A buffer of a program. */
export interface PlanBuffer {
  readonly id: number;
  readonly dtype: DType;
  /** number of elements */
  readonly size: number;
  /** Where it comes from: an input slot, an output of the program, or the arena. */
  place:
    | { readonly kind: 'input'; readonly slot: number }
    | { readonly kind: 'output'; readonly output: number }
    | { readonly kind: 'arena' };
}

/** One scalar value in the body of a loop kernel; `args` are positions in the kernel's list. */
export type Value =
  | {
      readonly op: 'load';
      readonly buffer: number;
      readonly form: Affine;
      readonly guard: number | null;
      readonly dtype: DType;
    }
  | { readonly op: 'constant'; readonly value: number; readonly dtype: DType }
  | { readonly op: 'scalar'; readonly slot: number; readonly dtype: DType }
  | { readonly op: 'index'; readonly form: Affine; readonly dtype: DType }
  /** Whether all constraints hold. */
  | { readonly op: 'inside'; readonly constraints: readonly Constraint[]; readonly dtype: DType }
  | {
      readonly op: 'map';
      readonly fn: MapFunction;
      readonly args: readonly number[];
      readonly dtype: DType;
    }
  /** A fold over the inner loops. */
  | {
      readonly op: 'fold';
      readonly fn: ReduceFunction;
      readonly arg: number;
      readonly dtype: DType;
    };

export interface Store {
  readonly buffer: number;
  readonly form: Affine;
  readonly value: number;
}

export interface LoopKernel {
  readonly kind: 'loop';
  readonly name: string;
  /** Extents of the loops, outermost first. */
  readonly dims: readonly number[];
  /** The first `outer` loops are independent of each other; the others are folded. */
  readonly outer: number;
  readonly values: readonly Value[];
  readonly stores: readonly Store[];
}

/** An operand of a contraction, read from a buffer through an affine form per group of axes. */
export interface ContractionOperand {
  readonly buffer: number;
  readonly offset: number;
  readonly batch: readonly number[];
  /** strides along m (left operand), n (right operand) */
  readonly free: readonly number[];
  readonly k: readonly number[];
}

export interface ContractionKernel {
  readonly kind: 'contraction';
  readonly name: string;
  readonly dtype: Contraction['dtype'];
  /** extents of each group of axes */
  readonly batch: readonly number[];
  readonly m: readonly number[];
  readonly n: readonly number[];
  readonly k: readonly number[];
  readonly a: ContractionOperand;
  readonly b: ContractionOperand;
  readonly out: {
    readonly buffer: number;
    readonly offset: number;
    readonly batch: readonly number[];
    readonly m: readonly number[];
    readonly n: readonly number[];
  };
}

export interface WholeKernel {
  readonly kind: 'whole';
  readonly name: string;
  readonly whole: Whole;
  /** Buffers of the operands, each contiguous, and of the result. */
  readonly args: readonly number[];
  readonly out: number;
}

export type Kernel = LoopKernel | ContractionKernel | WholeKernel;

export interface Schedule {
  readonly buffers: readonly PlanBuffer[];
  readonly kernels: readonly Kernel[];
  /** Buffer of each output of the program. Two outputs may share one; one may be an input's. */
  readonly outputs: readonly number[];
  /** By kernel: the operators of the captured graph that it computes. */
  readonly operators: ReadonlyMap<string, readonly number[]>;
}

export function buffersRead(kernel: Kernel): number[] {
  switch (kernel.kind) {
    case 'loop':
      return [...new Set(kernel.values.flatMap((v) => (v.op === 'load' ? [v.buffer] : [])))];
    case 'contraction':
      return [kernel.a.buffer, kernel.b.buffer];
    case 'whole':
      return [...kernel.args];
  }
}

export function buffersWritten(kernel: Kernel): number[] {
  switch (kernel.kind) {
    case 'loop':
      return kernel.stores.map((s) => s.buffer);
    case 'contraction':
      return [kernel.out.buffer];
    case 'whole':
      return [kernel.out];
  }
}
