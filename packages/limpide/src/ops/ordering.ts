/** Order along an axis: sorting, the largest, medians, ranks; and running sums, products and recurrences. */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import {
  apply,
  axisOf,
  broadcast,
  defineOp,
  dtypeInfo,
  isFloat,
  type Node,
  type RegisteredOp,
  sizeOf,
} from '../graph/index.ts';
import { expand, reshape } from './broadcasting.ts';
import { gather } from './indexing.ts';
import { cat, part } from './joining.ts';
import { applyBinary, cast, isNan, mul, where } from './maps.ts';
import { flip } from './movement.ts';
import { maxAlong, maxIndex, minAlong, minIndex, pickAlong } from './picking.ts';
import { any, sum } from './reductions.ts';
import { filled } from './sources.ts';
import { computeIn, resultDType } from './support.ts';

/** Values and where they come from; each is made when it is asked for. */
export interface Found {
  readonly values: () => Node;
  readonly indices: () => Node;
}

// ---- sorting ---------------------------------------------------------------------------------------

const argsortOp: RegisteredOp<{ axis: number; descending: boolean }> = defineOp<{
  axis: number;
  descending: boolean;
}>({
  name: 'argsort',
  infer: ([x]) => ({ shape: x!.shape, dtype: 'int32' }),
  lower: (b, [x], { axis, descending }, { shape }) =>
    b.whole('argsort', shape, 'int32', [b.cast(x!, dtypeInfo[x!.dtype].compute)], {
      axis,
      descending: descending ? 1 : 0,
    }),
});

/** A scalar counts as a vector of one element. */
const vector = (x: Node): Node => (x.shape.length === 0 ? reshape(x, [1]) : x);

/** Positions along an axis in sorted order, int32. Stable; NaN is larger than everything. */
export function argsort(x: Node, dim = -1, descending = false): Node {
  const axis = axisOf('argsort', dim, x.shape);
  return reshape(apply(argsortOp, [vector(x)], { axis, descending }), x.shape);
}

/** Sorted values along an axis and their positions. */
export function sort(x: Node, dim = -1, descending = false): Found {
  const indices = argsort(x, dim, descending);
  return { values: () => gather(x, dim, indices), indices: () => indices };
}

/** The k largest (or smallest) values along an axis, in order, and their positions. */
export function topk(x: Node, k: number, dim = -1, largest = true): Found {
  const axis = axisOf('topk', dim, x.shape);
  const v = vector(x);
  if (!Number.isInteger(k) || k < 0 || k > v.shape[axis]!) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'topk',
      name: 'k',
      expected: `integer from 0 to ${v.shape[axis]!}`,
      got: k,
    });
  }
  const indices = part(apply(argsortOp, [v], { axis, descending: largest }), axis, 0, k);
  return { values: () => gather(v, axis, indices), indices: () => indices };
}

const dropped = (x: Node, axis: number, keepdim: boolean): Node =>
  keepdim
    ? x
    : reshape(
        x,
        x.shape.filter((_, d) => d !== axis),
      );

function alongOne(
  op: string,
  x: Node,
  dim: number,
  keepdim: boolean,
  body: (v: Node, axis: number) => Found,
): Found {
  const axis = axisOf(op, dim, x.shape);
  const v = vector(x);
  if (v.shape[axis] === 0)
    raise(ArgumentError, tensorErrors, 'empty.reduce', { op, shape: x.shape });
  const found = body(v, axis);
  const fit = (y: Node): Node =>
    x.shape.length === 0 ? reshape(y, []) : dropped(y, axis, keepdim);
  return { values: () => fit(found.values()), indices: () => fit(found.indices()) };
}

/** The largest value along an axis and the position of the first one; a NaN wins. */
export const maxDim = (x: Node, dim: number, keepdim = false): Found =>
  alongOne('max', x, dim, keepdim, (v, axis) => ({
    values: () => maxAlong(v, axis),
    indices: () => maxIndex(v, axis),
  }));
/** The smallest value along an axis and the position of the first one; a NaN wins. */
export const minDim = (x: Node, dim: number, keepdim = false): Found =>
  alongOne('min', x, dim, keepdim, (v, axis) => ({
    values: () => minAlong(v, axis),
    indices: () => minIndex(v, axis),
  }));

/** The k-th smallest value along an axis, counted from 1, and its position. */
export function kthvalue(x: Node, k: number, dim = -1, keepdim = false): Found {
  const n = x.shape[axisOf('kthvalue', dim, x.shape)] ?? 1;
  if (!Number.isInteger(k) || k < 1 || k > n) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'kthvalue',
      name: 'k',
      expected: `integer from 1 to ${n}`,
      got: k,
    });
  }
  return alongOne('kthvalue', x, dim, keepdim, (v, axis) => {
    const index = part(argsort(v, axis), axis, k - 1, 1);
    return { values: () => pickAlong(v, index, axis), indices: () => index };
  });
}

