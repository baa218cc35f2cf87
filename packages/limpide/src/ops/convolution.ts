/**
 * Convolutions (cross-correlations, as everywhere in deep learning) along one or more spatial axes, and
 * their transposes.
 *
 * y[n, o, i] = Σ_{c, k} w[o, c, k] · x[n, c, i·stride − padding + k·dilation]  is linear in x and in w. The
 * form ⟨conv(x, w), y⟩ is linear in x, w and y, and has three partial gradients: `conv(x, w)`,
 * `convInput(y, w)` (the transposed convolution) and `convWeight(x, y)`. Each is one operator, a single
 * contraction, and its own gradients are the other two.
 */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import {
  type Attributes,
  apply,
  defineOp,
  type Low,
  type LowBuilder,
  type Node,
  type RegisteredOp,
  tuple,
} from '../graph/index.ts';
import { reshape } from './broadcasting.ts';
import { add, cast } from './maps.ts';
import { computeIn, resultDType } from './support.ts';
import { padOrCrop, type WindowSpec, windowCount, windowsLow } from './windows.ts';

/** Spatial lists, one entry per spatial axis; `input` and `output` are the sizes of x and y. */
interface ConvAttributes extends Attributes {
  readonly stride: readonly number[];
  readonly before: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
  readonly kernel: readonly number[];
  readonly input: readonly number[];
  readonly output: readonly number[];
}

const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);

/** [N, C, …] → [N, groups, C / groups, …] */
function grouped(b: LowBuilder, x: Low, groups: number): Low {
  const [n, c, ...space] = x.shape as [number, number, ...number[]];
  return b.reshape(x, [n, groups, c / groups, ...space]);
}

const spec = (a: ConvAttributes, lead: number): WindowSpec => ({
  axes: range(a.kernel.length, lead),
  size: a.kernel,
  stride: a.stride,
  dilation: a.dilation,
  before: a.before,
  input: a.input,
  output: a.output,
});

/** [O, C / g, …K] → [N, g, O / g, C / g, …K], the same for every image. */
function groupedWeight(b: LowBuilder, w: Low, groups: number, images: number): Low {
  const [o, c, ...kernel] = w.shape as [number, number, ...number[]];
  const split = b.reshape(w, [1, groups, o / groups, c, ...kernel]);
  return b.expand(split, [images, ...split.shape.slice(1)]);
}

const convOp: RegisteredOp<ConvAttributes> = defineOp<ConvAttributes>({
  name: 'conv',
  infer: ([x, w], a) => ({
    shape: [x!.shape[0]!, w!.shape[0]!, ...a.output],
    dtype: resultDType(x!, w!),
  }),
  vjp: (g, node, a, needs) => {
    const [x, w] = node.inputs as readonly [Node, Node];
    return [
      needs[0] ? cast(apply(convInputOp, [g, w], a as ConvAttributes), x.dtype) : null,
      needs[1] ? cast(apply(convWeightOp, [x, g], a as ConvAttributes), w.dtype) : null,
    ];
  },
  lower: (b, [x, w], a, { shape, dtype }) =>
    computeIn(b, dtype, [x!, w!], ([u, v]) => {
      const s = a.kernel.length;
      const seen = windowsLow(b, grouped(b, u!, a.groups), spec(a, 3), 0, true); // [N, g, C/g, …O, …K]
      const right = b.permute(seen, [0, 1, ...range(s, 3), 2, ...range(s, 3 + s)]); // [N, g, …O, C/g, …K]
      const left = groupedWeight(b, v!, a.groups, u!.shape[0]!);
      return b.reshape(b.contraction(left, right, { batch: 2, m: 1, n: s, k: 1 + s }), shape);
    }),
});

