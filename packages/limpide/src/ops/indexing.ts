/**
 * Reading and writing at places that data name: gather, scatter, rows, masks.
 *
 * An index is int32 (smaller integers are converted). If its values are at hand when the operator is
 * called, one outside its axis raises an error; if they are still to be computed, such an index reads NaN
 * (0 for integers) and writes nothing.
 */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { DTypeError, raise, ShapeError } from '../errors/index.ts';
import {
  apply,
  axisOf,
  broadcast,
  defineOp,
  dtypeInfo,
  type Node,
  type RegisteredOp,
  type Shape,
  type Storage,
  sizeOf,
} from '../graph/index.ts';
import { expand, reshape } from './broadcasting.ts';
import { cast, eq, where } from './maps.ts';
import { sliceTo, unslice } from './movement.ts';
import { filled, positions } from './sources.ts';
import { computeIn, type Operand, toNode } from './support.ts';

const checked = new WeakMap<Storage, { version: number; low: number; high: number }>();

/** An int32 index whose values, where they are known, lie in [0, size). */
function indexNode(op: string, index: Node, size: number): Node {
  if (dtypeInfo[index.dtype].kind !== 'int')
    raise(DTypeError, operatorErrors, 'index.dtype', { op, got: index.dtype });
  const host = index.storage?.host;
  if (index.storage && host && host.length > 0) {
    let range = checked.get(index.storage);
    if (range?.version !== index.storage.version) {
      let low = host[0]!;
      let high = low;
      for (let i = 1; i < host.length; i++) {
        const value = host[i]!;
        if (value < low) low = value;
        else if (value > high) high = value;
      }
      range = { version: index.storage.version, low, high };
      checked.set(index.storage, range);
    }
    if (range.low < 0 || range.high >= size) {
      raise(ShapeError, tensorErrors, 'index.range', {
        op,
        got: range.low < 0 ? range.low : range.high,
        size,
      });
    }
  }
  return cast(index, 'int32');
}

interface AxisAttributes {
  readonly axis: number;
  readonly [name: string]: number;
}
interface BaseAttributes {
  readonly axis: number;
  /** 1: the first operand is what is added to; 0: zeros are */
  readonly base: number;
  readonly shape: Shape;
  readonly [name: string]: number | Shape;
}

// ---- element by element --------------------------------------------------------------------------

const gatherOp: RegisteredOp<AxisAttributes> = defineOp<AxisAttributes>({
  name: 'gather',
  infer: ([x, index]) => ({ shape: index!.shape, dtype: x!.dtype }),
  vjp: (g, node, { axis }) => [
    scatterAddNode(null, node.inputs[1]!, g, axis as number, node.inputs[0]!.shape),
    null,
  ],
  lower: (b, [x, index], { axis }, { shape, dtype }) =>
    b.whole('gather', shape, dtype, [x!, index!], { axis }),
});

const scatterAddOp: RegisteredOp<BaseAttributes> = defineOp<BaseAttributes>({
  name: 'scatterAdd',
  infer: (inputs, { shape }) => ({ shape, dtype: inputs[inputs.length - 1]!.dtype }),
  vjp: (g, node, attrs, needs) => {
    const { axis, base } = attrs as BaseAttributes;
    const index = node.inputs[base]!;
    const src = needs[base + 1] ? apply(gatherOp, [g, index], { axis }) : null;
    return base ? [needs[0] ? g : null, null, src] : [null, src];
  },
  lower: (b, inputs, { axis, base }, { shape, dtype }) => {
    const index = inputs[base]!;
    const values = base ? [inputs[0]!, inputs[2]!] : [inputs[1]!];
    return computeIn(b, dtype, values, (v, t) =>
      b.whole('scatterAdd', shape, t, base ? [v[0]!, index, v[1]!] : [index, v[0]!], {
        axis,
        base,
      }),
    );
  },
});
function scatterAddNode(
  base: Node | null,
  index: Node,
  src: Node,
  axis: number,
  shape: Shape,
): Node {
  return apply(scatterAddOp, base ? [base, index, src] : [index, src], {
    axis,
    base: base ? 1 : 0,
    shape,
  });
}

