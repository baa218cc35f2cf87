/** Transforms of values: scaling, normalising, noise, mixing. */
import { pipelineErrors } from '../../errors/catalog/pipeline.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import {
  defaultGenerator,
  type Generator,
  rand,
  randn,
  type Tensor,
  tensor,
} from '../../tensor/index.ts';
import type { RandomTransformOptions, Transform } from './transform.ts';

/** x · scale + offset in float32; the default takes 0 … 255 to 0 … 1. */
export function rescale(scale = 1 / 255, offset = 0): Transform {
  return (x) => {
    const scaled = x.float().mul(scale);
    return offset === 0 ? scaled : scaled.add(offset);
  };
}

/**
 * (x − mean) / std, one mean and deviation for all, or one per channel of `[…, channels, h, w]`.
 */
export function normalize(
  mean: number | readonly number[],
  std: number | readonly number[],
): Transform {
  const bad = [std].flat().find((s) => !(s > 0));
  if (bad !== undefined) {
    raise(ArgumentError, pipelineErrors, 'pipeline.count', {
      what: 'normalize',
      name: 'std',
      expected: '> 0',
      got: bad,
    });
  }
  const perChannel = (values: number | readonly number[], device: string): Tensor | number =>
    typeof values === 'number' ? values : tensor(values, { device }).reshape(-1, 1, 1);
  return (x) => x.float().sub(perChannel(mean, x.device)).div(perChannel(std, x.device));
}

/** Adds normal noise of deviation `std`, drawn for each value. */
export function gaussianNoise(std: number, { generator }: RandomTransformOptions = {}): Transform {
  return (x) => x.add(randn(x.shape, { generator, device: x.device }).mul(std));
}

/** Sets each value to 0 with probability `p` (salt-and-pepper's pepper). */
export function randomErase(p: number, { generator }: RandomTransformOptions = {}): Transform {
  return (x) => x.mul(rand(x.shape, { generator, device: x.device }).ge(p));
}

/**
 * mix-up (Zhang et al., 2018): each sample is blended with its neighbour in the batch, and so are
 * their targets, with a share λ drawn from Beta(α, α) for the batch.
 *
 * λ is drawn on the host: a `compile`d step would keep the first one.
 *
 * @param targets probabilities, `[n, classes]` (see `oneHot`)
 */
export function mixUp(
  alpha = 0.2,
  { generator = defaultGenerator }: RandomTransformOptions = {},
): (x: Tensor, targets: Tensor) => [Tensor, Tensor] {
  return (x, targets) => {
    const share = beta(alpha, generator);
    const blend = (t: Tensor): Tensor => t.mul(share).add(t.roll(1, 0).mul(1 - share));
    return [blend(x.float()), blend(targets.float())];
  };
}

/** A draw from Beta(α, α), by two gammas. */
function beta(alpha: number, generator: Generator): number {
  const a = gamma(alpha, generator);
  const b = gamma(alpha, generator);
  return a + b > 0 ? a / (a + b) : 0.5;
}

/** A draw from Gamma(shape, 1): Marsaglia & Tsang, "A simple method for generating gamma variables", 2000. */
function gamma(shape: number, generator: Generator): number {
  if (shape < 1) {
    const u = 1 - generator.random();
    return gamma(shape + 1, generator) * u ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const radius = Math.sqrt(-2 * Math.log(1 - generator.random()));
    const z = radius * Math.cos(2 * Math.PI * generator.random());
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - generator.random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}
