/**
 * Between tensors and matrices: batches are read, checked, computed matrix by matrix and put together.
 *
 * Values are needed at once, so these functions are eager. They compute in float64 and round to the
 * tensor's dtype at the end. Where something has a gradient it is an operator with one of its own, written
 * with the same functions, so that it can be differentiated again.
 */
import { linalgErrors } from '../errors/catalog/linalg.ts';
import {
  ArgumentError,
  AutogradError,
  DTypeError,
  LinalgError,
  raise,
  ShapeError,
} from '../errors/index.ts';
import type { Shape } from '../graph/index.ts';
import { type CustomOp, customOp, isGradEnabled, type Tensor, tensor } from '../tensor/index.ts';
import { floats, Matrix } from './dense/index.ts';

/** The matrices of a tensor of shape [...lead, rows, cols]. */
export interface Batch {
  readonly matrices: readonly Matrix[];
  readonly lead: Shape;
  readonly rows: number;
  readonly cols: number;
}

const count = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

/** How an error calls one matrix of a batch: nothing when it is the only one. */
export const nameOf = (batch: Batch, index: number): string =>
  batch.lead.length === 0 ? '' : ` [${indices(index, batch.lead).join(', ')}]`;

function indices(index: number, shape: Shape): number[] {
  const out: number[] = [];
  let left = index;
  for (const size of [...shape].reverse()) {
    out.unshift(left % size);
    left = Math.floor(left / size);
  }
  return out;
}

/** Throws unless the dtype is float32 or float64. */
export function checkFloat(op: string, x: Tensor): void {
  if (x.dtype !== 'float32' && x.dtype !== 'float64')
    raise(DTypeError, linalgErrors, 'linalg.dtype', { op, got: x.dtype });
}

/** Reads a batch of finite matrices, square ones when asked. */
export function readBatch(op: string, x: Tensor, options: { square?: boolean } = {}): Batch {
  checkFloat(op, x);
  if (x.ndim < 2)
    raise(ShapeError, linalgErrors, 'linalg.rank', {
      op,
      expected: '[…, m, n]',
      got: x.shape,
    });
  const lead = x.shape.slice(0, -2);
  const rows = x.size(-2);
  const cols = x.size(-1);
  if (options.square && rows !== cols)
    raise(ShapeError, linalgErrors, 'linalg.square', { op, got: x.shape });
  const data = x.detach().dataSync();
  const values = data instanceof Float64Array ? data : new Float64Array(data);
  const size = rows * cols;
  const matrices = Array.from(
    { length: count(lead) },
    (_, i) => new Matrix(values.subarray(i * size, (i + 1) * size), rows, cols),
  );
  const batch = { matrices, lead, rows, cols };
  let bad = 0;
  while (bad < values.length && Number.isFinite(values[bad])) bad++;
  if (bad < values.length)
    raise(LinalgError, linalgErrors, 'linalg.finite', {
      op,
      batch: nameOf(batch, Math.floor(bad / size)),
      got: values[bad]!,
      row: Math.floor((bad % size) / cols),
      col: bad % cols,
    });
  return batch;
}

/** Throws when matrices have no element, for what makes no sense of them. */
export function refuseEmpty(op: string, x: Tensor): void {
  if (x.ndim >= 2 && (x.size(-1) === 0 || x.size(-2) === 0))
    raise(ShapeError, linalgErrors, 'linalg.empty', { op, got: x.shape });
}

/** A tensor of shape [...lead, ...shape] from one array per matrix, in the dtype and on the device of `like`. */
export function collect(
  parts: readonly ArrayLike<number>[],
  lead: Shape,
  shape: Shape,
  like: Tensor,
): Tensor {
  const size = count(shape);
  const data = floats(parts.length * size, like.dtype === 'float32' ? 'float32' : 'float64');
  parts.forEach((part, i) => {
    data.set(part, i * size);
  });
  return tensor(data, { shape: [...lead, ...shape], device: like.device });
}

/** Integers likewise, as int32. */
export function collectIntegers(
  parts: readonly ArrayLike<number>[],
  lead: Shape,
  size: number,
  like: Tensor,
): Tensor {
  const data = new Int32Array(parts.length * size);
  parts.forEach((part, i) => {
    data.set(part, i * size);
  });
  return tensor(data, { shape: [...lead, size], device: like.device });
}

/** Matrices of rows × cols as a tensor. */
export const collectMatrices = (
  matrices: readonly Matrix[],
  lead: Shape,
  rows: number,
  cols: number,
  like: Tensor,
): Tensor =>
  collect(
    matrices.map((m) => m.data),
    lead,
    [rows, cols],
    like,
  );

/** The shape to which two lists of leading axes broadcast, and which matrix of each stands at a place of it. */
export function broadcastLead(
  op: string,
  a: Shape,
  b: Shape,
): { lead: number[]; ofA: (index: number) => number; ofB: (index: number) => number } {
  const rank = Math.max(a.length, b.length);
  const lead = Array.from({ length: rank }, (_, d) => {
    const x = a[d - rank + a.length] ?? 1;
    const y = b[d - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1)
      raise(ShapeError, linalgErrors, 'linalg.batch', { op, a, b });
    return x === 1 ? y : x;
  });
  const place = (shape: Shape) => (index: number) => {
    const at = indices(index, lead).slice(rank - shape.length);
    return shape.reduce((sum, size, d) => sum * size + (size === 1 ? 0 : at[d]!), 0);
  };
  return { lead, ofA: place(a), ofB: place(b) };
}

/** The sum over axes along which a tensor of `shape` was repeated. */
export function reduceTo(gradient: Tensor, shape: Shape): Tensor {
  const extra = gradient.ndim - shape.length;
  const repeated = gradient.shape
    .map((_, d) => d)
    .filter((d) => d < extra || (shape[d - extra] === 1 && gradient.shape[d] !== 1));
  return repeated.length === 0 ? gradient : gradient.sum(repeated, true).reshape(shape);
}

/** Rows and columns exchanged. */
export const adjoint = (x: Tensor): Tensor => x.transpose(-2, -1);

/** Whether gradients will be asked of what is computed from these tensors. */
export const wantsGradient = (...inputs: readonly Tensor[]): boolean =>
  isGradEnabled() && inputs.some((x) => x.requiresGrad);

/** An operator with a gradient of its own; without anything to learn, just its value. */
export function differentiable(op: CustomOp): (...inputs: Tensor[]) => Tensor {
  const recorded = customOp(op);
  return (...inputs) =>
    wantsGradient(...inputs) ? recorded(...inputs) : op.forward(...inputs.map((x) => x.detach()));
}

/** Throws when a gradient is wanted of something that has none. */
export function refuseGradient(op: string, remedy: string, ...inputs: readonly Tensor[]): void {
  if (wantsGradient(...inputs))
    raise(AutogradError, linalgErrors, 'linalg.gradient', { op, remedy });
}

/** Throws unless a whole number lies between two bounds. */
export function checkWhole(op: string, name: string, got: number, low: number, high: number): void {
  if (!(Number.isInteger(got) && got >= low && got <= high))
    raise(ArgumentError, linalgErrors, 'linalg.option', {
      op,
      name,
      expected: `${low} … ${high}`,
      got,
    });
}

/** The distance from 1 to the next number of a dtype. */
export const epsilonOf = (x: Tensor): number => (x.dtype === 'float32' ? 2 ** -23 : 2 ** -52);
