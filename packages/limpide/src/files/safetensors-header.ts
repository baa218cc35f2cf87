/**
 * The header of a safetensors file: 8 bytes with its length (little-endian), then JSON that gives
 * each tensor's dtype, shape and place in the data that follow.
 * Source: https://huggingface.co/docs/safetensors and the reference implementation.
 *
 * Nothing in a header is believed before it has been compared with the size of the file, and
 * nothing is allocated from what it says.
 */
import { fileErrors } from '../errors/catalog/files.ts';
import { type Details, FileFormatError, raise } from '../errors/index.ts';
import { elementCount, type HostDType } from './host.ts';
import { type Json, JsonNumber, type JsonObject, JsonProblem, parseJson } from './json.ts';
import { clip } from './text.ts';

/** The format allows a header of 100 MB, like the reference implementation. */
export const LONGEST_HEADER = 100_000_000;
/** The bytes before the header, which say how long it is. */
export const PREFIX = 8;
/** The key of the texts that accompany the tensors. */
export const METADATA = '__metadata__';

/** What the format calls each dtype. `host` is absent where Limpide does not read it. */
interface FileDType {
  readonly bytes: number;
  readonly host?: HostDType;
}

/** From the most to the least aligned: the order in which the reference implementation writes. */
export const fileDTypes: ReadonlyMap<string, FileDType> = new Map<string, FileDType>([
  ['U64', { bytes: 8 }],
  ['I64', { bytes: 8, host: 'int64' }],
  ['F64', { bytes: 8, host: 'float64' }],
  ['C64', { bytes: 8 }],
  ['F32', { bytes: 4, host: 'float32' }],
  ['U32', { bytes: 4 }],
  ['I32', { bytes: 4, host: 'int32' }],
  ['BF16', { bytes: 2, host: 'bfloat16' }],
  ['F16', { bytes: 2, host: 'float16' }],
  ['U16', { bytes: 2 }],
  ['I16', { bytes: 2, host: 'int16' }],
  ['F8_E8M0', { bytes: 1 }],
  ['F8_E4M3', { bytes: 1 }],
  ['F8_E5M2', { bytes: 1 }],
  ['I8', { bytes: 1, host: 'int8' }],
  ['U8', { bytes: 1, host: 'uint8' }],
  ['BOOL', { bytes: 1, host: 'bool' }],
]);

/** One tensor of a safetensors file, before it is read. */
export interface TensorEntry {
  readonly name: string;
  /** What the file calls the dtype: `'F32'`, `'BF16'`, `'I64'`… */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte, counted from the beginning of the file. */
  readonly offset: number;
  readonly byteLength: number;
}

/** What the header of a safetensors file says. */
export interface SafetensorsHeader {
  /** The tensors, by name, in the order of their bytes. */
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Throws a FileFormatError of this format. */
export function malformed(
  code: keyof typeof fileErrors,
  details: Details = {},
  cause?: unknown,
): never {
  raise(FileFormatError, fileErrors, code, details, cause);
}

/**
 * The length of the header, from the first 8 bytes of a file.
 *
 * @param prefix   the first bytes of the file, at least 8 where it has them
 * @param fileSize bytes in the whole file
 * @throws FileFormatError when there is no room for a header of that length
 */
export function headerLength(prefix: Uint8Array, fileSize: number): number {
  if (prefix.length < PREFIX) malformed('safetensors.short', { got: prefix.length });
  const view = new DataView(prefix.buffer, prefix.byteOffset, PREFIX);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(LONGEST_HEADER)) {
    malformed('safetensors.headerLength', { got: String(length), expected: LONGEST_HEADER });
  }
  const end = PREFIX + Number(length);
  if (end > fileSize) malformed('safetensors.truncatedHeader', { expected: end, got: fileSize });
  return Number(length);
}

/**
 * Reads a header and checks all of it: names, dtypes, shapes, and that the tensors fill the data
 * from the first byte to the last without holes or overlaps.
 *
 * @param bytes    the bytes of the header, without the 8 that come before
 * @param fileSize bytes in the whole file
 * @throws FileFormatError at the first thing that is not as it should be
 */
