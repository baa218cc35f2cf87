/** Normalisations: mean 0 and variance 1 along some axes, then a learnt scale and shift. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import { type Node, type Shape, sameShape, scalar, withRecording } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { norm, runningStatistic } from '../ops/standardize.ts';
import { nodeOf, type Optional, wrap } from './support.ts';

export interface NormOptions {
  /** Added to the variance; 1e-5 when left out. */
  readonly eps?: number | undefined;
}

function lastAxes(op: string, x: Tensor, shape: Shape): number[] {
  const lead = x.ndim - shape.length;
  if (shape.length === 0 || lead < 0 || !sameShape(x.shape.slice(lead), shape)) {
    raise(ShapeError, nnErrors, 'module.input', { op, expected: ['…', ...shape], got: x.shape });
  }
  return shape.map((_, d) => lead + d);
}

/** Over the last axes, of shape `normalizedShape` (Ba, Kiros & Hinton, 2016). */
export function layerNorm(
  x: Tensor,
  normalizedShape: Shape,
  weight?: Optional,
  bias?: Optional,
  options: NormOptions = {},
): Tensor {
  const axes = lastAxes('layerNorm', x, normalizedShape);
  return wrap(
    norm(x.node, nodeOf(weight), nodeOf(bias), normalizedShape, {
      axes,
      eps: options.eps ?? 1e-5,
      centre: true,
    }),
  );
}

/** x/√(mean(x²) + ε)·weight over the last axes (Zhang & Sennrich, 2019); ε is the dtype's when left out. */
export function rmsNorm(
  x: Tensor,
  normalizedShape: Shape,
  weight?: Optional,
  options: NormOptions = {},
): Tensor {
  const axes = lastAxes('rmsNorm', x, normalizedShape);
  const eps = options.eps ?? (x.dtype === 'float64' ? 2 ** -52 : 2 ** -23);
  return wrap(norm(x.node, nodeOf(weight), null, normalizedShape, { axes, eps, centre: false }));
}

const perChannel = (x: Node): Shape => [x.shape[1]!, ...x.shape.slice(2).map(() => 1)];

function needsChannels(op: string, x: Tensor, least: number): void {
  if (x.ndim < least) {
    raise(ShapeError, nnErrors, 'module.input', { op, expected: ['N', 'C', '…'], got: x.shape });
  }
}

/** Over groups of channels and all positions: (N, C, …) (Wu & He, 2018). */
export function groupNorm(
  x: Tensor,
  numGroups: number,
  weight?: Optional,
  bias?: Optional,
  options: NormOptions = {},
): Tensor {
  needsChannels('groupNorm', x, 2);
  const [n, c] = x.shape as readonly [number, number, ...number[]];
  if (!Number.isInteger(numGroups) || numGroups < 1 || c % numGroups !== 0) {
    raise(ShapeError, nnErrors, 'module.argument', {
      op: 'groupNorm',
      name: 'numGroups',
      expected: `a divisor of ${c}`,
      got: numGroups,
    });
  }
  const along = { axes: [2], eps: options.eps ?? 1e-5, centre: true };
  const rows = x.numel / Math.max(1, n * numGroups);
  const y = norm(ops.reshape(x.node, [n, numGroups, rows]), null, null, [], along);
  return affine(ops.reshape(y, x.shape), weight, bias);
}

function affine(y: Node, weight: Optional, bias: Optional): Tensor {
  const shape = perChannel(y);
  const scaled = weight ? ops.mul(y, ops.reshape(weight.node, shape)) : y;
  return wrap(bias ? ops.add(scaled, ops.reshape(bias.node, shape)) : scaled);
}

export interface BatchNormOptions extends NormOptions {
  /** Whether the batch's own statistics are used (and the running ones updated). */
  readonly training?: boolean | undefined;
  /** The new value's share of the running averages; 0.1 when left out. A tensor for a changing one. */
  readonly momentum?: number | Tensor | undefined;
}