const scatterOp: RegisteredOp<AxisAttributes> = defineOp<AxisAttributes>({
  name: 'scatter',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  vjp: (g, node, { axis }, needs) => {
    const [, index, src] = node.inputs as readonly [Node, Node, Node];
    return [
      needs[0]
        ? apply(scatterOp, [g, index, filled(0, src.shape, g.dtype, g.device)], {
            axis: axis as number,
          })
        : null,
      null,
      needs[2] ? apply(gatherOp, [g, index], { axis: axis as number }) : null,
    ];
  },
  lower: (b, [x, index, src], { axis }, { shape, dtype }) =>
    b.whole('scatter', shape, dtype, [x!, index!, src!], { axis }),
});

/** Checks an index against x; scalars count as vectors of one element. */
function meet(
  op: string,
  x: Node,
  dim: number,
  index: Node,
): { x: Node; index: Node; axis: number } {
  const axis = axisOf(op, dim, x.shape);
  const vector = x.shape.length === 0 ? reshape(x, [1]) : x;
  const places =
    index.shape.length === 0 && vector.shape.length === 1 ? reshape(index, [1]) : index;
  if (
    places.shape.length !== vector.shape.length ||
    places.shape.some((n, d) => d !== axis && n > vector.shape[d]!)
  ) {
    raise(ShapeError, operatorErrors, 'index.shape', {
      op,
      index: index.shape,
      shape: x.shape,
      axis,
    });
  }
  return { x: vector, index: indexNode(op, places, vector.shape[axis]!), axis };
}

/** out[i] = x[i with index[i] along the axis]; the index has as many axes as x. */
export function gather(x: Node, dim: number, index: Node): Node {
  const met = meet('gather', x, dim, index);
  const out = apply(gatherOp, [met.x, met.index], { axis: met.axis });
  return reshape(out, index.shape);
}

/** The values to write: as large as the index, or larger and cut, or one number. */
function written(op: string, src: Operand, index: Node, like: Node): Node {
  if (typeof src !== 'object') return expand(cast(toNode(src, like), like.dtype), index.shape);
  const flat = src.shape.length === 0 && index.shape.length === 1 ? reshape(src, [1]) : src;
  if (flat.shape.length !== index.shape.length || flat.shape.some((n, d) => n < index.shape[d]!)) {
    raise(ShapeError, tensorErrors, 'shape.mismatch', {
      op,
      what: 'src',
      expected: index.shape,
      got: src.shape,
    });
  }
  if (src.dtype !== like.dtype)
    raise(DTypeError, tensorErrors, 'dtype.unsupported', {
      op,
      got: src.dtype,
      expected: like.dtype,
    });
  return sliceTo(
    flat,
    index.shape,
    index.shape.map(() => 0),
    index.shape.map(() => 1),
  );
}

/** x with src written at out[i with index[i] along the axis]; where several meet, the last one stays. */
export function scatter(x: Node, dim: number, index: Node, src: Operand): Node {
  const met = meet('scatter', x, dim, index);
  return reshape(
    apply(scatterOp, [met.x, met.index, written('scatter', src, met.index, met.x)], {
      axis: met.axis,
    }),
    x.shape,
  );
}
/** x with src added at out[i with index[i] along the axis]. */
export function scatterAdd(x: Node, dim: number, index: Node, src: Operand): Node {
  const met = meet('scatterAdd', x, dim, index);
  const out = scatterAddNode(
    met.x,
    met.index,
    written('scatterAdd', src, met.index, met.x),
    met.axis,
    met.x.shape,
  );
  return reshape(out, x.shape);
}

