/** Arrays that all threads see without a copy each, where the platform has shared memory. */

type Shareable =
  | Float64Array<ArrayBufferLike>
  | Float32Array<ArrayBufferLike>
  | Int32Array<ArrayBufferLike>
  | Uint32Array<ArrayBufferLike>
  | Uint16Array<ArrayBufferLike>
  | Uint8Array<ArrayBufferLike>;

const canShare = typeof SharedArrayBuffer !== 'undefined';

/** Memory for `bytes` bytes, shared if it can be. */
export const sharedBytes = (bytes: number): ArrayBufferLike =>
  canShare ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);

/** The same numbers in shared memory: copied once, and not at all if they are there already. */
export function shareArray<A extends Shareable>(x: A): A;
export function shareArray(x: Shareable): Shareable {
  if (!canShare || x.buffer instanceof SharedArrayBuffer) return x;
  const make = x.constructor as new (buffer: ArrayBufferLike) => Shareable;
  const copy = new make(new SharedArrayBuffer(x.byteLength));
  copy.set(x);
  return copy;
}

/** Numbers as shared float64 or float32, as they come. */
export const shareFloats = <
  A extends Float64Array<ArrayBufferLike> | Float32Array<ArrayBufferLike>,
>(
  x: A,
): A => shareArray(x);
