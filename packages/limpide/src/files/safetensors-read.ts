/**
 * Reading safetensors: all at once, or one tensor at a time out of a file that stays where it is.
 */
import { fileErrors } from '../errors/catalog/files.ts';
import { FileFormatError, raise } from '../errors/index.ts';
import { type HostArray, hostArray } from './host.ts';
import {
  fileDTypes,
  headerLength,
  malformed,
  PREFIX,
  parseHeader,
  type SafetensorsHeader,
  type TensorEntry,
} from './safetensors-header.ts';
import { type ByteInput, type ByteSource, openBytes } from './source.ts';
import { clip } from './text.ts';

/** How to read what Limpide has no dtype for. */
export interface ReadOptions {
  /**
   * What becomes of 64-bit integers: `'int32'` (default), with an error where one does not fit, or
   * `'keep'`, as a BigInt64Array.
   */
  readonly int64?: 'int32' | 'keep';
}

/** The content of a safetensors file: its tensors by name, and the texts that accompany them. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, HostArray>;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads a safetensors file held in memory. The arrays are copies: `bytes` can be let go.
 *
 * @throws FileFormatError when the bytes are truncated, corrupt or hostile
 */
export function decodeSafetensors(bytes: Uint8Array, options: ReadOptions = {}): Safetensors {
  const length = headerLength(bytes, bytes.length);
  const header = parseHeader(bytes.subarray(PREFIX, PREFIX + length), bytes.length);
  const tensors = new Map<string, HostArray>();
  for (const [name, entry] of header.entries) {
    const part = bytes.subarray(entry.offset, entry.offset + entry.byteLength);
    tensors.set(name, toHost(entry, new Uint8Array(part), options));
  }
  return { tensors, metadata: header.metadata };
}

/**
 * Reads a whole safetensors file.
 *
 * @param input a file name (Node), bytes, or a Blob (browser)
 * @throws DataError when there is no such file or it may not be read
 * @throws FileFormatError when it is truncated, corrupt or hostile
 */
export async function readSafetensors(
  input: ByteInput,
  options: ReadOptions = {},
): Promise<Safetensors> {
  const file = await openSafetensors(input, options);
  try {
    return { tensors: await file.readAll(), metadata: file.metadata };
  } finally {
    await file.close();
  }
}

/**
 * Opens a safetensors file and reads its header only; tensors are read when they are asked for.
 *
 * ```ts
 * const file = await openSafetensors('model.safetensors');
 * const weight = await file.read('0.weight');
 * await file.close();
 * ```
 *
 * @throws DataError when there is no such file or it may not be read
 * @throws FileFormatError when its header is truncated, corrupt or hostile
 */
export async function openSafetensors(
  input: ByteInput,
  options: ReadOptions = {},
): Promise<SafetensorsFile> {
  const source = await openBytes(input);
  try {
    return new SafetensorsFile(source, await readHeader(source), options);
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Reads and checks the header of an open file. */
export async function readHeader(source: ByteSource): Promise<SafetensorsHeader> {
  const size = source.byteLength;
  const length = headerLength(await source.read(0, Math.min(PREFIX, size)), size);
  return parseHeader(await source.read(PREFIX, length), size);
}

/** A safetensors file that is open: its names are known, its tensors are read on demand. */
export class SafetensorsFile {
  /** The tensors of the file, by name, in the order of their bytes. */
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly metadata: ReadonlyMap<string, string>;
  readonly #source: ByteSource;
  readonly #options: ReadOptions;

  constructor(source: ByteSource, header: SafetensorsHeader, options: ReadOptions) {
    this.entries = header.entries;
    this.metadata = header.metadata;
    this.#source = source;
    this.#options = options;
  }

  /**
   * Reads one tensor, and only its bytes.
   *
   * @throws FileFormatError when the file has no tensor of that name, or its values cannot be taken
   */
  async read(name: string): Promise<HostArray> {
    const entry = this.entries.get(name);
    if (entry === undefined) {
      const known = clip(closest(name, [...this.entries.keys()]).join(', '));
      raise(FileFormatError, fileErrors, 'safetensors.unknownTensor', { name: clip(name), known });
    }
    return toHost(entry, await this.#source.read(entry.offset, entry.byteLength), this.#options);
  }

  /** Reads all tensors. */
  async readAll(): Promise<Map<string, HostArray>> {
    const tensors = new Map<string, HostArray>();
    for (const name of this.entries.keys()) tensors.set(name, await this.read(name));
    return tensors;
  }

  /** Gives the file back to the system. */
  async close(): Promise<void> {
    await this.#source.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/**
 * The array of a tensor, from its own bytes.
 *
 * @param bytes the tensor's bytes, alone in their buffer
 */
export function toHost(
  entry: TensorEntry,
  bytes: Uint8Array<ArrayBuffer>,
  options: ReadOptions,
): HostArray {
  const name = clip(entry.name);
  const host = fileDTypes.get(entry.dtype)?.host;
  if (host === undefined) {
    const expected = [...fileDTypes].filter(([, kind]) => kind.host !== undefined);
    malformed('safetensors.unreadable', {
      name,
      got: entry.dtype,
      expected: expected.map(([dtype]) => dtype),
    });
  }
  const array = hostArray(host, entry.shape, bytes.buffer);
  if (array.dtype === 'bool') {
    const index = array.data.findIndex((byte) => byte > 1);
    if (index >= 0) malformed('safetensors.bool', { name, index, got: array.data[index] });
  }
  if (array.dtype !== 'int64' || options.int64 === 'keep') return array;

  const data = new Int32Array(array.data.length);
  array.data.forEach((value, index) => {
    const narrow = Number(BigInt.asIntN(32, value));
    if (BigInt(narrow) !== value) malformed('safetensors.int64', { name, index, got: `${value}` });
    data[index] = narrow;
  });
  return { dtype: 'int32', shape: array.shape, data };
}

/** A few names that share the longest beginning with the one that was asked for. */
function closest(name: string, known: readonly string[]): string[] {
  const common = (other: string): number => {
    let length = 0;
    while (length < name.length && name[length] === other[length]) length++;
    return length;
  };
  return known
    .map((other) => ({ other, length: common(other) }))
    .sort((a, b) => b.length - a.length)
    .slice(0, 3)
    .map(({ other }) => other);
}
