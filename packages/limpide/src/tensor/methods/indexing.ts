/** Reading and writing at places that data name, and order along an axis. */

import { tensorErrors } from '../../errors/catalog/tensor.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import { axisOf, broadcast, leaf, type Node, Storage, sizeOf } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import type { Like } from '../base.ts';
import { ShapeMethods, sliceRange } from './shape.ts';

/** What was found along an axis and where; each is computed only if it is looked at. */
export interface ValuesAndIndices<T> {
  readonly values: T;
  /** int32 */
  readonly indices: T;
}

/** One axis in `at`: a position, a slice `[start, end, step]` (null: Python's default), or `':'`, all of it. */
export type Place = number | readonly (number | null)[] | ':';

export abstract class IndexingMethods<T extends IndexingMethods<T>> extends ShapeMethods<T> {
  /** As a[…] in Python: `x.at(0)`, `x.at([1, 3])`, `x.at(':', -1)`, `x.at([null, null, 2])`. */
  at(...places: Place[]): T {
    if (places.length > this.ndim)
      raise(ShapeError, tensorErrors, 'shape.rank', {
        op: 'at',
        expected: `≥ ${places.length}`,
        got: this.shape,
      });
    let x = this.make(this.node);
    let axis = 0;
    for (const place of places) {
      if (typeof place === 'number') x = x.select(axis, place);
      else {
        if (place !== ':') x = x.slice(axis, place[0], place[1], place[2] ?? 1);
        axis++;
      }
    }
    return x;
  }
  /** x with a slice of an axis replaced by `source`, which broadcasts to it. */
  sliceScatter(source: T, dim: number, start?: number | null, end?: number | null, step = 1): T {
    const axis = axisOf('sliceScatter', dim, this.shape);
    const { first, count } = sliceRange('sliceScatter', this.shape[axis] ?? 1, start, end, step);
    return this.make(ops.sliceScatter(this.node, source.node, axis, first, count, step));
  }
  /** x with one position of an axis replaced by `source`, which lacks that axis. */
  selectScatter(source: T, dim: number, index: number): T {
    const axis = axisOf('selectScatter', dim, this.shape);
    const n = this.shape[axis] ?? 0;
    if (!Number.isInteger(index) || index < -n || index >= n)
      raise(ShapeError, tensorErrors, 'index.range', { op: 'selectScatter', got: index, size: n });
    return this.make(
      ops.sliceScatter(
        this.node,
        ops.reshape(
          source.node,
          this.shape.map((m, d) => (d === axis ? 1 : m)),
        ),
        axis,
        index < 0 ? index + n : index,
        1,
        1,
      ),
    );
  }
  /** out[i] = x[i with index[i] along the axis] */
  gather(dim: number, index: T): T {
    return this.make(ops.gather(this.node, dim, index.node));
  }
  /** x with `source` written at [i with index[i] along the axis]; the last one wins. */
  scatter(dim: number, index: T, source: Like<T>): T {
    return this.make(ops.scatter(this.node, dim, index.node, this.operand(source)));
  }
  /** x with `source` added at [i with index[i] along the axis]. */
  scatterAdd(dim: number, index: T, source: Like<T>): T {
    return this.make(ops.scatterAdd(this.node, dim, index.node, this.operand(source)));
  }
  /** The slices along an axis that a vector of positions names. */
  indexSelect(dim: number, index: T): T {
    return this.make(ops.indexSelect(this.node, dim, index.node));
  }
  /** x with slices of `source` added at positions along an axis. */
  indexAdd(dim: number, index: T, source: T): T {
    return this.make(ops.indexAdd(this.node, dim, index.node, source.node));
  }
  /** Elements of the flattened tensor. */
  take(index: T): T {
    return this.make(ops.take(this.node, index.node));
  }
  /** gather, with the other axes broadcast. */
  takeAlongDim(index: T, dim: number): T {
    return this.make(ops.takeAlongDim(this.node, index.node, dim));
  }
  /** 1 at the place that each element names, along a new last axis. Without a number of classes, the values are read now. */
  oneHot(classes?: number): T {
    let count = classes;
    if (count === undefined) {
      count = 0;
      for (const value of this.dataSync()) count = Math.max(count, value + 1);
    }
    return this.make(ops.oneHot(this.node, count));
  }
  /** The elements where the mask holds, as a vector. How many is known only by reading the mask, now. */
  maskedSelect(mask: T): T {
    const shape = broadcast('maskedSelect', this.shape, mask.shape);
    const flags = mask.expand(shape).dataSync();
    const places: number[] = [];
    flags.forEach((flag, i) => {
      if (flag !== 0) places.push(i);
    });
    const flat = ops.reshape(ops.expand(this.node, shape), [sizeOf(shape)]);
    return this.make(
      ops.indexSelect(flat, 0, this.#host(Int32Array.from(places), [places.length])),
    );
  }
  /** The coordinates of what is not 0, [count, ndim] int32. How many is known only by reading, now. */
  nonzero(): T {
    const values = this.dataSync();
    const found: number[] = [];
    for (let i = 0; i < values.length; i++) {
      if (values[i] === 0) continue;
      let rest = i;
      const at = new Array<number>(this.ndim);
      for (let d = this.ndim - 1; d >= 0; d--) {
        at[d] = rest % this.shape[d]!;
        rest = Math.floor(rest / this.shape[d]!);
      }
      found.push(...at);
    }
    const count = this.ndim === 0 ? (values[0] === 0 ? 0 : 1) : found.length / this.ndim;
    return this.make(this.#host(Int32Array.from(found), [count, this.ndim]));
  }
  #host(values: Int32Array<ArrayBuffer>, shape: readonly number[]): Node {
    return leaf(
      new Storage('int32', values.length, values, null),
      shape,
      'int32',
      this.node.device,
    );
  }

  // ---- order ---------------------------------------------------------------------------------------

  /** The largest element; along an axis, with its position (the first of ties gets the gradient); or of two tensors. */
  max(): T;
  max(other: T): T;
  max(dim: number, keepdim?: boolean): ValuesAndIndices<T>;
  max(what?: number | T, keepdim = false): T | ValuesAndIndices<T> {
    if (what === undefined) return this.amax();
    return typeof what === 'number'
      ? this.#found(ops.maxDim(this.node, what, keepdim))
      : this.maximum(what);
  }
  /** The smallest element; along an axis, with its position (the first of ties gets the gradient); or of two tensors. */
  min(): T;
  min(other: T): T;
  min(dim: number, keepdim?: boolean): ValuesAndIndices<T>;
  min(what?: number | T, keepdim = false): T | ValuesAndIndices<T> {
    if (what === undefined) return this.amin();
    return typeof what === 'number'
      ? this.#found(ops.minDim(this.node, what, keepdim))
      : this.minimum(what);
  }
  /** The median (the lower one of an even number); along an axis, with its position. */
  median(): T;
  median(dim: number, keepdim?: boolean): ValuesAndIndices<T>;
  median(dim?: number, keepdim = false): T | ValuesAndIndices<T> {
    return dim === undefined
      ? this.make(ops.median(this.node))
      : this.#found(ops.medianDim(this.node, dim, keepdim));
  }
  /** The k-th smallest along an axis, counted from 1. */
  kthvalue(k: number, dim = -1, keepdim = false): ValuesAndIndices<T> {
    return this.#found(ops.kthvalue(this.node, k, dim, keepdim));
  }
  /** Sorted along an axis. Stable; NaN is larger than everything. */
  sort(dim = -1, descending = false): ValuesAndIndices<T> {
    return this.#found(ops.sort(this.node, dim, descending));
  }
  argsort(dim = -1, descending = false): T {
    return this.make(ops.argsort(this.node, dim, descending));
  }
  /** The k largest (or smallest) along an axis, in order. */
  topk(k: number, dim = -1, largest = true): ValuesAndIndices<T> {
    return this.#found(ops.topk(this.node, k, dim, largest));
  }
  /** Running sum along an axis. */
  cumsum(dim: number): T {
    return this.make(ops.cumsum(this.node, dim));
  }
  /** Running product along an axis. */
  cumprod(dim: number): T {
    return this.make(ops.cumprod(this.node, dim));
  }

  #found(found: ops.Found): ValuesAndIndices<T> {
    let values: T | undefined;
    let indices: T | undefined;
    const make = (node: Node): T => this.make(node);
    return {
      get values(): T {
        values ??= make(found.values());
        return values;
      },
      get indices(): T {
        indices ??= make(found.indices());
        return indices;
      },
    };
  }
}
