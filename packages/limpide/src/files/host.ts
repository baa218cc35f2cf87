/**
 * Arrays in plain memory, before they become tensors and after they stop being ones: what files
 * and data sets are read into. No engine here, only a dtype, a shape and a typed array.
 */

/** The typed array of each dtype. 16-bit floats are kept as their bits; a bool is a byte, 0 or 1. */
export interface HostData {
  float64: Float64Array<ArrayBuffer>;
  float32: Float32Array<ArrayBuffer>;
  float16: Uint16Array<ArrayBuffer>;
  bfloat16: Uint16Array<ArrayBuffer>;
  int64: BigInt64Array<ArrayBuffer>;
  int32: Int32Array<ArrayBuffer>;
  int16: Int16Array<ArrayBuffer>;
  int8: Int8Array<ArrayBuffer>;
  uint8: Uint8Array<ArrayBuffer>;
  bool: Uint8Array<ArrayBuffer>;
}

/** Name of an element type of a host array. */
export type HostDType = keyof HostData;

/** An array in memory, row-major: `data.length` is the product of `shape`. */
export type HostArray<D extends HostDType = HostDType> = {
  [K in D]: { readonly dtype: K; readonly shape: readonly number[]; readonly data: HostData[K] };
}[D];

/** Bytes per element. */
export const hostBytes: Readonly<Record<HostDType, number>> = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
};

/**
 * For each dtype, an array over bytes that begin a buffer of their own (hence are aligned).
 * Typed arrays are little-endian on every platform where JavaScript runs today.
 */
const over: {
  readonly [D in HostDType]: (shape: readonly number[], buffer: ArrayBuffer) => HostArray<D>;
} = {
  float64: (shape, buffer) => ({ dtype: 'float64', shape, data: new Float64Array(buffer) }),
  float32: (shape, buffer) => ({ dtype: 'float32', shape, data: new Float32Array(buffer) }),
  float16: (shape, buffer) => ({ dtype: 'float16', shape, data: new Uint16Array(buffer) }),
  bfloat16: (shape, buffer) => ({ dtype: 'bfloat16', shape, data: new Uint16Array(buffer) }),
  int64: (shape, buffer) => ({ dtype: 'int64', shape, data: new BigInt64Array(buffer) }),
  int32: (shape, buffer) => ({ dtype: 'int32', shape, data: new Int32Array(buffer) }),
  int16: (shape, buffer) => ({ dtype: 'int16', shape, data: new Int16Array(buffer) }),
  int8: (shape, buffer) => ({ dtype: 'int8', shape, data: new Int8Array(buffer) }),
  uint8: (shape, buffer) => ({ dtype: 'uint8', shape, data: new Uint8Array(buffer) }),
  bool: (shape, buffer) => ({ dtype: 'bool', shape, data: new Uint8Array(buffer) }),
};

/** A host array that takes hold of `buffer`, whose length must already have been checked. */
export function hostArray(
  dtype: HostDType,
  shape: readonly number[],
  buffer: ArrayBuffer,
): HostArray {
  return over[dtype](shape, buffer);
}

/** The bytes of a host array, little-endian, without a copy. */
export function bytesOf(array: HostArray): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.data.buffer, array.data.byteOffset, array.data.byteLength);
}

/**
 * The number of elements of a shape, or NaN where it is not a shape: sizes must be whole numbers,
 * 0 or more, and their product exact in a double (below 2⁵³).
 */
export function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || size < 0) return Number.NaN;
    count *= size;
    // 0 × anything stays 0, so a later zero would hide an overflow: it has to be seen here.
    if (!Number.isSafeInteger(count)) return Number.NaN;
  }
  return count;
}
