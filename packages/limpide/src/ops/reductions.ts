/** Reductions: folds along axes, and what is made of them (mean, variance, softmax, norms). */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import {
  apply,
  axesOf,
  axisOf,
  type DType,
  defineOp,
  dtypeInfo,
  isFloat,
  type Low,
  type LowBuilder,
  type Node,
  reducedShape,
  type Shape,
  sizeOf,
  toFloat,
} from '../graph/index.ts';
import { reshape, unreduce } from './broadcasting.ts';
import { abs, cast, div, eq, exp, mul, pow, sqrt, sub, where } from './maps.ts';
import { computeIn } from './support.ts';

export interface ReduceOptions {
  /** Axes to fold; all when left out. */
  readonly dim?: number | readonly number[] | undefined;
  /** Whether folded axes stay, with size 1. */
  readonly keepdim?: boolean | undefined;
}

interface FoldAttributes {
  readonly axes: readonly number[];
  readonly keepdim: boolean;
  readonly [name: string]: number | boolean | readonly number[];
}

const countOf = (shape: Shape, axes: readonly number[]): number =>
  axes.reduce((n, d) => n * shape[d]!, 1);

/** Integers and booleans are summed as int32. */
const summed = (dtype: DType): DType => (isFloat(dtype) ? dtype : 'int32');

function fold(
  name: string,
  gives: (dtype: DType) => DType,
  lower: (b: LowBuilder, x: Low, axes: readonly number[], dtype: DType) => Low,
  vjp?: (g: Node, x: Node, y: Node, axes: readonly number[]) => Node,
) {
  return defineOp<FoldAttributes>({
    name,
    infer: ([x], { axes, keepdim }) => ({
      shape: reducedShape(x!.shape, axes, keepdim),
      dtype: gives(x!.dtype),
    }),
    ...(vjp
      ? {
          vjp: (g: Node, node: Node, { axes }: FoldAttributes) => {
            const x = node.inputs[0]!;
            return [vjp(unreduce(g, x.shape, axes), x, node, axes)];
          },
        }
      : {}),
    lower: (b, [x], { axes }, { shape, dtype }) =>
      b.reshape(
        computeIn(b, dtype, [x!], ([v], t) => lower(b, v!, axes, t)),
        shape,
      ),
  });
}

const plainFold =
  (fn: 'sum' | 'prod' | 'max' | 'min') => (b: LowBuilder, x: Low, axes: readonly number[]) =>
    b.reduce(fn, x, axes);

const sumOp = fold('sum', summed, plainFold('sum'), (g, x) => cast(g, x.dtype));
const prodOp = fold('prod', summed, plainFold('prod'), (g, x, _y, axes) =>
  mul(g, productOfOthers(x, axes)),
);
const meanOp = fold(
  'mean',
  toFloat,
  (b, x, axes, t) =>
    b.map('mul', t, b.reduce('sum', x, axes), b.constant(1 / countOf(x.shape, axes), t)),
  (g, x, _y, axes) => mul(g, 1 / countOf(x.shape, axes)),
);
/** Gradient shared equally among ties, as torch.amax. */
const extremumVjp = (g: Node, x: Node, y: Node, axes: readonly number[]): Node => {
  const hit = eq(x, unreduce(y, x.shape, axes));
  const count = unreduce(sum(cast(hit, x.dtype), { dim: axes, keepdim: true }), x.shape, axes);
  return where(hit, div(g, count), 0);
};
const amaxOp = fold('amax', (t) => t, plainFold('max'), extremumVjp);
const aminOp = fold('amin', (t) => t, plainFold('min'), extremumVjp);
/** Whether some element, or all of them, are not 0; a NaN is not. */
const truth = (name: string, fn: 'max' | 'min') =>
  defineOp<FoldAttributes>({
    name,
    infer: ([x], { axes, keepdim }) => ({
      shape: reducedShape(x!.shape, axes, keepdim),
      dtype: 'bool',
    }),
    lower: (b, [x], { axes }, { shape }) => {
      const v = b.cast(x!, dtypeInfo[x!.dtype].compute);
      const flags = b.cast(b.map('ne', 'bool', v, b.constant(0, v.dtype)), 'int32');
      // without elements the fold gives an integer's limit: for any the lowest, which must not count
      return b.reshape(
        b.map('gt', 'bool', b.reduce(fn, flags, axes), b.constant(0, 'int32')),
        shape,
      );
    },
  });
const anyOp = truth('any', 'max');
const allOp = truth('all', 'min');

/** For each element, the product of the others along the folded axes (right where there are zeros). */
function productOfOthers(x: Node, axes: readonly number[]): Node {
  // Zeros are counted: with none, y / x; with one, only its own place gets a gradient; with more, none.
  const zero = eq(x, 0);
  const zeros = unreduce(sum(cast(zero, 'int32'), { dim: axes, keepdim: true }), x.shape, axes);
  const safe = where(zero, 1, x);
  const product = unreduce(prod(safe, { dim: axes, keepdim: true }), x.shape, axes);
  return where(eq(zeros, 0), div(product, safe), where(eq(zeros, 1), where(zero, product, 0), 0));
}

