/** Normalising layers: mean 0 and variance 1 along some axes, then a learnt scale and shift. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import { type Shape, withRecording } from '../../graph/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import * as F from '../functional/index.ts';
import { Module } from '../module.ts';
import type { Parameter } from '../parameter.ts';
import { described, type FactoryOptions, oneParameter, zeroParameter } from './support.ts';

export interface BatchNormLayerOptions extends FactoryOptions {
  /** Added to the variance; 1e-5 when left out. */
  readonly eps?: number | undefined;
  /** The new value's share of the running averages; 0.1. `null`: the plain mean of all batches. */
  readonly momentum?: number | null | undefined;
  /** Whether scale and shift are learnt. */
  readonly affine?: boolean | undefined;
  /** Whether running averages are kept for evaluation. */
  readonly trackRunningStats?: boolean | undefined;
}

/** PyTorch's names of what is called otherwise here. */
const keys: Readonly<Record<string, string>> = {
  runningMean: 'running_mean',
  runningVar: 'running_var',
  numBatchesTracked: 'num_batches_tracked',
};

abstract class RunningNorm extends Module {
  readonly numFeatures: number;
  readonly eps: number;
  readonly momentum: number | null;
  weight: Parameter | null;
  bias: Parameter | null;
  runningMean: Tensor | null;
  runningVar: Tensor | null;
  /** How many batches the averages have seen, int32. */
  numBatchesTracked: Tensor | null;

  constructor(
    numFeatures: number,
    options: BatchNormLayerOptions,
    affine: boolean,
    track: boolean,
  ) {
    super();
    this.numFeatures = numFeatures;
    this.eps = options.eps ?? 1e-5;
    this.momentum = options.momentum === undefined ? 0.1 : options.momentum;
    const { dtype, device } = options;
    const shape = [numFeatures];
    this.weight = affine ? oneParameter(shape, options) : null;
    this.bias = affine ? zeroParameter(shape, options) : null;
    // values from the start, not formulas: the first training step is then the same program as the next
    const filled = (value: number): Tensor | null =>
      track ? tensor(new Float32Array(numFeatures).fill(value), { dtype, device }) : null;
    const counter = track ? tensor(new Int32Array(1), { shape: [], device }) : null;
    this.runningMean = this.registerBuffer('runningMean', filled(0));
    this.runningVar = this.registerBuffer('runningVar', filled(1));
    this.numBatchesTracked = this.registerBuffer('numBatchesTracked', counter);
  }
  override stateKey(property: string): string {
    return keys[property] ?? property;
  }
  protected check(input: Tensor, ranks: readonly number[], channel: number): void {
    if (ranks.includes(input.ndim) && input.shape[input.ndim + channel] === this.numFeatures)
      return;
    const expected = ['N', this.numFeatures, ...(ranks.includes(4) ? ['H', 'W'] : ['L'])];
    raise(ShapeError, nnErrors, 'module.input', {
      op: this.constructor.name,
      expected,
      got: input.shape,
    });
  }
  override extraRepr(): string {
    const { eps, momentum, weight, runningMean } = this;
    const shown = {
      eps,
      momentum,
      affine: weight !== null,
      trackRunningStats: runningMean !== null,
    };
    return `${this.numFeatures}, ${described(shown)}`;
  }
}

abstract class BatchNorm extends RunningNorm {
  constructor(numFeatures: number, options: BatchNormLayerOptions = {}) {
    super(numFeatures, options, options.affine ?? true, options.trackRunningStats ?? true);
  }
  protected normalize(input: Tensor): Tensor {
    const { runningMean, runningVar, weight, bias, eps } = this;
    const training = this.training || runningMean === null;
    let share: number | Tensor = this.momentum ?? 0;
    const counter = this.numBatchesTracked;
    if (this.training && counter !== null) {
      withRecording(false, () => {
        counter.add_(1);
        if (this.momentum === null) share = counter.to(input.dtype).pow(-1);
      });
    }
    return F.batchNorm(input, runningMean, runningVar, weight, bias, {
      training,
      momentum: share,
      eps,
    });
  }
}

/**
 * Per channel, over the batch and all positions: (N, C) or (N, C, L) (Ioffe & Szegedy, 2015).
 *
 * In training the batch's own statistics are used, and running averages of them are kept in the buffers
 * `running_mean` and `running_var`, which `eval()` uses.
 */
export class BatchNorm1d extends BatchNorm {
  forward(input: Tensor): Tensor {
    this.check(input, [2, 3], 1 - input.ndim);
    return this.normalize(input);
  }
}
/** Per channel, over the batch and all positions: (N, C, H, W). */
export class BatchNorm2d extends BatchNorm {
  forward(input: Tensor): Tensor {
    this.check(input, [4], -3);
    return this.normalize(input);
  }
}

