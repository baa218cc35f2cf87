/** Making tensors: from data, filled, in steps, at random. */

import { toBits } from '../devices/reference/half.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import {
  checkDType,
  checkShape,
  type DType,
  dtypeInfo,
  inferShape,
  leaf,
  type Node,
  type Shape,
  Storage,
  scalar,
  sizeOf,
  type TypedArray,
} from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { getDevice } from './devices.ts';
import { bitsNode, defaultGenerator, type Generator, normalNode, uniformNode } from './random.ts';
import { Tensor } from './tensor.ts';

export interface TensorOptions {
  /** `'float32'` unless the data says otherwise. */
  readonly dtype?: DType | undefined;
  /** Name of a device; the default one when left out. */
  readonly device?: string | undefined;
  readonly requiresGrad?: boolean | undefined;
}
export interface RandomOptions extends TensorOptions {
  /** The default generator when left out. */
  readonly generator?: Generator | undefined;
}

/** What a tensor can be made from. */
export type TensorData = number | boolean | TypedArray | readonly TensorData[];

const arrayTypes: readonly [new (n: number) => TypedArray, DType][] = [
  [Float32Array, 'float32'],
  [Float64Array, 'float64'],
  [Int32Array, 'int32'],
  [Uint8Array, 'uint8'],
  [Int8Array, 'int8'],
];

function finish(node: Node, options: TensorOptions): Tensor {
  const tensor = new Tensor(node);
  return options.requiresGrad ? tensor.requiresGrad_() : tensor;
}

/** A typed array of `dtype` from numbers (16-bit floats become bit patterns). */
export function pack(values: ArrayLike<number>, dtype: DType): TypedArray {
  const out = new dtypeInfo[dtype].array(values.length);
  if (dtype === 'float16' || dtype === 'bfloat16') {
    for (let i = 0; i < values.length; i++) out[i] = toBits(values[i]!, dtype);
  } else if (dtype === 'bool') {
    for (let i = 0; i < values.length; i++) out[i] = values[i] !== 0 ? 1 : 0;
  } else {
    for (let i = 0; i < values.length; i++) out[i] = values[i]!;
  }
  return out;
}

/**
 * A tensor from a number, nested arrays or a typed array.
 *
 * Numbers become `float32`, booleans `bool`; a typed array keeps its type, and is not copied: give it
 * up, or pass a `slice()`.
 */
export function tensor(
  data: TensorData,
  options: TensorOptions & { readonly shape?: Shape | undefined } = {},
): Tensor {
  const device = getDevice(options.device);
  const typed = arrayTypes.find(([type]) => data instanceof type);
  if (options.dtype !== undefined) checkDType('tensor', options.dtype);
  if (typed) {
    const array = data as TypedArray;
    const dtype = options.dtype ?? typed[1];
    const shape = options.shape ?? [array.length];
    checkShape('tensor', shape);
    if (sizeOf(shape) !== array.length) {
      raise(ShapeError, tensorErrors, 'argument.data', {
        op: 'tensor',
        count: array.length,
        shape,
        size: sizeOf(shape),
      });
    }
    const host =
      dtype === typed[1] || (dtype === 'bool' && typed[1] === 'uint8') ? array : pack(array, dtype);
    return finish(leaf(new Storage(dtype, host.length, host, null), shape, dtype, device), options);
  }
  const shape: number[] = [];
  for (let level: TensorData = data; Array.isArray(level); level = level[0] as TensorData) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const flat: number[] = [];
  let booleans = true;
  const walk = (part: TensorData, d: number): void => {
    if (Array.isArray(part)) {
      if (d >= shape.length || part.length !== shape[d]) {
        raise(ShapeError, tensorErrors, 'shape.ragged', {
          axis: d,
          expected: shape[d] ?? 'a number',
          got: part.length,
        });
      }
      for (const inner of part) walk(inner, d + 1);
    } else {
      if (d !== shape.length || (typeof part !== 'number' && typeof part !== 'boolean')) {
        raise(ShapeError, tensorErrors, 'shape.ragged', {
          axis: d,
          expected: shape[d] ?? 'a number',
          got: String(part),
        });
      }
      if (typeof part !== 'boolean') booleans = false;
      flat.push(Number(part));
    }
  };
  walk(data, 0);
  const dtype = options.dtype ?? (booleans && flat.length > 0 ? 'bool' : 'float32');
  const wanted = options.shape ? inferShape('tensor', options.shape, flat.length, shape) : shape;
  return finish(
    leaf(new Storage(dtype, flat.length, pack(flat, dtype), null), wanted, dtype, device),
    options,
  );
}

/** Every element the same. */
export function full(shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  checkShape('full', shape);
  const dtype = options.dtype ?? 'float32';
  checkDType('full', dtype);
  return finish(ops.expand(scalar(value, dtype, getDevice(options.device)), shape), options);
}
/** Zeros of a shape, float32 unless `dtype` says otherwise. */
export const zeros = (shape: Shape, options: TensorOptions = {}): Tensor => full(shape, 0, options);
/** Ones of a shape, float32 unless `dtype` says otherwise. */
export const ones = (shape: Shape, options: TensorOptions = {}): Tensor => full(shape, 1, options);
const like = (x: Tensor, options: TensorOptions): TensorOptions => ({
  dtype: x.dtype,
  device: x.device,
  ...options,
});
/** Zeros of another tensor's shape, dtype and device. */
export const zerosLike = (x: Tensor, options: TensorOptions = {}): Tensor =>
  zeros(x.shape, like(x, options));
