/**
 * Augmentations of images, `[n, height, width]` or `[n, channels, height, width]`: each image of the
 * batch gets its own draw. What comes from outside an image is `fill`.
 */
import { pipelineErrors } from '../../errors/catalog/pipeline.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import { arange, rand, type Tensor, uniform } from '../../tensor/index.ts';
import { perImage, type RandomTransformOptions, type Transform } from './transform.ts';

interface Fill {
  /** Value of what comes from outside the image; 0 when left out. */
  readonly fill?: number | undefined;
}

function checkImages(what: string, x: Tensor): { height: number; width: number } {
  if (x.ndim !== 3 && x.ndim !== 4) {
    raise(ShapeError, pipelineErrors, 'pipeline.images', { what, got: x.shape });
  }
  return { height: x.size(-2), width: x.size(-1) };
}

/** One uniform draw per image, [n, 1, 1]. */
const draw = (x: Tensor, low: number, high: number, options: RandomTransformOptions): Tensor =>
  uniform([x.size(0), 1, 1], low, high, { generator: options.generator, device: x.device });

/** Row and column numbers as floats, [height, 1] and [1, width]. */
const grid = (height: number, width: number, device: string): [Tensor, Tensor] => [
  arange(height, undefined, 1, { dtype: 'float32', device }).reshape(height, 1),
  arange(width, undefined, 1, { dtype: 'float32', device }).reshape(1, width),
];

/** The pixels at rows `y` and columns `x` (whole numbers in int32, [n, h, w]) of each image. */
function pixels(images: Tensor, y: Tensor, x: Tensor, fill: number): Tensor {
  const [height, width] = [images.size(-2), images.size(-1)];
  const [h, w] = [y.size(1), y.size(2)];
  const channels = images.ndim === 4 ? images.size(1) : 1;
  const n = images.size(0);
  const inside = y.ge(0).mul(y.lt(height)).mul(x.ge(0)).mul(x.lt(width)); // [n, h, w]
  const at = y
    .clamp(0, height - 1)
    .mul(width)
    .add(x.clamp(0, width - 1)); // [n, h, w]
  const plane = arange(n * channels, undefined, 1, { device: images.device });
  const index = at.reshape(n, 1, h, w).add(plane.reshape(n, channels, 1, 1).mul(height * width)); // [n, c, h, w]
  const found = images
    .reshape(-1)
    .indexSelect(0, index.int().reshape(-1))
    .reshape(n, channels, h, w);
  const kept = found.where(inside.reshape(n, 1, h, w).bool(), fill); // [n, c, h, w]
  return images.ndim === 4 ? kept : kept.reshape(n, h, w);
}

/** The same at places between pixels: a mean of the four around, by distance. */
function bilinear(images: Tensor, y: Tensor, x: Tensor, fill: number): Tensor {
  const [y0, x0] = [y.floor(), x.floor()];
  const lift = (t: Tensor): Tensor => (images.ndim === 4 ? t.unsqueeze(1) : t);
  const [dy, dx] = [lift(y.sub(y0)), lift(x.sub(x0))];
  const [top, left] = [y0.int(), x0.int()];
  const source = images.float();
  const corner = (down: number, right: number): Tensor =>
    pixels(source, top.add(down), left.add(right), fill);
  const upper = corner(0, 0).lerp(corner(0, 1), dx);
  const lower = corner(1, 0).lerp(corner(1, 1), dx);
  return upper.lerp(lower, dy);
}

/**
 * Turns each image by an angle drawn from ±`degrees`, about its centre, with bilinear interpolation.
 *
 * @returns float32
 */
export function randomRotation(
  degrees: number,
  options: RandomTransformOptions & Fill = {},
): Transform {
  return (x) => {
    const { height, width } = checkImages('randomRotation', x);
    const angle = draw(x, -degrees, degrees, options).mul(Math.PI / 180); // [n, 1, 1]
    const [cos, sin] = [angle.cos(), angle.sin()];
    const [rows, columns] = grid(height, width, x.device);
    const [cy, cx] = [(height - 1) / 2, (width - 1) / 2];
    const [v, u] = [rows.sub(cy), columns.sub(cx)]; // [h, 1], [1, w]
    const fromY = cos.mul(v).sub(sin.mul(u)).add(cy); // [n, h, w]
    const fromX = sin.mul(v).add(cos.mul(u)).add(cx); // [n, h, w]
    return bilinear(x, fromY, fromX, options.fill ?? 0);
  };
}

