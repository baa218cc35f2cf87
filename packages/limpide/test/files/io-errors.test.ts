import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { DataError } from '../../src/errors/index.ts';
import { writeSafetensors } from '../../src/files/index.ts';
import { ioError } from '../../src/files/io-errors.ts';

afterEach(() => vi.restoreAllMocks());

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

it.each([
  ['ENOSPC', 'write', 'io.noSpace'],
  ['EDQUOT', 'write', 'io.noSpace'],
  ['EACCES', 'write', 'io.writePermission'],
  ['EROFS', 'write', 'io.writePermission'],
  ['EACCES', 'read', 'io.readPermission'],
  ['EIO', 'read', 'io.failed'],
  ['EIO', 'write', 'io.failed'],
] as const)('%s while one tries to %s is %s', (code, doing, expected) => {
  const error = ioError(systemError(code), '/disk/model.safetensors', doing, 12);
  expect(error).toBeInstanceOf(DataError);
  expect(error.code).toBe(expected);
  for (const language of ['en', 'fr'] as const) {
    expect(error.sentence(language)).toContain('/disk/model.safetensors');
    expect(error.sentence(language)).not.toMatch(/\{\w+\}|\?$/);
  }
});

it('a disk that fills up leaves the old file and no other', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'limpide-'));
  const name = path.join(folder, 'x.safetensors');
  await writeSafetensors(name, {});
  const before = await fs.readFile(name);
  const probe = await fs.open(name);
  const handle = Object.getPrototypeOf(probe);
  await probe.close();
  vi.spyOn(handle, 'sync').mockRejectedValue(systemError('ENOSPC'));
  await expect(writeSafetensors(name, {}, { a: 'b' })).rejects.toMatchObject({
    code: 'io.noSpace',
  });
  expect(await fs.readdir(folder)).toEqual(['x.safetensors']);
  expect(await fs.readFile(name)).toEqual(before);
  await fs.rm(folder, { recursive: true });
});
