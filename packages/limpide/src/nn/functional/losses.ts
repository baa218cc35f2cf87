/**
 * Losses: how far an output is from its target, as one number.
 *
 * `reduction` is `'mean'` (the default), `'sum'` or `'none'`. A loss asks that its input be computed
 * along with the next training step, so that reading a model's output after the step costs nothing.
 */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { ArgumentError, DTypeError, raise, ShapeError } from '../../errors/index.ts';
import {
  apply,
  defineOp,
  isFloat,
  keepNode,
  type Node,
  sameShape,
  toFloat,
} from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import { computeIn } from '../../ops/support.ts';
import type { Tensor } from '../../tensor/index.ts';
import { pairwiseDistance } from './linear.ts';
import { type Optional, wrap } from './support.ts';

export type Reduction = 'none' | 'mean' | 'sum';
export interface LossOptions {
  readonly reduction?: Reduction | undefined;
}
export interface WeightedLossOptions extends LossOptions {
  /** A factor per element or per class. */
  readonly weight?: Optional;
}

/** The node of a model's output, marked to be kept. */
export function watched(input: Tensor): Node {
  const { node } = input;
  keepNode(node);
  return node;
}

export function reduced(op: string, values: Node, reduction: Reduction = 'mean'): Tensor {
  switch (reduction) {
    case 'none':
      return wrap(values);
    case 'mean':
      return wrap(ops.mean(values));
    case 'sum':
      return wrap(ops.sum(values));
    default:
      return raise(ArgumentError, nnErrors, 'module.argument', {
        op,
        name: 'reduction',
        expected: ['none', 'mean', 'sum'],
        got: String(reduction satisfies never),
      });
  }
}

/** Broadcasting a target against an input hides mistakes ([N, 1] against [N] gives N²): shapes must agree. */
function sameShapes(op: string, input: Tensor, target: Tensor, what = 'the target'): void {
  if (!sameShape(input.shape, target.shape)) {
    raise(ShapeError, nnErrors, 'loss.shape', {
      op,
      what,
      expected: input.shape,
      got: target.shape,
    });
  }
}

// ---- regression ------------------------------------------------------------------------------------

/** (x − y)² */
export function mseLoss(input: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  sameShapes('mseLoss', input, target);
  return reduced('mseLoss', ops.square(ops.sub(watched(input), target.node)), options.reduction);
}
/** |x − y| */
export function l1Loss(input: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  sameShapes('l1Loss', input, target);
  return reduced('l1Loss', ops.abs(ops.sub(watched(input), target.node)), options.reduction);
}
/** d²/2β where d = |x − y| < β, d − β/2 elsewhere (Girshick, 2015) */
export function smoothL1Loss(
  input: Tensor,
  target: Tensor,
  options: LossOptions & { readonly beta?: number | undefined } = {},
): Tensor {
  const { beta = 1 } = options;
  if (beta === 0) return l1Loss(input, target, options);
  sameShapes('smoothL1Loss', input, target);
  const d = ops.abs(ops.sub(watched(input), target.node));
  const values = ops.where(
    ops.lt(d, beta),
    ops.mul(ops.square(d), 0.5 / beta),
    ops.sub(d, beta / 2),
  );
  return reduced('smoothL1Loss', values, options.reduction);
}
/** d²/2 where d = |x − y| ≤ δ, δ(d − δ/2) elsewhere (Huber, 1964) */
export function huberLoss(
  input: Tensor,
  target: Tensor,
  options: LossOptions & { readonly delta?: number | undefined } = {},
): Tensor {
  const { delta = 1 } = options;
  sameShapes('huberLoss', input, target);
  const d = ops.abs(ops.sub(watched(input), target.node));
  const values = ops.where(
    ops.le(d, delta),
    ops.mul(ops.square(d), 0.5),
    ops.mul(ops.sub(d, delta / 2), delta),
  );
  return reduced('huberLoss', values, options.reduction);
}
/** Negative log-likelihood of a count y under Poisson: eˣ − y·x, or x − y·log(x + ε) without `logInput`. */
export function poissonNllLoss(
  input: Tensor,
  target: Tensor,
  options: LossOptions & {
    readonly logInput?: boolean;
    readonly full?: boolean;
    readonly eps?: number;
  } = {},
): Tensor {
  const { logInput = true, full = false, eps = 1e-8 } = options;
  sameShapes('poissonNllLoss', input, target);
  const x = watched(input);
  const y = target.node;
  let values = logInput
    ? ops.sub(ops.exp(x), ops.mul(y, x))
    : ops.sub(x, ops.mul(y, ops.log(ops.add(x, eps))));
  if (full) {
    // Stirling's approximation of log y!, for y > 1
    const many = ops.gt(y, 1);
    const safe = ops.where(many, y, 2);
    const stirling = ops.add(
      ops.sub(ops.mul(safe, ops.log(safe)), safe),
      ops.mul(ops.log(ops.mul(safe, 2 * Math.PI)), 0.5),
    );
    values = ops.add(values, ops.where(many, stirling, 0));
  }
  return reduced('poissonNllLoss', values, options.reduction);
}
/** ½(log v + (x − y)²/v), v = max(variance, ε) (Nix & Weigend, 1994) */
export function gaussianNllLoss(
  input: Tensor,
  target: Tensor,
  variance: Tensor,
  options: LossOptions & { readonly full?: boolean; readonly eps?: number } = {},
): Tensor {
  const { full = false, eps = 1e-6 } = options;
  sameShapes('gaussianNllLoss', input, target);
  const v = ops.clamp(variance.node, eps);
  const distance = ops.square(ops.sub(watched(input), target.node));
  const values = ops.mul(ops.add(ops.log(v), ops.div(distance, v)), 0.5);
  return reduced(
    'gaussianNllLoss',
    full ? ops.add(values, 0.5 * Math.log(2 * Math.PI)) : values,
    options.reduction,
  );
}

