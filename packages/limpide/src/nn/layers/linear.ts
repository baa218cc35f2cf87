/** Linear layers, and those that only change shapes. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import { axisOf, inferShape, type Shape } from '../../graph/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { bilinear, linear } from '../functional/index.ts';
import { Module } from '../module.ts';
import type { Parameter } from '../parameter.ts';
import { described, type FactoryOptions, uniformParameter } from './support.ts';

export interface LinearOptions extends FactoryOptions {
  /** `true` when left out. */
  readonly bias?: boolean | undefined;
}

/**
 * y = x·Wᵀ + b: (…, inFeatures) → (…, outFeatures).
 *
 * weight [out, in] is drawn from U(±1/√in) (Kaiming-uniform with a = √5), bias [out] from the same.
 */
export class Linear extends Module {
  readonly inFeatures: number;
  readonly outFeatures: number;
  weight: Parameter;
  bias: Parameter | null;

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions = {}) {
    super();
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    const bound = inFeatures > 0 ? 1 / Math.sqrt(inFeatures) : 0;
    this.weight = uniformParameter([outFeatures, inFeatures], bound, options);
    this.bias = (options.bias ?? true) ? uniformParameter([outFeatures], bound, options) : null;
  }
  forward(input: Tensor): Tensor {
    return linear(input, this.weight, this.bias);
  }
  override extraRepr(): string {
    return described({
      inFeatures: this.inFeatures,
      outFeatures: this.outFeatures,
      bias: this.bias !== null,
    });
  }
}

/** y[o] = x₁ᵀ·W[o]·x₂ + b[o]: (…, in1), (…, in2) → (…, out); weight [out, in1, in2]. */
export class Bilinear extends Module<[input1: Tensor, input2: Tensor]> {
  weight: Parameter;
  bias: Parameter | null;

  constructor(
    in1Features: number,
    in2Features: number,
    outFeatures: number,
    options: LinearOptions = {},
  ) {
    super();
    const bound = 1 / Math.sqrt(in1Features);
    this.weight = uniformParameter([outFeatures, in1Features, in2Features], bound, options);
    this.bias = (options.bias ?? true) ? uniformParameter([outFeatures], bound, options) : null;
  }
  forward(input1: Tensor, input2: Tensor): Tensor {
    return bilinear(input1, input2, this.weight, this.bias);
  }
  override extraRepr(): string {
    const [outFeatures, in1Features, in2Features] = this.weight.shape;
    return described({ in1Features, in2Features, outFeatures, bias: this.bias !== null });
  }
}

/** Gives back what it gets. */
export class Identity extends Module {
  forward(input: Tensor): Tensor {
    return input;
  }
}

/** Axes `startDim` to `endDim` become one: (N, C, H, W) → (N, C·H·W). */
export class Flatten extends Module {
  readonly startDim: number;
  readonly endDim: number;

  constructor(startDim = 1, endDim = -1) {
    super();
    this.startDim = startDim;
    this.endDim = endDim;
  }
  forward(input: Tensor): Tensor {
    return input.flatten(this.startDim, this.endDim);
  }
  override extraRepr(): string {
    return described({ startDim: this.startDim, endDim: this.endDim });
  }
}

/** One axis becomes several: `new Unflatten(1, [2, 3])` takes (N, 6) to (N, 2, 3). */
export class Unflatten extends Module {
  readonly dim: number;
  readonly unflattenedSize: Shape;

  constructor(dim: number, unflattenedSize: Shape) {
    super();
    this.dim = dim;
    this.unflattenedSize = unflattenedSize;
  }
  forward(input: Tensor): Tensor {
    const axis = axisOf('Unflatten', this.dim, input.shape);
    const size = input.shape[axis];
    if (size === undefined) {
      raise(ShapeError, nnErrors, 'module.input', {
        op: 'Unflatten',
        expected: ['…'],
        got: input.shape,
      });
    }
    const parts = inferShape('Unflatten', this.unflattenedSize, size, [size]);
    return input.reshape([...input.shape.slice(0, axis), ...parts, ...input.shape.slice(axis + 1)]);
  }
  override extraRepr(): string {
    return described({ dim: this.dim, unflattenedSize: this.unflattenedSize });
  }
}
