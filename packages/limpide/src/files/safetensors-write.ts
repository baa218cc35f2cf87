/**
 * Writing safetensors, byte for byte as the reference implementation does: tensors by decreasing
 * alignment, then by name; compact JSON, padded with spaces to a multiple of 8 bytes.
 */
import { fileErrors } from '../errors/catalog/files.ts';
import { ArgumentError, type Details, raise } from '../errors/index.ts';
import { writeAtomically } from './atomic.ts';
import { bytesOf, elementCount, type HostArray, hostBytes } from './host.ts';
import { fileDTypes, LONGEST_HEADER, METADATA, PREFIX } from './safetensors-header.ts';
import { clip } from './text.ts';

/** Values by name, as a Map or as a plain object. */
export type Named<T> = ReadonlyMap<string, T> | Readonly<Record<string, T>>;

/** The pairs of a Map or of a plain object. */
export function pairs<T>(named: Named<T>): [string, T][] {
  return isMap(named) ? [...named] : Object.entries(named);
}

function isMap<T>(named: Named<T>): named is ReadonlyMap<string, T> {
  return named instanceof Map;
}

/**
 * The bytes of a safetensors file.
 *
 * @param tensors  arrays by name, such as `'0.weight'`
 * @param metadata texts that accompany them
 * @throws ArgumentError when a name is reserved or invalid, or data do not have the size of their shape
 */
export function encodeSafetensors(
  tensors: Named<HostArray>,
  metadata: Named<string> = {},
): Uint8Array<ArrayBuffer> {
  return concatenate(safetensorsParts(tensors, metadata));
}

/**
 * Writes a safetensors file, all or nothing (Node). Until the new file is safely in place, the one
 * that was there before stays as it was.
 *
 * @throws DataError when the folder is missing, may not be written, or the disk is full
 * @throws ArgumentError when a name is reserved or invalid, or data do not have the size of their shape
 */
export async function writeSafetensors(
  path: string,
  tensors: Named<HostArray>,
  metadata: Named<string> = {},
): Promise<void> {
  await writeAtomically(path, safetensorsParts(tensors, metadata));
}

/** The parts of a file, one after the other, as one array. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The header, then the bytes of each tensor where they are: nothing large is copied. */
export function safetensorsParts(
  tensors: Named<HostArray>,
  metadata: Named<string>,
): Uint8Array<ArrayBuffer>[] {
  const sorted = sortedTensors(tensors);
  const members: string[] = [];
  const texts = pairs(metadata).sort(([a], [b]) => byCodePoints(a, b));
  if (texts.length > 0) {
    for (const [key, text] of texts) {
      if (!key.isWellFormed() || !text.isWellFormed())
        refuse('safetensors.name', { name: clip(key) });
    }
    members.push(
      `"${METADATA}":{${texts.map((pair) => pair.map((text) => JSON.stringify(text)).join(':')).join(',')}}`,
    );
  }
  let offset = 0;
  for (const { name, array, dtype } of sorted) {
    const end = offset + array.data.byteLength;
    const info = { dtype, shape: array.shape, data_offsets: [offset, end] };
    members.push(`${JSON.stringify(name)}:${JSON.stringify(info)}`);
    offset = end;
  }
  return [header(`{${members.join(',')}}`), ...sorted.map(({ array }) => bytesOf(array))];
}

function header(json: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  if (length > LONGEST_HEADER) {
    refuse('safetensors.headerTooLong', { got: length, expected: LONGEST_HEADER });
  }
  const bytes = new Uint8Array(PREFIX + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, PREFIX);
  return bytes;
}

interface NamedTensor {
  readonly name: string;
  readonly array: HostArray;
  readonly dtype: string;
  readonly rank: number;
}

function sortedTensors(tensors: Named<HostArray>): NamedTensor[] {
  const dtypes = [...fileDTypes];
  return pairs(tensors)
    .map(([name, array]) => {
      check(name, array);
      const rank = dtypes.findIndex(([, kind]) => kind.host === array.dtype);
      return { name, array, rank, dtype: dtypes[rank]?.[0] ?? '' };
    })
    .sort((a, b) => a.rank - b.rank || byCodePoints(a.name, b.name));
}

function check(name: string, { dtype, shape, data }: HostArray): void {
  if (name === METADATA || !name.isWellFormed()) refuse('safetensors.name', { name: clip(name) });
  const bytes = data.BYTES_PER_ELEMENT;
  if (elementCount(shape) !== data.length || bytes !== hostBytes[dtype]) {
    refuse('safetensors.array', { name: clip(name), dtype, shape, got: data.length, bytes });
  }
}

function refuse(code: keyof typeof fileErrors, details: Details): never {
  raise(ArgumentError, fileErrors, code, details);
}

/** The order of UTF-8 bytes, which is that of code points, and not that of UTF-16 units. */
function byCodePoints(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}
