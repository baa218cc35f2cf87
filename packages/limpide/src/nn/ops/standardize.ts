/**
 * Standardisation: what layer norm, batch norm, group norm and RMS norm have in common.
 *
 *     y = s·(x − μ),   s = 1/√(v + ε)      μ, v: mean and variance along some axes
 *
 * or, without centring, μ = 0 and v the mean of squares. Its Jacobian is symmetric,
 *
 *     J·g = s·(g − mean(g) − y·mean(g·y))    (without mean(g) when not centred)
 *
 * so the gradient operator is its own adjoint in g, and three operators are closed under
 * differentiation to any order.
 */
import {
  apply,
  type DType,
  defineOp,
  type Low,
  type LowBuilder,
  type Node,
  type Shape,
  sizeOf,
  toFloat,
} from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import { computeIn } from '../../ops/support.ts';

type Along = { readonly axes: readonly number[]; readonly eps: number; readonly centre: boolean };

const countOf = (shape: Shape, axes: readonly number[]): number =>
  axes.reduce((n, d) => n * shape[d]!, 1);

const meanLow = (b: LowBuilder, x: Low, axes: readonly number[], t: DType): Low =>
  b.map('mul', t, b.reduce('sum', x, axes), b.constant(1 / countOf(x.shape, axes), t));

/** s, of size 1 along the axes, and y. */
function standardLow(
  b: LowBuilder,
  x: Low,
  { axes, eps, centre }: Along,
  t: DType,
): { s: Low; y: Low } {
  const centred = centre ? b.map('sub', t, x, meanLow(b, x, axes, t)) : x;
  const v = meanLow(b, b.map('mul', t, centred, centred), axes, t);
  const s = b.map(
    'div',
    t,
    b.constant(1, t),
    b.map('sqrt', t, b.map('add', t, v, b.constant(eps, t))),
  );
  return { s, y: b.map('mul', t, centred, s) };
}

const standardizeOp = defineOp<Along>({
  name: 'standardize',
  infer: ([x]) => ({ shape: x!.shape, dtype: toFloat(x!.dtype) }),
  vjp: (g, node, along) => [standardizeGradient(g, node.inputs[0]!, along)],
  lower: (b, [x], along, { dtype }) =>
    computeIn(b, dtype, [x!], ([v], t) => standardLow(b, v!, along, t).y),
});
/** y */
export const standardize = (x: Node, along: Along): Node => apply(standardizeOp, [x], along);

const scaleOp = defineOp<Along>({
  name: 'standardScale',
  infer: ([x], { axes }) => ({
    shape: x!.shape.map((n, d) => (axes.includes(d) ? 1 : n)),
    dtype: toFloat(x!.dtype),
  }),
  // ds/dx = −s²·y/n
  vjp: (g, node, along) => {
    const x = node.inputs[0]!;
    const slope = ops.mul(ops.mul(node, node), -1 / countOf(x.shape, along.axes));
    return [ops.mul(ops.mul(g, slope), standardize(x, along))];
  },
  lower: (b, [x], along, { dtype }) =>
    computeIn(b, dtype, [x!], ([v], t) => standardLow(b, v!, along, t).s),
});
/** s, with size 1 along the axes */
const standardScale = (x: Node, along: Along): Node => apply(scaleOp, [x], along);

const gradientOp = defineOp<Along>({
  name: 'standardizeGradient',
  infer: ([, x]) => ({ shape: x!.shape, dtype: toFloat(x!.dtype) }),
  // z = J·g. In g: J·h. In x: −s·(y·mean(h·z) + mean(g·y)·J·h + mean(h·y)·J·g).
  vjp: (h, z, along, needs) => {
    const [g, x] = z.inputs as readonly [Node, Node];
    const jh = standardizeGradient(h, x, along);
    if (!needs[1]) return [jh, null];
    const y = standardize(x, along);
    const mean = (a: Node, c: Node): Node =>
      ops.mean(ops.mul(a, c), { dim: along.axes, keepdim: true });
    const total = ops.add(
      ops.add(ops.mul(y, mean(h, z)), ops.mul(mean(g, y), jh)),
      ops.mul(mean(h, y), z),
    );
    return [needs[0] ? jh : null, ops.neg(ops.mul(standardScale(x, along), total))];
  },
  lower: (b, [g, x], along, { dtype }) =>
    computeIn(b, dtype, [g!, x!], ([u, v], t) => {
      const { s, y } = standardLow(b, v!, along, t);
      const projected = b.map('mul', t, y, meanLow(b, b.map('mul', t, u!, y), along.axes, t));
      const centred = along.centre ? b.map('sub', t, u!, meanLow(b, u!, along.axes, t)) : u!;
      return b.map('mul', t, s, b.map('sub', t, centred, projected));
    }),
});
/** J·g at x */
const standardizeGradient = (g: Node, x: Node, along: Along): Node =>
  apply(gradientOp, [g, x], along);

