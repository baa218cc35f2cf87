/**
 * One element per line: what extrema along an axis, medians and max pooling share.
 *
 * `pickAlong` reads the element whose position an index names, `placeAlong` puts it back among zeros; each
 * is the gradient of the other. They compare positions instead of gathering, so that they fuse.
 */
import {
  apply,
  defineOp,
  isFloat,
  type Low,
  type LowBuilder,
  type Node,
  type RegisteredOp,
} from '../graph/index.ts';
import { computeIn } from './support.ts';

interface PickAttributes {
  readonly axis: number;
  /** size of the axis */
  readonly size: number;
  readonly [name: string]: number;
}

const chosen = (b: LowBuilder, x: Low, index: Low, axis: number, shape: readonly number[]): Low =>
  b.map(
    'where',
    x.dtype,
    b.map('eq', 'bool', b.coordinate(shape, axis), b.expand(index, shape)),
    b.expand(x, shape),
    b.constant(0, x.dtype),
  );

const pickOp: RegisteredOp<PickAttributes> = defineOp<PickAttributes>({
  name: 'pickAlong',
  infer: ([x], { axis }) => ({
    shape: x!.shape.map((n, d) => (d === axis ? 1 : n)),
    dtype: x!.dtype,
  }),
  vjp: (g, node, { axis, size }) => [
    placeAlong(g, node.inputs[1]!, axis as number, size as number),
    null,
  ],
  lower: (b, [x, index], { axis }, { dtype }) =>
    computeIn(b, dtype, [x!], ([v]) =>
      b.reduce('sum', chosen(b, v!, index!, axis, v!.shape), [axis]),
    ),
});

const placeOp: RegisteredOp<PickAttributes> = defineOp<PickAttributes>({
  name: 'placeAlong',
  infer: ([x], { axis, size }) => ({
    shape: x!.shape.map((n, d) => (d === axis ? size : n)),
    dtype: x!.dtype,
  }),
  vjp: (g, node, { axis }) => [pickAlong(g, node.inputs[1]!, axis as number), null],
  lower: (b, [x, index], { axis }, { shape }) => chosen(b, x!, index!, axis, shape),
});

/** x at `index` along an axis; `index` has size 1 there, and so has the result. */
export const pickAlong = (x: Node, index: Node, axis: number): Node =>
  apply(pickOp, [x, index], { axis, size: x.shape[axis]! });
/** Zeros, with x at `index` along an axis of `size` elements. */
export const placeAlong = (x: Node, index: Node, axis: number, size: number): Node =>
  apply(placeOp, [x, index], { axis, size });

/**
 * Where the extremum along an axis stands (first of ties, a NaN before all others), lowered: the axis is
 * kept with size 1.
 */
export function firstExtremum(b: LowBuilder, x: Low, fn: 'max' | 'min', axis: number): Low {
  const best = b.reduce(fn, x, [axis]);
  let hit = b.map('eq', 'bool', x, best);
  if (isFloat(x.dtype)) hit = b.map('or', 'bool', hit, b.map('isnan', 'bool', x));
  const place = b.map(
    'where',
    'int32',
    hit,
    b.coordinate(x.shape, axis),
    b.constant(0x7fffffff, 'int32'),
  );
  return b.reduce('min', place, [axis]);
}

interface ExtremumAttributes {
  readonly axis: number;
  readonly [name: string]: number;
}

function extremum(
  name: string,
  fn: 'max' | 'min',
  indexOf: (x: Node, axis: number) => Node,
): RegisteredOp<ExtremumAttributes> {
  return defineOp<ExtremumAttributes>({
    name,
    infer: ([x], { axis }) => ({
      shape: x!.shape.map((n, d) => (d === axis ? 1 : n)),
      dtype: x!.dtype,
    }),
    vjp: (g, node, { axis }) => {
      const x = node.inputs[0]!;
      return [placeAlong(g, indexOf(x, axis as number), axis as number, x.shape[axis as number]!)];
    },
    lower: (b, [x], { axis }, { dtype }) =>
      computeIn(b, dtype, [x!], ([v]) => b.reduce(fn, v!, [axis])),
  });
}
function extremumIndex(name: string, fn: 'max' | 'min'): RegisteredOp<ExtremumAttributes> {
  return defineOp<ExtremumAttributes>({
    name,
    infer: ([x], { axis }) => ({
      shape: x!.shape.map((n, d) => (d === axis ? 1 : n)),
      dtype: 'int32',
    }),
    lower: (b, [x], { axis }) => {
      const v = b.cast(
        x!,
        x!.dtype === 'float64' ? 'float64' : isFloat(x!.dtype) ? 'float32' : 'int32',
      );
      return firstExtremum(b, v, fn, axis);
    },
  });
}

const maxIndexOp = extremumIndex('maxIndex', 'max');
const minIndexOp = extremumIndex('minIndex', 'min');
/** Position of the extremum along an axis, int32; the axis is kept with size 1. */
export const maxIndex = (x: Node, axis: number): Node => apply(maxIndexOp, [x], { axis });
export const minIndex = (x: Node, axis: number): Node => apply(minIndexOp, [x], { axis });
const maxOp = extremum('max', 'max', maxIndex);
const minOp = extremum('min', 'min', minIndex);
/** Extremum along an axis, which is kept with size 1; the gradient goes to the first of ties. */
export const maxAlong = (x: Node, axis: number): Node => apply(maxOp, [x], { axis });
export const minAlong = (x: Node, axis: number): Node => apply(minOp, [x], { axis });
