/** Trainings on the server, in processes of their own: kept, paused, killed, resumed bit for bit. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLab, type LabSpec } from '../../shared/models.ts';
import { comparisonSchema, type RunDetail, runListSchema } from '../../shared/runs.ts';
import { TestStudio } from './studio.ts';

let studio: TestStudio;
beforeAll(() => {
  studio = new TestStudio();
});
afterAll(() => studio.close());

const spec: LabSpec = {
  ...defaultLab,
  data: 'moons',
  layers: [8],
  dropout: 0.1,
  batchNorm: true,
  epochs: 30,
};
const order = (change: Partial<LabSpec> = {}) => ({
  place: 'server',
  recipe: 'laboratory',
  parameters: { ...spec, ...change },
});
const weights = (id: string): string =>
  readFileSync(path.join(studio.studio.runs.store.folderOf(id), 'model.safetensors')).toString(
    'hex',
  );
const hasEnded = ({ run }: RunDetail): boolean => !['waiting', 'running'].includes(run.state);
const atLeast =
  (epochs: number) =>
  ({ curves, run }: RunDetail): boolean =>
    (curves['epoch']?.values.length ?? 0) >= epochs || run.state !== 'running';

let whole: RunDetail;

describe('A run on the server', () => {
  it('trains in a process of its own and keeps what it measures', async () => {
    const run = await studio.create({ ...order(), name: 'Lunes', tags: ['essai'] });
    expect(run).toMatchObject({ name: 'Lunes', place: 'server', seed: 1, tags: ['essai'] });
    whole = await studio.until(run.id, hasEnded);
    expect(whole.run).toMatchObject({ state: 'finished', error: null });
    expect(whole.run.codeVersion).toMatch(/^limpide \d/);
    const { loss, valLoss, accuracy, epoch } = whole.curves;
    expect(epoch?.values).toHaveLength(30);
    // before the first step, then once an epoch
    expect(loss?.steps).toHaveLength(31);
    expect(loss?.steps[0]).toBe(0);
    expect(loss?.values.at(-1)).toBeLessThan(Number(loss?.values[0]));
    expect(valLoss?.values).toHaveLength(31);
    expect(accuracy?.values.at(-1)).toBeGreaterThan(0.7);
    expect(whole.curves['gradient.1']?.values.at(-1)).toBeGreaterThan(0);
    expect(whole.diagnoses).not.toHaveLength(0);
  });

  it('leaves files whose digests are right', () => {
    const names = whole.artefacts.map(({ name }) => name);
    expect(names).toEqual(['metrics.jsonl', 'model.safetensors', 'training.safetensors']);
    for (const { file, sha256, bytes } of whole.artefacts) {
      const full = path.join(studio.folder, file);
      const said = spawnSync('sha256sum', [full], { encoding: 'utf8' }).stdout;
      expect(said.slice(0, 64)).toBe(sha256);
      expect(readFileSync(full)).toHaveLength(bytes);
    }
  });

  it('is reproduced by its seed, bit for bit', async () => {
    const run = await studio.create(order());
    await studio.until(run.id, hasEnded);
    expect(weights(run.id)).toBe(weights(whole.run.id));
    const other = await studio.create(order({ seed: 2 }));
    await studio.until(other.id, hasEnded);
    expect(weights(other.id)).not.toBe(weights(whole.run.id));
  });

  it('pauses between two steps and goes on to the very same weights', async () => {
    const run = await studio.create(order({ epochs: 200 }));
    await studio.until(run.id, atLeast(3));
    await studio.json('POST', `/api/runs/${run.id}/pause`);
    const paused = await studio.detail(run.id);
    expect(paused.run).toMatchObject({ state: 'paused', resumable: true });
    await studio.json('POST', `/api/runs/${run.id}/resume`);
    const resumed = await studio.until(run.id, hasEnded);
    expect(resumed.run.state).toBe('finished');
    const straight = await studio.create(order({ epochs: 200 }));
    const reference = await studio.until(straight.id, hasEnded);
    expect(weights(run.id)).toBe(weights(straight.id));
    expect(resumed.curves['loss']).toEqual(reference.curves['loss']);
    expect(resumed.curves['valLoss']).toEqual(reference.curves['valLoss']);
  });

  it('killed at any moment stops, says so, and goes on to the very same weights', async () => {
    const epochs = 400;
    const straight = await studio.create(order({ epochs }));
    const reference = await studio.until(straight.id, hasEnded);
    const run = await studio.create(order({ epochs }));
    for (const when of [2, 60]) {
      await studio.until(run.id, atLeast(when));
      const pid = studio.studio.runs.trainings.pidOf(run.id);
      expect(pid).toBeGreaterThan(0);
      process.kill(pid ?? 0, 'SIGKILL');
      await studio.studio.runs.trainings.settled(run.id);
      const killed = await studio.detail(run.id);
      expect(killed.run).toMatchObject({ state: 'stopped', resumable: true });
      expect(killed.run.error?.fr).toContain('SIGKILL');
      await studio.json('POST', `/api/runs/${run.id}/resume`);
    }
    const ended = await studio.until(run.id, hasEnded);
    expect(ended.run).toMatchObject({ state: 'finished', error: null });
    expect(weights(run.id)).toBe(weights(straight.id));
    expect(ended.curves['loss']).toEqual(reference.curves['loss']);
  });

  it('whose server goes away stops with a checkpoint, and is found again', async () => {
    const run = await studio.create(order({ epochs: 10_000 }));
    const before = await studio.until(run.id, atLeast(3));
    await studio.again();
    const after = await studio.detail(run.id);
    expect(after.run).toMatchObject({ state: 'stopped', resumable: true });
    const count = (detail: RunDetail): number => detail.curves['loss']?.values.length ?? 0;
    expect(count(after)).toBeGreaterThanOrEqual(count(before));
    await studio.json('POST', `/api/runs/${run.id}/resume`);
    await studio.until(run.id, atLeast(count(after) + 2));
    await studio.json('POST', `/api/runs/${run.id}/stop`);
    expect((await studio.detail(run.id)).run.state).toBe('stopped');
  });

  it('that diverges ends, and is told why', async () => {
    const run = await studio.create(
      order({
        data: 'plane',
        loss: 'meanSquared',
        optimizer: 'sgd',
        rate: 50,
        layers: [16],
        activation: 'linear',
        batchNorm: false,
        dropout: 0,
      }),
    );
    const ended = await studio.until(run.id, hasEnded);
    expect(ended.run.state).toBe('finished');
    expect(ended.diagnoses[0]?.finding).toBe('nan');
  });

  it('by a recipe of the library', async () => {
    const run = await studio.create({
      place: 'server',
      recipe: 'xor',
      parameters: { epochs: 20, seed: 3 },
    });
    expect(run.parameters).toMatchObject({ epochs: 20, seed: 3, hidden: 8 });
    const ended = await studio.until(run.id, hasEnded);
    expect(ended.run).toMatchObject({ state: 'finished', seed: 3 });
    expect(ended.curves['loss']?.values).toHaveLength(20);
  });

  it('asked with parameters that make no sense is refused with a sentence', async () => {
    const answer = await studio.ask('POST', '/api/runs', order({ rate: -1 }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'run.parameters',
      sentence: { fr: expect.stringContaining('rate') },
    });
    const recipe = await studio.ask('POST', '/api/runs', {
      place: 'server',
      recipe: 'xor',
      parameters: { epochs: 'many' },
    });
    expect(await recipe.json()).toMatchObject({ code: expect.stringMatching(/^recipe\./) });
  });

  it('is compared, exported, deleted', async () => {
    const { runs } = runListSchema.parse(await studio.json('GET', '/api/runs'));
    const [a, b] = runs.filter(({ recipe, seed }) => recipe === 'laboratory' && seed !== null);
    expect(runs.length).toBeGreaterThan(5);
    const second = runs.find(({ seed }) => seed === 2);
    const ids = `${whole.run.id},${second?.id}`;
    const comparison = comparisonSchema.parse(
      await studio.json('GET', `/api/runs/compare?ids=${ids}`),
    );
    expect(comparison.differing).toEqual([{ name: 'seed', values: ['1', '2'] }]);
    expect(a && b).toBeTruthy();

    const at = `/api/runs/${whole.run.id}`;
    const csv = await (await studio.ask('GET', `${at}/export.csv`)).text();
    const [head, first] = csv.split('\r\n');
    expect(head?.split(',')[0]).toBe('step');
    expect(head).toContain('valAccuracy');
    expect(first?.split(',')).toHaveLength(head?.split(',').length ?? 0);
    const exported = await studio.ask('GET', `${at}/export.json`);
    expect(exported.headers.get('content-disposition')).toContain('Lunes.json');
    expect(await exported.json()).toMatchObject({ run: { id: whole.run.id } });
    const file = await (await studio.ask('GET', `${at}/export.safetensors`)).arrayBuffer();
    expect(Buffer.from(file).toString('hex')).toBe(weights(whole.run.id));

    await studio.json('DELETE', at);
    expect((await studio.ask('GET', at)).status).toBe(404);
    expect(studio.studio.runs.store.points(whole.run.id)).toEqual([]);
  });
});
