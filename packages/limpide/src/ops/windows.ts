/**
 * Sliding windows and their adjoint: what convolutions, pooling and `unfold` share.
 *
 * `windows` reads, through a view, the elements under a window that slides along some axes; `foldWindows`
 * sums elements of windows back to where they were read. Each is the gradient of the other.
 */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import {
  type Affine,
  apply,
  defineOp,
  type Low,
  type LowBuilder,
  type Node,
  type RegisteredOp,
  type Shape,
  shifted,
} from '../graph/index.ts';
import { computeIn } from './support.ts';

/** One window sliding along several axes; one entry per axis in every list. */
export interface WindowSpec {
  /** the axes along which windows slide */
  readonly axes: readonly number[];
  /** elements of a window */
  readonly size: readonly number[];
  /** from one window to the next */
  readonly stride: readonly number[];
  /** from one element of a window to the next */
  readonly dilation: readonly number[];
  /** padding in front of the axis; behind, there is as much as `output` asks for */
  readonly before: readonly number[];
  /** size of the axes that are read */
  readonly input: readonly number[];
  /** number of windows */
  readonly output: readonly number[];
  readonly [name: string]: readonly number[];
}

/** Number of windows in `size` elements, padding included: ⌊(size − dilation·(kernel − 1) − 1) / stride⌋ + 1 */
export function windowCount(
  op: string,
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
): number {
  const span = dilation * (kernel - 1) + 1;
  if (span > size) raise(ShapeError, operatorErrors, 'window.large', { op, window: span, size });
  return Math.floor((size - span) / stride) + 1;
}

/** Whether every element is in at most one window and windows follow each other without a gap. */
export const isTiling = (s: WindowSpec): boolean =>
  s.axes.every(
    (_, i) =>
      s.before[i] === 0 &&
      s.stride[i] === s.size[i] &&
      s.dilation[i] === 1 &&
      s.output[i]! * s.size[i]! <= s.input[i]!,
  );

/** Pads with zeros or, where a count is negative, crops. */
export function padOrCrop(
  b: LowBuilder,
  x: Low,
  before: readonly number[],
  after: readonly number[],
  value = 0,
): Low {
  const shape = x.shape.map((n, d) => n + Math.min(0, before[d]!) + Math.min(0, after[d]!));
  const cropped = b.slice(
    x,
    shape,
    before.map((n) => Math.max(0, -n)),
  );
  return b.pad(
    cropped,
    before.map((n) => Math.max(0, n)),
    after.map((n) => Math.max(0, n)),
    value,
  );
}

/** `counts[i]` at axis `axes[i]`, 0 elsewhere */
const along = (rank: number, axes: readonly number[], counts: readonly number[]): number[] => {
  const out = new Array<number>(rank).fill(0);
  axes.forEach((d, i) => {
    out[d] = counts[i]!;
  });
  return out;
};

/** The input with its padding, exactly as long as the windows reach. */
export function paddedLow(b: LowBuilder, x: Low, s: WindowSpec, fill: number): Low {
  const reach = s.axes.map(
    (_, i) => (s.output[i]! - 1) * s.stride[i]! + s.dilation[i]! * (s.size[i]! - 1) + 1,
  );
  return padOrCrop(
    b,
    x,
    along(x.shape.length, s.axes, s.before),
    along(
      x.shape.length,
      s.axes,
      reach.map((n, i) => n - s.before[i]! - s.input[i]!),
    ),
    fill,
  );
}

/**
 * […, axis, …] → […, output, …, size of each axis]. Windows that tile the input are read by a reshape,
 * which is one-to-one, so that what computes the input can be fused with what reads it.
 *
 * @param materialise whether padding is written out, for readers that want no masks (contractions)
 */
export function windowsLow(
  b: LowBuilder,
  x: Low,
  s: WindowSpec,
  fill: number,
  materialise = false,
): Low {
  if (isTiling(s)) {
    const cut = x.shape.map((n, d) =>
      s.axes.includes(d) ? s.output[s.axes.indexOf(d)]! * s.size[s.axes.indexOf(d)]! : n,
    );
    const split: number[] = [];
    const outer: number[] = [];
    const inner: number[] = [];
    cut.forEach((n, d) => {
      const i = s.axes.indexOf(d);
      outer.push(split.length);
      if (i < 0) split.push(n);
      else {
        inner[i] = split.length + 1;
        split.push(s.output[i]!, s.size[i]!);
      }
    });
    return b.permute(
      b.reshape(
        b.slice(
          x,
          cut,
          cut.map(() => 0),
        ),
        split,
      ),
      [...outer, ...inner],
    );
  }
  const padded = paddedLow(b, x, s, fill);
  let y =
    materialise && padded.kind === 'view' && padded.move.kind === 'pad' ? b.copy(padded) : padded;
  s.axes.forEach((d, i) => {
    y = b.window(y, d, s.size[i]!, s.stride[i]!, s.dilation[i]!);
  });
  return y;
}

/** The adjoint of windowsLow, for zero padding: […, output, …, size of each axis] → […, axis, …], overlaps summed. */
export function foldLow(b: LowBuilder, windows: Low, s: WindowSpec): Low {
  const rank = windows.shape.length - s.axes.length;
  if (isTiling(s)) {
    const order: number[] = [];
    const joined: number[] = [];
    for (let d = 0; d < rank; d++) {
      const i = s.axes.indexOf(d);
      order.push(d);
      if (i >= 0) order.push(rank + i);
      joined.push(i < 0 ? windows.shape[d]! : s.output[i]! * s.size[i]!);
    }
    const y = b.reshape(b.permute(windows, order), joined);
    return padOrCrop(
      b,
      y,
      joined.map(() => 0),
      joined.map((n, d) => (s.axes.includes(d) ? s.input[s.axes.indexOf(d)]! - n : 0)),
    );
  }
  let y = windows;
  for (let i = s.axes.length - 1; i >= 0; i--) y = foldAxis(b, y, s, i);
  return y;
}