const convInputOp: RegisteredOp<ConvAttributes> = defineOp<ConvAttributes>({
  name: 'convInput',
  infer: ([y, w], a) => ({
    shape: [y!.shape[0]!, w!.shape[1]! * a.groups, ...a.input],
    dtype: resultDType(y!, w!),
  }),
  vjp: (g, node, a, needs) => {
    const [y, w] = node.inputs as readonly [Node, Node];
    return [
      needs[0] ? cast(apply(convOp, [g, w], a as ConvAttributes), y.dtype) : null,
      needs[1] ? cast(apply(convWeightOp, [g, y], a as ConvAttributes), w.dtype) : null,
    ];
  },
  lower: (b, [y, w], a, { shape, dtype }) =>
    computeIn(b, dtype, [y!, w!], ([u, v]) => {
      const s = a.kernel.length;
      const size = wholeVectors(a);
      const wide = spreadOut(b, grouped(b, u!, a.groups), { ...a, input: size }); // [N, g, O/g, …(X + dilation·(K − 1))]
      let seen = wide;
      for (let i = 0; i < s; i++) seen = b.window(seen, 3 + i, a.kernel[i]!, 1, a.dilation[i]!); // [N, g, O/g, …X, …K]
      const right = b.permute(seen, [0, 1, ...range(s, 3), 2, ...range(s, 3 + s)]); // [N, g, …X, O/g, …K]
      const flipped = b.slice(
        v!,
        v!.shape,
        v!.shape.map((n, d) => (d < 2 ? 0 : n - 1)),
        v!.shape.map((_, d) => (d < 2 ? 1 : -1)),
      );
      const left = b.permute(groupedWeight(b, flipped, a.groups, u!.shape[0]!), [
        0,
        1,
        3,
        2,
        ...range(s, 4),
      ]); // [N, g, C/g, O/g, …K]
      const found = b.contraction(left, right, { batch: 2, m: 1, n: s, k: 1 + s });
      const start = shape.map(() => 0);
      return b.slice(b.reshape(found, [...shape.slice(0, 2), ...size]), shape, start);
    }),
});

/**
 * The input's sizes, the last one rounded up where it nearly fills its last vector of eight: rows of whole
 * vectors are so much quicker that a few columns for nothing are worth it (14 columns as 16: 1.4×).
 */
function wholeVectors(a: ConvAttributes): number[] {
  const last = a.kernel.length - 1;
  const rest = a.input[last]! % 8;
  return a.input.map((n, i) => (i === last && a.stride[i] === 1 && rest >= 5 ? n + 8 - rest : n));
}

/**
 * y with stride − 1 zeros between neighbours, and around it what a full correlation with the flipped
 * kernel needs to give x's sizes. Written out in one go, if there is anything to insert.
 */
function spreadOut(b: LowBuilder, y: Low, a: ConvAttributes): Low {
  const lead = y.shape.slice(0, 3);
  const plans = a.kernel.map((k, i) => {
    const stride = a.stride[i]!;
    const reach = a.dilation[i]! * (k - 1);
    const front = reach - a.before[i]!;
    const length = a.input[i]! + reach;
    const rows = Math.ceil(front / stride); // whole groups of `stride` in front
    const skip = rows * stride - front;
    const total = Math.ceil((length + skip) / stride);
    return { stride, rows, skip, length, total, behind: total - rows - a.output[i]! };
  });
  const paired = b.reshape(y, [...lead, ...a.output.flatMap((n) => [n, 1])]);
  const before = [0, 0, 0, ...plans.flatMap((p) => [p.rows, 0])];
  const after = [0, 0, 0, ...plans.flatMap((p) => [p.behind, p.stride - 1])];
  const padded = padOrCrop(b, paired, before, after);
  const written = padded.kind === 'view' && padded.move.kind === 'pad' ? b.copy(padded) : padded;
  const joined = b.reshape(written, [...lead, ...plans.map((p) => p.total * p.stride)]);
  return b.slice(
    joined,
    [...lead, ...plans.map((p) => p.length)],
    [0, 0, 0, ...plans.map((p) => p.skip)],
  );
}

