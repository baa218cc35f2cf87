/**
 * Element types and their promotion, as in PyTorch
 * (https://pytorch.org/docs/stable/tensor_attributes.html#torch.dtype).
 *
 * `float32` is the default. `float64` exists on the CPU devices. `float16`, `bfloat16` and `int8` are
 * storage types: kernels compute in `float32` (`int32`) and round when they store.
 */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { DTypeError, raise } from '../errors/index.ts';

export type DType =
  | 'float32'
  | 'float64'
  | 'int32'
  | 'uint8'
  | 'bool'
  | 'int8'
  | 'float16'
  | 'bfloat16';

export type TypedArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array
  | Int8Array
  | Uint16Array;

export type TypedArrayConstructor = {
  new (length: number): TypedArray;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): TypedArray;
  readonly BYTES_PER_ELEMENT: number;
};

interface DTypeInfo {
  readonly id: number;
  readonly bytes: number;
  readonly kind: 'bool' | 'int' | 'float';
  /** The array that holds its bits; `float16` and `bfloat16` are kept as 16-bit patterns. */
  readonly array: TypedArrayConstructor;
  /** The type in which kernels compute. */
  readonly compute: 'float32' | 'float64' | 'int32';
}

export const dtypeInfo: Readonly<Record<DType, DTypeInfo>> = {
  bool: { id: 0, bytes: 1, kind: 'bool', array: Uint8Array, compute: 'int32' },
  uint8: { id: 1, bytes: 1, kind: 'int', array: Uint8Array, compute: 'int32' },
  int8: { id: 2, bytes: 1, kind: 'int', array: Int8Array, compute: 'int32' },
  int32: { id: 3, bytes: 4, kind: 'int', array: Int32Array, compute: 'int32' },
  float16: { id: 4, bytes: 2, kind: 'float', array: Uint16Array, compute: 'float32' },
  bfloat16: { id: 5, bytes: 2, kind: 'float', array: Uint16Array, compute: 'float32' },
  float32: { id: 6, bytes: 4, kind: 'float', array: Float32Array, compute: 'float32' },
  float64: { id: 7, bytes: 8, kind: 'float', array: Float64Array, compute: 'float64' },
};

/** The names of all dtypes. */
export const allDTypes = Object.keys(dtypeInfo) as readonly DType[];

export const isFloat = (dtype: DType): boolean => dtypeInfo[dtype].kind === 'float';

/** Throws unless `name` is a dtype. */
export function checkDType(op: string, name: string): asserts name is DType {
  if (!(name in dtypeInfo)) {
    raise(DTypeError, tensorErrors, 'dtype.unknown', { op, got: name, expected: allDTypes });
  }
}

const rank = { bool: 0, int: 1, float: 2 } as const;

/** The dtype that holds both: bool < integers < floats, and within a kind the wider. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  const ia = dtypeInfo[a];
  const ib = dtypeInfo[b];
  if (ia.kind !== ib.kind) return rank[ia.kind] > rank[ib.kind] ? a : b;
  if (ia.kind === 'int') return 'int32'; // uint8 with int8 needs more than either
  if (a === 'float64' || b === 'float64') return 'float64';
  return 'float32'; // float16 with bfloat16, or either with float32
}

/** The dtype of a tensor met by a plain number: the number only decides when its kind is higher. */
export function promoteNumber(dtype: DType, value: number): DType {
  const kind = dtypeInfo[dtype].kind;
  if (kind === 'float') return dtype;
  if (!Number.isInteger(value)) return 'float32';
  return kind === 'bool' ? 'int32' : dtype;
}

/** Operators such as `div` or `exp` give floats, whatever they are given. */
export const toFloat = (dtype: DType): DType => (isFloat(dtype) ? dtype : 'float32');
