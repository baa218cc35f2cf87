/** Movements: other ways of reading the same elements. None of them copies. */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { raise, ShapeError } from '../errors/index.ts';
import {
  apply,
  axisOf,
  defineOp,
  leaf,
  type Node,
  type Shape,
  sameShape,
  sizeOf,
  stridesOf,
} from '../graph/index.ts';
import { reshape } from './broadcasting.ts';

const permuteOp = defineOp<{ order: readonly number[] }>({
  name: 'permute',
  infer: ([x], { order }) => ({ shape: order.map((d) => x!.shape[d]!), dtype: x!.dtype }),
  vjp: (g, _node, { order }) => {
    const back: number[] = [];
    (order as readonly number[]).forEach((from, to) => {
      back[from] = to;
    });
    return [permute(g, back)];
  },
  lower: (b, [x], { order }) => b.permute(x!, order),
});

/** Axes in another order: axis i of the result is axis `order[i]`. */
export function permute(x: Node, order: readonly number[]): Node {
  const rank = x.shape.length;
  if (order.length !== rank) {
    raise(ShapeError, tensorErrors, 'shape.rank', {
      op: 'permute',
      expected: order.length,
      got: x.shape,
    });
  }
  const axes = order.map((d) => axisOf('permute', d, x.shape));
  axes.forEach((d, i) => {
    if (axes.indexOf(d) !== i)
      raise(ShapeError, tensorErrors, 'axis.repeated', { op: 'permute', got: d, axes: order });
  });
  return axes.every((d, i) => d === i) ? x : apply(permuteOp, [x], { order: axes });
}

export function transpose(x: Node, dim0: number, dim1: number): Node {
  const order = x.shape.map((_, d) => d);
  const a = axisOf('transpose', dim0, x.shape);
  const c = axisOf('transpose', dim1, x.shape);
  if (x.shape.length === 0) return x;
  order[a] = c;
  order[c] = a;
  return permute(x, order);
}

const sliceOp = defineOp<{ shape: Shape; start: readonly number[]; step: readonly number[] }>({
  name: 'slice',
  infer: ([x], { shape }) => ({ shape, dtype: x!.dtype }),
  vjp: (g, node, attrs) => [
    unslice(
      g,
      node.inputs[0]!.shape,
      attrs['start'] as readonly number[],
      attrs['step'] as readonly number[],
    ),
  ],
  lower: (b, [x], { shape, start, step }) => b.slice(x!, shape, start, step),
});

/** out[i] = x[start + i·step] along every axis; the result's shape says how many. Steps may be negative. */
export function sliceTo(
  x: Node,
  shape: Shape,
  start: readonly number[],
  step: readonly number[],
): Node {
  if (sameShape(shape, x.shape) && start.every((s) => s === 0) && step.every((s) => s === 1))
    return x;
  return partOf(x, shape, start, step) ?? apply(sliceOp, [x], { shape, start, step });
}

/** Data read so often moves to the device, so that its parts need not be copied there one by one. */
const oftenRead = 8;

/**
 * A contiguous part of data that is already there (rows of a data set) is another leaf on the same
 * memory: no copy, and no other program for other rows.
 */
function partOf(
  x: Node,
  shape: Shape,
  start: readonly number[],
  step: readonly number[],
): Node | null {
  const { storage } = x;
  if (storage === null || x.requiresGrad || storage.version !== x.version) return null;
  const axis = shape.findIndex((n, d) => n !== x.shape[d]);
  if (axis < 0 || step.some((s) => s !== 1)) return null;
  for (let d = 0; d < shape.length; d++) {
    if (d < axis ? shape[d] !== 1 : d > axis && shape[d] !== x.shape[d]) return null;
  }
  if (storage.resident === null && ++storage.reads > oftenRead) x.device.adopt(storage);
  const row = stridesOf(x.shape)[axis]!;
  const part = storage.part(start[axis]! * row, sizeOf(shape));
  return part ? leaf(part, shape, x.dtype, x.device) : null;
}

