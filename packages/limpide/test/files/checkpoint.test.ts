import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { ArgumentError, FileFormatError, LimpideError } from '../../src/errors/index.ts';
import type { HostArray, State } from '../../src/files/index.ts';
import {
  decodeCheckpoint,
  decodeSafetensors,
  encodeCheckpoint,
  encodeSafetensors,
  readCheckpoint,
  writeCheckpoint,
} from '../../src/files/index.ts';
import { seeded, survey } from '../support/mutations.ts';
import { anyTensors } from './arrays.ts';

const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'limpide-'));
afterAll(() => fs.rm(folder, { recursive: true }));
afterEach(() => vi.unstubAllGlobals());

const weight: HostArray = { dtype: 'float32', shape: [2, 2], data: new Float32Array([1, 2, 3, 4]) };
const content = {
  tensors: { 'model/0.weight': weight, 'optimizer/0.weight/m': weight },
  state: { epoch: 3, best: Number.POSITIVE_INFINITY, random: [1, 2, 3, 4], $kept: null },
};

const special = fc.constantFrom(
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  5e-324,
);
const key = fc.oneof(
  fc.string({ unit: 'grapheme' }).filter((name) => name !== '__proto__'),
  fc.constantFrom('$', '$number', '$$number', '$bigint', 'constructor'),
);
const { state: anyState } = fc.letrec<{ state: State }>((tie) => ({
  state: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.double(),
    special,
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('state'), { maxLength: 4 }),
    fc.dictionary(key, tie('state'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof LimpideError) return error.code;
    throw error;
  }
  return 'none';
}

/** The same checkpoint with other metadata, its checksum left as it was. */
function relabelled(changes: Record<string, string | undefined>): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(encodeCheckpoint(content));
  const labels = new Map(metadata);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) labels.delete(name);
    else labels.set(name, value);
  }
  return encodeSafetensors(tensors, labels);
}

describe('checkpoints, round trips', () => {
  it('give back every tensor and every state, bit for bit', () => {
    fc.assert(
      fc.property(anyTensors, anyState, (tensors, state) => {
        const read = decodeCheckpoint(encodeCheckpoint({ tensors, state }));
        expect(new Map(read.tensors)).toEqual(tensors);
        // It tells −0 from 0 and bigints from numbers, and is not misled by a key "constructor".
        expect(isDeepStrictEqual(read.state, state)).toBe(true);
        expect(read.version).toBe(1);
      }),
      { numRuns: 400 },
    );
  });

  it('are safetensors files, and the same bytes each time', async () => {
    const name = path.join(folder, 'same.safetensors');
    await writeCheckpoint(name, content);
    const bytes = new Uint8Array(await fs.readFile(name));
    expect(bytes).toEqual(encodeCheckpoint(content));
    expect(decodeSafetensors(bytes).tensors.get('model/0.weight')).toEqual(weight);
    for (const input of [name, bytes, new Blob([bytes])]) {
      const read = await readCheckpoint(input);
      expect(read.state).toStrictEqual(content.state);
      expect(read).toEqual(decodeCheckpoint(bytes));
    }
  });

  it('without Node’s cryptography, the same', () => {
    const bytes = encodeCheckpoint(content);
    vi.stubGlobal('process', undefined);
    expect(encodeCheckpoint(content)).toEqual(bytes);
    expect(decodeCheckpoint(bytes).state).toStrictEqual(content.state);
  });
});

