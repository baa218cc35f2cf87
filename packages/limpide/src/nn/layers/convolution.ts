/** Convolutions and their transposes. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { sizeOf, tuple } from '../../graph/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { conv1d, conv2d, convTranspose1d, convTranspose2d } from '../functional/index.ts';
import { Module } from '../module.ts';
import type { Parameter } from '../parameter.ts';
import { described, type FactoryOptions, uniformParameter } from './support.ts';

type Size = number | readonly number[];

export interface ConvLayerOptions extends FactoryOptions {
  readonly stride?: Size | undefined;
  /** Zeros on both sides, `'same'` or `'valid'`. */
  readonly padding?: Size | 'same' | 'valid' | undefined;
  readonly dilation?: Size | undefined;
  readonly groups?: number | undefined;
  /** `true` when left out. */
  readonly bias?: boolean | undefined;
}
export interface ConvTransposeLayerOptions extends ConvLayerOptions {
  readonly padding?: Size | undefined;
  /** Rows and columns added at one end of the output. */
  readonly outputPadding?: Size | undefined;
}

/** What the four have in common: weights in U(±1/√fanIn) (Kaiming-uniform with a = √5), as PyTorch's. */
abstract class ConvBase<O extends ConvLayerOptions> extends Module {
  protected readonly options: O;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: readonly number[];
  weight: Parameter;
  bias: Parameter | null;
  constructor(
    axes: number,
    transposed: boolean,
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    options: O,
  ) {
    super();
    const { groups = 1, bias = true } = options;
    for (const [name, count] of [
      ['inChannels', inChannels],
      ['outChannels', outChannels],
    ] as const) {
      if (Number.isInteger(count) && count > 0 && count % groups === 0) continue;
      raise(ArgumentError, nnErrors, 'module.argument', {
        op: new.target.name,
        name,
        expected: `a positive multiple of groups = ${groups}`,
        got: count,
      });
    }
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = tuple(new.target.name, 'kernelSize', kernelSize, axes, 1);
    this.options = options;
    const [first, second] = transposed ? [inChannels, outChannels] : [outChannels, inChannels];
    const shape = [first, second / groups, ...this.kernelSize];
    const bound = 1 / Math.sqrt(sizeOf(shape.slice(1)));
    this.weight = uniformParameter(shape, bound, options);
    this.bias = bias ? uniformParameter([outChannels], bound, options) : null;
  }
  override extraRepr(): string {
    const { stride, padding, dilation, groups } = this.options;
    const shown = { kernelSize: this.kernelSize, stride, padding, dilation, groups };
    return `${this.inChannels}, ${this.outChannels}, ${described(shown)}`;
  }
}

/** (N, C, L) → (N, O, L'); weight [O, C/groups, K] */
export class Conv1d extends ConvBase<ConvLayerOptions> {
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    options: ConvLayerOptions = {},
  ) {
    super(1, false, inChannels, outChannels, kernelSize, options);
  }
  forward(input: Tensor): Tensor {
    return conv1d(input, this.weight, this.bias, this.options);
  }
}
/** (N, C, H, W) → (N, O, H', W'); weight [O, C/groups, KH, KW] */
export class Conv2d extends ConvBase<ConvLayerOptions> {
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    options: ConvLayerOptions = {},
  ) {
    super(2, false, inChannels, outChannels, kernelSize, options);
  }
  forward(input: Tensor): Tensor {
    return conv2d(input, this.weight, this.bias, this.options);
  }
}
/** (N, C, L) → (N, O, L'); weight [C, O/groups, K] */
export class ConvTranspose1d extends ConvBase<ConvTransposeLayerOptions> {
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    options: ConvTransposeLayerOptions = {},
  ) {
    super(1, true, inChannels, outChannels, kernelSize, options);
  }
  forward(input: Tensor): Tensor {
    return convTranspose1d(input, this.weight, this.bias, this.options);
  }
}
/** (N, C, H, W) → (N, O, H', W'); weight [C, O/groups, KH, KW] */
export class ConvTranspose2d extends ConvBase<ConvTransposeLayerOptions> {
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    options: ConvTransposeLayerOptions = {},
  ) {
    super(2, true, inChannels, outChannels, kernelSize, options);
  }
  forward(input: Tensor): Tensor {
    return convTranspose2d(input, this.weight, this.bias, this.options);
  }
}
