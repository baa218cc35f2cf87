/** Pooling: one number per window. Maximum, average, power mean. */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import {
  type Attributes,
  apply,
  type DType,
  defineOp,
  isFloat,
  type Low,
  type LowBuilder,
  type Node,
  type RegisteredOp,
  sizeOf,
  tuple,
} from '../graph/index.ts';
import { reshape } from './broadcasting.ts';
import { abs, mul, pow, relu, sign } from './maps.ts';
import { firstExtremum, placeAlong } from './picking.ts';
import { sum } from './reductions.ts';
import { source } from './sources.ts';
import { computeIn } from './support.ts';
import { foldWindows, type WindowSpec, windowCount, windows, windowsLow } from './windows.ts';

export interface PoolOptions {
  /** The kernel's size when left out. */
  readonly stride?: number | readonly number[] | undefined;
  /** On both sides of each axis; at most half of the kernel. */
  readonly padding?: number | readonly number[] | undefined;
  /** Whether a last, incomplete window counts. */
  readonly ceilMode?: boolean | undefined;
}
export interface MaxPoolOptions extends PoolOptions {
  readonly dilation?: number | readonly number[] | undefined;
}
export interface AvgPoolOptions extends PoolOptions {
  /** Whether padding counts in the mean (PyTorch's default: yes). */
  readonly countIncludePad?: boolean | undefined;
  /** Divides by this instead of by the number of elements. */
  readonly divisorOverride?: number | undefined;
}

const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);

/** The windows of a pooling over the last `axes` axes of x, which has one or two axes more. */
function poolSpec(
  op: string,
  axes: number,
  x: Node,
  kernelSize: number | readonly number[],
  options: MaxPoolOptions,
): WindowSpec {
  const rank = x.shape.length;
  if (rank !== axes + 1 && rank !== axes + 2) {
    raise(ShapeError, tensorErrors, 'shape.rank', {
      op,
      expected: `${axes + 1} or ${axes + 2}`,
      got: x.shape,
    });
  }
  const size = tuple(op, 'kernelSize', kernelSize, axes, 1);
  const stride = tuple(op, 'stride', options.stride ?? size, axes, 1);
  const before = tuple(op, 'padding', options.padding ?? 0, axes, 0);
  const dilation = tuple(op, 'dilation', options.dilation ?? 1, axes, 1);
  if (before.some((p, i) => 2 * p > size[i]!))
    raise(ArgumentError, operatorErrors, 'window.padding', { op, padding: before, kernel: size });
  const input = x.shape.slice(rank - axes);
  const output = input.map((n, i) => {
    const count = windowCount(op, n + 2 * before[i]!, size[i]!, stride[i]!, dilation[i]!);
    if (!options.ceilMode) return count;
    const more =
      Math.ceil((n + 2 * before[i]! - dilation[i]! * (size[i]! - 1) - 1) / stride[i]!) + 1;
    // the last window must start inside the input or its front padding
    return (more - 1) * stride[i]! >= n + before[i]! ? more - 1 : more;
  });
  return { axes: range(axes, rank - axes), size, stride, dilation, before, input, output };
}

// ---- maximum ---------------------------------------------------------------------------------------

const pooledShape = (x: Node, s: WindowSpec): number[] => [
  ...x.shape.slice(0, s.axes[0]),
  ...s.output,
];
const inner = (s: WindowSpec, rank: number): number[] => range(s.axes.length, rank);

const maxPoolOp: RegisteredOp<WindowSpec> = defineOp<WindowSpec>({
  name: 'maxPool',
  infer: ([x], s) => ({ shape: pooledShape(x!, s), dtype: x!.dtype }),
  vjp: (g, node, s) => {
    // the gradient goes to the first maximum of each window: one place among its elements
    const x = node.inputs[0]!;
    const rank = x.shape.length;
    const count = sizeOf(s.size);
    const index = reshape(apply(maxPoolIndexOp, [x], { ...(s as WindowSpec), local: true }), [
      ...g.shape,
      1,
    ]);
    const placed = placeAlong(reshape(g, [...g.shape, 1]), index, rank, count);
    return [foldWindows(reshape(placed, [...g.shape, ...s.size]), s as WindowSpec)];
  },
  lower: (b, [x], s, { shape, dtype }) =>
    computeIn(b, dtype, [x!], ([v], t) =>
      b.reshape(b.reduce('max', windowsLow(b, v!, s, lowest(t)), inner(s, v!.shape.length)), shape),
    ),
});

const lowest = (t: DType): number => (isFloat(t) ? Number.NEGATIVE_INFINITY : -2147483648);

/** Where the maximum of each window is: its number in the window, or in the plane of the input (`local` false). */
const maxPoolIndexOp: RegisteredOp = defineOp({
  name: 'maxPoolIndex',
  infer: ([x], attrs) => ({ shape: pooledShape(x!, attrs as WindowSpec), dtype: 'int32' }),
  lower: (b, [x], attrs, { shape }) => {
    const s = attrs as WindowSpec;
    const t: DType = x!.dtype === 'float64' ? 'float64' : isFloat(x!.dtype) ? 'float32' : 'int32';
    const rank = x!.shape.length;
    const seen = windowsLow(b, b.cast(x!, t), s, lowest(t));
    const flat = b.reshape(seen, [...seen.shape.slice(0, rank), sizeOf(s.size)]);
    const local = b.reshape(firstExtremum(b, flat, 'max', rank), shape);
    return attrs['local'] === true ? local : planeIndex(b, local, s);
  },
});