// ---- two classes -----------------------------------------------------------------------------------

/** −(y·log x + (1 − y)·log(1 − x)), logarithms held at −100 as in PyTorch */
const binaryOp = defineOp({
  name: 'binaryCrossEntropy',
  infer: ([x]) => ({ shape: x!.shape, dtype: toFloat(x!.dtype) }),
  vjp: (g, node, _attrs, needs) => {
    const [x, y] = node.inputs as readonly [Node, Node];
    const rest = (v: Node): Node => ops.sub(1, v);
    const held = (v: Node): Node => ops.clamp(ops.log(v), -100);
    return [
      needs[0] ? ops.mul(g, ops.div(ops.sub(x, y), ops.clamp(ops.mul(x, rest(x)), 1e-12))) : null,
      needs[1] ? ops.mul(g, ops.sub(held(rest(x)), held(x))) : null,
    ];
  },
  lower: (b, inputs, _attrs, { dtype }) =>
    computeIn(b, dtype, inputs, ([x, y], t) => {
      const one = b.constant(1, t);
      const held = (log: typeof one) => b.map('max', t, log, b.constant(-100, t));
      const hit = b.map('mul', t, y!, held(b.map('log', t, x!)));
      const miss = b.map(
        'mul',
        t,
        b.map('sub', t, one, y!),
        held(b.map('log1p', t, b.map('neg', t, x!))),
      );
      return b.map('neg', t, b.map('add', t, hit, miss));
    }),
});

const weighted = (values: Node, weight: Optional): Node =>
  weight ? ops.mul(values, weight.node) : values;

/** For probabilities x in [0, 1] and targets y in [0, 1]. */
export function binaryCrossEntropy(
  input: Tensor,
  target: Tensor,
  options: WeightedLossOptions = {},
): Tensor {
  sameShapes('binaryCrossEntropy', input, target);
  const x = watched(input);
  const values = apply(binaryOp, [x, ops.cast(target.node, x.dtype)], {});
  return reduced('binaryCrossEntropy', weighted(values, options.weight), options.reduction);
}
/**
 * binaryCrossEntropy(σ(x), y) without overflow: (1 − y)·x − (1 + (posWeight − 1)·y)·log σ(x).
 *
 * @param options.posWeight factor of the positive examples, per class
 */
export function binaryCrossEntropyWithLogits(
  input: Tensor,
  target: Tensor,
  options: WeightedLossOptions & { readonly posWeight?: Optional } = {},
): Tensor {
  sameShapes('binaryCrossEntropyWithLogits', input, target);
  const x = watched(input);
  const y = ops.cast(target.node, x.dtype);
  const { posWeight, weight } = options;
  let log = ops.applyUnary('logSigmoid', x);
  if (posWeight) log = ops.mul(ops.add(ops.mul(ops.sub(posWeight.node, 1), y), 1), log);
  const values = ops.sub(ops.mul(ops.sub(1, y), x), log);
  return reduced('binaryCrossEntropyWithLogits', weighted(values, weight), options.reduction);
}
/** log(1 + e^(−y·x)), y = ±1 */
export function softMarginLoss(input: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  sameShapes('softMarginLoss', input, target);
  const values = ops.neg(ops.applyUnary('logSigmoid', ops.mul(watched(input), target.node)));
  return reduced('softMarginLoss', values, options.reduction);
}
/** Mean over the classes (last axis) of the binary cross-entropy with logits. */
export function multilabelSoftMarginLoss(
  input: Tensor,
  target: Tensor,
  options: WeightedLossOptions = {},
): Tensor {
  const rows = binaryCrossEntropyWithLogits(input, target, {
    weight: options.weight,
    reduction: 'none',
  });
  return reduced('multilabelSoftMarginLoss', ops.mean(rows.node, { dim: -1 }), options.reduction);
}

// ---- distributions ---------------------------------------------------------------------------------

/**
 * y·(log y − x), for log-probabilities x and probabilities y (log-probabilities with `logTarget`).
 * `'batchmean'` is the mathematical divergence, averaged over the first axis.
 */
