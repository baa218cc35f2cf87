/** Losses over several classes: cross-entropy, negative log-likelihood, margins. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { ArgumentError, raise, ShapeError } from '../../errors/index.ts';
import { isFloat, type Node, sameShape } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { crossEntropyRows, nllRows, targetDistribution, targetTotal } from '../ops/classes.ts';
import {
  classIndices,
  type LossOptions,
  reduced,
  type WeightedLossOptions,
  watched,
} from './losses.ts';
import { nodeOf, type Optional, wrap } from './support.ts';

export interface ClassLossOptions extends WeightedLossOptions {
  /** A class that does not count; −100 when left out. */
  readonly ignoreIndex?: number | undefined;
}
export interface CrossEntropyOptions extends ClassLossOptions {
  /** The share of the target that is spread evenly over all classes, 0 … 1 (Szegedy et al., 2016). */
  readonly labelSmoothing?: number | undefined;
}

/** The class axis: the second, or the only one. */
function classAxis(op: string, input: Tensor): number {
  if (input.ndim === 0) {
    raise(ShapeError, nnErrors, 'module.input', {
      op,
      expected: ['N', 'C', '…'],
      got: input.shape,
    });
  }
  return input.ndim === 1 ? 0 : 1;
}

function checkWeight(op: string, weight: Optional, classes: number): void {
  if (weight && !sameShape(weight.shape, [classes])) {
    raise(ShapeError, nnErrors, 'loss.shape', {
      op,
      what: 'the weight',
      expected: [classes],
      got: weight.shape,
    });
  }
}

/** A mean over rows divides by the weight of those that count. */
function overRows(rows: Node, total: () => Node, op: string, options: LossOptions): Tensor {
  if ((options.reduction ?? 'mean') !== 'mean') return reduced(op, rows, options.reduction);
  return wrap(ops.div(ops.sum(rows), total()));
}

/**
 * −log softmax(x)[target], for logits x.
 *
 * @param input  (N, C), (C) or (N, C, d₁, …)
 * @param target the classes, int32 or uint8, (N), () or (N, d₁, …); or probabilities of the input's
 *               own shape. A class that does not exist is an error, or gives NaN when the target is
 *               computed.
 * @param options.weight a factor per class, (C)
 */
export function crossEntropy(
  input: Tensor,
  target: Tensor,
  options: CrossEntropyOptions = {},
): Tensor {
  const op = 'crossEntropy';
  const { weight, ignoreIndex = -100, labelSmoothing = 0 } = options;
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    raise(ArgumentError, nnErrors, 'module.argument', {
      op,
      name: 'labelSmoothing',
      expected: '0 … 1',
      got: labelSmoothing,
    });
  }
  const axis = classAxis(op, input);
  const classes = input.shape[axis]!;
  checkWeight(op, weight, classes);
  const x = watched(input);
  if (isFloat(target.dtype) && sameShape(target.shape, input.shape)) {
    let q = target.node;
    if (labelSmoothing > 0) q = ops.add(ops.mul(q, 1 - labelSmoothing), labelSmoothing / classes);
    if (weight)
      q = ops.mul(
        q,
        ops.reshape(weight.node, [classes, ...input.shape.slice(axis + 1).map(() => 1)]),
      );
    const rows = crossEntropyRows(x, q, axis);
    if (options.reduction === 'sum' || options.reduction === 'none')
      return reduced(op, rows, options.reduction);
    return reduced(op, rows, 'mean');
  }
  const classesOf = classIndices(op, input, target, axis, ignoreIndex);
  const attrs = { classes, axis, ignoreIndex, smoothing: labelSmoothing, dtype: x.dtype };
  const rows = crossEntropyRows(x, targetDistribution(classesOf, nodeOf(weight), attrs), axis);
  return overRows(rows, () => targetTotal(classesOf, nodeOf(weight), attrs), op, options);
}

/** −x[target], for log-probabilities x; shapes and options as crossEntropy's. */
export function nllLoss(input: Tensor, target: Tensor, options: ClassLossOptions = {}): Tensor {
  const op = 'nllLoss';
  const { weight, ignoreIndex = -100 } = options;
  const axis = classAxis(op, input);
  const classes = input.shape[axis]!;
  checkWeight(op, weight, classes);
  const x = watched(input);
  const classesOf = classIndices(op, input, target, axis, ignoreIndex);
  const attrs = { classes, axis, ignoreIndex, smoothing: 0, dtype: x.dtype };
  const rows = nllRows(x, targetDistribution(classesOf, nodeOf(weight), attrs), axis);
  return overRows(rows, () => targetTotal(classesOf, nodeOf(weight), attrs), op, options);
}

/** Σ over the other classes of max(0, margin − x[target] + x[c])ᵖ, divided by C: (N, C) and (N), or (C) and () */
export function multiMarginLoss(
  input: Tensor,
  target: Tensor,
  options: WeightedLossOptions & {
    readonly p?: 1 | 2 | undefined;
    readonly margin?: number | undefined;
  } = {},
): Tensor {
  const op = 'multiMarginLoss';
  const { weight, p = 1, margin = 1 } = options;
  const axis = classAxis(op, input);
  const classes = input.shape[axis]!;
  checkWeight(op, weight, classes);
  const x = watched(input);
  const classesOf = classIndices(op, input, target, axis, -100);
  const attrs = { classes, axis, ignoreIndex: -100, smoothing: 0, dtype: x.dtype };
  const hit = targetDistribution(classesOf, null, attrs);
  const own = ops.sum(ops.mul(x, hit), { dim: axis, keepdim: true });
  let gap = ops.relu(ops.add(ops.sub(x, own), margin));
  if (p === 2) gap = ops.square(gap);
  if (weight)
    gap = ops.mul(
      gap,
      ops.sum(targetDistribution(classesOf, weight.node, attrs), { dim: axis, keepdim: true }),
    );
  const rows = ops.mul(ops.sum(ops.where(ops.eq(hit, 1), 0, gap), { dim: axis }), 1 / classes);
  return reduced(op, rows, options.reduction);
}