const convWeightOp: RegisteredOp<ConvAttributes> = defineOp<ConvAttributes>({
  name: 'convWeight',
  infer: ([x, y], a) => ({
    shape: [y!.shape[1]!, x!.shape[1]! / a.groups, ...a.kernel],
    dtype: resultDType(x!, y!),
  }),
  vjp: (g, node, a, needs) => {
    const [x, y] = node.inputs as readonly [Node, Node];
    return [
      needs[0] ? cast(apply(convInputOp, [y, g], a as ConvAttributes), x.dtype) : null,
      needs[1] ? cast(apply(convOp, [x, g], a as ConvAttributes), y.dtype) : null,
    ];
  },
  lower: (b, [x, y], a, { shape, dtype }) =>
    computeIn(b, dtype, [x!, y!], ([u, v]) => {
      const s = a.kernel.length;
      const seen = windowsLow(b, grouped(b, u!, a.groups), spec(a, 3), 0, true); // [N, g, C/g, …O, …K]
      const right = b.permute(seen, [1, 2, ...range(s, 3 + s), 0, ...range(s, 3)]); // [g, C/g, …K, N, …O]
      const left = b.permute(grouped(b, v!, a.groups), [1, 2, 0, ...range(s, 3)]); // [g, O/g, N, …O]
      return b.reshape(b.contraction(left, right, { batch: 1, m: 1, n: 1 + s, k: 1 + s }), shape);
    }),
});

// ---- what people call ------------------------------------------------------------------------------

export interface ConvOptions {
  readonly stride?: number | readonly number[] | undefined;
  /** Zeros on both sides of each axis; `'same'` keeps sizes (stride 1), `'valid'` is 0. */
  readonly padding?: number | readonly number[] | 'same' | 'valid' | undefined;
  readonly dilation?: number | readonly number[] | undefined;
  readonly groups?: number | undefined;
}
export interface ConvTransposeOptions {
  readonly stride?: number | readonly number[] | undefined;
  readonly padding?: number | readonly number[] | undefined;
  /** Extra size at the far end of each axis. */
  readonly outputPadding?: number | readonly number[] | undefined;
  readonly dilation?: number | readonly number[] | undefined;
  readonly groups?: number | undefined;
}

/** Checks ranks; an image without batch axis gets one. */
function batched(op: string, x: Node, w: Node, axes: number): { x: Node; alone: boolean } {
  if (w.shape.length !== axes + 2)
    raise(ShapeError, tensorErrors, 'shape.rank', { op, expected: axes + 2, got: w.shape });
  const alone = x.shape.length === axes + 1;
  if (!alone && x.shape.length !== axes + 2) {
    raise(ShapeError, tensorErrors, 'shape.rank', {
      op,
      expected: `${axes + 1} or ${axes + 2}`,
      got: x.shape,
    });
  }
  return { x: alone ? reshape(x, [1, ...x.shape]) : x, alone };
}

function checkGroups(op: string, groups: number, channels: readonly number[]): void {
  if (!Number.isInteger(groups) || groups < 1 || channels.some((c) => c % groups !== 0)) {
    raise(ArgumentError, operatorErrors, 'window.groups', { op, groups, channels });
  }
}

function finish(op: string, y: Node, bias: Node | null, alone: boolean): Node {
  const channels = y.shape[1]!;
  let out = y;
  if (bias) {
    if (bias.shape.length !== 1 || bias.shape[0] !== channels) {
      raise(ShapeError, tensorErrors, 'shape.mismatch', {
        op,
        what: 'bias',
        expected: [channels],
        got: bias.shape,
      });
    }
    out = add(y, reshape(bias, [channels, ...y.shape.slice(2).map(() => 1)]));
  }
  return alone ? reshape(out, out.shape.slice(1)) : out;
}

/**
 * Convolution along the last `axes` axes.
 *
 * @param input  [N, C, …] or [C, …]
 * @param weight [O, C / groups, …kernel]
 * @param bias   [O] or null
 */
