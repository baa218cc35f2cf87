/**
 * Keras's layers, as functions: `dense(128, { activation: 'relu' })`. Names and defaults are Keras's
 * (Glorot's weights, biases 0), the order of axes is PyTorch's: images are `[channels, height, width]`.
 */

import type { Shape } from '../../graph/index.ts';
import {
  AvgPool2d,
  BatchNorm1d,
  BatchNorm2d,
  Conv2d,
  Dropout,
  ELU,
  Embedding,
  Flatten,
  GELU,
  Identity,
  LayerNorm,
  LeakyReLU,
  Linear,
  LogSoftmax,
  MaxPool2d,
  Module,
  ReLU,
  ReLU6,
  SELU,
  Sigmoid,
  SiLU,
  Softmax,
  Softplus,
  Softsign,
  Tanh,
  Unflatten,
} from '../../nn/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import type { Regularizer } from '../penalty.ts';
import { lookUp } from '../suggest.ts';
import { type Initializer, initialize } from './initializers.ts';
import {
  type BuiltLayer,
  checkRank,
  checkUnits,
  type LayerOptions,
  type LayerSpec,
  type Size,
} from './layer.ts';

const activations: Readonly<Record<string, () => Module>> = {
  relu: () => new ReLU(),
  relu6: () => new ReLU6(),
  leakyRelu: () => new LeakyReLU(),
  elu: () => new ELU(),
  selu: () => new SELU(),
  gelu: () => new GELU(),
  silu: () => new SiLU(),
  swish: () => new SiLU(),
  sigmoid: () => new Sigmoid(),
  tanh: () => new Tanh(),
  softplus: () => new Softplus(),
  softsign: () => new Softsign(),
  softmax: () => new Softmax(-1),
  logSoftmax: () => new LogSoftmax(-1),
  linear: () => new Identity(),
};

/** The module of an activation; none for `'linear'`. */
function activationOf(name: string | undefined): Module[] {
  return name === undefined || name === 'linear' ? [] : [lookUp('activation', activations, name)()];
}

export interface WeightOptions extends LayerOptions {
  /** Name of a function applied to the result: `'relu'`, `'softmax'`, … */
  readonly activation?: string | undefined;
  readonly useBias?: boolean | undefined;
  /** `'glorotUniform'` when left out. */
  readonly kernelInitializer?: Initializer | undefined;
  /** `'zeros'` when left out. */
  readonly biasInitializer?: Initializer | undefined;
  /** What the weights cost: `l1(…)`, `l2(…)`, `l1l2(…)`. */
  readonly kernelRegularizer?: Regularizer | undefined;
  readonly biasRegularizer?: Regularizer | undefined;
}

/** A layer with weights, filled and followed by its activation as the options say. */
function weighted(
  layer: Module & { readonly weight: Tensor; readonly bias: Tensor | null },
  options: WeightOptions,
): BuiltLayer {
  initialize(layer.weight, options.kernelInitializer ?? 'glorotUniform');
  if (layer.bias) initialize(layer.bias, options.biasInitializer ?? 'zeros');
  const penalties: (readonly [Tensor, Regularizer])[] = [];
  if (options.kernelRegularizer) penalties.push([layer.weight, options.kernelRegularizer]);
  if (options.biasRegularizer && layer.bias) penalties.push([layer.bias, options.biasRegularizer]);
  return { modules: [layer, ...activationOf(options.activation)], penalties };
}

/** One module that does not care for the shape of its input. */
const plain = (
  kind: string,
  make: (inputShape: Shape) => Module,
  options: LayerOptions = {},
): LayerSpec => ({
  kind,
  inputShape: options.inputShape,
  build: (inputShape) => ({ modules: [make(inputShape)] }),
});

/** Every output sees every input: activation(x·Wᵀ + b), [..., in] → [..., units]. */
export function dense(units: number, options: WeightOptions = {}): LayerSpec {
  checkUnits('dense', 'units', units);
  activationOf(options.activation);
  return {
    kind: 'dense',
    inputShape: options.inputShape,
    build(inputShape) {
      checkRank('dense', inputShape, [1, 2, 3, 4], '[…, features]');
      const bias = options.useBias ?? true;
      return weighted(new Linear(inputShape.at(-1)!, units, { bias }), options);
    },
  };
}

export interface Conv2dOptions extends WeightOptions {
  /** Step of the window; 1 when left out. */
  readonly strides?: Size | undefined;
  /** `'valid'` (no border, default), `'same'` (size kept, for strides of 1), or a border of zeros. */
  readonly padding?: 'valid' | 'same' | Size | undefined;
  readonly dilationRate?: Size | undefined;
  readonly groups?: number | undefined;
}

/** Convolution over images: [channels, height, width] → [filters, height′, width′]. */
export function conv2d(filters: number, kernelSize: Size, options: Conv2dOptions = {}): LayerSpec {
  checkUnits('conv2d', 'filters', filters);
  activationOf(options.activation);
  return {
    kind: 'conv2d',
    inputShape: options.inputShape,
    build(inputShape) {
      checkRank('conv2d', inputShape, [3], '[channels, height, width]');
      const layer = new Conv2d(inputShape[0]!, filters, kernelSize, {
        stride: options.strides ?? 1,
        padding: options.padding ?? 'valid',
        dilation: options.dilationRate ?? 1,
        groups: options.groups ?? 1,
        bias: options.useBias ?? true,
      });
      return weighted(layer, options);
    },
  };
}

