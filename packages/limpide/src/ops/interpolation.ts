/** Images and signals in other sizes: nearest neighbour, linear and bilinear interpolation, pixel shuffling. */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import {
  type Attributes,
  type DType,
  defineOp,
  type Low,
  type LowBuilder,
  type Node,
  type RegisteredOp,
  toFloat,
} from '../graph/index.ts';
import { expand, reshape } from './broadcasting.ts';
import { alongAxis } from './contractions.ts';
import { cast } from './maps.ts';
import { permute } from './movement.ts';
import { source } from './sources.ts';

export interface InterpolateOptions {
  /** Sizes of the spatial axes; or `scaleFactor`. */
  readonly size?: number | readonly number[] | undefined;
  readonly scaleFactor?: number | readonly number[] | undefined;
  /** `'nearest'` (the default), `'linear'` for one spatial axis, `'bilinear'` for two. */
  readonly mode?: 'nearest' | 'linear' | 'bilinear' | undefined;
  /** Whether the centres of the corners are kept in place (linear modes). */
  readonly alignCorners?: boolean | undefined;
}

interface LineAttributes extends Attributes {
  readonly input: number;
  readonly output: number;
  /** distance in the input between neighbours of the output */
  readonly scale: number;
  readonly mode: 'nearest' | 'linear' | 'corners';
  readonly dtype: DType;
}

/**
 * The weights [output, input] of one axis.
 *
 * nearest: 1 at ⌊o·scale⌋. linear: a triangle, max(0, 1 − |i − s|), around s = (o + ½)·scale − ½ (or
 * o·scale with aligned corners), s limited to the input.
 */
const weightsOp: RegisteredOp<LineAttributes> = defineOp<LineAttributes>({
  name: 'interpolationWeights',
  infer: (_inputs, { input, output, dtype }) => ({ shape: [output, input], dtype }),
  lower: (b, _inputs, { input, output, scale, mode, dtype }) => {
    const t = dtype === 'float64' ? 'float64' : 'float32';
    const shape = [output, input];
    const number = (value: number): Low => b.constant(value, t);
    const o = b.cast(b.coordinate(shape, 0), t);
    const i = b.cast(b.coordinate(shape, 1), t);
    const limit = (x: Low): Low =>
      b.map('min', t, b.map('max', t, x, number(0)), number(input - 1));
    if (mode === 'nearest') {
      const at = limit(b.map('floor', t, b.map('mul', t, o, number(scale))));
      return b.cast(b.map('eq', 'bool', i, at), dtype);
    }
    const at = mode === 'corners' ? b.map('mul', t, o, number(scale)) : centred(b, o, scale, t);
    const distance = b.map('abs', t, b.map('sub', t, i, limit(at)));
    return b.cast(b.map('max', t, b.map('sub', t, number(1), distance), number(0)), dtype);
  },
});

const centred = (b: LowBuilder, o: Low, scale: number, t: DType): Low =>
  b.map(
    'sub',
    t,
    b.map('mul', t, b.map('add', t, o, b.constant(0.5, t)), b.constant(scale, t)),
    b.constant(0.5, t),
  );

/**
 * The last one or two axes in another size (torch.nn.functional.interpolate).
 *
 * @param x [N, C, L] or [N, C, H, W]
 */