/** Ones of another tensor's shape, dtype and device. */
export const onesLike = (x: Tensor, options: TensorOptions = {}): Tensor =>
  ones(x.shape, like(x, options));
/** One number, in another tensor's shape, dtype and device. */
export const fullLike = (x: Tensor, value: number, options: TensorOptions = {}): Tensor =>
  full(x.shape, value, like(x, options));

const indexNode = (size: number, device: string | undefined): Node =>
  ops.positions(size, getDevice(device));

/** start, start + step, … up to `end`, left out. Integers unless a bound or the step is not. */
export function arange(start: number, end?: number, step = 1, options: TensorOptions = {}): Tensor {
  const [first, last] = end === undefined ? [0, start] : [start, end];
  if (step === 0 || !Number.isFinite((last - first) / step)) {
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'arange',
      name: 'step',
      expected: '≠ 0',
      got: step,
    });
  }
  const count = Math.max(0, Math.ceil((last - first) / step));
  const whole = [first, last, step].every(Number.isInteger);
  const dtype = options.dtype ?? (whole ? 'int32' : 'float32');
  const compute: DType = dtype === 'float64' ? 'float64' : whole ? 'int32' : 'float32';
  let node = ops.cast(indexNode(count, options.device), compute);
  if (step !== 1) node = ops.mul(node, step);
  if (first !== 0) node = ops.add(node, first);
  return finish(ops.cast(node, dtype), options);
}

/** `steps` values from start to end, both included. */
export function linspace(
  start: number,
  end: number,
  steps: number,
  options: TensorOptions = {},
): Tensor {
  const dtype = options.dtype ?? 'float32';
  const at = ops.cast(
    indexNode(steps, options.device),
    dtype === 'float64' ? 'float64' : 'float32',
  );
  const step = steps > 1 ? (end - start) / (steps - 1) : 0;
  // counted from the nearer end, so that both ends are exact
  const up = ops.add(ops.mul(at, step), start);
  const down = ops.sub(end, ops.mul(ops.sub(steps - 1, at), step));
  return finish(
    ops.cast(steps > 1 ? ops.where(ops.lt(at, steps / 2), up, down) : up, dtype),
    options,
  );
}

/** The identity matrix. */
export function eye(rows: number, columns = rows, options: TensorOptions = {}): Tensor {
  const i = ops.reshape(indexNode(rows, options.device), [rows, 1]);
  const j = ops.reshape(indexNode(columns, options.device), [1, columns]);
  return finish(ops.cast(ops.eq(i, j), options.dtype ?? 'float32'), options);
}

// ---- at random -----------------------------------------------------------------------------------

const generatorOf = (options: RandomOptions): Generator => options.generator ?? defaultGenerator;

/** Uniform in [0, 1). */
export function rand(shape: Shape, options: RandomOptions = {}): Tensor {
  checkShape('rand', shape);
  return finish(
    uniformNode(shape, options.dtype ?? 'float32', getDevice(options.device), generatorOf(options)),
    options,
  );
}
/** Standard normal. */
export function randn(shape: Shape, options: RandomOptions = {}): Tensor {
  checkShape('randn', shape);
  return finish(
    normalNode(shape, options.dtype ?? 'float32', getDevice(options.device), generatorOf(options)),
    options,
  );
}
/** Uniform in [low, high). */
export function uniform(
  shape: Shape,
  low: number,
  high: number,
  options: RandomOptions = {},
): Tensor {
  const u = rand(shape, { ...options, requiresGrad: false });
  return finish(u.mul(high - low).add(low).node, options);
}
/** 1 with probability p, else 0; `p` a number or a tensor of probabilities. */
export function bernoulli(p: Tensor): Tensor;
export function bernoulli(shape: Shape, p: number, options?: RandomOptions): Tensor;
export function bernoulli(what: Shape | Tensor, p = 0.5, options: RandomOptions = {}): Tensor {
  if (what instanceof Tensor) {
    return rand(what.shape, { device: what.device, ...options })
      .lt(what)
      .to(what.dtype);
  }
  return rand(what, options)
    .lt(p)
    .to(options.dtype ?? 'float32');
}
/** Whole numbers in [low, high), int32. */
export function randint(
  low: number,
  high: number,
  shape: Shape,
  options: RandomOptions = {},
): Tensor {
  checkShape('randint', shape);
  if (!(high > low))
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'randint',
      name: 'high',
      expected: `> ${low}`,
      got: high,
    });
  const bits = new Tensor(bitsNode(shape, getDevice(options.device), generatorOf(options)));
  // 31 bits modulo the width: the bias is below width / 2³¹
  const positive = ops.sub(
    bits.node,
    ops.mul(ops.applyBinary('floorDivide', bits.node, 0x40000000), 0x40000000),
  );
  const offset = ops.applyBinary('remainder', positive, high - low);
  return finish(ops.cast(ops.add(offset, low), options.dtype ?? 'int32'), options);
}