/** From a number within a window to a row-major number in the input's plane. */
function planeIndex(b: LowBuilder, local: Low, s: WindowSpec): Low {
  const int = (value: number): Low => b.constant(value, 'int32');
  let index: Low = int(0);
  let rest = sizeOf(s.size);
  s.axes.forEach((d, i) => {
    rest /= s.size[i]!;
    const k = b.map('mod', 'int32', b.map('floordiv', 'int32', local, int(rest)), int(s.size[i]!));
    const start = b.map(
      'sub',
      'int32',
      b.map('mul', 'int32', b.coordinate(local.shape, d), int(s.stride[i]!)),
      int(s.before[i]!),
    );
    const at = b.map('add', 'int32', start, b.map('mul', 'int32', k, int(s.dilation[i]!)));
    index = b.map('add', 'int32', b.map('mul', 'int32', index, int(s.input[i]!)), at);
  });
  return index;
}

/** The largest element of each window over the last `axes` axes; padding never wins, a NaN always does. */
export function maxPool(
  axes: number,
  x: Node,
  kernelSize: number | readonly number[],
  options: MaxPoolOptions = {},
): Node {
  return apply(maxPoolOp, [x], poolSpec(`maxPool${axes}d`, axes, x, kernelSize, options));
}
/** Where those elements are: row-major numbers in the plane of the input, int32. */
export function maxPoolIndices(
  axes: number,
  x: Node,
  kernelSize: number | readonly number[],
  options: MaxPoolOptions = {},
): Node {
  return apply(maxPoolIndexOp, [x], {
    ...poolSpec(`maxPool${axes}d`, axes, x, kernelSize, options),
    local: false,
  });
}

// ---- average ---------------------------------------------------------------------------------------

interface DivisorAttributes extends Attributes {
  readonly spec: readonly (readonly number[])[];
  readonly pad: boolean;
  readonly dtype: DType;
}

/** 1 / the number of elements of each window: [output…] */
const divisorOp: RegisteredOp<DivisorAttributes> = defineOp<DivisorAttributes>({
  name: 'poolDivisor',
  infer: (_inputs, { spec, dtype }) => ({ shape: spec.map((a) => a[4]!), dtype }),
  lower: (b, _inputs, { spec, pad, dtype }, { shape }) => {
    const int = (value: number): Low => b.constant(value, 'int32');
    let count: Low = int(1);
    spec.forEach(([size, stride, before, input], d) => {
      const start = b.map(
        'sub',
        'int32',
        b.map('mul', 'int32', b.coordinate(shape, d), int(stride!)),
        int(before!),
      );
      const stop = b.map(
        'min',
        'int32',
        b.map('add', 'int32', start, int(size!)),
        int(input! + (pad ? before! : 0)),
      );
      const first = pad ? start : b.map('max', 'int32', start, int(0));
      count = b.map('mul', 'int32', count, b.map('sub', 'int32', stop, first));
    });
    const t = dtype === 'float64' ? 'float64' : 'float32';
    return b.cast(b.map('div', t, b.constant(1, t), b.cast(count, t)), dtype);
  },
});

/** The mean of each window over the last `axes` axes. */
export function avgPool(
  axes: number,
  x: Node,
  kernelSize: number | readonly number[],
  options: AvgPoolOptions = {},
): Node {
  const s = poolSpec(`avgPool${axes}d`, axes, x, kernelSize, options);
  const total = sum(windows(x, s), { dim: range(axes, x.shape.length) });
  if (options.divisorOverride !== undefined) return mul(total, 1 / options.divisorOverride);
  const pad = options.countIncludePad ?? true;
  const full = s.axes.every((_, i) => {
    const reach = (s.output[i]! - 1) * s.stride[i]! + s.size[i]! - s.before[i]!;
    return pad ? reach <= s.input[i]! + s.before[i]! : s.before[i] === 0 && reach <= s.input[i]!;
  });
  if (full) return mul(total, 1 / sizeOf(s.size));
  const spec = s.axes.map((_, i) => [
    s.size[i]!,
    s.stride[i]!,
    s.before[i]!,
    s.input[i]!,
    s.output[i]!,
  ]);
  return mul(
    total,
    source(divisorOp, { spec, pad, dtype: total.dtype }, s.output, total.dtype, x.device),
  );
}

/** Power mean without the mean: (Σ xᵖ)^(1/p) of each window. */
export function lpPool(
  axes: number,
  x: Node,
  p: number,
  kernelSize: number | readonly number[],
  options: PoolOptions = {},
): Node {
  const s = poolSpec(`lpPool${axes}d`, axes, x, kernelSize, options);
  const total = sum(windows(pow(x, p), s), { dim: range(axes, x.shape.length) });
  return pow(mul(sign(total), relu(abs(total))), 1 / p);
}
