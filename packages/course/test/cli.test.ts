import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample } from './helpers.ts';

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'limpide-course-cli-'));
});
afterAll(() => fs.rm(folder, { recursive: true, force: true }));

const limpide = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--conditions=limpide-source', main, ...args, '--folder', folder], {
    encoding: 'utf8',
    env: { ...process.env, LIMPIDE_LANG: 'en' },
  });

describe('limpide check', () => {
  it('puts the starter there, fails on it, passes on the solution', async () => {
    const { exercise } = await sample();
    const first = limpide('check', 'dot', '--lang', 'fr');
    expect(first.status).toBe(1);
    expect(first.stdout).toContain('reste à écrire');
    const file = path.join(folder, 'exercises', `${exercise.id}.ts`);
    expect(await fs.readFile(file, 'utf8')).not.toContain('[en]');
    await fs.writeFile(file, exercise.files.solution);
    const second = limpide('check', 'dot', '--json');
    expect(second.status).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({
      type: 'result',
      version: 1,
      status: 'passed',
    });
    expect(limpide('exercises').stdout).toContain('✓ maths/dot-product/dot');
  });

  it('understands what is asked wrongly', () => {
    expect(limpide('check').status).toBe(2);
    expect(limpide('check', 'nothing').stderr).toContain('Unknown exercise "nothing"');
    expect(limpide('dance').status).toBe(2);
    expect(limpide('check', '--what').status).toBe(2);
    expect(limpide('watch').stderr).toContain('needs a terminal');
    expect(limpide('--help', '--lang', 'fr').stdout).toContain('Commandes du cours');
  });
});
