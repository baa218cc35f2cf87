/** Functions of tensors that are no method of one: joining, choosing, products by name. */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import { isRecording, type Node, sizeOf, withRecording } from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { Tensor, type TensorLike } from './tensor.ts';

const nodes = (tensors: readonly Tensor[]): Node[] => tensors.map((t) => t.node);
const wrapAll = (list: readonly Node[]): Tensor[] => list.map((n) => new Tensor(n));
const operand = (x: TensorLike): Node | number | boolean => (x instanceof Tensor ? x.node : x);

// ---- recording -------------------------------------------------------------------------------------

/** Runs `fn` without recording what gradients would need. An asynchronous `fn` counts until it has ended. */
export const noGrad = <R>(fn: () => R): R => withRecording(false, fn);
/** Runs `fn` with recording, inside `noGrad`. */
export const enableGrad = <R>(fn: () => R): R => withRecording(true, fn);
/** Whether what gradients need is being recorded. */
export const isGradEnabled = (): boolean => isRecording();

// ---- several tensors -------------------------------------------------------------------------------

/** Tensors one after the other along an axis. */
export const cat = (tensors: readonly Tensor[], dim = 0): Tensor =>
  new Tensor(ops.cat(nodes(tensors), dim));
/** Tensors of one shape along a new axis. */
export const stack = (tensors: readonly Tensor[], dim = 0): Tensor =>
  new Tensor(ops.stack(nodes(tensors), dim));
/** Vectors as the coordinates of a grid, one tensor per vector. */
export const meshgrid = (
  vectors: readonly Tensor[],
  options: { indexing?: 'ij' | 'xy' } = {},
): Tensor[] => wrapAll(ops.meshgrid(nodes(vectors), options.indexing));
/** x where the condition holds, y elsewhere. */
export const where = (condition: Tensor, x: TensorLike, y: TensorLike): Tensor =>
  new Tensor(ops.where(condition.node, operand(x), operand(y)));
/** The larger of both, element by element; NaN if either is. Operands broadcast. */
export const maximum = (x: Tensor, y: TensorLike): Tensor => x.maximum(y);
/** The smaller of both, element by element; NaN if either is. Operands broadcast. */
export const minimum = (x: Tensor, y: TensorLike): Tensor => x.minimum(y);
/** How many elements of a sorted last axis stand before each value (`right`: before or equal). */
export const searchsorted = (
  sorted: Tensor,
  values: Tensor,
  options: { right?: boolean } = {},
): Tensor => new Tensor(ops.searchsorted(sorted.node, values.node, options.right));
/** h(j) = a(j)·h(j − 1) + b(j) along an axis. */
export const linearRecurrence = (a: Tensor, b: Tensor, dim: number): Tensor =>
  new Tensor(ops.linearRecurrence(a.node, b.node, dim));

// ---- products --------------------------------------------------------------------------------------

/** Matrix product (…, n, k) · (…, k, m) → (…, n, m): vectors are promoted, leading axes broadcast. */
export const matmul = (x: Tensor, y: Tensor): Tensor => x.matmul(y);
/** Einstein summation: `einsum('bij,bjk->bik', x, y)`. */
export const einsum = (equation: string, ...tensors: readonly Tensor[]): Tensor =>
  new Tensor(ops.einsum(equation, nodes(tensors), (x, a, b) => ops.diagonal(x, 0, a, b)));

/** Sum of products over the last `dims` axes of x and the first of y, or over two lists of axes. */
export function tensordot(
  x: Tensor,
  y: Tensor,
  dims: number | readonly [readonly number[], readonly number[]] = 2,
): Tensor {
  const [left, right] =
    typeof dims === 'number'
      ? [
          Array.from({ length: dims }, (_, i) => x.ndim - dims + i),
          Array.from({ length: dims }, (_, i) => i),
        ]
      : [
          dims[0].map((d) => (d < 0 ? d + x.ndim : d)),
          dims[1].map((d) => (d < 0 ? d + y.ndim : d)),
        ];
  const bad =
    left.length !== right.length ||
    left.some((d) => d < 0 || d >= x.ndim) ||
    right.some((d) => d < 0 || d >= y.ndim);
  if (bad)
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'tensordot',
      name: 'dims',
      expected: 'axes of both tensors, as many of each',
      got: String(dims),
    });
  // labels: x's axes by number, y's own from 1000
  const lx = x.shape.map((_, d) => d);
  const ly = y.shape.map((_, d) => (right.includes(d) ? left[right.indexOf(d)]! : 1000 + d));
  const out = [...lx.filter((d) => !left.includes(d)), ...ly.filter((l) => l >= 1000)];
  return new Tensor(ops.contract(x.node, lx, y.node, ly, out));
}

/** Kronecker product. */
export function kron(x: Tensor, y: Tensor): Tensor {
  const rank = Math.max(x.ndim, y.ndim);
  const own = (t: Tensor): number[] => [...new Array<number>(rank - t.ndim).fill(1), ...t.shape];
  const [a, b] = [own(x), own(y)];
  return x
    .reshape(a.flatMap((n) => [n, 1]))
    .mul(y.reshape(b.flatMap((n) => [1, n])))
    .reshape(a.map((n, d) => n * b[d]!));
}

/** Every tensor expanded to the shape that all of them broadcast to. */
export function broadcastTensors(...tensors: readonly Tensor[]): Tensor[] {
  const rank = Math.max(0, ...tensors.map((t) => t.ndim));
  const shape = Array.from({ length: rank }, (_, d) => {
    const sizes = tensors.map((t) => t.shape[d - rank + t.ndim] ?? 1);
    return sizes.find((n) => n !== 1) ?? 1;
  });
  for (const t of tensors) {
    if (sizeOf(t.shape) > sizeOf(shape))
      raise(ShapeError, tensorErrors, 'shape.broadcast', {
        op: 'broadcastTensors',
        a: t.shape,
        b: shape,
      });
  }
  return tensors.map((t) => t.expand(shape));
}
