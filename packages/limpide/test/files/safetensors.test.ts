import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ArgumentError, DataError, FileFormatError, LimpideError } from '../../src/errors/index.ts';
import type { HostArray } from '../../src/files/index.ts';
import {
  decodeSafetensors,
  encodeSafetensors,
  openSafetensors,
  readSafetensors,
  writeSafetensors,
} from '../../src/files/index.ts';
import { survey } from '../support/mutations.ts';
import { anyTensors } from './arrays.ts';

const golden = path.join(import.meta.dirname, '..', 'golden', 'files');
const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'limpide-'));
afterAll(() => fs.rm(folder, { recursive: true }));

const goldenBytes = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(path.join(golden, `${name}.safetensors`)));

interface Said {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
}

function said(name: string): Record<string, Said> {
  return JSON.parse(readFileSync(path.join(golden, `${name}.json`), 'utf8'));
}

/** Python's word for a number, as a number. */
function number(value: number | string): number {
  return Number(String(value).replace('inf', 'Infinity').replace('nan', 'NaN'));
}

/** A file around a header given as text, with `data` bytes after it. */
function file(header: string, data = 0, length?: bigint): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

function errorOf(read: () => unknown): LimpideError | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof LimpideError) return error;
    throw error;
  }
  return undefined;
}

const codeOf = (read: () => unknown): string => errorOf(read)?.code ?? 'none';
const messageOf = (read: () => unknown): string => errorOf(read)?.message ?? '';

const tensor = (name: string, shape: string, from: number, to: number, dtype = 'F32'): string =>
  `"${name}":{"dtype":"${dtype}","shape":${shape},"data_offsets":[${from},${to}]}`;

describe('safetensors, against the reference implementation', () => {
  it.each(['network', 'dtypes'])('reads what it wrote: %s', (name) => {
    const { tensors } = decodeSafetensors(goldenBytes(name));
    const expected = Object.entries(said(name));
    expect(tensors.size).toBe(expected.length);
    for (const [key, { dtype, shape, values }] of expected) {
      const got = tensors.get(key);
      expect(got?.shape, key).toEqual(shape);
      expect(got?.dtype, key).toBe(dtype === 'int64' ? 'int32' : dtype);
      expect(Array.from(got?.data ?? [], Number), key).toEqual(values.map(number));
    }
  });

  it.each(['network', 'dtypes'])('writes the same bytes: %s', (name) => {
    const bytes = goldenBytes(name);
    const { tensors, metadata } = decodeSafetensors(bytes, { int64: 'keep' });
    // In any order: the format has its own.
    const shuffled = new Map([...tensors].reverse());
    expect(encodeSafetensors(shuffled, metadata)).toEqual(bytes);
  });

  it('has PyTorch’s keys and metadata', () => {
    const { tensors, metadata } = decodeSafetensors(goldenBytes('network'));
    expect([...tensors.keys()].sort()).toEqual([
      '0.bias',
      '0.weight',
      '2.bias',
      '2.num_batches_tracked',
      '2.weight',
    ]);
    expect(metadata).toEqual(new Map([['format', 'pt']]));
  });
});

