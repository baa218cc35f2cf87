/** Other ways of reading the same elements: shapes, orders of axes, slices, parts, repetitions. */

import { tensorErrors } from '../../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../../errors/index.ts';
import { axisOf, inferShape, type Shape, sizeOf } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import type { Dims } from '../base.ts';
import { ReductionMethods } from './reductions.ts';

export abstract class ShapeMethods<T extends ShapeMethods<T>> extends ReductionMethods<T> {
  /** The same elements in row-major order under another shape; one size may be −1. */
  reshape(...shape: [Shape] | number[]): T {
    return this.make(ops.reshape(this.node, sizesOf(shape)));
  }
  /** The same as reshape: there is no copy to avoid, the compiler sees to it. */
  view(...shape: [Shape] | number[]): T {
    return this.reshape(...shape);
  }
  /** Several axes made one. */
  flatten(startDim = 0, endDim = -1): T {
    if (this.ndim === 0) return this.reshape(1);
    const a = axisOf('flatten', startDim, this.shape);
    const z = axisOf('flatten', endDim, this.shape);
    if (z < a)
      raise(ArgumentError, tensorErrors, 'argument.range', {
        op: 'flatten',
        name: 'endDim',
        expected: `≥ ${startDim}`,
        got: endDim,
      });
    return this.reshape([
      ...this.shape.slice(0, a),
      sizeOf(this.shape.slice(a, z + 1)),
      ...this.shape.slice(z + 1),
    ]);
  }
  /** One axis made several; one size may be −1. */
  unflatten(dim: number, sizes: Shape): T {
    const axis = axisOf('unflatten', dim, this.shape);
    const n = this.shape[axis] ?? 1;
    return this.reshape([
      ...this.shape.slice(0, axis),
      ...inferShape('unflatten', sizes, n, [n]),
      ...this.shape.slice(axis + 1),
    ]);
  }
  /** Axes in another order. */
  permute(...order: [readonly number[]] | number[]): T {
    return this.make(ops.permute(this.node, sizesOf(order)));
  }
  transpose(dim0: number, dim1: number): T {
    return this.make(ops.transpose(this.node, dim0, dim1));
  }
  /** Axes at other places; the others keep their order. */
  movedim(from: Dims, to: Dims): T {
    return this.make(ops.movedim(this.node, from, to));
  }
  /** Transpose of a matrix. */
  t(): T {
    if (this.ndim > 2)
      raise(ShapeError, tensorErrors, 'shape.rank', { op: 't', expected: '≤ 2', got: this.shape });
    return this.ndim < 2 ? this.make(this.node) : this.transpose(0, 1);
  }
  /** Transpose of the last two axes. */
  get mT(): T {
    return this.transpose(-2, -1);
  }
  /** Without axes of size 1: all of them, or those named. */
  squeeze(dim?: Dims): T {
    const axes =
      dim === undefined
        ? this.shape.map((_, d) => d)
        : (typeof dim === 'number' ? [dim] : dim).map((d) => axisOf('squeeze', d, this.shape));
    return this.reshape(this.shape.filter((n, d) => n !== 1 || !axes.includes(d)));
  }
  /** With an axis of size 1 more. */
  unsqueeze(dim: number): T {
    const at = axisOf('unsqueeze', dim, [...this.shape, 1]);
    return this.reshape([...this.shape.slice(0, at), 1, ...this.shape.slice(at)]);
  }
  /** Repeats axes of size 1, and adds axes in front; −1 keeps a size. */
  expand(...shape: [Shape] | number[]): T {
    return this.make(ops.expand(this.node, sizesOf(shape)));
  }
  expandAs(other: T): T {
    return this.expand(other.shape);
  }
  /** The same as expand. */
  broadcastTo(...shape: [Shape] | number[]): T {
    return this.expand(...shape);
  }
  /** The whole tensor several times along each axis. */
  repeat(...counts: [readonly number[]] | number[]): T {
    return this.make(ops.repeat(this.node, sizesOf(counts)));
  }
  tile(...counts: [readonly number[]] | number[]): T {
    return this.make(ops.tile(this.node, sizesOf(counts)));
  }
  /** Each element several times in a row. */
  repeatInterleave(times: number, dim?: number): T {
    return this.make(ops.repeatInterleave(this.node, times, dim));
  }
  flip(...dims: [readonly number[]] | number[]): T {
    return this.make(ops.flip(this.node, sizesOf(dims)));
  }
  /** Elements moved along axes, those that fall off coming back in front. */
  roll(shifts: Dims, dims?: Dims): T {
    return this.make(ops.roll(this.node, shifts, dims));
  }
  /** Padding, as torch.nn.functional.pad: [left, right] of the last axis, then of the one before, … */
  pad(counts: readonly number[], mode: ops.PadMode = 'constant', value = 0): T {
    return this.make(ops.padAxes(this.node, counts, mode, value));
  }
  /** `size` elements every `step` along an axis, as a new last axis. */
  unfold(dim: number, size: number, step: number): T {
    return this.make(ops.unfold(this.node, axisOf('unfold', dim, this.shape), size, step));
  }

