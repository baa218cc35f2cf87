/**
 * Data sets as tensors, ready to train on.
 *
 * Images stay bytes (`uint8`), four times smaller than floats; a batch becomes floats in the program
 * that uses it, by `toVectors` or `toImages`.
 */
import type { HostArray } from '../files/host.ts';
import { type Tensor, tensor } from '../tensor/index.ts';
import type { DatasetCard } from './datasets/cards.ts';
import {
  fashionMnist as fashionMnistArrays,
  type ImageData,
  type ImageOptions,
  mnist as mnistArrays,
} from './datasets/images.ts';
import { iris as irisArrays } from './datasets/iris.ts';

export interface ReadyOptions extends Omit<ImageOptions, 'split'> {
  /** Where the tensors live; the default device when left out. */
  readonly device?: string | undefined;
}

/** Images and their classes. */
export interface LabelledImages {
  /** uint8, [n, 28, 28], 0 (ground) … 255 (ink) */
  readonly images: Tensor;
  /** int32, [n] */
  readonly labels: Tensor;
}

export interface ReadyImages {
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  readonly classes: readonly string[];
  readonly card: DatasetCard;
}

/**
 * MNIST: 60,000 handwritten digits to learn from, 10,000 to test on.
 *
 * ```ts
 * const { train, test } = await mnist();
 * const x = toVectors(train.images); // [60000, 784], 0 … 1
 * ```
 *
 * @throws DataError when the files are nowhere: the sentence says how to fetch them
 */
export const mnist = (options: ReadyOptions = {}): Promise<ReadyImages> =>
  ready(mnistArrays, options);

/** Fashion-MNIST: clothes in place of digits, of the same sizes. See `mnist`. */
export const fashionMnist = (options: ReadyOptions = {}): Promise<ReadyImages> =>
  ready(fashionMnistArrays, options);

async function ready(
  load: (options: ImageOptions) => Promise<ImageData>,
  { device, ...where }: ReadyOptions,
): Promise<ReadyImages> {
  const [train, test] = await Promise.all([
    load({ ...where, split: 'train' }),
    load({ ...where, split: 'test' }),
  ]);
  const place = ({ images, labels }: ImageData): LabelledImages => ({
    images: tensor(images.data, { shape: images.shape, device }),
    labels: labelTensor(labels, device),
  });
  return { train: place(train), test: place(test), classes: train.classes, card: train.card };
}

const labelTensor = (labels: HostArray<'uint8'>, device: string | undefined): Tensor =>
  tensor(Int32Array.from(labels.data), { device });

export interface ReadyTable {
  /** float32, [150, 4] */
  readonly features: Tensor;
  /** int32, [150] */
  readonly labels: Tensor;
  readonly featureNames: readonly string[];
  readonly classes: readonly string[];
  readonly card: DatasetCard;
}

/** Iris: 150 flowers of three species, four measures each, in centimetres. */
export function iris(options: { readonly device?: string | undefined } = {}): ReadyTable {
  const { features, labels, ...rest } = irisArrays();
  return {
    ...rest,
    features: tensor(features.data, { shape: features.shape, device: options.device }),
    labels: labelTensor(labels, options.device),
  };
}

export interface PixelOptions {
  /** Subtracted once the pixels are 0 … 1. */
  readonly mean?: number | undefined;
  /** Divided by afterwards. */
  readonly std?: number | undefined;
}

/** Mean and deviation of MNIST's training pixels, 0 … 1. */
export const mnistPixels = { mean: 0.1307, std: 0.3081 } as const;

/** Images as rows of pixels: uint8 `[n, 28, 28]` → float32 `[n, 784]`, 0 … 1 (or normalised). */
export function toVectors(images: Tensor, options: PixelOptions = {}): Tensor {
  return scaled(images.reshape(images.size(0), -1), options);
}

/** Images with a channel axis: uint8 `[n, 28, 28]` → float32 `[n, 1, 28, 28]`, 0 … 1 (or normalised). */
export function toImages(images: Tensor, options: PixelOptions = {}): Tensor {
  return scaled(images.reshape(images.size(0), 1, ...images.shape.slice(1)), options);
}

function scaled(x: Tensor, { mean = 0, std = 1 }: PixelOptions): Tensor {
  const scale = 1 / (255 * std);
  const y = x.float().mul(scale);
  return mean === 0 ? y : y.sub(mean / std);
}
