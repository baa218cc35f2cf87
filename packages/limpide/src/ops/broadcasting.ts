/** Reshaping, repeating, and its adjoint, summing back: what the gradients of all others lean on. */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { raise, ShapeError } from '../errors/index.ts';
import {
  apply,
  defineOp,
  inferShape,
  type Node,
  reducedShape,
  type Shape,
  sameShape,
  sizeOf,
} from '../graph/index.ts';

const reshapeOp = defineOp<{ shape: Shape }>({
  name: 'reshape',
  infer: ([x], { shape }) => ({ shape, dtype: x!.dtype }),
  vjp: (g, node) => [reshape(g, node.inputs[0]!.shape)],
  lower: (b, [x], { shape }) => b.reshape(x!, shape),
});

/** The same elements in row-major order under another shape; one size may be −1. */
export function reshape(x: Node, shape: Shape): Node {
  const to = inferShape('reshape', shape, sizeOf(x.shape), x.shape);
  return sameShape(to, x.shape) ? x : apply(reshapeOp, [x], { shape: to });
}

const expandOp = defineOp<{ shape: Shape }>({
  name: 'expand',
  infer: ([x], { shape }) => ({ shape, dtype: x!.dtype }),
  vjp: (g, node) => [sumTo(g, node.inputs[0]!.shape)],
  lower: (b, [x], { shape }) => b.expand(x!, shape),
});

/** Repeats axes of size 1, and adds axes in front; −1 keeps a size. */
export function expand(x: Node, shape: Shape): Node {
  const lead = shape.length - x.shape.length;
  const to = shape.map((n, d) => (n === -1 && d >= lead ? x.shape[d - lead]! : n));
  if (sameShape(to, x.shape)) return x;
  if (lead < 0 || x.shape.some((n, d) => n !== 1 && n !== to[d + lead]) || to.some((n) => n < 0)) {
    raise(ShapeError, tensorErrors, 'shape.expand', {
      op: 'expand',
      got: x.shape,
      expected: shape,
    });
  }
  return apply(expandOp, [x], { shape: to });
}

const sumToOp = defineOp<{ shape: Shape }>({
  name: 'sumTo',
  infer: ([x], { shape }) => ({ shape, dtype: x!.dtype }),
  vjp: (g, node) => [expand(g, node.inputs[0]!.shape)],
  lower: (b, [x], { shape }) => {
    const lead = x!.shape.length - shape.length;
    const axes = x!.shape
      .map((_, d) => d)
      .filter((d) => d < lead || (shape[d - lead] === 1 && x!.shape[d] !== 1));
    return b.reshape(b.reduce('sum', x!, axes), shape);
  },
});

/** The adjoint of broadcasting: sums what had been repeated. */
export function sumTo(x: Node, shape: Shape): Node {
  return sameShape(x.shape, shape) ? x : apply(sumToOp, [x], { shape });
}

/** A reduced gradient brought back to the shape before the reduction. */
export function unreduce(g: Node, shape: Shape, axes: readonly number[]): Node {
  return expand(reshape(g, reducedShape(shape, axes, true)), shape);
}
