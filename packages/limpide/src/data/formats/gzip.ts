/** Decompressing gzip with a bound: a few bytes can announce gigabytes. */
import { dataErrors } from '../../errors/catalog/data.ts';
import { FileFormatError, raise } from '../../errors/index.ts';

/** Whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Decompresses a gzip file, in Node and in the browser alike.
 *
 * @param limit how many bytes may come out, at most, given the first of them; it is asked again for
 *   as long as it answers undefined (not enough bytes to tell)
 * @param name  what to call the file in an error
 * @throws FileFormatError when the file is truncated, corrupt, or larger than the limit
 */
export async function gunzip(
  bytes: Uint8Array,
  limit: (head: Uint8Array) => number | undefined,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const source = new Blob([new Uint8Array(bytes)]).stream();
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let most: number | undefined;
  for (;;) {
    const chunk = await reader.read().catch((error: unknown) => {
      raise(FileFormatError, dataErrors, 'gzip.corrupt', { name }, error);
    });
    if (chunk.done) break;
    chunks.push(chunk.value);
    size += chunk.value.length;
    try {
      most ??= limit(chunks.length === 1 ? chunk.value : join(chunks, size));
      if (most !== undefined && size > most) {
        raise(FileFormatError, dataErrors, 'gzip.tooLarge', { name, expected: most });
      }
    } catch (error) {
      await reader.cancel().catch(() => undefined);
      throw error;
    }
  }
  return join(chunks, size);
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
