/** Pooling and resizing layers: no parameters. Inputs are (N, C, L) or (N, C, H, W). */
import type { AvgPoolOptions, InterpolateOptions, MaxPoolOptions } from '../../ops/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import * as F from '../functional/index.ts';
import { Module } from '../module.ts';
import { described } from './support.ts';

type Size = number | readonly number[];
type AdaptiveSize = number | readonly (number | null)[];

abstract class Pool<O extends MaxPoolOptions | AvgPoolOptions> extends Module {
  readonly kernelSize: Size;
  protected readonly options: O | undefined;

  /** @param options.stride the kernel's size when left out */
  constructor(kernelSize: Size, options?: O) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }
  override extraRepr(): string {
    return described({ kernelSize: this.kernelSize, ...this.options });
  }
}
/** The largest of each window: (N, C, L) → (N, C, L′), see `functional.maxPool1d`. */
export class MaxPool1d extends Pool<MaxPoolOptions> {
  forward(input: Tensor): Tensor {
    return F.maxPool1d(input, this.kernelSize, this.options);
  }
}
/** The largest of each window: (N, C, H, W) → (N, C, H′, W′), see `functional.maxPool2d`. */
export class MaxPool2d extends Pool<MaxPoolOptions> {
  forward(input: Tensor): Tensor {
    return F.maxPool2d(input, this.kernelSize, this.options);
  }
}
/** The mean of each window: (N, C, L) → (N, C, L′), see `functional.avgPool1d`. */
export class AvgPool1d extends Pool<AvgPoolOptions> {
  forward(input: Tensor): Tensor {
    return F.avgPool1d(input, this.kernelSize, this.options);
  }
}
/** The mean of each window: (N, C, H, W) → (N, C, H′, W′), see `functional.avgPool2d`. */
export class AvgPool2d extends Pool<AvgPoolOptions> {
  forward(input: Tensor): Tensor {
    return F.avgPool2d(input, this.kernelSize, this.options);
  }
}

abstract class AdaptivePool extends Module {
  readonly outputSize: AdaptiveSize;

  /** @param outputSize per axis; null keeps the input's size */
  constructor(outputSize: AdaptiveSize) {
    super();
    this.outputSize = outputSize;
  }
  override extraRepr(): string {
    return described({ outputSize: this.outputSize });
  }
}
/** Means of as many windows as are asked for: (N, C, L) → (N, C, outputSize). */
export class AdaptiveAvgPool1d extends AdaptivePool {
  forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool1d(input, this.outputSize);
  }
}
/** Means of as many windows as are asked for: (N, C, H, W) → (N, C, …outputSize). */
export class AdaptiveAvgPool2d extends AdaptivePool {
  forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool2d(input, this.outputSize);
  }
}
/** Maxima of as many windows as are asked for: (N, C, L) → (N, C, outputSize). */
export class AdaptiveMaxPool1d extends AdaptivePool {
  forward(input: Tensor): Tensor {
    return F.adaptiveMaxPool1d(input, this.outputSize);
  }
}
/** Maxima of as many windows as are asked for: (N, C, H, W) → (N, C, …outputSize). */
export class AdaptiveMaxPool2d extends AdaptivePool {
  forward(input: Tensor): Tensor {
    return F.adaptiveMaxPool2d(input, this.outputSize);
  }
}

/** Another size of the last axes: `new Upsample({ scaleFactor: 2, mode: 'nearest' })`. */
export class Upsample extends Module {
  readonly options: InterpolateOptions;

  constructor(options: InterpolateOptions) {
    super();
    this.options = options;
  }
  forward(input: Tensor): Tensor {
    return F.interpolate(input, this.options);
  }
  override extraRepr(): string {
    return described({ ...this.options });
  }
}

/** (N, C·r², H, W) → (N, C, H·r, W·r) */
export class PixelShuffle extends Module {
  readonly upscaleFactor: number;

  constructor(upscaleFactor: number) {
    super();
    this.upscaleFactor = upscaleFactor;
  }
  forward(input: Tensor): Tensor {
    return F.pixelShuffle(input, this.upscaleFactor);
  }
  override extraRepr(): string {
    return described({ upscaleFactor: this.upscaleFactor });
  }
}