function attributes(op: string, x: Node, options: ReduceOptions): FoldAttributes {
  return { axes: axesOf(op, options.dim, x.shape), keepdim: options.keepdim ?? false };
}

function needsElements(op: string, x: Node, axes: readonly number[]): void {
  if (countOf(x.shape, axes) === 0 && sizeOf(reducedShape(x.shape, axes, false)) > 0) {
    raise(ArgumentError, tensorErrors, 'empty.reduce', { op, shape: x.shape });
  }
}

export const sum = (x: Node, options: ReduceOptions = {}): Node =>
  apply(sumOp, [x], attributes('sum', x, options));
export const prod = (x: Node, options: ReduceOptions = {}): Node =>
  apply(prodOp, [x], attributes('prod', x, options));
export const mean = (x: Node, options: ReduceOptions = {}): Node =>
  apply(meanOp, [x], attributes('mean', x, options));
export const any = (x: Node, options: ReduceOptions = {}): Node =>
  apply(anyOp, [x], attributes('any', x, options));
export const all = (x: Node, options: ReduceOptions = {}): Node =>
  apply(allOp, [x], attributes('all', x, options));
export function amax(x: Node, options: ReduceOptions = {}): Node {
  const attrs = attributes('amax', x, options);
  needsElements('amax', x, attrs.axes);
  return apply(amaxOp, [x], attrs);
}
export function amin(x: Node, options: ReduceOptions = {}): Node {
  const attrs = attributes('amin', x, options);
  needsElements('amin', x, attrs.axes);
  return apply(aminOp, [x], attrs);
}

// ---- where the extremum is -----------------------------------------------------------------------

/** First index of the extremum; a NaN wins over everything, as in PyTorch. */
function argExtremum(name: string, fn: 'max' | 'min') {
  return defineOp<FoldAttributes>({
    name,
    infer: ([x], { axes, keepdim }) => ({
      shape: reducedShape(x!.shape, axes, keepdim),
      dtype: 'int32',
    }),
    lower: (b, [x], { axes }, { shape }) => {
      const axis = axes[0];
      if (axis === undefined) return b.constant(0, 'int32', shape);
      const v = b.cast(
        x!,
        x!.dtype === 'float64' ? 'float64' : isFloat(x!.dtype) ? 'float32' : 'int32',
      );
      const best = b.reduce(fn, v, [axis]);
      let hit = b.map('eq', 'bool', v, best);
      if (isFloat(v.dtype)) hit = b.map('or', 'bool', hit, b.map('isnan', 'bool', v));
      const place = b.map(
        'where',
        'int32',
        hit,
        b.coordinate(v.shape, axis),
        b.constant(0x7fffffff, 'int32'),
      );
      return b.reshape(b.reduce('min', place, [axis]), shape);
    },
  });
}
const argmaxOp = argExtremum('argmax', 'max');
const argminOp = argExtremum('argmin', 'min');

function arg(
  op: typeof argmaxOp,
  x: Node,
  options: { dim?: number | undefined; keepdim?: boolean | undefined },
): Node {
  const flat = options.dim === undefined;
  const source = flat ? reshape(x, [-1]) : x;
  const axis = source.shape.length === 0 ? [] : [axisOf(op.name, options.dim ?? 0, source.shape)];
  needsElements(op.name, source, axis);
  const found = apply(op, [source], {
    axes: axis,
    keepdim: flat ? false : (options.keepdim ?? false),
  });
  return flat && options.keepdim
    ? reshape(
        found,
        x.shape.map(() => 1),
      )
    : found;
}
export const argmax = (
  x: Node,
  options: { dim?: number | undefined; keepdim?: boolean | undefined } = {},
): Node => arg(argmaxOp, x, options);
export const argmin = (
  x: Node,
  options: { dim?: number | undefined; keepdim?: boolean | undefined } = {},
): Node => arg(argminOp, x, options);

// ---- spread ---------------------------------------------------------------------------------------

const varianceOp = defineOp<FoldAttributes & { readonly correction: number }>({
  name: 'variance',
  infer: ([x], { axes, keepdim }) => ({
    shape: reducedShape(x!.shape, axes, keepdim),
    dtype: toFloat(x!.dtype),
  }),
  vjp: (g, node, attrs) => {
    const x = node.inputs[0]!;
    const axes = attrs['axes'] as readonly number[];
    const n = countOf(x.shape, axes);
    const centred = sub(x, mean(x, { dim: axes, keepdim: true }));
    return [
      mul(
        mul(unreduce(g, x.shape, axes), centred),
        2 / Math.max(0, n - (attrs['correction'] as number)),
      ),
    ];
  },
  lower: (b, [x], { axes, correction }, { shape, dtype }) =>
    b.reshape(
      computeIn(b, dtype, [x!], ([v], t) => {
        const n = countOf(v!.shape, axes);
        const mu = b.map('mul', t, b.reduce('sum', v!, axes), b.constant(1 / n, t));
        const centred = b.map('sub', t, v!, mu);
        return b.map(
          'mul',
          t,
          b.reduce('sum', b.map('mul', t, centred, centred), axes),
          b.constant(1 / Math.max(0, n - correction), t),
        );
      }),
      shape,
    ),
});

