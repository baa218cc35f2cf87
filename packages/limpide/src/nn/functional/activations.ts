/** Activations: the formulas between the layers. Shapes stay as they are unless said otherwise. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { axisOf } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { wrap } from './support.ts';

/** max(0, x) */
export const relu = (x: Tensor): Tensor => wrap(ops.relu(x.node));
/** min(max(0, x), 6) */
export const relu6 = (x: Tensor): Tensor => wrap(ops.applyUnary('relu6', x.node));
/** x above 0, slope·x below */
export const leakyRelu = (x: Tensor, negativeSlope = 0.01): Tensor =>
  wrap(ops.leakyRelu(x.node, negativeSlope));
/** x above 0, α(eˣ − 1) below (Clevert et al., 2015) */
export const elu = (x: Tensor, alpha = 1): Tensor => wrap(ops.elu(x.node, alpha));
/** ELU with a continuous derivative for every α (Barron, 2017) */
export const celu = (x: Tensor, alpha = 1): Tensor => wrap(ops.celu(x.node, alpha));
/** Self-normalising ELU (Klambauer et al., 2017) */
export const selu = (x: Tensor): Tensor => wrap(ops.selu(x.node));
/** x·Φ(x) (Hendrycks & Gimpel, 2016); `'tanh'` is GPT-2's approximation */
export const gelu = (x: Tensor, approximate: 'none' | 'tanh' = 'none'): Tensor =>
  wrap(ops.applyUnary(approximate === 'tanh' ? 'geluTanh' : 'gelu', x.node));
/** x·σ(x), also called swish */
export const silu = (x: Tensor): Tensor => wrap(ops.applyUnary('silu', x.node));
/** x·tanh(softplus(x)) (Misra, 2019) */
export const mish = (x: Tensor): Tensor => wrap(ops.applyUnary('mish', x.node));
/** 1/(1 + e⁻ˣ) */
export const sigmoid = (x: Tensor): Tensor => wrap(ops.sigmoid(x.node));
/** log σ(x) */
export const logSigmoid = (x: Tensor): Tensor => wrap(ops.applyUnary('logSigmoid', x.node));
/** tanh x, in (−1, 1) */
export const tanh = (x: Tensor): Tensor => wrap(ops.tanh(x.node));
/** log(1 + e^(βx))/β; x itself where βx is above the threshold */
export const softplus = (x: Tensor, beta = 1, threshold = 20): Tensor =>
  wrap(ops.softplus(x.node, beta, threshold));
/** x/(1 + |x|) */
export const softsign = (x: Tensor): Tensor => wrap(ops.applyUnary('softsign', x.node));
/** σ as three straight lines */
export const hardsigmoid = (x: Tensor): Tensor => wrap(ops.applyUnary('hardsigmoid', x.node));
/** x·hardsigmoid(x) (Howard et al., 2019) */
export const hardswish = (x: Tensor): Tensor => wrap(ops.applyUnary('hardswish', x.node));
/** x limited to [minVal, maxVal]; no gradient passes at the ends, as in PyTorch */
export function hardtanh(x: Tensor, minVal = -1, maxVal = 1): Tensor {
  const inside = ops.logicalAnd(ops.gt(x.node, minVal), ops.lt(x.node, maxVal));
  return wrap(ops.where(inside, x.node, ops.clamp(x.detach().node, minVal, maxVal)));
}
/** x where |x| > λ, 0 elsewhere */
export const hardshrink = (x: Tensor, lambda = 0.5): Tensor =>
  wrap(ops.where(ops.le(ops.abs(x.node), lambda), 0, x.node));
/** x drawn towards 0 by λ, and 0 where |x| ≤ λ */
export const softshrink = (x: Tensor, lambda = 0.5): Tensor =>
  wrap(ops.sub(x.node, ops.clamp(x.node, -lambda, lambda)));
/** x − tanh x */
export const tanhshrink = (x: Tensor): Tensor => wrap(ops.sub(x.node, ops.tanh(x.node)));
/** x above the threshold, `value` elsewhere */
export const threshold = (x: Tensor, limit: number, value: number): Tensor =>
  wrap(ops.where(ops.gt(x.node, limit), x.node, value));
/**
 * x above 0, weight·x below (He et al., 2015).
 *
 * @param weight one slope, or one per channel (axis 1)
 */
export function prelu(x: Tensor, weight: Tensor): Tensor {
  const { node } = x;
  const slope =
    weight.numel === 1
      ? ops.reshape(weight.node, [])
      : ops.reshape(weight.node, [weight.numel, ...node.shape.slice(2).map(() => 1)]);
  return wrap(ops.where(ops.gt(node, 0), node, ops.mul(node, slope)));
}
/** eˣ/Σeˣ along one axis */
export const softmax = (x: Tensor, dim: number): Tensor => wrap(ops.softmax(x.node, dim));
/** softmax(−x) */
export const softmin = (x: Tensor, dim: number): Tensor => wrap(ops.softmax(ops.neg(x.node), dim));
/** log softmax(x) along an axis, computed as x − log Σ eˣ without overflow. */
export const logSoftmax = (x: Tensor, dim: number): Tensor => wrap(ops.logSoftmax(x.node, dim));
/** a·σ(b), where a and b are the halves of one axis (Dauphin et al., 2016) */
export function glu(x: Tensor, dim = -1): Tensor {
  const n = x.shape[axisOf('glu', dim, x.shape)] ?? 1;
  if (n % 2 !== 0) {
    raise(ArgumentError, nnErrors, 'module.argument', {
      op: 'glu',
      name: `size of axis ${dim}`,
      expected: 'even',
      got: n,
    });
  }
  return x.slice(dim, 0, n / 2).mul(x.slice(dim, n / 2).sigmoid());
}
