/**
 * Where bytes come from: a file by its name (Node), bytes in memory, or a Blob (a browser's file).
 * All are read by ranges, so that a tensor can be taken out of a large file without the rest.
 */
import type { FileHandle } from 'node:fs/promises';
import { fileErrors } from '../errors/catalog/files.ts';
import { DataError, raise } from '../errors/index.ts';
import { ioError } from './io-errors.ts';
import { builtin } from './node.ts';

/** The system takes at most 2³¹ − 1 bytes at a time. */
const CHUNK = 2 ** 30;

/** A file by name, bytes in memory, or a Blob (or File) of a browser. */
export type ByteInput = string | Uint8Array | Blob;

/** Bytes that are read by ranges. */
export interface ByteSource {
  /** What to call it in a sentence. */
  readonly name: string;
  readonly byteLength: number;
  /** A copy of `length` bytes from `offset`, in a buffer of their own. The range must be inside. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/**
 * Opens bytes for reading by ranges.
 *
 * @throws DataError when the file is missing, is a folder, may not be read, or there are no files here
 */
export async function openBytes(input: ByteInput): Promise<ByteSource> {
  if (typeof input === 'string') return openFile(input);
  return input instanceof Uint8Array ? fromMemory(input) : fromBlob(input);
}

/** Reads the whole of a file by name (or a Blob), or gives back the bytes it was given. */
export async function readBytes(input: ByteInput): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return input;
  const source = await openBytes(input);
  try {
    return await source.read(0, source.byteLength);
  } finally {
    await source.close();
  }
}

function fromMemory(bytes: Uint8Array): ByteSource {
  return {
    name: 'bytes',
    byteLength: bytes.length,
    read: (offset, length) =>
      Promise.resolve(new Uint8Array(bytes.subarray(offset, offset + length))),
    close: () => Promise.resolve(),
  };
}

function fromBlob(blob: Blob): ByteSource {
  return {
    name: 'blob',
    byteLength: blob.size,
    read: async (offset, length) =>
      new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
    close: () => Promise.resolve(),
  };
}

async function openFile(path: string): Promise<ByteSource> {
  const fs = builtin('node:fs/promises');
  if (fs === undefined) raise(DataError, fileErrors, 'io.noFiles', { path });
  let handle: FileHandle | undefined;
  try {
    handle = await fs.open(path, 'r');
    const stat = await handle.stat();
    if (stat.isDirectory()) raise(DataError, fileErrors, 'io.isFolder', { path });
    return new OpenFile(path, stat.size, handle);
  } catch (error) {
    await handle?.close();
    throw ioError(error, path, 'read');
  }
}

class OpenFile implements ByteSource {
  readonly name: string;
  readonly byteLength: number;
  #handle: FileHandle | undefined;

  constructor(path: string, byteLength: number, handle: FileHandle) {
    this.name = path;
    this.byteLength = byteLength;
    this.#handle = handle;
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const handle = this.#handle;
    if (handle === undefined) raise(DataError, fileErrors, 'io.closed', { path: this.name });
    const bytes = new Uint8Array(length);
    let got = 0;
    while (got < length) {
      let count: number;
      try {
        count = (await handle.read(bytes, got, Math.min(length - got, CHUNK), offset + got))
          .bytesRead;
      } catch (error) {
        throw ioError(error, this.name, 'read');
      }
      if (count === 0) {
        raise(DataError, fileErrors, 'io.changed', { path: this.name, expected: length, got });
      }
      got += count;
    }
    return bytes;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }
}
