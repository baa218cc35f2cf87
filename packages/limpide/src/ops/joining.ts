/** Several tensors made one, one made several, and one repeated: cat, stack, split, repeat, roll, pad modes. */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import {
  apply,
  axisOf,
  type DType,
  defineOp,
  type Node,
  promote,
  type RegisteredOp,
  type Shape,
  sizeOf,
} from '../graph/index.ts';
import { expand, reshape } from './broadcasting.ts';
import { repeated } from './interpolation.ts';
import { cast } from './maps.ts';
import { diagonal, embedDiagonal, flip, pad, permute, sliceTo } from './movement.ts';

const catOp: RegisteredOp<{ axis: number }> = defineOp<{ axis: number }>({
  name: 'cat',
  infer: (inputs, { axis }) => ({
    shape: inputs[0]!.shape.map((n, d) =>
      d === axis ? inputs.reduce((total, x) => total + x.shape[axis]!, 0) : n,
    ),
    dtype: inputs[0]!.dtype,
  }),
  vjp: (g, node, { axis }, needs) => {
    let at = 0;
    return node.inputs.map((x, i) => {
      const start = at;
      at += x.shape[axis as number]!;
      return needs[i] ? part(g, axis as number, start, x.shape[axis as number]!) : null;
    });
  },
  lower: (b, inputs, { axis }, { shape, dtype }) => b.whole('cat', shape, dtype, inputs, { axis }),
});

/** `length` elements of an axis from `start`. */
export const part = (x: Node, axis: number, start: number, length: number): Node =>
  sliceTo(
    x,
    x.shape.map((n, d) => (d === axis ? length : n)),
    x.shape.map((_, d) => (d === axis ? start : 0)),
    x.shape.map(() => 1),
  );

/** Tensors one after the other along an axis. Vectors without elements go with everything, as in PyTorch. */
export function cat(tensors: readonly Node[], dim = 0): Node {
  if (tensors.length === 0) raise(ArgumentError, operatorErrors, 'cat.empty', { op: 'cat' });
  const real = tensors.filter((x) => !(x.shape.length === 1 && x.shape[0] === 0));
  const first = real[0] ?? tensors[0]!;
  if (first.shape.length === 0)
    raise(ShapeError, tensorErrors, 'shape.rank', { op: 'cat', expected: '≥ 1', got: [] });
  const axis = axisOf('cat', dim, first.shape);
  const dtype = tensors.reduce<DType>((t, x) => promote(t, x.dtype), tensors[0]!.dtype);
  real.forEach((x, index) => {
    if (
      x.shape.length !== first.shape.length ||
      x.shape.some((n, d) => d !== axis && n !== first.shape[d])
    ) {
      raise(ShapeError, operatorErrors, 'cat.shape', {
        op: 'cat',
        index,
        got: x.shape,
        expected: first.shape,
        axis,
      });
    }
  });
  const same = real.map((x) => cast(x, dtype));
  if (same.length === 0) return cast(first, dtype);
  return same.length === 1 ? same[0]! : apply(catOp, same, { axis });
}

/** Tensors of one shape along a new axis. */
export function stack(tensors: readonly Node[], dim = 0): Node {
  const first = tensors[0];
  if (first === undefined) raise(ArgumentError, operatorErrors, 'cat.empty', { op: 'stack' });
  const axis = axisOf('stack', dim, [...first.shape, 1]);
  tensors.forEach((x, index) => {
    if (x.shape.join() !== first.shape.join()) {
      raise(ShapeError, operatorErrors, 'cat.shape', {
        op: 'stack',
        index,
        got: x.shape,
        expected: first.shape,
        axis,
      });
    }
  });
  return cat(
    tensors.map((x) => reshape(x, [...x.shape.slice(0, axis), 1, ...x.shape.slice(axis)])),
    axis,
  );
}

