/**
 * Classification: the distribution that a target stands for, and the cross-entropy with it.
 *
 * The class of a row is found by comparing the target with the coordinate along the class axis, rather
 * than by gathering: everything is a map or a reduction, so it fuses, and the gradient is
 * softmax(x) − target distribution.
 */
import {
  apply,
  type DType,
  defineOp,
  type Low,
  type LowBuilder,
  type Node,
  type Shape,
  toFloat,
} from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import { computeIn } from '../../ops/support.ts';

type TargetAttributes = {
  readonly classes: number;
  readonly axis: number;
  readonly ignoreIndex: number;
  readonly smoothing: number;
  readonly dtype: DType;
};

const dropAxis = (shape: Shape, axis: number): Shape => shape.filter((_, d) => d !== axis);
const keptAxis = (shape: Shape, axis: number): Shape => shape.map((n, d) => (d === axis ? 1 : n));
const insertAxis = (shape: Shape, axis: number, n: number): Shape => [
  ...shape.slice(0, axis),
  n,
  ...shape.slice(axis),
];

/** 1 for a row that counts, 0 for an ignored one, NaN for a class that does not exist. */
function validity(
  b: LowBuilder,
  target: Low,
  { classes, ignoreIndex }: TargetAttributes,
  t: DType,
): Low {
  const outside = b.map(
    'or',
    'bool',
    b.map('lt', 'bool', target, b.constant(0, 'int32')),
    b.map('ge', 'bool', target, b.constant(classes, 'int32')),
  );
  const checked = b.map('where', t, outside, b.constant(Number.NaN, t), b.constant(1, t));
  const ignored = b.map('eq', 'bool', target, b.constant(ignoreIndex, 'int32'));
  return b.map('where', t, ignored, b.constant(0, t), checked);
}

const alongAxis = (b: LowBuilder, weight: Low, rank: number, axis: number): Low =>
  b.reshape(
    weight,
    Array.from({ length: rank }, (_, d) => (d === axis ? weight.shape[0]! : 1)),
  );

/** q[c] = valid · weight[c] · ((1 − ε)·[c = target] + ε/C) */
const distributionOp = defineOp<TargetAttributes>({
  name: 'targetDistribution',
  infer: ([target], { axis, classes, dtype }) => ({
    shape: insertAxis(target!.shape, axis, classes),
    dtype,
  }),
  lower: (b, [target, weight], attrs, { shape, dtype }) =>
    computeIn(b, dtype, weight ? [weight] : [], ([w], t) => {
      const { axis, smoothing, classes } = attrs;
      const index = b.reshape(b.cast(target!, 'int32'), keptAxis(shape, axis));
      const hit = b.map('eq', 'bool', b.coordinate(shape, axis), b.expand(index, shape));
      const rest = smoothing / classes;
      let q = b.map('where', t, hit, b.constant(1 - smoothing + rest, t), b.constant(rest, t));
      q = b.map('mul', t, q, b.expand(validity(b, index, attrs, t), shape));
      return w ? b.map('mul', t, q, b.expand(alongAxis(b, w, shape.length, axis), shape)) : q;
    }),
});

/** Σ over the rows of valid · weight[target]: what a mean over rows divides by. */
const totalOp = defineOp<TargetAttributes>({
  name: 'targetTotal',
  infer: (_inputs, { dtype }) => ({ shape: [], dtype }),
  lower: (b, [target, weight], attrs, { dtype }) =>
    computeIn(b, dtype, weight ? [weight] : [], ([w], t) => {
      const index = b.cast(target!, 'int32');
      let share = validity(b, index, attrs, t);
      if (w) {
        const shape = [...index.shape, attrs.classes];
        const last = index.shape.length;
        const hit = b.map(
          'eq',
          'bool',
          b.coordinate(shape, last),
          b.expand(b.reshape(index, [...index.shape, 1]), shape),
        );
        const found = b.map(
          'where',
          t,
          hit,
          b.expand(alongAxis(b, w, last + 1, last), shape),
          b.constant(0, t),
        );
        share = b.map('mul', t, share, b.reshape(b.reduce('sum', found, [last]), index.shape));
      }
      return b.reshape(
        b.reduce(
          'sum',
          share,
          share.shape.map((_, d) => d),
        ),
        [],
      );
    }),
});

const withWeight = (target: Node, weight: Node | null): Node[] =>
  weight ? [target, weight] : [target];

export const targetDistribution = (
  target: Node,
  weight: Node | null,
  attrs: TargetAttributes,
): Node => apply(distributionOp, withWeight(target, weight), attrs);
export const targetTotal = (target: Node, weight: Node | null, attrs: TargetAttributes): Node =>
  apply(totalOp, withWeight(target, weight), attrs);

// ---- cross-entropy with a distribution -------------------------------------------------------------------

type Axis = { readonly axis: number };

