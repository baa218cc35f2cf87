/** Random choices and distributions: permutations, categories, normal numbers. */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import { broadcast, type Shape } from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { type RandomOptions, rand, randn } from './creation.ts';
import { getDevice } from './devices.ts';
import { bitsNode, defaultGenerator } from './random.ts';
import { Tensor } from './tensor.ts';

const like = (x: Tensor, options: RandomOptions): RandomOptions => ({
  dtype: x.dtype,
  device: x.device,
  ...options,
});

/** Uniform in [0, 1), of the shape, dtype and device of a tensor. */
export const randLike = (x: Tensor, options: RandomOptions = {}): Tensor =>
  rand(x.shape, like(x, options));
/** Standard normal, of the shape, dtype and device of a tensor. */
export const randnLike = (x: Tensor, options: RandomOptions = {}): Tensor =>
  randn(x.shape, like(x, options));

/** Normal numbers of a mean and a standard deviation; tensors broadcast, and gradients flow through them. */
export function normal(
  mean: Tensor | number,
  std: Tensor | number,
  shape?: Shape,
  options: RandomOptions = {},
): Tensor {
  const tensors = [mean, std].filter((x) => x instanceof Tensor);
  const size =
    shape ?? tensors.map((x) => x.shape).reduce<Shape>((a, b) => broadcast('normal', a, b), []);
  const first = tensors[0];
  return randn(size, first ? like(first, options) : options)
    .mul(std)
    .add(mean);
}

/** The numbers 0 … n − 1 in random order, int32. */
export function randperm(n: number, options: RandomOptions = {}): Tensor {
  if (!Number.isInteger(n) || n < 0)
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'randperm',
      name: 'n',
      expected: 'integer ≥ 0',
      got: n,
    });
  // sorted by 32 random bits; equal bits, one pair in 2³², keep their order
  const bits = new Tensor(
    bitsNode([n], getDevice(options.device), options.generator ?? defaultGenerator),
  );
  const order = bits.argsort(0);
  return options.dtype && options.dtype !== 'int32' ? order.to(options.dtype) : order;
}

/**
 * Categories drawn in proportion to weights.
 *
 * @param weights [n] or [rows, n], 0 or more, not all 0
 * @returns [count] or [rows, count], int32
 */
export function multinomial(
  weights: Tensor,
  count: number,
  options: { readonly replacement?: boolean } & RandomOptions = {},
): Tensor {
  const op = 'multinomial';
  const { ndim, shape } = weights;
  if (ndim !== 1 && ndim !== 2)
    raise(ShapeError, tensorErrors, 'shape.rank', { op, expected: '1 or 2', got: shape });
  const n = shape[ndim - 1]!;
  if (!Number.isInteger(count) || count < 1)
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op,
      name: 'count',
      expected: 'integer ≥ 1',
      got: count,
    });
  const p = weights.detach().to(weights.dtype === 'float64' ? 'float64' : 'float32');
  const random = { dtype: p.dtype, device: p.device, generator: options.generator };
  if (options.replacement) {
    const running = p.cumsum(-1);
    const share = running.div(running.narrow(-1, n - 1, 1));
    return new Tensor(
      ops.searchsorted(share.node, rand([...shape.slice(0, -1), count], random).node, true),
    ).clamp(0, n - 1);
  }
  if (count > n)
    raise(ArgumentError, operatorErrors, 'random.probabilities', { op, count, size: n });
  // A race of exponential clocks: −log u / p, the first ones win (Efraimidis & Spirakis, 2006).
  const clocks = rand(shape, random).mul(-1).add(1).log().neg().div(p);
  return clocks.topk(count, -1, false).indices;
}