// ---- row by row ----------------------------------------------------------------------------------

/** `ignore`: an index through which no gradient flows (−1: none). */
const indexSelectOp: RegisteredOp<{ axis: number; ignore: number }> = defineOp<{
  axis: number;
  ignore: number;
}>({
  name: 'indexSelect',
  infer: ([x, index], { axis }) => ({
    shape: x!.shape.map((n, d) => (d === axis ? index!.shape[0]! : n)),
    dtype: x!.dtype,
  }),
  vjp: (g, node, attrs) => {
    const { axis, ignore } = attrs as { axis: number; ignore: number };
    const [x, index] = node.inputs as readonly [Node, Node];
    const line =
      ignore < 0
        ? null
        : reshape(
            eq(index, ignore),
            g.shape.map((n, d) => (d === axis ? n : 1)),
          );
    return [indexAddNode(null, index, line ? where(line, 0, g) : g, axis, x.shape), null];
  },
  lower: (b, [x, index], { axis }, { shape, dtype }) =>
    b.whole('indexSelect', shape, dtype, [x!, index!], { axis }),
});

const indexAddOp: RegisteredOp<BaseAttributes> = defineOp<BaseAttributes>({
  name: 'indexAdd',
  infer: (inputs, { shape }) => ({ shape, dtype: inputs[inputs.length - 1]!.dtype }),
  vjp: (g, node, attrs, needs) => {
    const { axis, base } = attrs as BaseAttributes;
    const src = needs[base + 1]
      ? apply(indexSelectOp, [g, node.inputs[base]!], { axis, ignore: -1 })
      : null;
    return base ? [needs[0] ? g : null, null, src] : [null, src];
  },
  lower: (b, inputs, { axis, base }, { shape, dtype }) => {
    const index = inputs[base]!;
    const values = base ? [inputs[0]!, inputs[2]!] : [inputs[1]!];
    return computeIn(b, dtype, values, (v, t) =>
      b.whole('indexAdd', shape, t, base ? [v[0]!, index, v[1]!] : [index, v[0]!], { axis, base }),
    );
  },
});
function indexAddNode(base: Node | null, index: Node, src: Node, axis: number, shape: Shape): Node {
  return apply(indexAddOp, base ? [base, index, src] : [index, src], {
    axis,
    base: base ? 1 : 0,
    shape,
  });
}

function line(op: string, index: Node): Node {
  if (index.shape.length > 1)
    raise(ShapeError, tensorErrors, 'shape.rank', { op, expected: '≤ 1', got: index.shape });
  return reshape(index, [sizeOf(index.shape)]);
}

/** The slices of x along an axis that a vector of positions names. */
export function indexSelect(x: Node, dim: number, index: Node): Node {
  const axis = axisOf('indexSelect', dim, x.shape);
  const vector = x.shape.length === 0 ? reshape(x, [1]) : x;
  const places = indexNode('indexSelect', line('indexSelect', index), vector.shape[axis]!);
  return apply(indexSelectOp, [vector, places], { axis, ignore: -1 });
}

/** x with the slices of src added at the positions that a vector names. */
export function indexAdd(x: Node, dim: number, index: Node, src: Node): Node {
  const axis = axisOf('indexAdd', dim, x.shape);
  const places = indexNode('indexAdd', line('indexAdd', index), x.shape[axis] ?? 1);
  const expected = x.shape.map((n, d) => (d === axis ? places.shape[0]! : n));
  if (src.shape.join() !== expected.join()) {
    raise(ShapeError, tensorErrors, 'shape.mismatch', {
      op: 'indexAdd',
      what: 'src',
      expected,
      got: src.shape,
    });
  }
  return indexAddNode(x, places, cast(src, x.dtype), axis, x.shape);
}

/**
 * Rows of a table: out[…] = weight[index[…]].
 *
 * @param index      int32, any shape
 * @param weight     [V, D]
 * @param paddingIdx a row that gets no gradient; negative ones count from the end
 */
