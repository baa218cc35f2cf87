import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { setDefaultDevice } from '../../src/tensor/index.ts';
import { findRecipe, recipeValues } from '../../src/train/index.ts';

setDefaultDevice('wasm');
const root = path.join(import.meta.dirname, '..', '..', '..', '..');

/** What a program prints. */
function output(file: string): Promise<string> {
  const child = spawn(process.execPath, ['--conditions=limpide-source', file], { cwd: root });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return new Promise((resolve) => {
    child.on('close', () => resolve(text));
  });
}
const lastPercent = (text: string): number => Number([...text.matchAll(/([\d.]+)%/g)].at(-1)?.[1]);

describe('MNIST, 60,000 real images', () => {
  it.each(['mnist-pytorch.ts', 'mnist-keras.ts'])(
    'examples/%s reads at least 97 in 100 test digits',
    async (file) => {
      expect(lastPercent(await output(path.join('examples', file)))).toBeGreaterThanOrEqual(97);
    },
  );

  it('mnist-lenet reads at least 98.8 in 100', async () => {
    const recipe = findRecipe('mnist-lenet');
    const values = recipeValues(recipe, { epochs: 3 });
    const { trainer, train, test } = await recipe.prepare(values as never);
    await trainer.fit(train, { epochs: 3 });
    const scores = await trainer.evaluate(test);
    expect(scores['accuracy']).toBeGreaterThanOrEqual(0.988);
  });
});

describe('examples', () => {
  it('xor.ts ends with the four right answers', async () => {
    const text = await output('examples/xor.ts');
    const answers = [...text.matchAll(/\[ ([\d.e-]+) \]/g)].map(([, p]) => Math.round(Number(p)));
    expect(answers).toEqual([0, 1, 1, 0]);
  });
});