  // ---- parts ---------------------------------------------------------------------------------------

  /**
   * Part of one axis, as a[start:end:step] in Python: negative positions count from the end, what is out
   * of range is cut, and a negative step goes backwards.
   */
  slice(dim: number, start?: number | null, end?: number | null, step = 1): T {
    const axis = axisOf('slice', dim, this.shape);
    const { first, count } = sliceRange('slice', this.shape[axis] ?? 1, start, end, step);
    return this.make(
      ops.sliceTo(
        this.node,
        this.shape.map((m, d) => (d === axis ? count : m)),
        this.shape.map((_, d) => (d === axis ? first : 0)),
        this.shape.map((_, d) => (d === axis ? step : 1)),
      ),
    );
  }
  /** `length` elements of an axis from `start`. */
  narrow(dim: number, start: number, length: number): T {
    const axis = axisOf('narrow', dim, this.shape);
    const n = this.shape[axis] ?? 1;
    const first = start < 0 ? start + n : start;
    if (
      !Number.isInteger(first) ||
      !Number.isInteger(length) ||
      first < 0 ||
      length < 0 ||
      first + length > n
    ) {
      raise(ShapeError, tensorErrors, 'index.range', {
        op: 'narrow',
        got: start < 0 ? start : start + length,
        size: n,
      });
    }
    return this.slice(axis, first, first + length);
  }
  /** One position of an axis, which disappears. */
  select(dim: number, index: number): T {
    const axis = axisOf('select', dim, this.shape);
    const n = this.shape[axis] ?? 0;
    if (!Number.isInteger(index) || index < -n || index >= n) {
      raise(ShapeError, tensorErrors, 'index.range', { op: 'select', got: index, size: n });
    }
    return this.slice(
      axis,
      index < 0 ? index + n : index,
      (index < 0 ? index + n : index) + 1,
    ).reshape(this.shape.filter((_, d) => d !== axis));
  }
  /** Parts of `size` elements along an axis, or of the sizes given. */
  split(size: Dims, dim = 0): T[] {
    return ops.split(this.node, size, dim).map((x) => this.make(x));
  }
  /** At most `count` parts of equal size; the last may be smaller. */
  chunk(count: number, dim = 0): T[] {
    return ops.chunk(this.node, count, dim).map((x) => this.make(x));
  }
  /** Every position of an axis, without that axis. */
  unbind(dim = 0): T[] {
    return ops.unbind(this.node, dim).map((x) => this.make(x));
  }
  diagonal(offset = 0, dim1 = 0, dim2 = 1): T {
    return this.make(ops.diagonal(this.node, offset, dim1, dim2));
  }
  /** A vector as the diagonal of a matrix, or the diagonal of a matrix. */
  diag(offset = 0): T {
    return this.make(ops.diag(this.node, offset));
  }
  /** The last two axes with zeros above a diagonal. */
  tril(diagonal = 0): T {
    return this.make(ops.tril(this.node, diagonal));
  }
  /** The last two axes with zeros below a diagonal. */
  triu(diagonal = 0): T {
    return this.make(ops.triu(this.node, diagonal));
  }
}

/** A list given as an array or as arguments. */
export function sizesOf(list: readonly [Shape] | readonly number[]): Shape {
  const [first] = list;
  return Array.isArray(first) ? first : (list as readonly number[]);
}

/** Python's slices on an axis of n elements: the first position and how many. */
export function sliceRange(
  op: string,
  n: number,
  start: number | null | undefined,
  end: number | null | undefined,
  step: number,
): { first: number; count: number } {
  if (!Number.isInteger(step) || step === 0) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op,
      name: 'step',
      expected: 'integer ≠ 0',
      got: step,
    });
  }
  for (const [name, got] of [
    ['start', start],
    ['end', end],
  ] as const) {
    if (got !== null && got !== undefined && Number.isNaN(got))
      raise(ArgumentError, tensorErrors, 'argument.range', { op, name, expected: 'integer', got });
  }
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? n : n - 1;
  const bound = (i: number): number => Math.min(high, Math.max(low, i < 0 ? i + n : i));
  const first = start === undefined || start === null ? (step > 0 ? 0 : n - 1) : bound(start);
  const last = end === undefined || end === null ? (step > 0 ? n : -1) : bound(end);
  const count = Math.max(0, Math.ceil((last - first) / step));
  return { first: count > 0 ? first : 0, count };
}
