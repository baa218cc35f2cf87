/**
 * What a contraction is, and its normal form.
 *
 *   out[batch…, m…, n…] = Σ_k a[batch…, m…, k…] · b[batch…, n…, k…]
 *
 * Every operand is read through an affine view, so a matrix product, a convolution (an unfolded view) and both its gradients
 * are all this one sum.
 */

import type { FuncRef } from '../assembler/index.ts';

export type ContractDtype = 'float32' | 'float64' | 'int32';

/** An operand as an affine form, in elements; strides may be zero or negative. */
export interface Operand {
  readonly slot: number;
  readonly offset: number;
  /** `free` are the m axes for `a`, the n axes for `b` */
  readonly strides: {
    readonly batch: readonly number[];
    readonly free: readonly number[];
    readonly k: readonly number[];
  };
}

export interface OutOperand {
  readonly slot: number;
  readonly offset: number;
  readonly strides: {
    readonly batch: readonly number[];
    readonly m: readonly number[];
    readonly n: readonly number[];
  };
}

/** Extents of the four groups of axes (a group without axes has extent 1), and the three operands. */
export interface ContractSpec {
  readonly dtype: ContractDtype;
  readonly batch: readonly number[];
  readonly m: readonly number[];
  readonly n: readonly number[];
  readonly k: readonly number[];
  readonly a: Operand;
  readonly b: Operand;
  readonly out: OutOperand;
}

/** `wide`: relaxed SIMD in adjacent pairs, which V8 can pack to 256 bits; `simd`: no fused multiply-add. */
export type Variant = 'wide' | 'relaxed' | 'simd';

export type Strategy = 'direct' | 'packed' | 'dot';

export interface ContractOptions {
  /** how many threads the work should feed (default 8); the result does not depend on it */
  readonly maxThreads?: number;
  /** args slot with the base of the per-thread scratch; the next slot holds the bytes between two threads' scratch */
  readonly scratchThreadSlot?: number;
  /** args slot with the base of the scratch that all threads see */
  readonly scratchSharedSlot?: number;
  /** use this strategy, not the one the cost model prefers */
  readonly strategy?: Strategy;
  /** copy A into panels first, or never; by default the plan decides */
  readonly packA?: boolean;
  /** use this tile: rows × columns */
  readonly tile?: { readonly rows: number; readonly columns: number };
  /** use blocks of about this many products along k */
  readonly kBlock?: number;
}

/** Functions (args, tid, nth) to be run one after the other by every thread, with a barrier between them. */
export interface EmittedContract {
  readonly phases: readonly FuncRef[];
  /** bytes */
  readonly scratchPerThread: number;
  /** bytes */
  readonly scratchShared: number;
  readonly description: string;
}

/** One axis of iteration, with the step in bytes that each operand takes along it. */
export interface Axis {
  readonly extent: number;
  readonly a: number;
  readonly b: number;
  readonly out: number;
}

export interface Place {
  readonly slot: number;
  /** bytes */
  readonly offset: number;
}

/** The normal form: no axis of extent 1 (but at least one axis in m, n and k), none that could be joined to another. */
export interface Problem {
  readonly dtype: ContractDtype;
  readonly batch: readonly Axis[];
  readonly m: readonly Axis[];
  readonly n: readonly Axis[];
  readonly k: readonly Axis[];
  readonly a: Place;
  readonly b: Place;
  readonly out: Place;
}

export const elementSize: Readonly<Record<ContractDtype, number>> = {
  float32: 4,
  float64: 8,
  int32: 4,
};

const point: Axis = { extent: 1, a: 0, b: 0, out: 0 };

export function product(axes: readonly Axis[]): number {
  return axes.reduce((p, axis) => p * axis.extent, 1);
}

/** Brings a specification into its normal form; `undefined` strides are a mistake of the caller and throw. */
export function normalise(spec: ContractSpec): Problem {
  const size = elementSize[spec.dtype];
  const strideOf = (strides: readonly number[] | undefined, i: number): number => {
    if (strides === undefined) return 0;
    const stride = strides[i];
    if (stride === undefined) throw new Error(`contraction: a stride is missing for axis ${i}`);
    return stride * size;
  };
  const axes = (
    extents: readonly number[],
    a?: readonly number[],
    b?: readonly number[],
    out?: readonly number[],
  ): Axis[] =>
    extents.map((extent, i) => ({
      extent,
      a: strideOf(a, i),
      b: strideOf(b, i),
      out: strideOf(out, i),
    }));

  const batch: Axis[] = [];
  const m = axes(spec.m, spec.a.strides.free, undefined, spec.out.strides.m);
  const n = axes(spec.n, undefined, spec.b.strides.free, spec.out.strides.n);
  // A batch axis along which one operand stands still is a free axis of the other: images share their weights.
  for (const axis of axes(
    spec.batch,
    spec.a.strides.batch,
    spec.b.strides.batch,
    spec.out.strides.batch,
  )) {
    if (axis.a === 0 && axis.b !== 0) n.unshift(axis);
    else if (axis.b === 0 && axis.a !== 0) m.unshift(axis);
    else batch.push(axis);
  }
  const k = axes(spec.k, spec.a.strides.k, spec.b.strides.k, undefined);
  const atLeastOne = (list: readonly Axis[]): readonly Axis[] =>
    list.length === 0 ? [point] : list;
  return {
    dtype: spec.dtype,
    batch: join(batch),
    m: atLeastOne(join(m)),
    n: atLeastOne(join(n)),
    k: atLeastOne(join(k)),
    a: { slot: spec.a.slot, offset: spec.a.offset * size },
    b: { slot: spec.b.slot, offset: spec.b.offset * size },
    out: { slot: spec.out.slot, offset: spec.out.offset * size },
  };
}

/** Joins axes that are one longer axis for every operand; the order of the axes of a group carries no meaning. */
function join(axes: readonly Axis[]): readonly Axis[] {
  const list = axes.filter((axis) => axis.extent !== 1);
  for (let i = 0; i < list.length; i++) {
    for (let j = 0; j < list.length; j++) {
      const outer = list[i];
      const inner = list[j];
      if (i === j || outer === undefined || inner === undefined) continue;
      const e = inner.extent;
      if (outer.a === inner.a * e && outer.b === inner.b * e && outer.out === inner.out * e) {
        const joined = { ...inner, extent: e * outer.extent };
        return join(list.filter((_, at) => at !== i && at !== j).concat(joined));
      }
    }
  }
  return list;
}

/** The same contraction with the two operands in each other's place. */
export function swapOperands(p: Problem): Problem {
  const swap = (axes: readonly Axis[]): readonly Axis[] =>
    axes.map((axis) => ({ ...axis, a: axis.b, b: axis.a }));
  return { ...p, batch: swap(p.batch), m: swap(p.n), n: swap(p.m), k: swap(p.k), a: p.b, b: p.a };
}
