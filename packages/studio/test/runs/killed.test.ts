/** The server killed without warning while it trains and writes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../server/database/open.ts';
import { defaultLab } from '../../shared/models.ts';
import { runDetailSchema, runSchema } from '../../shared/runs.ts';
import { TestStudio } from './studio.ts';

let studio: TestStudio;
beforeAll(() => {
  studio = new TestStudio();
});
afterAll(() => studio.close());

async function server(): Promise<{ process: ChildProcess; url: string }> {
  const file = path.join(import.meta.dirname, 'serve.ts');
  const child = spawn(
    process.execPath,
    ['--conditions=limpide-source', '--disable-warning=ExperimentalWarning', file, studio.folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const port = await new Promise<string>((resolve) => {
    child.stdout?.once('data', (text: Buffer) => resolve(String(text).trim()));
  });
  return { process: child, url: `http://localhost:${port}` };
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('A server killed while it trains', () => {
  it('leaves a whole database, and runs that go on', async () => {
    const first = await server();
    const response = await fetch(`${first.url}/api/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        place: 'server',
        recipe: 'laboratory',
        parameters: { ...defaultLab, epochs: 10_000 },
      }),
    });
    const { id } = runSchema.parse(await response.json());
    const epochs = async (): Promise<number> => {
      const answer = await fetch(`${first.url}/api/runs/${id}`);
      const detail = runDetailSchema.parse(await answer.json());
      return detail.curves['epoch']?.values.length ?? 0;
    };
    while ((await epochs()) < 5) await pause(30);
    first.process.kill('SIGKILL');

    // the child notices, stops after its step, and lets its folder go
    const pid = path.join(studio.folder, 'runs', id, 'pid');
    for (let tries = 0; existsSync(pid) && tries < 200; tries++) await pause(50);
    expect(existsSync(pid)).toBe(false);

    const database = openDatabase(studio.folder);
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();

    await studio.again();
    const found = await studio.detail(id);
    expect(found.run).toMatchObject({ state: 'stopped', resumable: true });
    // the folder had what the server could not write down any more: no hole
    const steps = found.curves['epoch']?.steps ?? [];
    expect(steps.length).toBeGreaterThanOrEqual(5);
    const width = steps[0] ?? 0;
    expect(steps).toEqual(steps.map((_, i) => (i + 1) * width));

    await studio.json('POST', `/api/runs/${id}/resume`);
    const more = await studio.until(
      id,
      ({ curves }) => (curves['epoch']?.steps.length ?? 0) > steps.length + 2,
    );
    const after = more.curves['epoch']?.steps ?? [];
    expect(after).toEqual(after.map((_, i) => (i + 1) * width));
    await studio.json('POST', `/api/runs/${id}/stop`);
  });
});
