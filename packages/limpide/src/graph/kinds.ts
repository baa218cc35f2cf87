/**
 * The four kinds, and the few things that are none of them.
 *
 * Every operator is lowered to these; every device computes these and nothing else. Nodes are
 * hash-consed by their builder: the same node is never made twice within one program, so common
 * subexpressions are shared from the start.
 */
import type { DType } from './dtype.ts';
import { broadcast, type Shape, sameShape } from './shape.ts';
import {
  type Affine,
  diagonalMove,
  expandMove,
  type Movement,
  permuteMove,
  sliceMove,
  windowMove,
} from './view.ts';

/** Scalar functions of a map, by number of operands. Each device has one table of them. */
export const mapFunctions = {
  // one operand
  neg: 1,
  abs: 1,
  sign: 1,
  floor: 1,
  ceil: 1,
  round: 1,
  trunc: 1,
  sqrt: 1,
  exp: 1,
  expm1: 1,
  log: 1,
  log1p: 1,
  log2: 1,
  sin: 1,
  cos: 1,
  tan: 1,
  asin: 1,
  acos: 1,
  atan: 1,
  sinh: 1,
  cosh: 1,
  tanh: 1,
  asinh: 1,
  acosh: 1,
  atanh: 1,
  erf: 1,
  not: 1,
  isnan: 1,
  isinf: 1,
  cast: 1,
  // two operands
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
  floordiv: 2,
  mod: 2,
  fmod: 2,
  pow: 2,
  max: 2,
  min: 2,
  atan2: 2,
  eq: 2,
  ne: 2,
  lt: 2,
  le: 2,
  gt: 2,
  ge: 2,
  and: 2,
  or: 2,
  xor: 2,
  // three operands: condition, then, else
  where: 3,
  // index, key (low, high), call, stream → uniform 32 random bits (Philox 4×32-10) as int32
  philox: 5,
} as const;

export type MapFunction = keyof typeof mapFunctions;
export type ReduceFunction = 'sum' | 'prod' | 'max' | 'min';

interface Base {
  readonly id: number;
  readonly shape: Shape;
  readonly dtype: DType;
}
/** A buffer given to the program. */
export interface Input extends Base {
  readonly kind: 'input';
  readonly slot: number;
}
/** A number known when the program is compiled. */
export interface Constant extends Base {
  readonly kind: 'constant';
  readonly value: number;
}
/** A number given at each run (a learning rate, a seed), so that it does not ask for another program. */
export interface Scalar extends Base {
  readonly kind: 'scalar';
  readonly slot: number;
}
/** The row-major index of each element, int32. */
export interface Index extends Base {
  readonly kind: 'index';
}
export interface Viewed extends Base {
  readonly kind: 'view';
  readonly x: Low;
  readonly move: Movement;
}
export interface Mapped extends Base {
  readonly kind: 'map';
  readonly fn: MapFunction;
  readonly args: readonly Low[];
}
/** A fold along axes, which are kept with size 1. */
export interface Reduced extends Base {
  readonly kind: 'reduce';
  readonly fn: ReduceFunction;
  readonly x: Low;
  readonly axes: readonly number[];
}
/** out[batch, m, n] = Σ_k a[batch, m, k] · b[batch, n, k]; numbers of axes of each group. */
export interface Contraction extends Base {
  readonly kind: 'contraction';
  readonly a: Low;
  readonly b: Low;
  readonly axes: {
    readonly batch: number;
    readonly m: number;
    readonly n: number;
    readonly k: number;
  };
}
/** What is none of the four: a loop of its own on every device. */
export interface Whole extends Base {
  readonly kind: 'whole';
  readonly name: string;
  readonly args: readonly Low[];
  readonly attrs: Readonly<Record<string, number | readonly number[]>>;
}

export type Low =
  | Input
  | Constant
  | Scalar
  | Index
  | Viewed
  | Mapped
  | Reduced
  | Contraction
  | Whole;

/** The nodes that a node reads. */
export function operandsOf(low: Low): readonly Low[] {
  switch (low.kind) {
    case 'view':
    case 'reduce':
      return [low.x];
    case 'map':
    case 'whole':
      return low.args;
    case 'contraction':
      return [low.a, low.b];
    default:
      return [];
  }
}

function moveKey(move: Movement): string {
  switch (move.kind) {
    case 'reshape':
      return `r${move.shape.join()}`;
    case 'pad':
      return `p${move.shape.join()};${move.before.join()};${move.value}`;
    case 'affine':
      return `a${move.shape.join()};${move.coordinates.map((c: Affine) => `${c.offset}:${c.coefficients.join()}`).join(';')}`;
  }
}

/** Makes nodes, each once. */
/** The operator of the captured graph that a node was first made for; only `explain` asks. */
const origins = new WeakMap<Low, number>();
export const originOf = (low: Low): number | null => origins.get(low) ?? null;

export class LowBuilder {
  readonly #nodes = new Map<string, Low>();
  #next = 0;
  /** The operator that nodes are made for at the moment. */
  origin: number | null = null;

  #cons<T extends Low>(key: string, make: (id: number) => T): T {
    const found = this.#nodes.get(key);
    if (found) return found as T;
    const node = make(this.#next++);
    this.#nodes.set(key, node);
    if (this.origin !== null) origins.set(node, this.origin);
    return node;
  }