/**
 * Folds one axis, whose window elements stand last: in[q·s + r] = Σ_t w[q − t·δ, t·s + r], by one affine
 * reading of the windows and one sum. With both stride and dilation above 1, zeros stand in the gaps of
 * the window.
 */
function foldAxis(b: LowBuilder, windows: Low, s: WindowSpec, i: number): Low {
  const axis = s.axes[i]!;
  const stride = s.stride[i]!;
  let dilation = s.dilation[i]!;
  let w = windows;
  const last = w.shape.length - 1;
  const spread = (x: Low, count: number, to: number): Low =>
    b.pad(
      x,
      x.shape.map(() => 0),
      x.shape.map((_, d) => (d === x.shape.length - 1 ? to - count : 0)),
      0,
    );
  if (dilation > 1 && stride > 1) {
    const n = w.shape[last]!;
    w = b.reshape(spread(b.reshape(w, [...w.shape, 1]), 1, dilation), [
      ...w.shape.slice(0, last),
      n * dilation,
    ]);
    dilation = 1;
  }
  const steps = Math.ceil(w.shape[last]! / stride);
  w = b.reshape(spread(w, w.shape[last]!, steps * stride), [
    ...w.shape.slice(0, last),
    steps,
    stride,
  ]); // […, output, …, t, r]
  const length = s.before[i]! + s.input[i]!;
  const count = Math.ceil(length / stride); // q
  const front = (steps - 1) * dilation;
  const rank = w.shape.length;
  const before = w.shape.map((_, d) => (d === axis ? front : 0));
  const after = w.shape.map((n, d) => (d === axis ? Math.max(0, count - n) : 0));
  const padded = b.pad(w, before, after, 0);
  const shape = w.shape.map((n, d) => (d === axis ? count : n));
  const coordinates = shape.map((_, d): Affine => {
    const form = shifted(rank, d, d === axis ? front : 0);
    if (d !== axis) return form;
    const coefficients = [...form.coefficients];
    coefficients[last] = -dilation;
    return { offset: front, coefficients };
  });
  const skewed = b.view(padded, {
    kind: 'affine',
    label: `fold(axis ${axis})`,
    shape,
    coordinates,
  });
  const summed = b.reduce('sum', skewed, [last]); // […, q, …, 1, r]
  const order = [
    ...Array.from({ length: axis + 1 }, (_, d) => d),
    rank - 1,
    ...Array.from({ length: last - axis - 1 }, (_, d) => axis + 1 + d),
    last,
  ];
  const line = b.reshape(
    b.permute(summed, order),
    shape.slice(0, last).map((n, d) => (d === axis ? count * stride : n)),
  );
  const out = line.shape.map((n, d) => (d === axis ? s.input[i]! : n));
  return b.slice(
    line,
    out,
    out.map((_, d) => (d === axis ? s.before[i]! : 0)),
  );
}

const windowShape = (shape: Shape, s: WindowSpec): number[] => [
  ...shape.map((n, d) => (s.axes.includes(d) ? s.output[s.axes.indexOf(d)]! : n)),
  ...s.size,
];

const windowsOp: RegisteredOp<WindowSpec> = defineOp<WindowSpec>({
  name: 'windows',
  infer: ([x], s) => ({ shape: windowShape(x!.shape, s), dtype: x!.dtype }),
  vjp: (g, _node, s) => [foldWindows(g, s)],
  lower: (b, [x], s) => windowsLow(b, x!, s, 0),
});

const foldOp: RegisteredOp<WindowSpec> = defineOp<WindowSpec>({
  name: 'foldWindows',
  infer: ([x], s) => ({
    shape: x!.shape
      .slice(0, x!.shape.length - s.axes.length)
      .map((n, d) => (s.axes.includes(d) ? s.input[s.axes.indexOf(d)]! : n)),
    dtype: x!.dtype,
  }),
  vjp: (g, _node, s) => [windows(g, s)],
  lower: (b, [x], s, { dtype }) => computeIn(b, dtype, [x!], ([v]) => foldLow(b, v!, s)),
});

/** The elements under each window, zeros in the padding: […, axis, …] → […, output, …, sizes]. */
export const windows = (x: Node, spec: WindowSpec): Node => apply(windowsOp, [x], spec);
/** Sums windows back: […, output, …, sizes] → […, axis, …]. */
export const foldWindows = (x: Node, spec: WindowSpec): Node => apply(foldOp, [x], spec);

/** `size` elements every `step` along an axis, as a new last axis (torch.Tensor.unfold). */
export function unfold(x: Node, axis: number, size: number, step: number): Node {
  const n = x.shape[axis]!;
  for (const [name, got, least] of [
    ['size', size, 0],
    ['step', step, 1],
  ] as const) {
    if (!Number.isInteger(got) || got < least || (name === 'size' && got > n)) {
      raise(ArgumentError, tensorErrors, 'argument.range', {
        op: 'unfold',
        name,
        expected: `integer ≥ ${least}${name === 'size' ? ` and ≤ ${n}` : ''}`,
        got,
      });
    }
  }
  const output = [Math.floor((n - size) / step) + 1];
  return windows(x, {
    axes: [axis],
    size: [size],
    stride: [step],
    dilation: [1],
    before: [0],
    input: [n],
    output,
  });
}