/** The median along an axis (the lower one of an even number) and its position; NaN if there is one. */
export function medianDim(x: Node, dim = -1, keepdim = false): Found {
  return alongOne('median', x, dim, keepdim, (v, axis) => {
    const middle = part(argsort(v, axis), axis, Math.floor((v.shape[axis]! - 1) / 2), 1);
    const index = isFloat(v.dtype)
      ? where(any(isNan(v), { dim: axis, keepdim: true }), maxIndex(v, axis), middle)
      : middle;
    return { values: () => pickAlong(v, index, axis), indices: () => index };
  });
}
/** The median of all elements. */
export const median = (x: Node): Node => medianDim(reshape(x, [sizeOf(x.shape)]), 0).values();

/**
 * How many elements of a sorted last axis stand before each value (`right`: before or equal): where it
 * would be inserted.
 *
 * @param sorted [n], or [..., n] with the leading axes of `values`
 * @param values [..., m]
 */
export function searchsorted(sorted: Node, values: Node, right = false): Node {
  const n = sorted.shape[sorted.shape.length - 1];
  if (n === undefined)
    raise(ShapeError, tensorErrors, 'shape.rank', { op: 'searchsorted', expected: '≥ 1', got: [] });
  const line =
    sorted.shape.length === 1 ? sorted : reshape(sorted, [...sorted.shape.slice(0, -1), 1, n]);
  const before = applyBinary(right ? 'le' : 'lt', line, reshape(values, [...values.shape, 1]));
  return sum(cast(before, 'int32'), { dim: -1 });
}

// ---- running -----------------------------------------------------------------------------------------

type ScanFunction = 0 | 1 | 2;

const scanOp: RegisteredOp<{ axis: number; fn: number }> = defineOp<{ axis: number; fn: number }>({
  name: 'scan',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  vjp: (g, node, attrs, needs) => {
    const { axis, fn } = attrs as { axis: number; fn: ScanFunction };
    const x = node.inputs[0]!;
    if (fn === 0) return [flip(scan([flip(g, [axis])], axis, 0), [axis])];
    // λ(j) = g(j) + x(j + 1)·λ(j + 1): what reaches h(j), now and later
    const lambda = flip(scan([delayed(flip(x, [axis]), axis, 0), flip(g, [axis])], axis, 2), [
      axis,
    ]);
    if (fn === 1) return [mul(lambda, delayed(node, axis, 1))];
    return [needs[0] ? mul(lambda, delayed(node, axis, 0)) : null, needs[1] ? lambda : null];
  },
  lower: (b, inputs, { axis, fn }, { shape, dtype }) =>
    computeIn(b, dtype, inputs, (args, t) => b.whole('scan', shape, t, args, { axis, fn })),
});
const scan = (inputs: readonly Node[], axis: number, fn: ScanFunction): Node =>
  apply(scanOp, inputs, { axis, fn });

/** x one step later along an axis, `first` in front. */
function delayed(x: Node, axis: number, first: number): Node {
  const n = x.shape[axis]!;
  if (n === 0) return x;
  const shape = x.shape.map((m, d) => (d === axis ? 1 : m));
  return cat([filled(first, shape, x.dtype, x.device), part(x, axis, 0, n - 1)], axis);
}

function running(op: string, x: Node, dim: number, fn: ScanFunction): Node {
  const axis = axisOf(op, dim, x.shape);
  const v = vector(isFloat(x.dtype) ? x : cast(x, 'int32'));
  return reshape(scan([v], axis, fn), x.shape);
}
/** Running sum along an axis; integers give int32. */
export const cumsum = (x: Node, dim: number): Node => running('cumsum', x, dim, 0);
/** Running product along an axis; integers give int32. */
export const cumprod = (x: Node, dim: number): Node => running('cumprod', x, dim, 1);

/**
 * The linear recurrence h(j) = a(j)·h(j − 1) + b(j) along an axis, h(−1) = 0: discounted returns (backwards),
 * moving averages, linear state spaces.
 */
export function linearRecurrence(a: Node, b: Node, dim: number): Node {
  const shape = broadcast('linearRecurrence', a.shape, b.shape);
  const axis = axisOf('linearRecurrence', dim, shape);
  const dtype = resultDType(a, b);
  return scan([expand(cast(a, dtype), shape), expand(cast(b, dtype), shape)], axis, 2);
}