abstract class InstanceNorm extends RunningNorm {
  /** Without scale, shift and running averages unless asked for, as in PyTorch. */
  constructor(numFeatures: number, options: BatchNormLayerOptions = {}) {
    super(numFeatures, options, options.affine ?? false, options.trackRunningStats ?? false);
  }
  protected normalize(input: Tensor, rank: number): Tensor {
    const single = input.ndim < rank; // one sample, without its axis
    const x = single ? input.unsqueeze(0) : input;
    const { runningMean, runningVar, weight, bias, eps } = this;
    const useInputStats = this.training || runningMean === null;
    const y = F.instanceNorm(x, runningMean, runningVar, weight, bias, {
      useInputStats,
      eps,
      momentum: this.momentum ?? 0.1,
    });
    return single ? y.squeeze(0) : y;
  }
}
/** Per sample and channel: (N, C, L) or (C, L) (Ulyanov et al., 2016). */
export class InstanceNorm1d extends InstanceNorm {
  forward(input: Tensor): Tensor {
    this.check(input, [2, 3], -2);
    return this.normalize(input, 3);
  }
}
/** Per sample and channel: (N, C, H, W) or (C, H, W). */
export class InstanceNorm2d extends InstanceNorm {
  forward(input: Tensor): Tensor {
    this.check(input, [3, 4], -3);
    return this.normalize(input, 4);
  }
}

export interface LayerNormOptions extends FactoryOptions {
  readonly eps?: number | undefined;
  /** Whether scale and shift are learnt; `true` when left out. */
  readonly elementwiseAffine?: boolean | undefined;
  /** Whether there is a shift; `true` when left out. */
  readonly bias?: boolean | undefined;
}

/** Over the last axes: (…, normalizedShape) (Ba, Kiros & Hinton, 2016). */
export class LayerNorm extends Module {
  readonly normalizedShape: Shape;
  readonly eps: number;
  weight: Parameter | null;
  bias: Parameter | null;

  constructor(normalizedShape: number | Shape, options: LayerNormOptions = {}) {
    super();
    this.normalizedShape =
      typeof normalizedShape === 'number' ? [normalizedShape] : normalizedShape;
    this.eps = options.eps ?? 1e-5;
    const { elementwiseAffine = true, bias = true } = options;
    this.weight = elementwiseAffine ? oneParameter(this.normalizedShape, options) : null;
    this.bias = elementwiseAffine && bias ? zeroParameter(this.normalizedShape, options) : null;
  }
  forward(input: Tensor): Tensor {
    return F.layerNorm(input, this.normalizedShape, this.weight, this.bias, { eps: this.eps });
  }
  override extraRepr(): string {
    const { eps, weight, normalizedShape } = this;
    return described({ normalizedShape, eps, elementwiseAffine: weight !== null });
  }
}

/** x/√(mean(x²) + ε)·weight over the last axes (Zhang & Sennrich, 2019). */
export class RMSNorm extends Module {
  readonly normalizedShape: Shape;
  readonly eps: number | undefined;
  weight: Parameter | null;

  /** @param options.eps the dtype's own when left out */
  constructor(normalizedShape: number | Shape, options: Omit<LayerNormOptions, 'bias'> = {}) {
    super();
    this.normalizedShape =
      typeof normalizedShape === 'number' ? [normalizedShape] : normalizedShape;
    this.eps = options.eps;
    this.weight =
      (options.elementwiseAffine ?? true) ? oneParameter(this.normalizedShape, options) : null;
  }
  forward(input: Tensor): Tensor {
    return F.rmsNorm(input, this.normalizedShape, this.weight, { eps: this.eps });
  }
  override extraRepr(): string {
    return described({ normalizedShape: this.normalizedShape, eps: this.eps });
  }
}

export interface GroupNormOptions extends FactoryOptions {
  readonly eps?: number | undefined;
  readonly affine?: boolean | undefined;
}

/** Over groups of channels and all positions: (N, C, …) (Wu & He, 2018). */
export class GroupNorm extends Module {
  readonly numGroups: number;
  readonly numChannels: number;
  readonly eps: number;
  weight: Parameter | null;
  bias: Parameter | null;

  constructor(numGroups: number, numChannels: number, options: GroupNormOptions = {}) {
    super();
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    this.eps = options.eps ?? 1e-5;
    const affine = options.affine ?? true;
    this.weight = affine ? oneParameter([numChannels], options) : null;
    this.bias = affine ? zeroParameter([numChannels], options) : null;
  }
  forward(input: Tensor): Tensor {
    return F.groupNorm(input, this.numGroups, this.weight, this.bias, { eps: this.eps });
  }
  override extraRepr(): string {
    return `${this.numGroups}, ${this.numChannels}, ${described({ eps: this.eps, affine: this.weight !== null })}`;
  }
}