export function interpolate(x: Node, options: InterpolateOptions): Node {
  const op = 'interpolate';
  const axes = x.shape.length - 2;
  const mode = options.mode ?? 'nearest';
  if (axes !== 1 && axes !== 2)
    raise(ShapeError, tensorErrors, 'shape.rank', { op, expected: '3 or 4', got: x.shape });
  if ((mode === 'linear' && axes !== 1) || (mode === 'bilinear' && axes !== 2)) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op,
      name: 'mode',
      expected: axes === 1 ? 'nearest or linear' : 'nearest or bilinear',
      got: mode,
    });
  }
  const input = x.shape.slice(2);
  const each = (value: number | readonly number[]): number[] =>
    typeof value === 'number' ? input.map(() => value) : [...value];
  const factors = options.scaleFactor === undefined ? null : each(options.scaleFactor);
  if ((options.size === undefined) === (factors === null)) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op,
      name: 'size',
      expected: 'given, or else scaleFactor',
      got: options.size === undefined ? 'neither' : 'both',
    });
  }
  const output =
    options.size !== undefined
      ? each(options.size)
      : input.map((n, i) => Math.floor(n * factors![i]!));
  if (output.length !== axes || output.some((n) => !Number.isInteger(n) || n < 1)) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op,
      name: factors ? 'scaleFactor' : 'size',
      expected: `${axes} × integer ≥ 1`,
      got: output,
    });
  }
  return output.reduce((y, size, i) => {
    const n = input[i]!;
    if (mode === 'nearest' && size % n === 0) return repeated(y, 2 + i, size / n);
    const corners = mode !== 'nearest' && (options.alignCorners ?? false);
    const scale = corners
      ? size > 1
        ? (n - 1) / (size - 1)
        : 0
      : factors
        ? 1 / factors[i]!
        : n / size;
    if (size === n && (factors === null || factors[i] === 1)) return y;
    const v = cast(y, toFloat(y.dtype));
    const attrs: LineAttributes = {
      input: n,
      output: size,
      scale,
      mode: mode === 'nearest' ? 'nearest' : corners ? 'corners' : 'linear',
      dtype: v.dtype,
    };
    return alongAxis(v, source(weightsOp, attrs, [size, n], v.dtype, x.device), 2 + i);
  }, x);
}

/** Each element of an axis `times` times, one copy beside the other. */
export function repeated(x: Node, axis: number, times: number): Node {
  if (times === 1) return x;
  const apart = [...x.shape.slice(0, axis + 1), 1, ...x.shape.slice(axis + 1)];
  const wide = expand(
    reshape(x, apart),
    apart.map((n, d) => (d === axis + 1 ? times : n)),
  );
  return reshape(
    wide,
    x.shape.map((n, d) => (d === axis ? n * times : n)),
  );
}

/** [N, C·r², H, W] → [N, C, H·r, W·r] (Shi et al., 2016) */
export function pixelShuffle(x: Node, factor: number): Node {
  const rank = x.shape.length;
  if (rank < 3)
    raise(ShapeError, tensorErrors, 'shape.rank', {
      op: 'pixelShuffle',
      expected: '≥ 3',
      got: x.shape,
    });
  const lead = x.shape.slice(0, rank - 3);
  const [c, h, w] = x.shape.slice(rank - 3) as [number, number, number];
  if (!Number.isInteger(factor) || factor < 1 || c % (factor * factor) !== 0) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'pixelShuffle',
      name: 'upscaleFactor',
      expected: `integer whose square divides ${c}`,
      got: factor,
    });
  }
  const k = lead.length;
  const out = c / (factor * factor);
  const split = reshape(x, [...lead, out, factor, factor, h, w]);
  return reshape(permute(split, [...lead.map((_, d) => d), k, k + 3, k + 1, k + 4, k + 2]), [
    ...lead,
    out,
    h * factor,
    w * factor,
  ]);
}

/** [N, C, H·r, W·r] → [N, C·r², H, W] */
export function pixelUnshuffle(x: Node, factor: number): Node {
  const rank = x.shape.length;
  const lead = x.shape.slice(0, rank - 3);
  const [c, h, w] = x.shape.slice(rank - 3) as [number, number, number];
  if (rank < 3 || !Number.isInteger(factor) || factor < 1 || h % factor !== 0 || w % factor !== 0) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'pixelUnshuffle',
      name: 'downscaleFactor',
      expected: `integer that divides ${h} and ${w}`,
      got: factor,
    });
  }
  const k = lead.length;
  const split = reshape(x, [...lead, c, h / factor, factor, w / factor, factor]);
  return reshape(permute(split, [...lead.map((_, d) => d), k, k + 2, k + 4, k + 1, k + 3]), [
    ...lead,
    c * factor * factor,
    h / factor,
    w / factor,
  ]);
}
