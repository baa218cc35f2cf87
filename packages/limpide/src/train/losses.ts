/**
 * Losses by name, Keras's and PyTorch's, and what each of them expects a network to give: raw scores
 * (logits), probabilities, or values. Each is a mean over the batch.
 */
import { trainErrors } from '../errors/catalog/train.ts';
import { raise, ShapeError } from '../errors/index.ts';
import * as F from '../nn/functional/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { lookUp } from './suggest.ts';

export type LossFunction = (output: Tensor, target: Tensor) => Tensor;

export interface Loss {
  readonly name: string;
  /** What the network should give. */
  readonly takes: 'logits' | 'probabilities' | 'values';
  /** The mean over the batch, a scalar. */
  readonly compute: LossFunction;
  /**
   * The same loss, from what the softmax or the sigmoid at the end of a network is applied to: more
   * exact, since the logarithm and the exponential cancel.
   */
  readonly beforeSoftmax?: LossFunction;
  readonly beforeSigmoid?: LossFunction;
}

export interface CrossentropyOptions {
  /** The outputs are raw scores; otherwise probabilities. */
  readonly fromLogits?: boolean | undefined;
  /** The share of the target that is spread evenly over all classes, 0 … 1. */
  readonly labelSmoothing?: number | undefined;
}

/** Keras's ε: probabilities are kept away from 0 and 1 by as much. */
const epsilon = 1e-7;

/** Targets of one row each as class numbers [n], int32. */
function classes(op: string, output: Tensor, target: Tensor): Tensor {
  if (output.ndim !== 2 || target.numel !== output.size(0)) {
    misfit(op, output, target, '[n, classes] ↔ [n]');
  }
  return target.reshape(-1).to('int32');
}

/** log of probabilities whose rows are made to sum to 1. */
const logOf = (p: Tensor): Tensor =>
  p
    .div(p.sum(-1, true))
    .clamp(epsilon, 1 - epsilon)
    .log();

/** Cross-entropy with class numbers as targets: `[n, classes]` against `[n]`. */
export function sparseCategoricalCrossentropy(options: CrossentropyOptions = {}): Loss {
  const op = 'sparseCategoricalCrossentropy';
  const { fromLogits = false, labelSmoothing } = options;
  const onLogits: LossFunction = (output, target) =>
    F.crossEntropy(output, classes(op, output, target), { labelSmoothing });
  if (fromLogits) return { name: op, takes: 'logits', compute: onLogits };
  return {
    name: op,
    takes: 'probabilities',
    beforeSoftmax: onLogits,
    compute: (output, target) =>
      // the logarithms are log-probabilities already: the softmax inside changes nothing
      F.crossEntropy(logOf(output), classes(op, output, target), { labelSmoothing }),
  };
}

/** Cross-entropy with rows of probabilities (one-hot) as targets: `[n, classes]` against the same. */
export function categoricalCrossentropy(options: CrossentropyOptions = {}): Loss {
  const op = 'categoricalCrossentropy';
  const { fromLogits = false, labelSmoothing } = options;
  const onLogits: LossFunction = (output, target) => {
    sameShapes(op, output, target, 'sparseCategoricalCrossentropy ↔ [n]');
    return F.crossEntropy(output, target.float(), { labelSmoothing });
  };
  if (fromLogits) return { name: op, takes: 'logits', compute: onLogits };
  return {
    name: op,
    takes: 'probabilities',
    beforeSoftmax: onLogits,
    compute: (output, target) => {
      sameShapes(op, output, target, 'sparseCategoricalCrossentropy ↔ [n]');
      return F.crossEntropy(logOf(output), target.float(), { labelSmoothing });
    },
  };
}

