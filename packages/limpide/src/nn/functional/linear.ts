/** Linear maps, convolutions, pooling, embedding, dropout, distances. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { axisOf } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import { defaultGenerator, type Generator, type Tensor } from '../../tensor/index.ts';
import { uniformNode } from '../../tensor/random.ts';
import { dropout as dropoutNode } from '../ops/dropout.ts';
import { nodeOf, type Optional, wrap } from './support.ts';

/** x·Wᵀ + b: (…, in) → (…, out), weight (out, in), bias (out) */
export const linear = (x: Tensor, weight: Tensor, bias?: Optional): Tensor =>
  wrap(ops.linear(x.node, weight.node, nodeOf(bias)));

/** x₁ᵀ·W[o]·x₂ + b[o]: (…, in1), (…, in2) → (…, out), weight (out, in1, in2) */
export function bilinear(x1: Tensor, x2: Tensor, weight: Tensor, bias?: Optional): Tensor {
  const lead = x1.shape.slice(0, -1).map((_, d) => d + 3);
  const half = ops.contract(x1.node, [...lead, 1], weight.node, [0, 1, 2], [...lead, 0, 2]); // (…, out, in2)
  const y = ops.contract(half, [...lead, 0, 2], x2.node, [...lead, 2], [...lead, 0]); // (…, out)
  return wrap(bias ? ops.add(y, bias.node) : y);
}

/** (N, C, L) or (C, L); weight (O, C/groups, K) */
export const conv1d = (
  x: Tensor,
  weight: Tensor,
  bias?: Optional,
  options: ops.ConvOptions = {},
): Tensor => wrap(ops.conv(1, x.node, weight.node, nodeOf(bias), options));
/** (N, C, H, W) or (C, H, W); weight (O, C/groups, KH, KW) */
export const conv2d = (
  x: Tensor,
  weight: Tensor,
  bias?: Optional,
  options: ops.ConvOptions = {},
): Tensor => wrap(ops.conv(2, x.node, weight.node, nodeOf(bias), options));
/** weight (C, O/groups, K) */
export const convTranspose1d = (
  x: Tensor,
  weight: Tensor,
  bias?: Optional,
  options: ops.ConvTransposeOptions = {},
): Tensor => wrap(ops.convTranspose(1, x.node, weight.node, nodeOf(bias), options));
/** weight (C, O/groups, KH, KW) */
export const convTranspose2d = (
  x: Tensor,
  weight: Tensor,
  bias?: Optional,
  options: ops.ConvTransposeOptions = {},
): Tensor => wrap(ops.convTranspose(2, x.node, weight.node, nodeOf(bias), options));

type Size = number | readonly number[];
type AdaptiveSize = number | readonly (number | null)[];
/**
 * The largest of each window, −∞ in the padding: (N, C, L) → (N, C, L′),
 * L′ = ⌊(L + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1; `stride` is the kernel's size when left out.
 */
export const maxPool1d = (x: Tensor, kernelSize: Size, options: ops.MaxPoolOptions = {}): Tensor =>
  wrap(ops.maxPool(1, x.node, kernelSize, options));
/** The largest of each window: (N, C, H, W) → (N, C, H′, W′), each side as in `maxPool1d`. */
export const maxPool2d = (x: Tensor, kernelSize: Size, options: ops.MaxPoolOptions = {}): Tensor =>
  wrap(ops.maxPool(2, x.node, kernelSize, options));
/**
 * The mean of each window: (N, C, L) → (N, C, L′), L′ = ⌊(L + 2·padding − kernel) / stride⌋ + 1;
 * `stride` is the kernel's size when left out.
 */
export const avgPool1d = (x: Tensor, kernelSize: Size, options: ops.AvgPoolOptions = {}): Tensor =>
  wrap(ops.avgPool(1, x.node, kernelSize, options));
/** The mean of each window: (N, C, H, W) → (N, C, H′, W′), each side as in `avgPool1d`. */
export const avgPool2d = (x: Tensor, kernelSize: Size, options: ops.AvgPoolOptions = {}): Tensor =>
  wrap(ops.avgPool(2, x.node, kernelSize, options));