/**
 * Over the batch and all positions, per channel: (N, C) or (N, C, …) (Ioffe & Szegedy, 2015).
 *
 * In training, `runningMean` and `runningVar` (C) are replaced by their new values, if given; the
 * variance kept is the unbiased one.
 */
export function batchNorm(
  x: Tensor,
  runningMean: Optional,
  runningVar: Optional,
  weight?: Optional,
  bias?: Optional,
  options: BatchNormOptions = {},
): Tensor {
  needsChannels('batchNorm', x, 2);
  const { eps = 1e-5, training = false, momentum = 0.1 } = options;
  const { node } = x;
  if (!training && runningMean && runningVar) {
    const shape = perChannel(node);
    const scale = ops.applyUnary('rsqrt', ops.add(runningVar.node, eps)); // (C)
    const factor = weight ? ops.mul(scale, weight.node) : scale;
    const centred = ops.sub(node, ops.reshape(runningMean.node, shape));
    const y = ops.mul(centred, ops.reshape(factor, shape));
    return wrap(bias ? ops.add(y, ops.reshape(bias.node, shape)) : y);
  }
  const axes = node.shape.map((_, d) => d).filter((d) => d !== 1);
  if (x.numel === x.shape[1] && training) {
    raise(ShapeError, nnErrors, 'norm.single', { op: 'batchNorm', got: x.shape });
  }
  if (training) updateRunning(node, runningMean, runningVar, momentum, axes);
  return wrap(
    norm(node, nodeOf(weight), nodeOf(bias), perChannel(node), { axes, eps, centre: true }),
  );
}

function updateRunning(
  x: Node,
  runningMean: Optional,
  runningVar: Optional,
  momentum: number | Tensor,
  axes: readonly number[],
): void {
  withRecording(false, () => {
    for (const [running, variance] of [
      [runningMean, false],
      [runningVar, true],
    ] as const) {
      if (!running) continue;
      const share =
        typeof momentum === 'number' ? scalar(momentum, running.dtype, x.device) : momentum.node;
      running.copy_(wrap(runningStatistic(running.node, x, share, axes, variance)));
    }
  });
}

export interface InstanceNormOptions extends NormOptions {
  /** `false`: the running statistics are used. */
  readonly useInputStats?: boolean | undefined;
  readonly momentum?: number | undefined;
}

/** Over all positions, per sample and channel: (N, C, …) (Ulyanov et al., 2016). */
export function instanceNorm(
  x: Tensor,
  runningMean?: Optional,
  runningVar?: Optional,
  weight?: Optional,
  bias?: Optional,
  options: InstanceNormOptions = {},
): Tensor {
  needsChannels('instanceNorm', x, 3);
  const { useInputStats = true, eps = 1e-5, momentum = 0.1 } = options;
  if (!useInputStats)
    return batchNorm(x, runningMean, runningVar, weight, bias, { eps, training: false });
  const { node } = x;
  const axes = node.shape.map((_, d) => d).slice(2);
  if (axes.reduce((n, d) => n * node.shape[d]!, 1) === 1) {
    raise(ShapeError, nnErrors, 'norm.single', { op: 'instanceNorm', got: x.shape });
  }
  if (runningMean || runningVar) updateInstances(node, runningMean, runningVar, momentum, axes);
  return wrap(
    norm(node, nodeOf(weight), nodeOf(bias), perChannel(node), { axes, eps, centre: true }),
  );
}

/** The running values are averages over the samples of each sample's own statistics. */
function updateInstances(
  x: Node,
  runningMean: Optional,
  runningVar: Optional,
  momentum: number,
  axes: readonly number[],
): void {
  withRecording(false, () => {
    const update = (running: Optional, statistic: () => Node): void => {
      running?.copy_(wrap(ops.lerp(running.node, ops.mean(statistic(), { dim: 0 }), momentum)));
    };
    update(runningMean, () => ops.mean(x, { dim: axes }));
    update(runningVar, () => ops.variance(x, { dim: axes }));
  });
}