/** Parts of `size` elements along an axis (the last may be smaller), or of the sizes given. */
export function split(x: Node, size: number | readonly number[], dim = 0): Node[] {
  const axis = axisOf('split', dim, x.shape);
  const n = x.shape[axis] ?? 1;
  let sizes: readonly number[];
  if (typeof size === 'number') {
    if (!Number.isInteger(size) || size < 1)
      raise(ArgumentError, tensorErrors, 'argument.range', {
        op: 'split',
        name: 'size',
        expected: 'integer ≥ 1',
        got: size,
      });
    sizes = Array.from({ length: Math.max(1, Math.ceil(n / size)) }, (_, i) =>
      Math.min(size, n - i * size),
    );
  } else sizes = size;
  if (sizes.some((m) => !Number.isInteger(m) || m < 0) || sizes.reduce((t, m) => t + m, 0) !== n) {
    raise(ShapeError, operatorErrors, 'split.sizes', { op: 'split', sizes, expected: n });
  }
  let at = 0;
  return sizes.map((m) => {
    at += m;
    return part(x, axis, at - m, m);
  });
}

/** At most `count` parts of equal size along an axis; the last may be smaller. */
export function chunk(x: Node, count: number, dim = 0): Node[] {
  const n = x.shape[axisOf('chunk', dim, x.shape)] ?? 1;
  if (!Number.isInteger(count) || count < 1)
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'chunk',
      name: 'count',
      expected: 'integer ≥ 1',
      got: count,
    });
  return split(x, Math.max(1, Math.ceil(n / count)), dim);
}

/** Every position of an axis, without that axis. */
export function unbind(x: Node, dim = 0): Node[] {
  const axis = axisOf('unbind', dim, x.shape);
  if (x.shape.length === 0)
    raise(ShapeError, tensorErrors, 'shape.rank', { op: 'unbind', expected: '≥ 1', got: [] });
  const rest = x.shape.filter((_, d) => d !== axis);
  return Array.from({ length: x.shape[axis]! }, (_, i) => reshape(part(x, axis, i, 1), rest));
}

/** The whole tensor `counts[d]` times along each axis; axes are added in front as needed. */
export function repeat(x: Node, counts: readonly number[]): Node {
  const lead = counts.length - x.shape.length;
  if (lead < 0 || counts.some((n) => !Number.isInteger(n) || n < 0)) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'repeat',
      name: 'counts',
      expected: `${x.shape.length} integers ≥ 0, or more`,
      got: counts,
    });
  }
  const shape = [...new Array<number>(lead).fill(1), ...x.shape];
  const wide = expand(
    reshape(
      x,
      shape.flatMap((n) => [1, n]),
    ),
    shape.flatMap((n, d) => [counts[d]!, n]),
  );
  return reshape(
    wide,
    shape.map((n, d) => n * counts[d]!),
  );
}
/** repeat, with ones in front of `counts` where there are fewer than axes. */
export const tile = (x: Node, counts: readonly number[]): Node =>
  repeat(x, [...new Array<number>(Math.max(0, x.shape.length - counts.length)).fill(1), ...counts]);

/** Each element `times` times in a row, along an axis or of the flattened tensor. */
export function repeatInterleave(x: Node, times: number, dim?: number): Node {
  if (dim === undefined) return repeated(reshape(x, [sizeOf(x.shape)]), 0, times);
  return repeated(x, axisOf('repeatInterleave', dim, x.shape), times);
}

/** Elements moved along axes, those that fall off coming back in front; flattened when no axis is given. */
export function roll(
  x: Node,
  shifts: number | readonly number[],
  dims?: number | readonly number[],
): Node {
  const by = typeof shifts === 'number' ? [shifts] : shifts;
  if (dims === undefined)
    return reshape(roll(reshape(x, [sizeOf(x.shape)]), by.slice(0, 1), 0), x.shape);
  const axes = typeof dims === 'number' ? [dims] : dims;
  if (axes.length !== by.length)
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'roll',
      name: 'dims',
      expected: `${by.length} axes`,
      got: axes,
    });
  return axes.reduce((y, d, i) => {
    const axis = axisOf('roll', d, y.shape);
    const n = y.shape[axis] ?? 1;
    if (n <= 1) return y;
    const s = ((by[i]! % n) + n) % n;
    return s === 0 ? y : cat([part(y, axis, n - s, s), part(y, axis, 0, n - s)], axis);
  }, x);
}

export type PadMode = 'constant' | 'reflect' | 'replicate' | 'circular';

/**
 * Padding as torch.nn.functional.pad: `[left, right]` of the last axis, then of the one before, …; negative
 * counts crop (mode 'constant').
 */