/** The adjoint of a slice: elements back at their places, zeros elsewhere. */
export function unslice(
  g: Node,
  shape: Shape,
  start: readonly number[],
  step: readonly number[],
): Node {
  let y = g;
  // Negative steps are flipped first, then steps above 1 are spread by interleaving zeros.
  const flipped = step.map((s, d) => (s < 0 ? d : -1)).filter((d) => d >= 0);
  if (flipped.length > 0) y = flip(y, flipped);
  const first = start.map((s, d) => (step[d]! < 0 ? s + (g.shape[d]! - 1) * step[d]! : s));
  const steps = step.map((s) => Math.abs(s));
  y = dilate(y, steps);
  const before = first;
  const after = shape.map((n, d) => n - first[d]! - y.shape[d]!);
  if (g.shape.some((n) => n === 0))
    return pad(
      reshapeEmpty(g, shape),
      shape.map(() => 0),
      shape.map((n, d) => n - reshapeEmptyShape(g.shape, shape)[d]!),
      0,
    );
  return pad(y, before, after, 0);
}
const reshapeEmptyShape = (from: Shape, to: Shape): Shape =>
  to.map((n, d) => (from[d] === 0 ? 0 : Math.min(n, from[d]!)));
const reshapeEmpty = (g: Node, to: Shape): Node => reshape(g, reshapeEmptyShape(g.shape, to));

/** Inserts step − 1 zeros between neighbours of each axis. */
export function dilate(x: Node, steps: readonly number[]): Node {
  let y = x;
  steps.forEach((step, d) => {
    const n = y.shape[d]!;
    if (step === 1 || n <= 1) return;
    const split = [...y.shape.slice(0, d + 1), 1, ...y.shape.slice(d + 1)];
    const wide = pad(
      reshape(y, split),
      split.map(() => 0),
      split.map((_, i) => (i === d + 1 ? step - 1 : 0)),
      0,
    );
    const joined = y.shape.map((m, i) => (i === d ? m * step : m));
    y = sliceTo(
      reshape(wide, joined),
      joined.map((m, i) => (i === d ? m - step + 1 : m)),
      joined.map(() => 0),
      joined.map(() => 1),
    );
  });
  return y;
}

export function flip(x: Node, dims: readonly number[]): Node {
  const axes = dims.map((d) => axisOf('flip', d, x.shape));
  if (x.shape.length === 0) return x;
  return sliceTo(
    x,
    x.shape,
    x.shape.map((n, d) => (axes.includes(d) ? Math.max(0, n - 1) : 0)),
    x.shape.map((_, d) => (axes.includes(d) ? -1 : 1)),
  );
}

const padOp = defineOp<{ before: readonly number[]; after: readonly number[]; value: number }>({
  name: 'pad',
  infer: ([x], { before, after }) => ({
    shape: x!.shape.map((n, d) => n + before[d]! + after[d]!),
    dtype: x!.dtype,
  }),
  vjp: (g, node, attrs) => [
    sliceTo(
      g,
      node.inputs[0]!.shape,
      attrs['before'] as readonly number[],
      node.inputs[0]!.shape.map(() => 1),
    ),
  ],
  lower: (b, [x], { before, after, value }) => b.pad(x!, before, after, value),
});

/** `value` in front of and behind each axis; a negative count crops. */
export function pad(x: Node, before: readonly number[], after: readonly number[], value = 0): Node {
  let y = x;
  if (before.some((n) => n < 0) || after.some((n) => n < 0)) {
    const shape = x.shape.map((n, d) => n + Math.min(0, before[d]!) + Math.min(0, after[d]!));
    if (shape.some((n) => n < 0))
      raise(ShapeError, tensorErrors, 'shape.invalid', { op: 'pad', got: shape });
    y = sliceTo(
      x,
      shape,
      before.map((n) => Math.max(0, -n)),
      shape.map(() => 1),
    );
  }
  const front = before.map((n) => Math.max(0, n));
  const back = after.map((n) => Math.max(0, n));
  if (front.every((n) => n === 0) && back.every((n) => n === 0)) return y;
  return apply(padOp, [y], { before: front, after: back, value });
}