export function embedding(index: Node, weight: Node, paddingIdx?: number): Node {
  if (weight.shape.length !== 2)
    raise(ShapeError, tensorErrors, 'shape.rank', {
      op: 'embedding',
      expected: 2,
      got: weight.shape,
    });
  const [rows, columns] = weight.shape as readonly [number, number];
  if (paddingIdx !== undefined && (paddingIdx < -rows || paddingIdx >= rows)) {
    raise(ShapeError, tensorErrors, 'index.range', {
      op: 'embedding',
      got: paddingIdx,
      size: rows,
    });
  }
  const places = indexNode('embedding', index, rows);
  const ignore = paddingIdx === undefined ? -1 : paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
  const picked = apply(indexSelectOp, [weight, reshape(places, [sizeOf(index.shape)])], {
    axis: 0,
    ignore,
  });
  return reshape(picked, [...index.shape, columns]);
}

// ---- what is made of these -------------------------------------------------------------------------

/** The elements of the flattened x at the places that an index names; the result has the index's shape. */
export const take = (x: Node, index: Node): Node =>
  reshape(
    indexSelect(reshape(x, [sizeOf(x.shape)]), 0, reshape(index, [sizeOf(index.shape)])),
    index.shape,
  );

/** gather, with x and index broadcast on the other axes. */
export function takeAlongDim(x: Node, index: Node, dim: number): Node {
  const axis = axisOf('takeAlongDim', dim, x.shape);
  if (index.shape.length !== x.shape.length) {
    raise(ShapeError, operatorErrors, 'index.shape', {
      op: 'takeAlongDim',
      index: index.shape,
      shape: x.shape,
      axis,
    });
  }
  const other = (shape: Shape): Shape => shape.map((n, d) => (d === axis ? 1 : n));
  const common = broadcast('takeAlongDim', other(x.shape), other(index.shape));
  const fit = (v: Node): Node =>
    expand(
      v,
      common.map((n, d) => (d === axis ? v.shape[d]! : n)),
    );
  return gather(fit(x), axis, fit(index));
}

/** 1 at the position that each index names, along a new last axis of `classes` elements; int32. */
export function oneHot(index: Node, classes: number): Node {
  const places = indexNode('oneHot', index, classes);
  return cast(eq(reshape(places, [...index.shape, 1]), positions(classes, index.device)), 'int32');
}

/** x with `value` where the mask holds; keeps x's dtype. */
export function maskedFill(x: Node, mask: Node, value: Operand): Node {
  const v = cast(toNode(value, x), x.dtype);
  const shape = broadcast('maskedFill', x.shape, mask.shape);
  return where(mask, v, expand(x, shape));
}

/** x with a slice along an axis (start, start + step, …) replaced by src. */
export function sliceScatter(
  x: Node,
  src: Node,
  dim: number,
  start: number,
  count: number,
  step: number,
): Node {
  const axis = axisOf('sliceScatter', dim, x.shape);
  const rank = x.shape.length;
  const expected = x.shape.map((n, d) => (d === axis ? count : n));
  const part = expand(cast(src, x.dtype), expected);
  const placed = unslice(
    part,
    x.shape,
    x.shape.map((_, d) => (d === axis ? start : 0)),
    x.shape.map((_, d) => (d === axis ? step : 1)),
  );
  const slots = sliceMask(x, axis, rank, start, count, step);
  return where(slots, placed, x);
}
function sliceMask(
  x: Node,
  axis: number,
  rank: number,
  start: number,
  count: number,
  step: number,
): Node {
  const ones = filled(1, [count], 'int32', x.device);
  const flags = unslice(ones, [x.shape[axis]!], [start], [step]);
  return reshape(
    eq(flags, 1),
    Array.from({ length: rank }, (_, d) => (d === axis ? x.shape[axis]! : 1)),
  );
}
