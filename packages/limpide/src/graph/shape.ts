/** Shapes: lists of sizes, row-major. Broadcasting is NumPy's and PyTorch's. */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';

export type Shape = readonly number[];

/** Number of elements. The empty shape is a scalar: one element. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let d = 0; d < shape.length; d++) size *= shape[d]!;
  return size;
}

/** Row-major strides, in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = step;
    step *= shape[d]!;
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let d = 0; d < a.length; d++) if (a[d] !== b[d]) return false;
  return true;
}

/** The common shape of two operands: counted from the right, sizes are equal or one of them is 1. */
export function broadcast(op: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const out = new Array<number>(rank);
  for (let d = 1; d <= rank; d++) {
    const x = a[a.length - d] ?? 1;
    const y = b[b.length - d] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      raise(ShapeError, tensorErrors, 'shape.broadcast', { op, a, b });
    }
    out[rank - d] = x === 1 ? y : x;
  }
  return out;
}

/** A non-negative axis; negative ones count from the end. A scalar has the axes −1 and 0, as in PyTorch. */
export function axisOf(op: string, axis: number, shape: Shape): number {
  const rank = Math.max(shape.length, 1);
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    raise(ShapeError, tensorErrors, 'axis.range', {
      op,
      got: axis,
      shape,
      low: -rank,
      high: rank - 1,
    });
  }
  return axis < 0 ? axis + rank : axis;
}

/** Distinct, sorted axes; `undefined` means all of them. */
export function axesOf(
  op: string,
  axes: number | readonly number[] | undefined,
  shape: Shape,
): number[] {
  if (axes === undefined) return shape.map((_, d) => d);
  const list = typeof axes === 'number' ? [axes] : axes;
  const found: number[] = [];
  for (const axis of list) {
    const d = axisOf(op, axis, shape);
    if (found.includes(d)) {
      raise(ShapeError, tensorErrors, 'axis.repeated', { op, got: axis, axes: list });
    }
    found.push(d);
  }
  return shape.length === 0 ? [] : found.sort((x, y) => x - y);
}

/** Throws unless every size is a whole number, 0 or more. */
export function checkShape(op: string, shape: Shape): void {
  for (const size of shape) {
    if (!Number.isInteger(size) || size < 0) {
      raise(ShapeError, tensorErrors, 'shape.invalid', { op, got: shape });
    }
  }
}

/** Replaces the one −1 of a wished shape by what is left. */
export function inferShape(op: string, wished: Shape, size: number, from: Shape): Shape {
  let known = 1;
  let hole = -1;
  for (let d = 0; d < wished.length; d++) {
    const n = wished[d]!;
    if (n === -1 && hole < 0) hole = d;
    else known *= n;
  }
  let shape = wished;
  if (hole >= 0 && known > 0 && size % known === 0) {
    const filled = [...wished];
    filled[hole] = size / known;
    shape = filled;
  }
  if (shape.some((n) => !Number.isInteger(n) || n < 0) || sizeOf(shape) !== size) {
    raise(ShapeError, tensorErrors, 'shape.reshape', { op, got: from, size, expected: wished });
  }
  return shape;
}

/** The shape that is left when axes are reduced. */
export function reducedShape(shape: Shape, axes: readonly number[], keepdim: boolean): Shape {
  const out: number[] = [];
  for (let d = 0; d < shape.length; d++) {
    if (!axes.includes(d)) out.push(shape[d]!);
    else if (keepdim) out.push(1);
  }
  return out;
}

/** A number repeated to a pair, or the pair itself: `stride: 2` means `[2, 2]`. */
export function tuple(
  op: string,
  name: string,
  value: number | readonly number[],
  count: number,
  least: number,
): number[] {
  const list = typeof value === 'number' ? new Array<number>(count).fill(value) : [...value];
  if (list.length !== count || list.some((n) => !Number.isInteger(n) || n < least)) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op,
      name,
      expected: `${count} × integer ≥ ${least}`,
      got: typeof value === 'number' ? value : [...value],
    });
  }
  return list;
}