const diagonalOp = defineOp<{ offset: number; dim1: number; dim2: number }>({
  name: 'diagonal',
  infer: ([x], { offset, dim1, dim2 }) => {
    const rows = x!.shape[dim1]! - Math.max(-offset, 0);
    const columns = x!.shape[dim2]! - Math.max(offset, 0);
    return {
      shape: [
        ...x!.shape.filter((_, d) => d !== dim1 && d !== dim2),
        Math.max(0, Math.min(rows, columns)),
      ],
      dtype: x!.dtype,
    };
  },
  vjp: (g, node, attrs) => {
    // Each element goes back to its row and column: a product with two indicator lines.
    const { offset, dim1, dim2 } = attrs as { offset: number; dim1: number; dim2: number };
    return [embedDiagonal(g, node.inputs[0]!.shape, offset, dim1, dim2)];
  },
  lower: (b, [x], { offset, dim1, dim2 }) => b.diagonal(x!, offset, dim1, dim2),
});

/** The diagonal of two axes, as the last axis of the result. */
export function diagonal(x: Node, offset = 0, dim1 = 0, dim2 = 1): Node {
  const a = axisOf('diagonal', dim1, x.shape);
  const c = axisOf('diagonal', dim2, x.shape);
  if (x.shape.length < 2 || a === c) {
    raise(ShapeError, tensorErrors, 'shape.rank', {
      op: 'diagonal',
      expected: '≥ 2',
      got: x.shape,
    });
  }
  return apply(diagonalOp, [x], { offset, dim1: a, dim2: c });
}

const embedDiagonalOp = defineOp<{ shape: Shape; offset: number; dim1: number; dim2: number }>({
  name: 'diagonalScatter',
  infer: ([x], { shape }) => ({ shape, dtype: x!.dtype }),
  vjp: (g, _node, attrs) => [
    diagonal(g, attrs['offset'] as number, attrs['dim1'] as number, attrs['dim2'] as number),
  ],
  lower: (b, [x], { shape, offset, dim1, dim2 }) => {
    // Row r and column r + offset meet in x[…, r]; elsewhere 0.
    const others = shape.map((_, d) => d).filter((d) => d !== dim1 && d !== dim2);
    const rows = shape[dim1]!;
    const length = x!.shape[x!.shape.length - 1]!;
    const first = Math.max(-offset, 0);
    const line = b.pad(
      x!,
      x!.shape.map((_, d) => (d === x!.shape.length - 1 ? first : 0)),
      x!.shape.map((_, d) => (d === x!.shape.length - 1 ? rows - first - length : 0)),
      0,
    );
    const order = shape
      .map((_, d) => (d === dim1 ? others.length : others.indexOf(d)))
      .filter((_, d) => d !== dim2);
    const placed = b.permute(line, order);
    const spread = b.expand(
      b.reshape(
        placed,
        shape.map((n, d) => (d === dim2 ? 1 : n)),
      ),
      shape,
    );
    const hit = b.map(
      'eq',
      'bool',
      b.map('add', 'int32', b.coordinate(shape, dim1), b.constant(offset, 'int32')),
      b.coordinate(shape, dim2),
    );
    return b.map('where', x!.dtype, hit, spread, b.constant(0, x!.dtype));
  },
});

/** A tensor of zeros with `x`'s last axis on a diagonal of two axes. */
export function embedDiagonal(
  x: Node,
  shape: Shape,
  offset: number,
  dim1: number,
  dim2: number,
): Node {
  return apply(embedDiagonalOp, [x], { shape, offset, dim1, dim2 });
}
