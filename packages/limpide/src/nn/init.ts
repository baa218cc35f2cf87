/**
 * Initialisations, in place: `init.kaimingUniform_(layer.weight)`.
 *
 * They draw from the default generator unless given another one.
 */
import { nnErrors } from '../errors/catalog/nn.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import { type Shape, sizeOf, withRecording } from '../graph/index.ts';
import { eye, full, type Generator, randn, type Tensor, tensor, uniform } from '../tensor/index.ts';

export interface InitOptions {
  readonly generator?: Generator | undefined;
}

const fill = (target: Tensor, make: () => Tensor): Tensor =>
  withRecording(false, () => target.copy_(make()));
const like = (t: Tensor, { generator }: InitOptions) => ({
  dtype: t.dtype,
  device: t.device,
  generator,
});

/** U(low, high) */
export const uniform_ = (t: Tensor, low = 0, high = 1, options: InitOptions = {}): Tensor =>
  fill(t, () => uniform(t.shape, low, high, like(t, options)));
/** N(mean, std²) */
export const normal_ = (t: Tensor, mean = 0, std = 1, options: InitOptions = {}): Tensor =>
  fill(t, () => randn(t.shape, like(t, options)).mul(std).add(mean));
/** The same number everywhere */
export const constant_ = (t: Tensor, value: number): Tensor =>
  fill(t, () => full(t.shape, value, { dtype: t.dtype, device: t.device }));
/** Zeros */
export const zeros_ = (t: Tensor): Tensor => constant_(t, 0);
/** Ones */
export const ones_ = (t: Tensor): Tensor => constant_(t, 1);
/** The identity, for a matrix. */
export function eye_(t: Tensor): Tensor {
  if (t.ndim !== 2)
    raise(ShapeError, nnErrors, 'module.input', {
      op: 'eye_',
      expected: ['rows', 'columns'],
      got: t.shape,
    });
  return fill(t, () => eye(t.shape[0]!, t.shape[1]!, { dtype: t.dtype, device: t.device }));
}

/** Numbers of inputs and outputs of a weight [out, in, …kernel]. */
export function fans(
  op: string,
  shape: Shape,
): { readonly fanIn: number; readonly fanOut: number } {
  if (shape.length < 2) raise(ShapeError, nnErrors, 'init.fans', { op, got: shape });
  const kernel = sizeOf(shape.slice(2));
  return { fanIn: shape[1]! * kernel, fanOut: shape[0]! * kernel };
}

const gains: Readonly<Record<string, (param: number) => number>> = {
  linear: () => 1,
  conv1d: () => 1,
  conv2d: () => 1,
  sigmoid: () => 1,
  tanh: () => 5 / 3,
  relu: () => Math.SQRT2,
  leakyRelu: (slope) => Math.sqrt(2 / (1 + slope * slope)),
  selu: () => 3 / 4,
};
export type Nonlinearity =
  | 'linear'
  | 'conv1d'
  | 'conv2d'
  | 'sigmoid'
  | 'tanh'
  | 'relu'
  | 'leakyRelu'
  | 'selu';

/** By how much a nonlinearity's inputs should be scaled up to keep the variance. */
export function calculateGain(nonlinearity: Nonlinearity, param = 0.01): number {
  const gain = Object.hasOwn(gains, nonlinearity) ? gains[nonlinearity] : undefined;
  if (!gain) {
    raise(ArgumentError, nnErrors, 'module.argument', {
      op: 'calculateGain',
      name: 'nonlinearity',
      expected: Object.keys(gains),
      got: nonlinearity,
    });
  }
  return gain(param);
}

/** U(±gain·√(6/(fanIn + fanOut))) (Glorot & Bengio, 2010) */
export function xavierUniform_(t: Tensor, gain = 1, options: InitOptions = {}): Tensor {
  const { fanIn, fanOut } = fans('xavierUniform_', t.shape);
  const bound = gain * Math.sqrt(6 / (fanIn + fanOut));
  return uniform_(t, -bound, bound, options);
}
/** N(0, gain²·2/(fanIn + fanOut)) (Glorot & Bengio, 2010) */
export function xavierNormal_(t: Tensor, gain = 1, options: InitOptions = {}): Tensor {
  const { fanIn, fanOut } = fans('xavierNormal_', t.shape);
  return normal_(t, 0, gain * Math.sqrt(2 / (fanIn + fanOut)), options);
}