/** Σ(x − mean)² / (n − correction) */
export const variance = (
  x: Node,
  options: ReduceOptions & { readonly correction?: number | undefined } = {},
): Node =>
  apply(varianceOp, [x], {
    ...attributes('variance', x, options),
    correction: options.correction ?? 1,
  });
export const std = (
  x: Node,
  options: ReduceOptions & { readonly correction?: number | undefined } = {},
): Node => sqrt(variance(x, options));

/** (Σ|x|^p)^(1/p); p may be 0 (count), ∞ and −∞ */
export function norm(x: Node, p: number, options: ReduceOptions = {}): Node {
  if (p === Number.POSITIVE_INFINITY) return amax(abs(x), options);
  if (p === Number.NEGATIVE_INFINITY) return amin(abs(x), options);
  if (p === 0) return sum(cast(logicalNonZero(x), toFloat(x.dtype)), options);
  if (p === 1) return sum(abs(x), options);
  if (p === 2) return apply(euclideanOp, [x], attributes('norm', x, options));
  return pow(sum(pow(abs(x), p), options), 1 / p);
}
const logicalNonZero = (x: Node): Node => where(eq(x, 0), 0, 1);
/** The gradient at the origin is 0, as PyTorch's. */
const euclideanOp = fold(
  'norm',
  toFloat,
  (b, x, axes, t) => b.map('sqrt', t, b.reduce('sum', b.map('mul', t, x, x), axes)),
  (g, x, y, axes) => {
    const length = unreduce(y, x.shape, axes);
    return where(eq(length, 0), 0, mul(g, div(x, length)));
  },
);

// ---- exponential families -------------------------------------------------------------------------

/** An infinite maximum is replaced by 0, so that ∞ − ∞ does not appear. */
const finiteMax = (b: LowBuilder, x: Low, axes: readonly number[], t: DType): Low => {
  const top = b.reduce('max', x, axes);
  return b.map('where', t, b.map('isinf', 'bool', top), b.constant(0, t), top);
};

const logsumexpOp = fold(
  'logsumexp',
  toFloat,
  (b, x, axes, t) => {
    const top = finiteMax(b, x, axes, t);
    return b.map(
      'add',
      t,
      top,
      b.map('log', t, b.reduce('sum', b.map('exp', t, b.map('sub', t, x, top)), axes)),
    );
  },
  (g, x, y, axes) => mul(g, exp(sub(x, unreduce(y, x.shape, axes)))),
);
/** log Σ eˣ, without overflow */
export const logsumexp = (x: Node, options: ReduceOptions = {}): Node =>
  apply(logsumexpOp, [x], attributes('logsumexp', x, options));

interface AxisAttributes {
  readonly axis: number;
  readonly [name: string]: number;
}

const softmaxOp = defineOp<AxisAttributes>({
  name: 'softmax',
  infer: ([x]) => ({ shape: x!.shape, dtype: toFloat(x!.dtype) }),
  vjp: (g, node, attrs) => {
    const gy = mul(g, node);
    return [sub(gy, mul(node, sum(gy, { dim: attrs['axis'] as number, keepdim: true })))];
  },
  lower: (b, [x], { axis }, { dtype }) =>
    computeIn(b, dtype, [x!], ([v], t) => {
      if (v!.shape.length === 0) return b.map('exp', t, b.map('sub', t, v!, v!));
      const e = b.map('exp', t, b.map('sub', t, v!, b.reduce('max', v!, [axis])));
      return b.map('mul', t, e, b.map('div', t, b.constant(1, t), b.reduce('sum', e, [axis])));
    }),
});
/** eˣ / Σ eˣ along one axis */
export const softmax = (x: Node, dim: number): Node =>
  apply(softmaxOp, [x], { axis: axisOf('softmax', dim, x.shape) });

const logSoftmaxOp = defineOp<AxisAttributes>({
  name: 'logSoftmax',
  infer: ([x]) => ({ shape: x!.shape, dtype: toFloat(x!.dtype) }),
  vjp: (g, node, attrs) => [
    sub(g, mul(exp(node), sum(g, { dim: attrs['axis'] as number, keepdim: true }))),
  ],
  lower: (b, [x], { axis }, { dtype }) =>
    computeIn(b, dtype, [x!], ([v], t) => {
      if (v!.shape.length === 0) return b.map('sub', t, v!, v!);
      const shifted = b.map('sub', t, v!, b.reduce('max', v!, [axis]));
      return b.map(
        'sub',
        t,
        shifted,
        b.map('log', t, b.reduce('sum', b.map('exp', t, shifted), [axis])),
      );
    }),
});
export const logSoftmax = (x: Node, dim: number): Node =>
  apply(logSoftmaxOp, [x], { axis: axisOf('logSoftmax', dim, x.shape) });