  input(slot: number, shape: Shape, dtype: DType): Low {
    return this.#cons(`i${slot}:${shape.join()}`, (id) => ({
      kind: 'input',
      id,
      slot,
      shape,
      dtype,
    }));
  }
  scalar(slot: number, dtype: DType): Low {
    return this.#cons(`s${slot}:${dtype}`, (id) => ({
      kind: 'scalar',
      id,
      slot,
      shape: [],
      dtype,
    }));
  }
  /** A scalar constant, expanded to `shape`. */
  constant(value: number, dtype: DType, shape: Shape = []): Low {
    const key = Object.is(value, -0) ? '-0' : String(value);
    const low: Low = this.#cons(`c${key}:${dtype}`, (id) => ({
      kind: 'constant',
      id,
      value,
      shape: [],
      dtype,
    }));
    return this.expand(low, shape);
  }
  index(shape: Shape): Low {
    return this.#cons(`x${shape.join()}`, (id) => ({ kind: 'index', id, shape, dtype: 'int32' }));
  }
  view(x: Low, move: Movement): Low {
    return this.#cons(`v${x.id}${moveKey(move)}`, (id) => ({
      kind: 'view',
      id,
      x,
      move,
      shape: move.shape,
      dtype: x.dtype,
    }));
  }
  /** Operands of unequal shapes are expanded to the common one. */
  map(fn: MapFunction, dtype: DType, ...args: Low[]): Low {
    let shape: Shape = args[0]!.shape;
    for (let i = 1; i < args.length; i++) {
      const other = args[i]!.shape;
      if (!sameShape(shape, other)) shape = broadcast(fn, shape, other);
    }
    const operands = args.map((a) => this.expand(a, shape));
    return this.#cons(`m${fn}:${dtype}:${operands.map((a) => a.id).join()}`, (id) => ({
      kind: 'map',
      id,
      fn,
      args: operands,
      shape,
      dtype,
    }));
  }
  cast(x: Low, dtype: DType): Low {
    return x.dtype === dtype ? x : this.map('cast', dtype, x);
  }
  /** Axes are kept with size 1. */
  reduce(fn: ReduceFunction, x: Low, axes: readonly number[]): Low {
    if (axes.length === 0) return x;
    const shape = x.shape.map((n, d) => (axes.includes(d) ? 1 : n));
    return this.#cons(`f${fn}:${x.id}:${axes.join()}`, (id) => ({
      kind: 'reduce',
      id,
      fn,
      x,
      axes,
      shape,
      dtype: x.dtype,
    }));
  }
  /** `a` has axes batch, m, k; `b` has axes batch, n, k (in this order). */
  contraction(a: Low, b: Low, axes: Contraction['axes']): Low {
    const shape = [
      ...a.shape.slice(0, axes.batch + axes.m),
      ...b.shape.slice(axes.batch, axes.batch + axes.n),
    ];
    return this.#cons(`k${a.id},${b.id}:${axes.batch},${axes.m},${axes.n},${axes.k}`, (id) => ({
      kind: 'contraction',
      id,
      a,
      b,
      axes,
      shape,
      dtype: a.dtype,
    }));
  }
  whole(
    name: string,
    shape: Shape,
    dtype: DType,
    args: readonly Low[],
    attrs: Whole['attrs'] = {},
  ): Low {
    return this.#cons(
      `w${name}:${shape.join()}:${dtype}:${args.map((a) => a.id).join()}:${JSON.stringify(attrs)}`,
      (id) => ({ kind: 'whole', id, name, args, attrs, shape, dtype }),
    );
  }

  // ---- movements -----------------------------------------------------------------------------
  reshape(x: Low, shape: Shape): Low {
    return sameShape(x.shape, shape) ? x : this.view(x, { kind: 'reshape', shape });
  }
  expand(x: Low, shape: Shape): Low {
    return sameShape(x.shape, shape) ? x : this.view(x, expandMove(x.shape, shape));
  }
  permute(x: Low, order: readonly number[]): Low {
    return order.every((d, n) => d === n) ? x : this.view(x, permuteMove(x.shape, order));
  }
  slice(
    x: Low,
    shape: Shape,
    start: readonly number[],
    step: readonly number[] = shape.map(() => 1),
  ): Low {
    if (sameShape(shape, x.shape) && step.every((s) => s === 1)) return x;
    return this.view(x, sliceMove(shape, start, step));
  }
  pad(x: Low, before: readonly number[], after: readonly number[], value: number): Low {
    if (before.every((n) => n === 0) && after.every((n) => n === 0)) return x;
    const shape = x.shape.map((n, d) => n + before[d]! + after[d]!);
    return this.view(x, { kind: 'pad', shape, before, value });
  }
  window(x: Low, axis: number, size: number, stride: number, dilation: number): Low {
    return this.view(x, windowMove(x.shape, axis, size, stride, dilation));
  }
  diagonal(x: Low, offset: number, axis1: number, axis2: number): Low {
    return this.view(x, diagonalMove(x.shape, offset, axis1, axis2));
  }
  /** A copy in row-major order: nothing is read through it. */
  copy(x: Low): Low {
    return this.whole('copy', x.shape, x.dtype, [x]);
  }
  /** The coordinate along one axis of a shape, int32. */
  coordinate(shape: Shape, axis: number): Low {
    const line = this.index([shape[axis]!]);
    return this.expand(
      this.reshape(
        line,
        shape.map((n, d) => (d === axis ? n : 1)),
      ),
      shape,
    );
  }
}
