/** Pooling by output size: windows chosen so that as many numbers come out as are asked for. */
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { raise, ShapeError } from '../errors/index.ts';
import {
  type Attributes,
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
import { alongAxis } from './contractions.ts';
import { applyBinary, where } from './maps.ts';
import { maxAlong, maxIndex } from './picking.ts';
import { avgPool, maxPool, maxPoolIndices } from './pooling.ts';
import { source } from './sources.ts';

interface AdaptiveAttributes extends Attributes {
  readonly input: number;
  readonly output: number;
  readonly dtype: DType;
}

/** Whether input i belongs to window o: ⌊o·I/O⌋ ≤ i < ⌈(o + 1)·I/O⌉, as [O, I]; and its 1/size. */
function membership(b: LowBuilder, input: number, output: number): { inside: Low; count: Low } {
  const shape = [output, input];
  const int = (value: number): Low => b.constant(value, 'int32');
  const o = b.coordinate(shape, 0);
  const i = b.coordinate(shape, 1);
  const first = b.map('floordiv', 'int32', b.map('mul', 'int32', o, int(input)), int(output));
  const above = b.map(
    'add',
    'int32',
    b.map('mul', 'int32', b.map('add', 'int32', o, int(1)), int(input)),
    int(output - 1),
  );
  const stop = b.map('floordiv', 'int32', above, int(output));
  const inside = b.map('and', 'bool', b.map('ge', 'bool', i, first), b.map('lt', 'bool', i, stop));
  return { inside, count: b.map('sub', 'int32', stop, first) };
}

const adaptiveWeightsOp: RegisteredOp<AdaptiveAttributes> = defineOp<AdaptiveAttributes>({
  name: 'adaptiveWeights',
  infer: (_inputs, { input, output, dtype }) => ({ shape: [output, input], dtype }),
  lower: (b, _inputs, { input, output, dtype }) => {
    const { inside, count } = membership(b, input, output);
    const t = dtype === 'float64' ? 'float64' : 'float32';
    return b.cast(
      b.map(
        'where',
        t,
        inside,
        b.map('div', t, b.constant(1, t), b.cast(count, t)),
        b.constant(0, t),
      ),
      dtype,
    );
  },
});
const adaptiveMaskOp: RegisteredOp<AdaptiveAttributes> = defineOp<AdaptiveAttributes>({
  name: 'adaptiveMask',
  infer: (_inputs, { input, output }) => ({ shape: [output, input], dtype: 'bool' }),
  lower: (b, _inputs, { input, output }) => membership(b, input, output).inside,
});

function adaptiveSizes(
  op: string,
  axes: number,
  x: Node,
  outputSize: number | readonly (number | null)[],
): number[] {
  const rank = x.shape.length;
  if (rank !== axes + 1 && rank !== axes + 2) {
    raise(ShapeError, tensorErrors, 'shape.rank', {
      op,
      expected: `${axes + 1} or ${axes + 2}`,
      got: x.shape,
    });
  }
  const input = x.shape.slice(rank - axes);
  const wished =
    typeof outputSize === 'number'
      ? new Array<number>(axes).fill(outputSize)
      : outputSize.map((n, i) => n ?? input[i]!);
  return tuple(op, 'outputSize', wished, axes, 1);
}

/** Mean over windows chosen so that `outputSize` numbers come out per axis (null: as many as go in). */
export function adaptiveAvgPool(
  axes: number,
  x: Node,
  outputSize: number | readonly (number | null)[],
): Node {
  const sizes = adaptiveSizes(`adaptiveAvgPool${axes}d`, axes, x, outputSize);
  const rank = x.shape.length;
  const input = x.shape.slice(rank - axes);
  if (sizes.every((n, i) => input[i]! % n === 0)) {
    return avgPool(
      axes,
      x,
      input.map((n, i) => n / sizes[i]!),
    );
  }
  return sizes.reduce((y, size, i) => {
    const attrs = { input: input[i]!, output: size, dtype: y.dtype };
    const weights = source(adaptiveWeightsOp, attrs, [size, input[i]!], y.dtype, x.device);
    return alongAxis(y, weights, rank - axes + i);
  }, x);
}

/** Maximum over the windows of adaptiveAvgPool; the gradient goes to the first maximum. */
export function adaptiveMaxPool(
  axes: number,
  x: Node,
  outputSize: number | readonly (number | null)[],
): Node {
  return adaptiveMax(axes, x, outputSize).values();
}
/** Where those maxima are: row-major numbers in the plane of the input, int32. */
export function adaptiveMaxPoolIndices(
  axes: number,
  x: Node,
  outputSize: number | readonly (number | null)[],
): Node {
  return adaptiveMax(axes, x, outputSize).indices();
}

function adaptiveMax(
  axes: number,
  x: Node,
  outputSize: number | readonly (number | null)[],
): { values: () => Node; indices: () => Node } {
  const sizes = adaptiveSizes(`adaptiveMaxPool${axes}d`, axes, x, outputSize);
  const rank = x.shape.length;
  const input = x.shape.slice(rank - axes);
  if (sizes.every((n, i) => input[i]! % n === 0)) {
    const kernel = input.map((n, i) => n / sizes[i]!);
    return {
      values: () => maxPool(axes, x, kernel),
      indices: () => maxPoolIndices(axes, x, kernel),
    };
  }
  // Every window's mask over the plane: [output…, input…]; a mean of windows would be cheaper, a maximum is not separable in its index.
  const plane = sizeOf(input);
  let mask: Node | null = null;
  sizes.forEach((size, i) => {
    const attrs = { input: input[i]!, output: size, dtype: 'bool' as DType };
    const one = source(adaptiveMaskOp, attrs, [size, input[i]!], 'bool', x.device);
    const shape = [
      ...sizes.map((_, j) => (j === i ? size : 1)),
      ...input.map((n, j) => (j === i ? n : 1)),
    ];
    const part = reshape(one, shape);
    mask = mask ? applyBinary('logicalAnd', mask, part) : part;
  });
  const lead = x.shape.slice(0, rank - axes);
  const spread = reshape(x, [...lead, ...sizes.map(() => 1), ...input]);
  const masked = where(mask!, spread, isFloat(x.dtype) ? Number.NEGATIVE_INFINITY : -2147483648);
  const flat = reshape(masked, [...lead, ...sizes, plane]);
  return {
    values: () => reshape(maxAlong(flat, rank), [...lead, ...sizes]),
    indices: () => reshape(maxIndex(flat, rank), [...lead, ...sizes]),
  };
}