describe('safetensors, round trips', () => {
  it('reads back what it writes, bit for bit', () => {
    const texts = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(anyTensors, texts, (tensors, metadata) => {
        const read = decodeSafetensors(encodeSafetensors(tensors, metadata), { int64: 'keep' });
        expect(new Map(read.tensors)).toEqual(tensors);
        expect(read.metadata).toEqual(new Map(Object.entries(metadata)));
      }),
      { numRuns: 300 },
    );
  });

  it('puts tensors where their elements are aligned', () => {
    fc.assert(
      fc.property(anyTensors, (tensors) => {
        const bytes = encodeSafetensors(tensors);
        const header = Number(new DataView(bytes.buffer).getBigUint64(0, true));
        expect(header % 8).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('reads from a file one tensor at a time, and from a Blob', async () => {
    const name = path.join(folder, 'lazy.safetensors');
    await fs.writeFile(name, goldenBytes('network'));
    for (const input of [name, new Blob([goldenBytes('network')]), goldenBytes('network')]) {
      await using opened = await openSafetensors(input);
      const weight = await opened.read('0.weight');
      expect(weight.shape).toEqual([5, 3]);
      expect(weight).toEqual(decodeSafetensors(goldenBytes('network')).tensors.get('0.weight'));
      await expect(opened.read('0.wait')).rejects.toMatchObject({
        code: 'safetensors.unknownTensor',
        details: { known: expect.stringContaining('0.weight') },
      });
    }
  });

  it('reads a tensor of a large file without reading the rest', async () => {
    const name = path.join(folder, 'sparse.safetensors');
    const size = 2 ** 33; // 8 GiB, of which the disk holds a few blocks
    const header = `{${tensor('huge', `[${size / 4}]`, 0, size)},${tensor('x', '[1]', size, size + 4)}}`;
    await fs.writeFile(name, file(header));
    await fs.truncate(name, 8 + header.length + size + 4);
    await using opened = await openSafetensors(name);
    expect(await opened.read('x')).toEqual({
      dtype: 'float32',
      shape: [1],
      data: new Float32Array(1),
    });
  });

  it('writes and reads by name', async () => {
    const name = path.join(folder, 'model.safetensors');
    const array: HostArray = { dtype: 'float32', shape: [2], data: new Float32Array([1, 2]) };
    await writeSafetensors(name, { '0.bias': array }, { format: 'pt' });
    const { tensors, metadata } = await readSafetensors(name);
    expect(tensors.get('0.bias')).toEqual(array);
    expect(metadata.get('format')).toBe('pt');
  });

  it('writes views of a larger buffer, and reads bytes that are not aligned', () => {
    const data = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    const bytes = encodeSafetensors({ x: { dtype: 'float32', shape: [2], data } });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const { tensors } = decodeSafetensors(shifted.subarray(3));
    expect(tensors.get('x')?.data).toEqual(new Float32Array([1, 2]));
  });
});

describe('safetensors, what is wrong is said', () => {
  it.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(), 'safetensors.short'],
    ['seven bytes', new Uint8Array(7), 'safetensors.short'],
    ['absurd header length', file('{}', 0, 2n ** 63n), 'safetensors.headerLength'],
    ['header over the limit', file('{}', 0, 100_000_001n), 'safetensors.headerLength'],
    ['header beyond the end', file('{}', 0, 1000n), 'safetensors.truncatedHeader'],
    ['no header', file(''), 'safetensors.json'],
    ['not UTF-8', file('{}').fill(0xff, 8), 'safetensors.utf8'],
    ['spaces first', file(' {}'), 'safetensors.json'],
    ['a list', file('[]'), 'safetensors.json'],
    ['half a JSON', file('{"a":'), 'safetensors.json'],
    ['two JSON', file('{}{}'), 'safetensors.json'],
    ['very deep', file(`{"a":${'['.repeat(100_000)}`), 'safetensors.json'],
    ['a number without end', file(`{"a":${'1'.repeat(100_000)}}`), 'safetensors.json'],
    [
      'key twice',
      file(`{${tensor('a', '[1]', 0, 4)},${tensor('a', '[1]', 0, 4)}}`, 4),
      'safetensors.duplicate',
    ],
    ['field twice', file('{"a":{"dtype":"F32","dtype":"F32"}}'), 'safetensors.duplicate'],
    [
      'same key, escaped',
      file(`{${tensor('a', '[1]', 0, 4)},${tensor('\\u0061', '[1]', 0, 4)}}`, 4),
      'safetensors.duplicate',
    ],
    ['metadata not an object', file('{"__metadata__":[]}'), 'safetensors.metadata'],
    ['metadata not a text', file('{"__metadata__":{"a":1}}'), 'safetensors.metadata'],
    ['entry not an object', file('{"a":1}'), 'safetensors.entry'],
    ['__proto__ as an entry', file('{"__proto__":{"a":1}}'), 'safetensors.entry'],
    ['no dtype', file('{"a":{"shape":[],"data_offsets":[0,0]}}'), 'safetensors.entry'],
    ['unknown dtype', file(`{${tensor('a', '[1]', 0, 4, 'F33')}}`, 4), 'safetensors.dtype'],
    [
      'dtype of Object',
      file(`{${tensor('a', '[1]', 0, 4, 'constructor')}}`, 4),
      'safetensors.dtype',
    ],
    ['no shape', file('{"a":{"dtype":"F32","data_offsets":[0,0]}}'), 'safetensors.entry'],
    ['negative size', file(`{${tensor('a', '[-1]', 0, 4)}}`, 4), 'safetensors.entry'],
    ['broken size', file(`{${tensor('a', '[1.0]', 0, 4)}}`, 4), 'safetensors.entry'],
    ['size NaN', file(`{${tensor('a', '[NaN]', 0, 4)}}`, 4), 'safetensors.json'],
    [
      'size beyond doubles',
      file(`{${tensor('a', '[18446744073709551617]', 0, 4)}}`, 4),
      'safetensors.entry',
    ],
    [
      'product beyond doubles',
      file(`{${tensor('a', '[4294967296,4294967296]', 0, 4)}}`, 4),
      'safetensors.shape',
    ],
    [
      'overflow hidden by a zero',
      file(`{${tensor('a', '[4294967296,4294967296,0]', 0, 0)}}`),
      'safetensors.shape',
    ],
    ['shape against bytes', file(`{${tensor('a', '[2]', 0, 4)}}`, 4), 'safetensors.size'],
    ['offsets backwards', file(`{${tensor('a', '[1]', 4, 0)}}`, 4), 'safetensors.entry'],
    [
      'three offsets',
      file('{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4,8]}}', 4),
      'safetensors.entry',
    ],
    ['hole', file(`{${tensor('a', '[1]', 4, 8)}}`, 8), 'safetensors.gap'],
    [
      'overlap',
      file(`{${tensor('a', '[2]', 0, 8)},${tensor('b', '[2]', 4, 12)}}`, 12),
      'safetensors.gap',
    ],
    ['data cut', file(`{${tensor('a', '[2]', 0, 8)}}`, 7), 'safetensors.truncated'],
    [
      'a petabyte announced',
      file(`{${tensor('a', '[281474976710656]', 0, 1125899906842624)}}`),
      'safetensors.truncated',
    ],
    ['data too long', file(`{${tensor('a', '[2]', 0, 8)}}`, 9), 'safetensors.trailing'],
    [
      'a dtype not read',
      file(`{${tensor('a', '[1]', 0, 1, 'F8_E4M3')}}`, 1),
      'safetensors.unreadable',
    ],
    [
      'bool of 255',
      file(`{${tensor('a', '[1]', 0, 1, 'BOOL')}}`, 1).fill(255, -1),
      'safetensors.bool',
    ],
  ])('%s', (_, bytes, code) => {
    expect(() => decodeSafetensors(bytes)).toThrow(FileFormatError);
    expect(codeOf(() => decodeSafetensors(bytes))).toBe(code);
  });

  it('an int64 that does not fit an int32 is named, or kept on demand', () => {
    for (const value of [2n ** 31n, -(2n ** 31n) - 1n, 2n ** 63n - 1n, -(2n ** 63n)]) {
      const data = new BigInt64Array([1n, value]);
      const bytes = encodeSafetensors({ 'steps.count': { dtype: 'int64', shape: [2], data } });
      expect(codeOf(() => decodeSafetensors(bytes))).toBe('safetensors.int64');
      expect(() => decodeSafetensors(bytes)).toThrow(/steps\.count.*element 1/);
      expect(decodeSafetensors(bytes, { int64: 'keep' }).tensors.get('steps.count')?.data).toEqual(
        data,
      );
    }
  });

  it('a name from a file cannot drive a terminal', () => {
    const bytes = file(`{"\\u001b[2J${'x'.repeat(5000)}":1}`);
    const message = messageOf(() => decodeSafetensors(bytes));
    expect(message).toContain('x');
    expect(message).not.toContain('\u001b');
    expect(message.length).toBeLessThan(300);
  });

  it('what cannot be written is refused', () => {
    const data = new Float32Array(2);
    const write = (name: string, array: HostArray) => () =>
      encodeSafetensors(new Map([[name, array]]));
    const good: HostArray = { dtype: 'float32', shape: [2], data };
    expect(write('__metadata__', good)).toThrow(ArgumentError);
    expect(write('\ud800', good)).toThrow(ArgumentError);
    expect(write('x', { ...good, shape: [3] })).toThrow(ArgumentError);
    expect(write('x', { ...good, shape: [-2] })).toThrow(ArgumentError);
    expect(write('x', { ...good, shape: [Number.NaN] })).toThrow(ArgumentError);
    expect(() => encodeSafetensors({}, { '\udc00': 'x' })).toThrow(ArgumentError);
  });

  it('missing files and folders have plain sentences', async () => {
    const missing = path.join(folder, 'nothing.safetensors');
    await expect(readSafetensors(missing)).rejects.toThrow(DataError);
    await expect(readSafetensors(missing)).rejects.toMatchObject({ code: 'io.missing' });
    await expect(readSafetensors(folder)).rejects.toMatchObject({ code: 'io.isFolder' });
    await expect(readSafetensors('a\0b')).rejects.toMatchObject({ code: 'io.path' });
  });
});

describe('safetensors, thousands of damaged files', () => {
  it('are read or refused with a sentence, fast, and never grow', async () => {
    const files = [
      goldenBytes('network'),
      goldenBytes('dtypes'),
      file(`{${tensor('a', '[2]', 0, 8)}}`, 8),
    ];
    const { read, refused, slowest } = await survey(files, 10_000, (bytes) => {
      const { tensors } = decodeSafetensors(bytes, { int64: 'keep' });
      const total = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
      expect(total).toBeLessThanOrEqual(bytes.length);
    });
    expect(read).toBeGreaterThan(100);
    expect(Object.keys(refused).length).toBeGreaterThan(10);
    expect(slowest).toBeLessThan(3000);
  });

  it('random bytes after a plausible length too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(220), (bytes, length) => {
        const hostile = new Uint8Array(8 + bytes.length);
        hostile.set(bytes, 8);
        hostile[0] = length;
        codeOf(() => decodeSafetensors(hostile));
      }),
      { numRuns: 2000 },
    );
  });
});