export function padAxes(
  x: Node,
  counts: readonly number[],
  mode: PadMode = 'constant',
  value = 0,
): Node {
  const rank = x.shape.length;
  if (
    counts.length % 2 !== 0 ||
    counts.length > 2 * rank ||
    counts.some((n) => !Number.isInteger(n))
  ) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'pad',
      name: 'pad',
      expected: `pairs of integers, at most ${rank} of them`,
      got: counts,
    });
  }
  const before = x.shape.map((_, d) => counts[2 * (rank - 1 - d)] ?? 0);
  const after = x.shape.map((_, d) => counts[2 * (rank - 1 - d) + 1] ?? 0);
  if (mode === 'constant') return pad(x, before, after, value);
  return x.shape.reduce((y, n, d) => padAxis(y, d, n, before[d]!, after[d]!, mode), x);
}

function padAxis(
  x: Node,
  axis: number,
  n: number,
  before: number,
  after: number,
  mode: 'reflect' | 'replicate' | 'circular',
): Node {
  if (before === 0 && after === 0) return x;
  const limit =
    mode === 'reflect' ? n - 1 : mode === 'circular' ? n : n > 0 ? Number.POSITIVE_INFINITY : 0;
  for (const count of [before, after]) {
    if (count < 0 || count > limit)
      raise(ArgumentError, operatorErrors, 'pad.reflect', {
        op: `pad (${mode})`,
        got: count,
        size: n,
        expected: limit,
      });
  }
  const edge = (start: number, length: number): Node => {
    if (mode === 'reflect') return flip(part(x, axis, start, length), [axis]);
    if (mode === 'circular') return part(x, axis, start, length);
    const one = part(x, axis, start, 1);
    return expand(
      one,
      one.shape.map((m, d) => (d === axis ? length : m)),
    );
  };
  const front = { reflect: 1, replicate: 0, circular: n - before }[mode];
  const back = { reflect: n - 1 - after, replicate: n - 1, circular: 0 }[mode];
  return cat(
    [...(before > 0 ? [edge(front, before)] : []), x, ...(after > 0 ? [edge(back, after)] : [])],
    axis,
  );
}

/** Axes at other places; the others keep their order. */
export function movedim(
  x: Node,
  from: number | readonly number[],
  to: number | readonly number[],
): Node {
  const sources = (typeof from === 'number' ? [from] : from).map((d) =>
    axisOf('movedim', d, x.shape),
  );
  const targets = (typeof to === 'number' ? [to] : to).map((d) => axisOf('movedim', d, x.shape));
  if (
    sources.length !== targets.length ||
    new Set(sources).size !== sources.length ||
    new Set(targets).size !== targets.length
  ) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'movedim',
      name: 'destination',
      expected: `${sources.length} distinct axes`,
      got: targets,
    });
  }
  const rest = x.shape.map((_, d) => d).filter((d) => !sources.includes(d));
  const order = x.shape.map((_, d) =>
    targets.includes(d) ? sources[targets.indexOf(d)]! : rest.shift()!,
  );
  return permute(x, order);
}

/** A vector as the diagonal of a matrix, or the diagonal of a matrix. */
export function diag(x: Node, offset = 0): Node {
  if (x.shape.length === 2) return diagonal(x, offset, 0, 1);
  if (x.shape.length !== 1)
    raise(ShapeError, tensorErrors, 'shape.rank', { op: 'diag', expected: '1 or 2', got: x.shape });
  const n = x.shape[0]! + Math.abs(offset);
  return embedDiagonal(x, [n, n], offset, 0, 1);
}

/** Vectors as the coordinates of a grid: one tensor per vector, of the shape of the grid. */
export function meshgrid(vectors: readonly Node[], indexing: 'ij' | 'xy' = 'ij'): Node[] {
  const lines = vectors.map((v) => {
    if (v.shape.length > 1)
      raise(ShapeError, tensorErrors, 'shape.rank', {
        op: 'meshgrid',
        expected: '≤ 1',
        got: v.shape,
      });
    return sizeOf(v.shape);
  });
  const order = lines.map((_, d) => d);
  if (indexing === 'xy' && order.length > 1) [order[0], order[1]] = [1, 0];
  const shape: Shape = order.map((d) => lines[d]!);
  return vectors.map((v, i) =>
    expand(
      reshape(
        v,
        shape.map((_, d) => (order[d] === i ? lines[i]! : 1)),
      ),
      shape,
    ),
  );
}