export function conv(
  axes: number,
  input: Node,
  weight: Node,
  bias: Node | null,
  options: ConvOptions = {},
): Node {
  const op = `conv${axes}d`;
  const { x, alone } = batched(op, input, weight, axes);
  const groups = options.groups ?? 1;
  const channels = x.shape[1]!;
  checkGroups(op, groups, [channels, weight.shape[0]!]);
  if (weight.shape[1]! * groups !== channels) {
    raise(ShapeError, operatorErrors, 'window.channels', {
      op,
      got: channels,
      shape: x.shape,
      weight: weight.shape,
      groups,
      expected: weight.shape[1]! * groups,
    });
  }
  const stride = tuple(op, 'stride', options.stride ?? 1, axes, 1);
  const dilation = tuple(op, 'dilation', options.dilation ?? 1, axes, 1);
  const kernel = weight.shape.slice(2);
  const space = x.shape.slice(2);
  let before: number[];
  let after: number[];
  if (options.padding === 'same') {
    if (stride.some((s) => s !== 1))
      raise(ArgumentError, operatorErrors, 'window.same', { op, stride });
    const total = kernel.map((k, i) => dilation[i]! * (k - 1));
    before = total.map((n) => Math.floor(n / 2));
    after = total.map((n, i) => n - before[i]!);
  } else {
    before = tuple(
      op,
      'padding',
      options.padding === 'valid' ? 0 : (options.padding ?? 0),
      axes,
      0,
    );
    after = before;
  }
  const output = space.map((n, i) =>
    windowCount(op, n + before[i]! + after[i]!, kernel[i]!, stride[i]!, dilation[i]!),
  );
  const y = apply(convOp, [x, weight], {
    stride,
    before,
    dilation,
    groups,
    kernel,
    input: space,
    output,
  });
  return finish(op, y, bias, alone);
}

/**
 * Transposed convolution: the gradient of a convolution with respect to its input.
 *
 * @param input  [N, C, …] or [C, …]
 * @param weight [C, O / groups, …kernel]
 * @param bias   [O] or null
 */
export function convTranspose(
  axes: number,
  input: Node,
  weight: Node,
  bias: Node | null,
  options: ConvTransposeOptions = {},
): Node {
  const op = `convTranspose${axes}d`;
  const { x, alone } = batched(op, input, weight, axes);
  const groups = options.groups ?? 1;
  checkGroups(op, groups, [x.shape[1]!, weight.shape[0]!]);
  if (weight.shape[0] !== x.shape[1]) {
    raise(ShapeError, operatorErrors, 'window.channels', {
      op,
      got: x.shape[1]!,
      shape: x.shape,
      weight: weight.shape,
      groups,
      expected: weight.shape[0]!,
    });
  }
  const stride = tuple(op, 'stride', options.stride ?? 1, axes, 1);
  const dilation = tuple(op, 'dilation', options.dilation ?? 1, axes, 1);
  const before = tuple(op, 'padding', options.padding ?? 0, axes, 0);
  const extra = tuple(op, 'outputPadding', options.outputPadding ?? 0, axes, 0);
  if (extra.some((n, i) => n >= Math.max(stride[i]!, dilation[i]!))) {
    raise(ArgumentError, operatorErrors, 'window.outputPadding', {
      op,
      got: extra,
      stride,
      dilation,
    });
  }
  const kernel = weight.shape.slice(2);
  const output = x.shape.slice(2);
  const space = output.map(
    (n, i) =>
      (n - 1) * stride[i]! - 2 * before[i]! + dilation[i]! * (kernel[i]! - 1) + extra[i]! + 1,
  );
  if (space.some((n) => n < 0))
    raise(ShapeError, tensorErrors, 'shape.invalid', { op, got: space });
  const y = apply(convInputOp, [x, weight], {
    stride,
    before,
    dilation,
    groups,
    kernel,
    input: space,
    output,
  });
  return finish(op, y, bias, alone);
}
