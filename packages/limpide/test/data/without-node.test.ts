import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('files and data work where there is no process and no Buffer', async () => {
  const program = fileURLToPath(new URL('./without-node.ts', import.meta.url));
  const { stderr } = await promisify(execFile)(process.execPath, [program]);
  expect(stderr).toBe('');
});
