import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSource } from '../src/checker/check-source.ts';
import { NodeChecker } from '../src/checker/node/host.ts';
import { DamagedManifest, LearnerFolder } from '../src/engine/folder.ts';
import { engineImports } from '../src/engine/job.ts';
import { sample } from './helpers.ts';

let root = '';
beforeAll(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), 'limpide-course-'));
});
afterAll(() => fs.rm(root, { recursive: true, force: true }));

describe("the learner's engine", () => {
  it('knows what a source imports', () => {
    expect(engineImports("import { dot, norm as n } from '@me/engine';")).toEqual(['dot', 'norm']);
  });

  it('registers what passed, uses it later, and stands in for what is missing or changed', async () => {
    const { course, lesson, exercise } = await sample();
    const norms = lesson.exercises.find(({ meta }) => meta.id === 'norms');
    if (norms === undefined) throw new Error('norms is missing');
    const folder = new LearnerFolder(path.join(root, 'a'));
    const checker = new NodeChecker();
    const checkNorms = async () =>
      checkSource(course, norms, norms.files.solution, { checker, own: await folder.own() });

    expect((await checkNorms()).engine).toMatchObject([{ name: 'dot', from: 'reference' }]);
    const source = `${exercise.files.solution}// mine\n`;
    const passed = await checkSource(course, exercise, source, { checker });
    await folder.noteHint(exercise.id);
    await folder.register(course, exercise, source, passed);
    expect((await checkNorms()).engine).toMatchObject([{ name: 'dot', from: 'mine' }]);
    expect((await folder.manifest()).solved[exercise.id]).toMatchObject({
      how: 'hints',
      version: 1,
    });
    const index = await fs.readFile(path.join(folder.root, 'engine', 'index.ts'), 'utf8');
    expect(index).toContain("export { dot } from './maths/dot-product/dot.ts';\n");

    await fs.writeFile(path.join(folder.root, 'engine', `${exercise.id}.ts`), 'changed by hand');
    const status = await folder.engineStatus(course);
    expect(status.find(({ name }) => name === 'dot')?.from).toBe('changed');
    expect((await checkNorms()).status).toBe('passed');
  });

  it('refuses what has not passed', async () => {
    const { course, exercise } = await sample();
    const folder = new LearnerFolder(path.join(root, 'b'));
    const checker = new NodeChecker();
    const failed = await checkSource(course, exercise, exercise.files.starter, { checker });
    await expect(folder.register(course, exercise, 'x', failed)).rejects.toThrow('has not passed');
  });

  it('notes what comes at once, one after the other', async () => {
    const { exercise } = await sample();
    const folder = new LearnerFolder(path.join(root, 'c'));
    await Promise.all(Array.from({ length: 12 }, () => folder.noteHint(exercise.id)));
    expect((await folder.manifest()).hints[exercise.id]).toBe(12);
  });

  it('says that a manifest is damaged, and whose it is', async () => {
    const folder = new LearnerFolder(path.join(root, 'd'));
    await fs.mkdir(folder.root, { recursive: true });
    for (const text of ['{', '[]', '{"format":1,"solved":[],"hints":{},"solutions":[]}']) {
      await fs.writeFile(path.join(folder.root, 'atelier.json'), text);
      await expect(folder.manifest()).rejects.toThrow(DamagedManifest);
    }
  });
});