/** x − max and log Σ e^(x − max), the latter of size 1 along the axis. */
function shiftedLow(b: LowBuilder, x: Low, axis: number, t: DType): { shifted: Low; logsum: Low } {
  const shifted = b.map('sub', t, x, b.reduce('max', x, [axis]));
  return { shifted, logsum: b.map('log', t, b.reduce('sum', b.map('exp', t, shifted), [axis])) };
}

/** 0 where the weight is 0, even if the other factor is infinite. */
const weighted = (b: LowBuilder, q: Low, x: Low, t: DType): Low =>
  b.map(
    'where',
    t,
    b.map('eq', 'bool', q, b.constant(0, q.dtype)),
    b.constant(0, t),
    b.map('mul', t, q, x),
  );

/** Σ_c q[c]·(log Σ eˣ − x[c]) */
const crossEntropyOp = defineOp<Axis>({
  name: 'crossEntropy',
  infer: ([x], { axis }) => ({ shape: dropAxis(x!.shape, axis), dtype: toFloat(x!.dtype) }),
  vjp: (g, node, { axis }, needs) => {
    const [x, q] = node.inputs as readonly [Node, Node];
    const wide = ops.reshape(g, keptAxis(x.shape, axis));
    return [
      needs[0] ? crossEntropyGradient(wide, x, q, axis) : null,
      needs[1] ? ops.cast(ops.neg(ops.mul(wide, ops.logSoftmax(x, axis))), q.dtype) : null,
    ];
  },
  lower: (b, [x, q], { axis }, { dtype, shape }) =>
    computeIn(b, dtype, [x!, q!], ([v, p], t) => {
      const { shifted, logsum } = shiftedLow(b, v!, axis, t);
      const terms = weighted(b, p!, b.map('sub', t, logsum, shifted), t);
      return b.reshape(b.reduce('sum', terms, [axis]), shape);
    }),
});
export const crossEntropyRows = (x: Node, q: Node, axis: number): Node =>
  apply(crossEntropyOp, [x, q], { axis });

/** g·(softmax(x)·Σq − q), g of size 1 along the axis */
const crossEntropyGradientOp = defineOp<Axis>({
  name: 'crossEntropyGradient',
  infer: ([, x]) => ({ shape: x!.shape, dtype: toFloat(x!.dtype) }),
  // with p = softmax(x), Q = Σq:  in g: Σ h·(p·Q − q);  in x: p·(t − Σ p·t), t = h·g·Q;  in q: g·(Σ h·p − h)
  vjp: (h, node, { axis }, needs) => {
    const [g, x, q] = node.inputs as readonly [Node, Node, Node];
    const along = (v: Node): Node => ops.sum(v, { dim: axis, keepdim: true });
    const p = ops.softmax(x, axis);
    const mass = along(q);
    let dx: Node | null = null;
    if (needs[1]) {
      const t = ops.mul(ops.mul(h, g), mass);
      dx = ops.mul(p, ops.sub(t, along(ops.mul(p, t))));
    }
    return [
      needs[0] ? along(ops.mul(h, ops.sub(ops.mul(p, mass), q))) : null,
      dx,
      needs[2] ? ops.mul(g, ops.sub(along(ops.mul(h, p)), h)) : null,
    ];
  },
  lower: (b, inputs, { axis }, { dtype }) =>
    computeIn(b, dtype, inputs, ([g, x, q], t) => {
      const { shifted } = shiftedLow(b, x!, axis, t);
      const e = b.map('exp', t, shifted);
      const p = b.map('mul', t, e, b.map('div', t, b.constant(1, t), b.reduce('sum', e, [axis])));
      const mass = b.reduce('sum', q!, [axis]);
      return b.map('mul', t, g!, b.map('sub', t, b.map('mul', t, p, mass), q!));
    }),
});
const crossEntropyGradient = (g: Node, x: Node, q: Node, axis: number): Node =>
  apply(crossEntropyGradientOp, [g, x, q], { axis });

/** −Σ_c q[c]·logp[c] */
const expectedOp = defineOp<Axis>({
  name: 'negativeLogLikelihood',
  infer: ([x], { axis }) => ({ shape: dropAxis(x!.shape, axis), dtype: toFloat(x!.dtype) }),
  vjp: (g, node, { axis }) => {
    const [x, q] = node.inputs as readonly [Node, Node];
    return [ops.neg(ops.mul(ops.reshape(g, keptAxis(x.shape, axis)), q)), null];
  },
  lower: (b, [x, q], { axis }, { dtype, shape }) =>
    computeIn(b, dtype, [x!, q!], ([v, p], t) =>
      b.reshape(b.map('neg', t, b.reduce('sum', weighted(b, p!, v!, t), [axis])), shape),
    ),
});
/** Rows of the negative log-likelihood; q has no gradient. */
export const nllRows = (logp: Node, q: Node, axis: number): Node =>
  apply(expectedOp, [logp, q], { axis });
