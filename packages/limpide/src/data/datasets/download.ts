/** Reading a file of a data set from an address, in a browser or in Node. */
import { dataErrors } from '../../errors/catalog/data.ts';
import { DataError, raise } from '../../errors/index.ts';
import type { Found } from './locate.ts';

/** The part of `fetch` that is used; a test, or an own cache, can stand in for it. */
export type Fetch = (url: string) => Promise<Response>;

/** Room for a compressed file that is a little larger than its content, never much. */
const MARGIN = 2 ** 16;

/**
 * Downloads a file, compressed if the address has it so (`.gz`), else as it is.
 *
 * @param base    address of the folder
 * @param size    bytes of the file, not compressed: nothing longer is read
 * @throws DataError when it cannot be had, or is longer than it may be
 */
export async function download(
  dataset: string,
  base: string,
  file: string,
  size: number,
  fetch: Fetch = (url) => globalThis.fetch(url),
): Promise<Found> {
  const folder = base.endsWith('/') ? base : `${base}/`;
  let reason = '';
  for (const url of [`${folder}${file}.gz`, `${folder}${file}`]) {
    const response = await fetch(url).catch((error: unknown) => {
      raise(DataError, dataErrors, 'dataset.url', { dataset, url, reason: String(error) }, error);
    });
    if (response.ok) return { path: url, bytes: await body(response, dataset, url, size + MARGIN) };
    reason = `HTTP ${response.status}`;
    await response.body?.cancel();
    if (response.status !== 404) break;
  }
  raise(DataError, dataErrors, 'dataset.url', { dataset, url: `${folder}${file}`, reason });
}

async function body(
  response: Response,
  dataset: string,
  url: string,
  most: number,
): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const bytes = new Uint8Array(most);
  let size = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      raise(DataError, dataErrors, 'dataset.url', { dataset, url, reason: String(error) }, error);
    });
    if (done) break;
    if (size + value.length > most) {
      await reader.cancel().catch(() => undefined);
      raise(DataError, dataErrors, 'dataset.tooLarge', { dataset, url, expected: most });
    }
    bytes.set(value, size);
    size += value.length;
  }
  return bytes.subarray(0, size);
}