export function parseHeader(bytes: Uint8Array, fileSize: number): SafetensorsHeader {
  const root = headerJson(bytes);
  const metadata = metadataOf(root.get(METADATA));
  const dataStart = PREFIX + bytes.length;

  const found: TensorEntry[] = [];
  for (const [name, value] of root) {
    if (name !== METADATA) found.push(entryOf(name, value, dataStart));
  }
  // A tensor without elements may share its first byte with the next one: it comes first.
  found.sort((a, b) => a.offset - b.offset || a.byteLength - b.byteLength);
  let end = dataStart;
  for (const { name, offset, byteLength } of found) {
    if (offset !== end) {
      malformed('safetensors.gap', {
        name: clip(name),
        expected: end - dataStart,
        got: offset - dataStart,
      });
    }
    end += byteLength;
  }
  if (end > fileSize) malformed('safetensors.truncated', { expected: end, got: fileSize });
  if (end < fileSize) malformed('safetensors.trailing', { expected: end, got: fileSize });
  return { entries: new Map(found.map((entry) => [entry.name, entry])), metadata };
}

function headerJson(bytes: Uint8Array): JsonObject {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    malformed('safetensors.utf8', {}, error);
  }
  // The format asks for `{` as the first byte; JSON alone would allow spaces before it.
  if (!text.startsWith('{')) malformed('safetensors.json', { position: 0 });
  try {
    const root = parseJson(text);
    if (root instanceof Map) return root;
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    if (error.duplicate !== undefined) {
      malformed('safetensors.duplicate', { name: clip(error.duplicate) }, error);
    }
    malformed('safetensors.json', { position: error.position }, error);
  }
  malformed('safetensors.json', { position: 0 });
}

function metadataOf(value: Json | undefined): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  if (value === undefined) return metadata;
  if (!(value instanceof Map)) malformed('safetensors.metadata', { name: METADATA });
  for (const [key, text] of value) {
    if (typeof text !== 'string') malformed('safetensors.metadata', { name: clip(key) });
    metadata.set(key, text);
  }
  return metadata;
}

function entryOf(name: string, value: Json, dataStart: number): TensorEntry {
  const shown = clip(name);
  if (!(value instanceof Map)) malformed('safetensors.entry', { name: shown, field: 'dtype' });
  const dtype = value.get('dtype');
  if (typeof dtype !== 'string') malformed('safetensors.entry', { name: shown, field: 'dtype' });
  const kind = fileDTypes.get(dtype);
  if (kind === undefined) {
    const expected = [...fileDTypes.keys()];
    malformed('safetensors.dtype', { name: shown, got: clip(dtype), expected });
  }

  const shape = countsOf(value.get('shape'));
  if (shape === undefined) malformed('safetensors.entry', { name: shown, field: 'shape' });
  const [begin, end, ...more] = countsOf(value.get('data_offsets')) ?? [];
  if (begin === undefined || end === undefined || more.length > 0 || end < begin) {
    malformed('safetensors.entry', { name: shown, field: 'data_offsets' });
  }

  const expected = elementCount(shape) * kind.bytes;
  if (!Number.isSafeInteger(expected)) {
    malformed('safetensors.shape', { name: shown, got: clip(`[${shape.join(', ')}]`) });
  }
  if (expected !== end - begin) {
    const got = end - begin;
    const shapeText = clip(`[${shape.join(', ')}]`);
    malformed('safetensors.size', { name: shown, dtype, shape: shapeText, expected, got });
  }
  return { name, dtype, shape, offset: dataStart + begin, byteLength: expected };
}

/** A JSON list of whole numbers from 0, or undefined where it is something else. */
function countsOf(value: Json | undefined): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const counts: number[] = [];
  for (const item of value) {
    const count = item instanceof JsonNumber ? item.count : undefined;
    if (count === undefined) return undefined;
    counts.push(count);
  }
  return counts;
}