/** Cross-entropy of two classes: one score per sample against 0 or 1. */
export function binaryCrossentropy(options: CrossentropyOptions = {}): Loss {
  const op = 'binaryCrossentropy';
  const { fromLogits = false, labelSmoothing = 0 } = options;
  const wanted = (output: Tensor, target: Tensor): Tensor => {
    const y = fitted(op, output, target);
    return labelSmoothing === 0 ? y : y.mul(1 - labelSmoothing).add(labelSmoothing / 2);
  };
  const onLogits: LossFunction = (output, target) =>
    F.binaryCrossEntropyWithLogits(output, wanted(output, target));
  if (fromLogits) return { name: op, takes: 'logits', compute: onLogits };
  return {
    name: op,
    takes: 'probabilities',
    beforeSigmoid: onLogits,
    compute: (output, target) =>
      F.binaryCrossEntropy(output.clamp(epsilon, 1 - epsilon), wanted(output, target)),
  };
}

/** PyTorch's cross-entropy: raw scores `[n, classes]` against class numbers `[n]` (or probabilities). */
export function crossEntropy(options: { readonly labelSmoothing?: number | undefined } = {}): Loss {
  return {
    name: 'crossEntropy',
    takes: 'logits',
    compute: (output, target) => F.crossEntropy(output, target, options),
  };
}

/** PyTorch's binary cross-entropy on raw scores. */
export function binaryCrossEntropyWithLogits(): Loss {
  return { ...binaryCrossentropy({ fromLogits: true }), name: 'binaryCrossEntropyWithLogits' };
}

function ofValues(name: string, compute: LossFunction): Loss {
  return {
    name,
    takes: 'values',
    compute: (output, target) => compute(output, fitted(name, output, target)),
  };
}

/** Mean of (output − target)². */
export const meanSquaredError = (): Loss => ofValues('meanSquaredError', (o, t) => F.mseLoss(o, t));
/** Mean of |output − target|. */
export const meanAbsoluteError = (): Loss =>
  ofValues('meanAbsoluteError', (o, t) => F.l1Loss(o, t));
/** Quadratic near 0, linear beyond `delta`. */
export const huber = (delta = 1): Loss => ofValues('huber', (o, t) => F.huberLoss(o, t, { delta }));
/** Mean of max(0, 1 − target · output), targets −1 or 1 (0 counts as −1). */
export const hinge = (): Loss =>
  ofValues('hinge', (o, t) => {
    const sign = t.gt(0).float().mul(2).sub(1);
    return sign.mul(o).neg().add(1).relu().mean();
  });
/** Kullback–Leibler divergence of rows of probabilities: Σ target · log(target / output). */
export const klDivergence = (): Loss =>
  ofValues('klDivergence', (o, t) => {
    const [p, q] = [t.clamp(epsilon, 1), o.clamp(epsilon, 1)];
    return p.mul(p.log().sub(q.log())).sum(-1).mean();
  });

/** Targets as floats in the shape of the outputs: `[n]` and `[n, 1]` are the same. */
function fitted(op: string, output: Tensor, target: Tensor): Tensor {
  if (output.numel !== target.numel || output.shape[0] !== target.shape[0]) {
    // a silent broadcast of [n] against [n, 1] would compare every sample with every other
    misfit(op, output, target, '[n, …] ↔ [n, …]');
  }
  return target.reshape(output.shape).to(output.dtype);
}

function sameShapes(op: string, output: Tensor, target: Tensor, hint: string): void {
  if (output.shape.join() !== target.shape.join()) misfit(op, output, target, hint);
}

function misfit(op: string, output: Tensor, target: Tensor, hint: string): never {
  const details = { op, got: output.shape, expected: target.shape, hint };
  return raise(ShapeError, trainErrors, 'loss.values', details);
}

/** Losses by their names, and the short forms of Keras. */
const byName: Readonly<Record<string, () => Loss>> = {
  sparseCategoricalCrossentropy,
  categoricalCrossentropy,
  binaryCrossentropy,
  crossEntropy,
  binaryCrossEntropyWithLogits,
  meanSquaredError,
  mse: meanSquaredError,
  meanAbsoluteError,
  mae: meanAbsoluteError,
  huber: () => huber(),
  hinge,
  klDivergence,
};

/** A loss from its name, from a function (which then takes what the network gives), or as it is. */
export function lossOf(loss: string | LossFunction | Loss): Loss {
  if (typeof loss === 'string') return lookUp('loss', byName, loss)();
  if (typeof loss === 'function') {
    return { name: loss.name || 'loss', takes: 'values', compute: loss };
  }
  return loss;
}