/** Moves each image by whole pixels, at most `pixels` (or `[vertically, horizontally]`) each way. */
export function randomShift(
  by: number | readonly [number, number],
  options: RandomTransformOptions & Fill = {},
): Transform {
  const [up, across] = typeof by === 'number' ? [by, by] : by;
  return (x) => {
    const { height, width } = checkImages('randomShift', x);
    const whole = (most: number): Tensor => draw(x, -most, most + 1, options).floor(); // [n, 1, 1]
    const [rows, columns] = grid(height, width, x.device);
    const shape = [x.size(0), height, width];
    const fromY = rows.sub(whole(up)).expand(shape).int(); // [n, h, w]
    const fromX = columns.sub(whole(across)).expand(shape).int(); // [n, h, w]
    return pixels(x, fromY, fromX, options.fill ?? 0);
  };
}

/**
 * Cuts out of each image, first widened by `padding` on every side, a window of the given size at a
 * place drawn at random.
 *
 * @param size side, or `[height, width]`
 */
export function randomCrop(
  size: number | readonly [number, number],
  options: RandomTransformOptions & Fill & { readonly padding?: number | undefined } = {},
): Transform {
  const [h, w] = typeof size === 'number' ? [size, size] : size;
  const padding = options.padding ?? 0;
  return (x) => {
    const { height, width } = checkImages('randomCrop', x);
    const [downMost, acrossMost] = [height + 2 * padding - h, width + 2 * padding - w];
    if (downMost < 0 || acrossMost < 0) {
      raise(ShapeError, pipelineErrors, 'pipeline.count', {
        what: 'randomCrop',
        name: 'size',
        expected: `≤ ${height + 2 * padding} × ${width + 2 * padding}`,
        got: `${h} × ${w}`,
      });
    }
    const start = (most: number): Tensor =>
      draw(x, 0, most + 1, options)
        .floor()
        .sub(padding);
    const [rows, columns] = grid(h, w, x.device);
    const shape = [x.size(0), h, w];
    const fromY = rows.add(start(downMost)).expand(shape).int(); // [n, h, w]
    const fromX = columns.add(start(acrossMost)).expand(shape).int(); // [n, h, w]
    return pixels(x, fromY, fromX, options.fill ?? 0);
  };
}

function randomFlip(
  what: string,
  axis: -1 | -2,
  p: number,
  options: RandomTransformOptions,
): Transform {
  return (x) => {
    checkImages(what, x);
    const flipped = rand(perImage(x), { generator: options.generator, device: x.device }).lt(p);
    return x.flip(axis).where(flipped, x);
  };
}

/** Mirrors left and right, each image with probability `p`. */
export const randomHorizontalFlip = (p = 0.5, options: RandomTransformOptions = {}): Transform =>
  randomFlip('randomHorizontalFlip', -1, p, options);

/** Turns upside down, each image with probability `p`. */
export const randomVerticalFlip = (p = 0.5, options: RandomTransformOptions = {}): Transform =>
  randomFlip('randomVerticalFlip', -2, p, options);

/**
 * cut-out (DeVries & Taylor, 2017): a square of side `size`, its centre anywhere in the image, is
 * replaced by `fill`.
 */
export function cutOut(size: number, options: RandomTransformOptions & Fill = {}): Transform {
  return (x) => {
    const { height, width } = checkImages('cutOut', x);
    const [rows, columns] = grid(height, width, x.device);
    const top = draw(x, 0, height, options)
      .floor()
      .sub(Math.floor(size / 2)); // [n, 1, 1]
    const left = draw(x, 0, width, options)
      .floor()
      .sub(Math.floor(size / 2)); // [n, 1, 1]
    const within = (at: Tensor, from: Tensor): Tensor => at.ge(from).mul(at.lt(from.add(size)));
    const hole = within(rows, top).mul(within(columns, left)).bool(); // [n, h, w]
    const mask = x.ndim === 4 ? hole.unsqueeze(1) : hole;
    return x
      .mul(0)
      .add(options.fill ?? 0)
      .where(mask.expand(x.shape), x);
  };
}