export function klDiv(
  input: Tensor,
  target: Tensor,
  options: {
    readonly reduction?: Reduction | 'batchmean' | undefined;
    readonly logTarget?: boolean | undefined;
  } = {},
): Tensor {
  const { reduction = 'mean', logTarget = false } = options;
  sameShapes('klDiv', input, target);
  const x = watched(input);
  const y = target.node;
  let values: Node;
  if (logTarget) values = ops.mul(ops.exp(y), ops.sub(y, x));
  else {
    const some = ops.gt(y, 0);
    values = ops.where(some, ops.mul(y, ops.sub(ops.log(ops.where(some, y, 1)), x)), 0); // 0·log 0 = 0
  }
  if (reduction !== 'batchmean') return reduced('klDiv', values, reduction);
  return wrap(ops.div(ops.sum(values), input.shape[0] ?? 1));
}

// ---- margins and distances -------------------------------------------------------------------------

type MarginOptions = LossOptions & { readonly margin?: number | undefined };

/** x where y = 1, max(0, margin − x) where y = −1 */
export function hingeEmbeddingLoss(
  input: Tensor,
  target: Tensor,
  options: MarginOptions = {},
): Tensor {
  const { margin = 1 } = options;
  sameShapes('hingeEmbeddingLoss', input, target);
  const x = watched(input);
  const y = target.node;
  const values = ops.where(
    ops.eq(y, 1),
    x,
    ops.where(ops.eq(y, -1), ops.relu(ops.sub(margin, x)), 0),
  );
  return reduced('hingeEmbeddingLoss', values, options.reduction);
}
/** max(0, margin − y·(x₁ − x₂)), y = ±1 */
export function marginRankingLoss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  options: MarginOptions = {},
): Tensor {
  const { margin = 0 } = options;
  sameShapes('marginRankingLoss', input1, input2, 'the second input');
  sameShapes('marginRankingLoss', input1, target);
  const values = ops.relu(
    ops.sub(margin, ops.mul(target.node, ops.sub(watched(input1), watched(input2)))),
  );
  return reduced('marginRankingLoss', values, options.reduction);
}
/** 1 − cos(x₁, x₂) where y = 1, max(0, cos − margin) where y = −1: (N, D), (N, D), (N) */
export function cosineEmbeddingLoss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  options: MarginOptions = {},
): Tensor {
  const { margin = 0 } = options;
  const [a, b] = [watched(input1), watched(input2)];
  const dim = -1;
  const square = (x: Node): Node => ops.add(ops.sum(ops.square(x), { dim }), 1e-12);
  const cos = ops.div(ops.sum(ops.mul(a, b), { dim }), ops.sqrt(ops.mul(square(a), square(b)))); // (N)
  const y = target.node;
  const apart = ops.where(ops.eq(y, -1), ops.relu(ops.sub(cos, margin)), 0);
  return reduced(
    'cosineEmbeddingLoss',
    ops.where(ops.eq(y, 1), ops.sub(1, cos), apart),
    options.reduction,
  );
}
/** max(0, d(a, p) − d(a, n) + margin) (Balntas et al., 2016, for `swap`): (N, D) each */
export function tripletMarginLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: MarginOptions & {
    readonly p?: number;
    readonly eps?: number;
    readonly swap?: boolean;
  } = {},
): Tensor {
  const { margin = 1, p = 2, eps = 1e-6, swap = false } = options;
  sameShapes('tripletMarginLoss', anchor, positive, 'the positive');
  sameShapes('tripletMarginLoss', anchor, negative, 'the negative');
  for (const x of [anchor, positive, negative]) watched(x);
  const near = pairwiseDistance(anchor, positive, { p, eps }).node;
  let far = pairwiseDistance(anchor, negative, { p, eps }).node;
  if (swap) far = ops.minimum(far, pairwiseDistance(positive, negative, { p, eps }).node);
  return reduced(
    'tripletMarginLoss',
    ops.relu(ops.add(ops.sub(near, far), margin)),
    options.reduction,
  );
}

/** The classes of a target as whole numbers, checked where they are at hand. */
export function classIndices(
  op: string,
  input: Tensor,
  target: Tensor,
  axis: number,
  ignoreIndex: number,
): Node {
  const expected = input.shape.filter((_, d) => d !== axis);
  if (!sameShape(target.shape, expected)) {
    raise(ShapeError, nnErrors, 'loss.shape', {
      op,
      what: 'the target',
      expected,
      got: target.shape,
    });
  }
  if (isFloat(target.dtype)) {
    raise(DTypeError, nnErrors, 'loss.classes', { op, got: target.dtype, expected: input.shape });
  }
  const classes = input.shape[axis]!;
  const host = target.node.storage?.host;
  if (host && host.length <= 4096) {
    for (let i = 0; i < host.length; i++) {
      const got: number = host[i]!;
      if (got === ignoreIndex || (got >= 0 && got < classes)) continue;
      raise(ArgumentError, nnErrors, 'loss.target', { op, got, classes, last: classes - 1 });
    }
  }
  return target.node;
}