export interface Pool2dOptions extends LayerOptions {
  /** Step of the window; its size when left out. */
  readonly strides?: Size | undefined;
  readonly padding?: Size | undefined;
}

function pool2d(
  kind: string,
  make: (size: Size, options: { stride: Size; padding: Size }) => Module,
  size: Size,
  options: Pool2dOptions,
): LayerSpec {
  const settings = { stride: options.strides ?? size, padding: options.padding ?? 0 };
  return {
    kind,
    inputShape: options.inputShape,
    build(inputShape) {
      checkRank(kind, inputShape, [3], '[channels, height, width]');
      return { modules: [make(size, settings)] };
    },
  };
}

/** Maxima of windows: [channels, height, width] → [channels, height / size, width / size]. */
export const maxPooling2d = (poolSize: Size = 2, options: Pool2dOptions = {}): LayerSpec =>
  pool2d('maxPooling2d', (size, o) => new MaxPool2d(size, o), poolSize, options);

/** Means of windows. */
export const averagePooling2d = (poolSize: Size = 2, options: Pool2dOptions = {}): LayerSpec =>
  pool2d('averagePooling2d', (size, o) => new AvgPool2d(size, o), poolSize, options);

/** Mean of each channel: [channels, height, width] → [channels]. */
export const globalAveragePooling2d = (options: LayerOptions = {}): LayerSpec =>
  plain('globalAveragePooling2d', () => new Mapping('mean', (x) => x.mean([-2, -1])), options);

/** All axes but the batch's in one. */
export const flatten = (options: LayerOptions = {}): LayerSpec =>
  plain('flatten', () => new Flatten(), options);

/** Other axes for the same values (the batch's stays). */
export const reshape = (targetShape: Shape, options: LayerOptions = {}): LayerSpec => ({
  kind: 'reshape',
  inputShape: options.inputShape,
  build: (inputShape) => {
    const unflatten = new Unflatten(1, targetShape);
    return { modules: inputShape.length === 1 ? [unflatten] : [new Flatten(), unflatten] };
  },
});

/** While training, sets a share of the values to 0 and scales up the others. */
export const dropout = (rate: number, options: LayerOptions = {}): LayerSpec =>
  plain('dropout', () => new Dropout(rate), options);

/** A function between layers: `activation('relu')`. */
export function activation(name: string, options: LayerOptions = {}): LayerSpec {
  const make = lookUp('activation', activations, name);
  return plain(name, make, options);
}

/** Softmax over the last axis. */
export const softmax = (options: LayerOptions = {}): LayerSpec => activation('softmax', options);

/** x · scale + offset, in float32: `rescaling(1 / 255)` takes bytes to 0 … 1. */
export const rescaling = (scale: number, offset = 0, options: LayerOptions = {}): LayerSpec =>
  plain(
    'rescaling',
    () => new Mapping('rescaling', (x) => x.float().mul(scale).add(offset)),
    options,
  );

export interface BatchNormalizationOptions extends LayerOptions {
  /** How much of the running averages stays at each batch; 0.99 when left out, as in Keras. */
  readonly momentum?: number | undefined;
  /** 0.001 when left out, as in Keras. */
  readonly epsilon?: number | undefined;
}

/** Each channel (or feature) brought to mean 0 and deviation 1 over the batch, then scaled. */
export const batchNormalization = (options: BatchNormalizationOptions = {}): LayerSpec => ({
  kind: 'batchNormalization',
  inputShape: options.inputShape,
  build(inputShape) {
    checkRank('batchNormalization', inputShape, [1, 3], '[features], [channels, height, width]');
    const settings = { momentum: 1 - (options.momentum ?? 0.99), eps: options.epsilon ?? 1e-3 };
    const size = inputShape[0]!;
    const layer =
      inputShape.length === 1 ? new BatchNorm1d(size, settings) : new BatchNorm2d(size, settings);
    return { modules: [layer] };
  },
});

/** Each sample brought to mean 0 and deviation 1 over its last axis, then scaled. */
export const layerNormalization = (
  options: LayerOptions & { readonly epsilon?: number | undefined } = {},
): LayerSpec =>
  plain(
    'layerNormalization',
    (shape) => new LayerNorm(shape.at(-1) ?? 1, { eps: options.epsilon ?? 1e-3 }),
    options,
  );

/** A learnt vector for each token: whole numbers [length] → [length, outputDim]. */
export const embedding = (
  inputDim: number,
  outputDim: number,
  options: LayerOptions = {},
): LayerSpec => ({
  ...plain('embedding', () => new Embedding(inputDim, outputDim), options),
  takesIndices: true,
});

/** A function as a layer: `lambda((x) => x.square())`. */
export const lambda = (fn: (x: Tensor) => Tensor, options: LayerOptions = {}): LayerSpec =>
  plain('lambda', () => new Mapping('lambda', fn), options);

/** A function as a module. */
class Mapping extends Module {
  readonly #name: string;
  readonly #fn: (x: Tensor) => Tensor;

  constructor(name: string, fn: (x: Tensor) => Tensor) {
    super();
    this.#name = name;
    this.#fn = fn;
  }
  forward(input: Tensor): Tensor {
    return this.#fn(input);
  }
  override extraRepr(): string {
    return this.#name;
  }
}