// ---- with a learnt scale and shift -----------------------------------------------------------------

type Affine = Along & { readonly affine: Shape };

const normOp = defineOp<Affine>({
  name: 'norm',
  infer: ([x]) => ({ shape: x!.shape, dtype: toFloat(x!.dtype) }),
  vjp: (g, node, { affine, axes, eps, centre }, needs) => {
    const [x, w, c] = node.inputs as readonly [Node, Node, Node | undefined];
    const along = { axes, eps, centre };
    return [
      needs[0] ? standardizeGradient(ops.mul(g, ops.reshape(w, affine)), x, along) : null,
      needs[1] ? back(ops.mul(g, standardize(x, along)), affine, w) : null,
      c !== undefined && needs[2] ? back(g, affine, c) : null,
    ];
  },
  lower: (b, inputs, attrs, { dtype }) =>
    computeIn(b, dtype, inputs, ([v, w, c], t) => {
      const { y } = standardLow(b, v!, attrs, t);
      const lead = v!.shape.length - attrs.affine.length;
      const spread = (p: Low): Low =>
        b.reshape(p, [...new Array<number>(lead).fill(1), ...attrs.affine]);
      const scaled = b.map('mul', t, y, spread(w!));
      return c === undefined ? scaled : b.map('add', t, scaled, spread(c));
    }),
});

/** A gradient summed to the affine shape, in the parameter's own shape and dtype. */
const back = (g: Node, affine: Shape, like: Node): Node =>
  ops.cast(ops.reshape(ops.sumTo(g, affine), like.shape), like.dtype);

/**
 * y·weight + bias, in one operator.
 *
 * @param affine the shape in which weight and bias meet the last axes of x; same number of elements
 */
export function norm(
  x: Node,
  weight: Node | null,
  bias: Node | null,
  affine: Shape,
  along: Along,
): Node {
  const given = [weight, bias].filter((p) => p !== null);
  for (const p of given) if (sizeOf(p.shape) !== sizeOf(affine)) ops.expand(p, affine); // throws
  if (weight === null) {
    const y = standardize(x, along);
    return bias === null ? y : ops.add(y, ops.reshape(bias, affine));
  }
  const { axes, eps, centre } = along;
  return apply(normOp, [x, ...given], { axes, eps, centre, affine });
}

// ---- running averages --------------------------------------------------------------------------------

/** running + momentum·(statistic − running), for the mean or the unbiased variance of x along axes. */
const runningOp = defineOp<{ readonly axes: readonly number[]; readonly variance: boolean }>({
  name: 'runningStatistic',
  infer: ([running]) => ({ shape: running!.shape, dtype: running!.dtype }),
  lower: (b, [running, x, momentum], { axes, variance }, { dtype, shape }) =>
    computeIn(b, dtype, [running!, x!, momentum!], ([r, v, m], t) => {
      const mu = meanLow(b, v!, axes, t);
      let statistic = mu;
      if (variance) {
        const n = countOf(v!.shape, axes);
        const centred = b.map('sub', t, v!, mu);
        const biased = meanLow(b, b.map('mul', t, centred, centred), axes, t);
        statistic = b.map('mul', t, biased, b.constant(n / Math.max(1, n - 1), t));
      }
      const now = b.reshape(statistic, shape);
      return b.map('add', t, r!, b.map('mul', t, b.map('sub', t, now, r!), b.expand(m!, shape)));
    }),
});
export const runningStatistic = (
  running: Node,
  x: Node,
  momentum: Node,
  axes: readonly number[],
  variance: boolean,
): Node => apply(runningOp, [running, x, momentum], { axes, variance });
