/**
 * IDX, the format of MNIST: two zero bytes, a type, a number of dimensions, the dimensions, then the
 * values, all big-endian. Source: http://yann.lecun.com/exdb/mnist/
 */
import { dataErrors } from '../../errors/catalog/data.ts';
import { ArgumentError, FileFormatError, raise } from '../../errors/index.ts';
import {
  bytesOf,
  elementCount,
  type HostArray,
  type HostDType,
  hostArray,
  hostBytes,
} from '../../files/host.ts';
import { type ByteInput, readBytes } from '../../files/source.ts';
import { gunzip, isGzip } from './gzip.ts';

const codes: ReadonlyMap<number, HostDType> = new Map<number, HostDType>([
  [0x08, 'uint8'],
  [0x09, 'int8'],
  [0x0b, 'int16'],
  [0x0c, 'int32'],
  [0x0d, 'float32'],
  [0x0e, 'float64'],
]);

/** The most that a compressed file may become, unless the caller allows more. */
const LARGEST = 2 ** 30;

interface IdxHeader {
  readonly dtype: HostDType;
  readonly shape: readonly number[];
  /** Bytes before the values. */
  readonly start: number;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** The header of an IDX file, or how many bytes are needed to read it. */
function headerOf(bytes: Uint8Array, name: string): IdxHeader | { readonly needed: number } {
  const dtype = codes.get(bytes[2] ?? 0);
  if (bytes.length < 4) return { needed: 4 };
  if (bytes[0] !== 0 || bytes[1] !== 0 || dtype === undefined) {
    const got = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0'));
    raise(FileFormatError, dataErrors, 'idx.magic', { name, got: got.join(' ') });
  }
  const rank = bytes[3] ?? 0;
  const start = 4 + 4 * rank;
  if (bytes.length < start) return { needed: start };
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = start + elementCount(shape) * hostBytes[dtype];
  if (!Number.isSafeInteger(size)) {
    const got = shape.slice(0, 8);
    raise(FileFormatError, dataErrors, 'idx.shape', { name, got });
  }
  return { dtype, shape, start, size };
}

/**
 * Reads an IDX file held in memory, not compressed.
 *
 * @param name what to call it in an error
 * @returns an array of uint8, int8, int16, int32, float32 or float64
 * @throws FileFormatError when it is truncated, corrupt, or of another format
 */
export function decodeIdx(bytes: Uint8Array, name = 'IDX'): HostArray {
  const header = headerOf(bytes, name);
  if ('needed' in header) {
    const details = { name, expected: header.needed, got: bytes.length };
    raise(FileFormatError, dataErrors, 'idx.header', details);
  }
  const { dtype, shape, start, size } = header;
  if (size !== bytes.length) {
    const details = { name, shape: shape.slice(0, 8), expected: size, got: bytes.length };
    raise(FileFormatError, dataErrors, 'idx.size', details);
  }
  const values = new Uint8Array(bytes.subarray(start));
  swap(values, hostBytes[dtype]);
  return hostArray(dtype, shape, values.buffer);
}

/**
 * Reads an IDX file, compressed with gzip or not.
 *
 * @param input   a file name (Node), bytes, or a Blob (browser)
 * @param options `maxBytes`: the most that a compressed file may become (1 GiB)
 * @throws DataError when there is no such file or it may not be read
 * @throws FileFormatError when it is truncated, corrupt, too large, or of another format
 */
export async function readIdx(
  input: ByteInput,
  options: { readonly maxBytes?: number } = {},
): Promise<HostArray> {
  const name = typeof input === 'string' ? input : 'IDX';
  return decodeIdx(await unpackIdx(await readBytes(input), name, options.maxBytes), name);
}

/** The bytes of an IDX file without its compression; its own header says how many may come. */
export async function unpackIdx(
  bytes: Uint8Array,
  name: string,
  maxBytes: number = LARGEST,
): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  const limit = (head: Uint8Array): number | undefined => {
    const header = headerOf(head, name);
    return 'needed' in header ? undefined : Math.min(header.size, maxBytes);
  };
  return gunzip(bytes, limit, name);
}

/**
 * The bytes of an IDX file, not compressed.
 *
 * @throws ArgumentError when IDX has no type for the dtype, or the data do not fill the shape
 */
export function encodeIdx(array: HostArray): Uint8Array<ArrayBuffer> {
  const { dtype, shape, data } = array;
  const code = [...codes].find(([, known]) => known === dtype)?.[0];
  const dimensions = shape.every((size) => size < 2 ** 32) && shape.length < 256;
  if (code === undefined || !dimensions || elementCount(shape) !== data.length) {
    const expected = [...codes.values()];
    raise(ArgumentError, dataErrors, 'idx.array', { dtype, shape: shape.slice(0, 8), expected });
  }
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + data.byteLength);
  bytes.set([0, 0, code, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((size, axis) => {
    view.setUint32(4 + 4 * axis, size);
  });
  bytes.set(bytesOf(array), start);
  swap(bytes.subarray(start), hostBytes[dtype]);
  return bytes;
}

/** Turns each element's bytes around, in place: big-endian to little-endian and back. */
function swap(bytes: Uint8Array, width: number): void {
  if (width === 1) return;
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}