describe('checkpoints, what is wrong is said', () => {
  it('weights alone are not a checkpoint', () => {
    expect(codeOf(() => decodeCheckpoint(encodeSafetensors({ weight })))).toBe('checkpoint.none');
    expect(codeOf(() => decodeCheckpoint(relabelled({ 'limpide.sha256': undefined })))).toBe(
      'checkpoint.none',
    );
  });

  it('a newer format is refused, and says what to do', () => {
    const bytes = relabelled({ 'limpide.checkpoint': '2' });
    expect(() => decodeCheckpoint(bytes)).toThrow(FileFormatError);
    expect(codeOf(() => decodeCheckpoint(bytes))).toBe('checkpoint.newer');
    for (const version of ['0', '-1', '1.5', 'x', '', '99999999999999999999']) {
      const code = codeOf(() => decodeCheckpoint(relabelled({ 'limpide.checkpoint': version })));
      expect(code).toBe('checkpoint.version');
    }
  });

  it('every flipped bit is noticed', () => {
    const bytes = encodeCheckpoint(content);
    const end = bytes.lastIndexOf(0x7d); // the last }: spaces and data come after
    const header = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const at = bit >> 3;
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
      // A space that becomes a tab still separates nothing from nothing.
      const harmless =
        at > end && at < header && [0x20, 0x0a, 0x0d, 0x09].includes(flipped[at] ?? 0);
      const code = codeOf(() => decodeCheckpoint(flipped));
      expect(code === 'none', `bit ${bit}: ${code}`).toBe(harmless);
    }
  });

  it('a state that would be lost is refused, with its place', () => {
    const bad: readonly unknown[] = [
      undefined,
      () => 0,
      Symbol('x'),
      new Date(),
      new Map(),
      new Float32Array(1),
      '\ud800',
    ];
    for (const value of bad) {
      // @ts-expect-error what the types forbid, JavaScript can still do
      const encode = (): unknown => encodeCheckpoint({ tensors: {}, state: { a: [value] } });
      expect(encode).toThrow(ArgumentError);
      expect(encode).toThrow(/state\.a\[0\]/);
    }
    const loop: Record<string, State> = {};
    loop['self'] = loop;
    expect(() => encodeCheckpoint({ tensors: {}, state: loop })).toThrow(ArgumentError);
  });

  it('thousands of damaged checkpoints are refused with a sentence', async () => {
    const { refused, slowest } = await survey([encodeCheckpoint(content)], 5000, decodeCheckpoint);
    expect(refused['checkpoint.checksum']).toBeGreaterThan(100);
    expect(slowest).toBeLessThan(3000);
  });
});

describe('writing, all or nothing', () => {
  it('a process killed at any moment leaves a whole checkpoint', async () => {
    const name = path.join(folder, 'killed.safetensors');
    const random = seeded(1);
    let last = 0;
    for (let round = 0; round < 8; round++) {
      const writer = fileURLToPath(new URL('./write-checkpoints.ts', import.meta.url));
      const child = spawn(process.execPath, ['--conditions=limpide-source', writer, name]);
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, random(60)));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const { state, tensors } = await readCheckpoint(name);
      const step = tensors.get('weight')?.data[0];
      expect(state).toEqual({ step });
      last = Math.max(last, Number(step));
    }
    expect(last).toBeGreaterThan(1);
    // What the killed processes left behind goes at the next writing.
    await writeCheckpoint(name, content);
    const left = (await fs.readdir(folder)).filter((file) => file.endsWith('.tmp'));
    expect(left).toEqual([]);
  });

  it('two writers at once do not mix', async () => {
    const name = path.join(folder, 'both.safetensors');
    const write = (step: number): Promise<void> =>
      writeCheckpoint(name, { tensors: { weight }, state: { step } });
    await Promise.all(Array.from({ length: 10 }, (_, step) => write(step)));
    expect((await readCheckpoint(name)).version).toBe(1);
    expect((await fs.readdir(folder)).filter((file) => file.includes('both'))).toEqual([
      'both.safetensors',
    ]);
  });

  it('a failed writing leaves what was there, and nothing else', async () => {
    const name = path.join(folder, 'kept.safetensors');
    await writeCheckpoint(name, content);
    const cyclic = new Map([['__metadata__', weight]]);
    await expect(writeCheckpoint(name, { tensors: cyclic, state: 1 })).rejects.toThrow(
      ArgumentError,
    );
    expect((await readCheckpoint(name)).state).toStrictEqual(content.state);
  });

  it('follows a link and keeps the mode of the file', async () => {
    const target = path.join(folder, 'target.safetensors');
    const link = path.join(folder, 'link.safetensors');
    await writeCheckpoint(target, content);
    await fs.chmod(target, 0o600);
    await fs.symlink(target, link);
    await writeCheckpoint(link, { ...content, state: 2 });
    expect((await fs.lstat(link)).isSymbolicLink()).toBe(true);
    expect((await fs.stat(target)).mode & 0o777).toBe(0o600);
    expect((await readCheckpoint(target)).state).toBe(2);
  });

  it.each([
    ['io.missingFolder', ['no', 'such', 'x.safetensors']],
    ['io.isFolder', ['.']],
    ['io.notFolder', ['file', 'x.safetensors']],
  ])('%s is said plainly', async (code, parts) => {
    await fs.writeFile(path.join(folder, 'file'), '');
    const name = path.join(folder, ...parts);
    await expect(writeCheckpoint(name, content)).rejects.toMatchObject({ code });
  });

  it('in a browser, a name is refused and bytes are not', async () => {
    vi.stubGlobal('process', undefined);
    await expect(writeCheckpoint('x', content)).rejects.toMatchObject({ code: 'io.noFiles' });
    await expect(readCheckpoint('x')).rejects.toMatchObject({ code: 'io.noFiles' });
    expect((await readCheckpoint(encodeCheckpoint(content))).version).toBe(1);
  });
});
