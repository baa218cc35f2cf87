import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIdx, encodeIdx, readIdx } from '../../src/data/formats/idx.ts';
import { ArgumentError, FileFormatError } from '../../src/errors/index.ts';
import { anyArray } from '../files/arrays.ts';
import { survey } from '../support/mutations.ts';

const idxTypes = ['uint8', 'int8', 'int16', 'int32', 'float32', 'float64'];
const anyIdx = anyArray.filter(({ dtype }) => idxTypes.includes(dtype));

/** A header of IDX, then `data` zero bytes. */
function idx(type: number, shape: readonly number[], data: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * shape.length + data);
  bytes.set([0, 0, type, shape.length]);
  for (const [axis, size] of shape.entries()) {
    new DataView(bytes.buffer).setUint32(4 + 4 * axis, size);
  }
  return bytes;
}

const zipped = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes));

describe('IDX', () => {
  it('reads back what it writes, bit for bit', () => {
    fc.assert(
      fc.property(anyIdx, (array) => {
        expect(decodeIdx(encodeIdx(array))).toEqual(array);
      }),
      { numRuns: 300 },
    );
  });

  it('compressed or not is the same', async () => {
    await fc.assert(
      fc.asyncProperty(anyIdx, async (array) => {
        const bytes = encodeIdx(array);
        expect(await readIdx(zipped(bytes))).toEqual(array);
        expect(await readIdx(new Blob([bytes]))).toEqual(array);
      }),
      { numRuns: 50 },
    );
  });

  it('is big-endian, as the page of MNIST says', () => {
    const bytes = Uint8Array.of(0, 0, 0x0c, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0xff, 0xff, 0xff, 0xfe);
    const expected = { dtype: 'int32', shape: [2], data: Int32Array.of(256, -2) };
    expect(decodeIdx(bytes)).toEqual(expected);
    expect(encodeIdx(decodeIdx(bytes))).toEqual(bytes);
  });

  it.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(), 'idx.header'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4), 'idx.magic'],
    ['an unknown type', idx(0x0a, [1], 1), 'idx.magic'],
    ['dimensions cut', idx(0x08, [1, 2], 0).slice(0, 9), 'idx.header'],
    ['data cut', idx(0x08, [10], 9), 'idx.size'],
    ['data too long', idx(0x08, [10], 11), 'idx.size'],
    ['4 GiB announced', idx(0x08, [2 ** 32 - 1], 10), 'idx.size'],
    ['more than a double can count', idx(0x0e, [2 ** 31, 2 ** 31, 2], 0), 'idx.shape'],
    ['an overflow hidden by a zero', idx(0x08, [2 ** 31, 2 ** 31, 0], 0), 'idx.shape'],
    ['255 dimensions', idx(0x08, Array(255).fill(2), 0), 'idx.shape'],
  ])('%s', async (_, bytes, code) => {
    expect(() => decodeIdx(bytes)).toThrow(FileFormatError);
    expect(() => decodeIdx(bytes)).toThrow(expect.objectContaining({ code }));
    // Compressed, what is too long is noticed before it has come out.
    const expected = code === 'idx.size' ? /idx\.size|gzip\.tooLarge/ : new RegExp(code);
    await expect(readIdx(zipped(bytes))).rejects.toMatchObject({
      code: expect.stringMatching(expected),
    });
  });

  it('refuses dtypes and shapes that the format has not', () => {
    const data = new Uint16Array(1);
    expect(() => encodeIdx({ dtype: 'float16', shape: [1], data })).toThrow(ArgumentError);
    const bytes = new Uint8Array(2);
    expect(() => encodeIdx({ dtype: 'uint8', shape: [3], data: bytes })).toThrow(ArgumentError);
  });
});

describe('IDX, compressed with bad intentions', () => {
  it('a bomb stops at the size that its header announces', async () => {
    const bomb = new Uint8Array(64 * 2 ** 20);
    bomb.set(idx(0x08, [10], 0));
    const before = process.memoryUsage().arrayBuffers;
    await expect(readIdx(zipped(bomb))).rejects.toMatchObject({ code: 'gzip.tooLarge' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20);
  });

  it('a bomb that announces its size stops at the limit', async () => {
    const bytes = zipped(idx(0x08, [2 ** 22], 2 ** 22));
    expect(bytes.length).toBeLessThan(10_000);
    const reading = readIdx(bytes, { maxBytes: 2 ** 20 });
    await expect(reading).rejects.toMatchObject({ code: 'gzip.tooLarge' });
    expect((await readIdx(bytes)).data.length).toBe(2 ** 22);
  });

  it('cut or damaged gzip is said', async () => {
    const bytes = zipped(idx(0x08, [1000], 1000));
    for (let end = 2; end < bytes.length; end++) {
      await expect(readIdx(bytes.slice(0, end))).rejects.toMatchObject({ code: 'gzip.corrupt' });
    }
  });
});

describe('IDX, thousands of damaged files', () => {
  const files = [idx(0x08, [3, 4, 4], 48), idx(0x0d, [2, 3], 24), idx(0x0e, [], 8)];

  it('are read or refused with a sentence', async () => {
    const { refused, slowest } = await survey(files, 10_000, (bytes) => {
      const { data } = decodeIdx(bytes);
      expect(data.byteLength).toBeLessThanOrEqual(bytes.length);
    });
    expect(Object.keys(refused).sort()).toEqual([
      'idx.header',
      'idx.magic',
      'idx.shape',
      'idx.size',
    ]);
    expect(slowest).toBeLessThan(3000);
  });

  it('compressed too', async () => {
    const { slowest } = await survey(files.map(zipped), 2000, (bytes) => readIdx(bytes));
    expect(slowest).toBeLessThan(3000);
  });
});