/** Means of as many windows as are asked for: (N, C, L) → (N, C, outputSize); null keeps L. */
export const adaptiveAvgPool1d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  wrap(ops.adaptiveAvgPool(1, x.node, outputSize));
/** Means of as many windows as are asked for: (N, C, H, W) → (N, C, …outputSize); null keeps a size. */
export const adaptiveAvgPool2d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  wrap(ops.adaptiveAvgPool(2, x.node, outputSize));
/** Maxima of as many windows as are asked for: (N, C, L) → (N, C, outputSize); null keeps L. */
export const adaptiveMaxPool1d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  wrap(ops.adaptiveMaxPool(1, x.node, outputSize));
/** Maxima of as many windows as are asked for: (N, C, H, W) → (N, C, …outputSize); null keeps a size. */
export const adaptiveMaxPool2d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  wrap(ops.adaptiveMaxPool(2, x.node, outputSize));
/** Another size of the last axes, by nearest neighbour or linearly. (N, C, L) or (N, C, H, W) */
export const interpolate = (x: Tensor, options: ops.InterpolateOptions): Tensor =>
  wrap(ops.interpolate(x.node, options));
/** (N, C·r², H, W) → (N, C, H·r, W·r) (Shi et al., 2016) */
export const pixelShuffle = (x: Tensor, factor: number): Tensor =>
  wrap(ops.pixelShuffle(x.node, factor));
/** (N, C, H·r, W·r) → (N, C·r², H, W), the inverse of `pixelShuffle`. */
export const pixelUnshuffle = (x: Tensor, factor: number): Tensor =>
  wrap(ops.pixelUnshuffle(x.node, factor));

/**
 * Rows of a table: indices (…) → (…, D).
 *
 * @param input  int32
 * @param weight (V, D)
 * @param options.paddingIdx a row that gets no gradient
 */
export const embedding = (
  input: Tensor,
  weight: Tensor,
  options: { readonly paddingIdx?: number | undefined } = {},
): Tensor => wrap(ops.embedding(input.node, weight.node, options.paddingIdx));

// ---- dropout ---------------------------------------------------------------------------------------

export interface DropoutOptions {
  /** Probability of being dropped, 0 … 1. */
  readonly p?: number | undefined;
  readonly training?: boolean | undefined;
  /** The default generator when left out. */
  readonly generator?: Generator | undefined;
}

function drop(op: string, x: Tensor, options: DropoutOptions, axes: number): Tensor {
  const { p = 0.5, training = true, generator = defaultGenerator } = options;
  if (!(p >= 0 && p <= 1)) {
    raise(ArgumentError, nnErrors, 'module.argument', { op, name: 'p', expected: '0 … 1', got: p });
  }
  if (!training || p === 0) return x;
  // whole channels: the mask has size 1 along the last axes
  const shape = axes === 0 ? x.shape : x.shape.map((n, d) => (d >= x.ndim - axes ? 1 : n));
  const u = uniformNode(shape, 'float32', x.node.device, generator);
  return wrap(dropoutNode(x.node, u, p));
}
/** In training, each element is 0 with probability p, and the others are divided by 1 − p (Srivastava et al., 2014). */
export const dropout = (x: Tensor, options: DropoutOptions = {}): Tensor =>
  drop('dropout', x, options, 0);
/** Whole channels at a time: (N, C, L) or (C, L) */
export const dropout1d = (x: Tensor, options: DropoutOptions = {}): Tensor =>
  drop('dropout1d', x, options, 1);
/** Whole channels at a time: (N, C, H, W) or (C, H, W) */
export const dropout2d = (x: Tensor, options: DropoutOptions = {}): Tensor =>
  drop('dropout2d', x, options, 2);

// ---- distances -------------------------------------------------------------------------------------

/** x/max(‖x‖ₚ, ε) along an axis */
export function normalize(
  x: Tensor,
  options: { p?: number; dim?: number; eps?: number } = {},
): Tensor {
  const { p = 2, dim = 1, eps = 1e-12 } = options;
  const length = ops.norm(x.node, p, { dim, keepdim: true });
  return wrap(ops.div(x.node, ops.clamp(length, eps)));
}
/** ⟨x₁, x₂⟩/(max(‖x₁‖, ε)·max(‖x₂‖, ε)) along an axis */
export function cosineSimilarity(
  x1: Tensor,
  x2: Tensor,
  options: { dim?: number; eps?: number } = {},
): Tensor {
  const { dim = 1, eps = 1e-8 } = options;
  axisOf('cosineSimilarity', dim, x1.shape);
  const length = (x: Tensor) => ops.clamp(ops.norm(x.node, 2, { dim }), eps);
  return wrap(
    ops.div(ops.sum(ops.mul(x1.node, x2.node), { dim }), ops.mul(length(x1), length(x2))),
  );
}
/** ‖x₁ − x₂ + ε‖ₚ along the last axis */
export function pairwiseDistance(
  x1: Tensor,
  x2: Tensor,
  options: { p?: number; eps?: number; keepdim?: boolean } = {},
): Tensor {
  const { p = 2, eps = 1e-6, keepdim = false } = options;
  return wrap(ops.norm(ops.add(ops.sub(x1.node, x2.node), eps), p, { dim: -1, keepdim }));
}
