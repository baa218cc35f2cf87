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

  it('guesses what was meant', () => {
    expect(limpide('check', 'dott', '--lang', 'fr').stderr).toContain(
      'Vouliez-vous dire maths/dot-product/dot',
    );
    expect(limpide('check', 'dot-product').stderr).toContain('maths/dot-product/norms');
    expect(limpide('check', 'dot', 'norms').stderr).toContain('One exercise at a time');
    const file = path.join(folder, 'exercises', 'maths', 'dot-product', 'norms.ts');
    expect(limpide('check', file).stdout).toContain('norm');
  });

  it('says in words what is wrong with a folder', async () => {
    const file = path.join(folder, 'a-file');
    await fs.writeFile(file, '');
    const inside = spawnSync(
      process.execPath,
      ['--conditions=limpide-source', main, 'check', 'dot', '--folder', file, '--lang', 'fr'],
      { encoding: 'utf8' },
    );
    expect(inside.status).toBe(1);
    expect(inside.stderr).toContain('un fichier se trouve là où il faudrait un dossier');
    expect(inside.stderr).not.toMatch(/ENOTDIR|EEXIST|\n {4}at /);
  });
});