export interface KaimingOptions extends InitOptions {
  /** The slope of a leaky ReLU below 0. */
  readonly a?: number | undefined;
  /** Which variance is kept: that of the outputs (`'fanIn'`) or that of the gradients. */
  readonly mode?: 'fanIn' | 'fanOut' | undefined;
  readonly nonlinearity?: Nonlinearity | undefined;
}
function kaimingStd(
  op: string,
  t: Tensor,
  { a = 0, mode = 'fanIn', nonlinearity = 'leakyRelu' }: KaimingOptions,
): number {
  return calculateGain(nonlinearity, a) / Math.sqrt(fans(op, t.shape)[mode]);
}
/** U(±gain·√(3/fan)) (He et al., 2015) */
export function kaimingUniform_(t: Tensor, options: KaimingOptions = {}): Tensor {
  const bound = Math.sqrt(3) * kaimingStd('kaimingUniform_', t, options);
  return uniform_(t, -bound, bound, options);
}
/** N(0, gain²/fan) (He et al., 2015) */
export const kaimingNormal_ = (t: Tensor, options: KaimingOptions = {}): Tensor =>
  normal_(t, 0, kaimingStd('kaimingNormal_', t, options), options);

/**
 * N(mean, std²) cut at `low` and `high`: values outside are drawn by the inverse of the distribution
 * function, as PyTorch does.
 */
export function truncNormal_(
  t: Tensor,
  mean = 0,
  std = 1,
  low = -2,
  high = 2,
  options: InitOptions = {},
): Tensor {
  const cdf = (x: number): number => (1 + erf(x / Math.SQRT2)) / 2;
  const [from, to] = [cdf((low - mean) / std), cdf((high - mean) / std)];
  return onHost(t, options, (u) =>
    Math.min(high, Math.max(low, mean + std * quantile(from + u * (to - from)))),
  );
}

/** A (semi-)orthogonal matrix, by Gram–Schmidt on a normal one (Saxe et al., 2013). */
export function orthogonal_(t: Tensor, gain = 1, options: InitOptions = {}): Tensor {
  fans('orthogonal_', t.shape);
  const rows = t.shape[0]!;
  const columns = sizeOf(t.shape.slice(1));
  const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)];
  const drawn = randn([short, long], {
    dtype: 'float64',
    device: 'reference',
    generator: options.generator,
  }).dataSync();
  const q = Array.from({ length: short }, (_, i) =>
    Float64Array.from(drawn.subarray(i * long, (i + 1) * long)),
  );
  for (let i = 0; i < short; i++) {
    const v = q[i]!;
    for (let pass = 0; pass < 2; pass++) {
      // twice is enough (Kahan, Parlett)
      for (let j = 0; j < i; j++) {
        const w = q[j]!;
        let dot = 0;
        for (let k = 0; k < long; k++) dot += v[k]! * w[k]!;
        for (let k = 0; k < long; k++) v[k]! -= dot * w[k]!;
      }
    }
    const length = Math.sqrt(v.reduce((s, x) => s + x * x, 0));
    for (let k = 0; k < long; k++) v[k]! /= length;
  }
  const values = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++)
      values[r * columns + c] = gain * (rows <= columns ? q[r]![c]! : q[c]![r]!);
  }
  return fill(t, () => tensor(values, { device: t.device }).to(t.dtype).reshape(t.shape));
}

/** Values computed here from uniform ones. */
function onHost(t: Tensor, { generator }: InitOptions, value: (u: number) => number): Tensor {
  const u = uniform(t.shape, 0, 1, { dtype: 'float64', device: 'reference', generator }).dataSync();
  const values = Float64Array.from(u, value);
  return fill(t, () => tensor(values, { device: t.device }).to(t.dtype).reshape(t.shape));
}

/** Abramowitz & Stegun 7.1.5 */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
/** The normal quantile, by bisection on its distribution function. */
function quantile(p: number): number {
  let [low, high] = [-7, 7];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if ((1 + erf(middle / Math.SQRT2)) / 2 < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
