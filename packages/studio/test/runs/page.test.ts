/** Runs that the page trains and measures, and runs that were started in a terminal. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { encodeSafetensors } from 'limpide/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLog } from '../../server/runs/terminal.ts';
import { decodeData } from '../../shared/data.ts';
import { packState, unpackState } from '../../shared/models/snapshot.ts';
import { defaultLab, withOwnEngine } from '../../shared/models.ts';
import { TestStudio } from './studio.ts';

let studio: TestStudio;
beforeAll(() => {
  studio = new TestStudio();
});
afterAll(() => studio.close());

const order = { place: 'page', recipe: 'laboratory', parameters: { ...defaultLab } };

describe('A run of the page', () => {
  it('is measured by the page, pauses, ends; NaN stays NaN', async () => {
    const parameters = withOwnEngine(defaultLab);
    const run = await studio.create({ ...order, parameters, engineDigest: 'ab'.repeat(32) });
    expect(run).toMatchObject({ place: 'page', state: 'running', engine: 'mine' });
    expect(run.codeVersion).toMatch(/· moteur abababababab$/);
    await studio.json('POST', `/api/runs/${run.id}/metrics`, {
      points: [
        { name: 'loss', step: 0, value: 0.7 },
        { name: 'loss', step: 14, value: 0.5 },
        { name: 'loss', step: 28, value: null },
      ],
    });
    await studio.json('PATCH', `/api/runs/${run.id}`, { state: 'paused', note: 'à revoir' });
    const { run: kept, curves, diagnoses } = await studio.detail(run.id);
    expect(kept).toMatchObject({ state: 'paused', note: 'à revoir', resumable: false });
    expect(kept.summary).toEqual({ loss: null, step: 28 });
    expect(curves['loss']).toEqual({ steps: [0, 14, 28], values: [0.7, 0.5, null] });
    expect(diagnoses[0]?.finding).toBe('nan');
    const resume = await studio.ask('POST', `/api/runs/${run.id}/resume`);
    expect(await resume.json()).toMatchObject({ code: 'run.noCheckpoint' });
  });

  it('keeps the weights that the page sends, if they are weights', async () => {
    const run = await studio.create(order);
    const bytes = encodeSafetensors({
      w: { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) },
    });
    const put = (body: Uint8Array<ArrayBuffer>): Promise<Response> =>
      Promise.resolve(
        studio.app.request(`http://localhost/api/runs/${run.id}/weights`, {
          method: 'PUT',
          headers: { host: 'localhost' },
          body,
        }),
      );
    expect((await put(Uint8Array.of(1, 2, 3))).status).toBe(400);
    expect((await put(bytes)).status).toBe(200);
    const back = await studio.ask('GET', `/api/runs/${run.id}/export.safetensors`);
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes);
  });

  it('keeps its state, and what was measured after it is measured again', async () => {
    const run = await studio.create(order);
    const put = (body: Uint8Array<ArrayBuffer>): Promise<Response> =>
      Promise.resolve(
        studio.app.request(`http://localhost/api/runs/${run.id}/checkpoint?step=28`, {
          method: 'PUT',
          headers: { host: 'localhost' },
          body,
        }),
      );
    const at = `/api/runs/${run.id}`;
    expect((await studio.ask('GET', `${at}/checkpoint`)).status).toBe(404);
    const points = [0, 14, 28, 42].map((step) => ({ name: 'loss', step, value: 1 / (step + 1) }));
    await studio.json('POST', `${at}/metrics`, { points });
    const bytes = packState({ step: 28, weights: Float64Array.of(1 / 3, -0, Number.NaN) });
    expect((await put(bytes.slice(0, -1))).status).toBe(400);
    expect((await studio.detail(run.id)).run.resumable).toBe(false);
    expect((await put(bytes)).status).toBe(200);
    await studio.json('POST', `${at}/stop`);
    expect((await studio.detail(run.id)).run).toMatchObject({ state: 'stopped', resumable: true });

    const back = await studio.ask('GET', `${at}/checkpoint`);
    const state = unpackState(new Uint8Array(await back.arrayBuffer()));
    expect(state).toEqual({ step: 28, weights: Float64Array.of(1 / 3, -0, Number.NaN) });
    await studio.json('POST', `${at}/resume`, { step: 28 });
    const { run: resumed, curves } = await studio.detail(run.id);
    expect(resumed.state).toBe('running');
    expect(curves['loss']?.steps).toEqual([0, 14, 28]);
    expect(resumed.summary).toEqual({ loss: 1 / 29, step: 28 });
  });

  it('tells open pages of what changes', async () => {
    const events = await studio.ask('GET', '/api/events');
    const reader = events.body?.getReader();
    let text = '';
    const heard = (async () => {
      while (!text.includes('event: metrics')) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        if (done) break;
        text += new TextDecoder().decode(value);
      }
    })();
    const run = await studio.create(order);
    await studio.json('POST', `/api/runs/${run.id}/metrics`, {
      points: [{ name: 'loss', step: 1, value: 1 }],
    });
    await heard;
    await reader?.cancel();
    expect(text).toContain('event: run');
    expect(text).toContain(`"run":"${run.id}"`);
  });
});

describe('A run of the terminal', () => {
  it('is found in its folder, with recipe, parameters and seed; a second training is another run', async () => {
    const folder = path.join(studio.folder, 'runs', 'mine');
    mkdirSync(folder, { recursive: true });
    const main = path.resolve(import.meta.dirname, '../../../limpide/src/cli/main.ts');
    const train = (seed: number): void => {
      const args = ['train', 'xor', '--epochs', '12', '--seed', String(seed), '--out', folder];
      const node = ['--conditions=limpide-source', main, ...args, '--json'];
      const { status, stderr } = spawnSync(process.execPath, node, { encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
    };
    const found = () =>
      studio.studio.runs.store.list().filter(({ parameters }) => parameters['epochs'] === 12);
    train(7);
    await studio.studio.runs.terminal.look();
    expect(found()).toMatchObject([
      { place: 'terminal', recipe: 'xor', seed: 7, state: 'finished', resumable: false },
    ]);
    const [run] = found();
    const { curves, artefacts } = await studio.detail(run?.id ?? '');
    expect(curves['loss']?.steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(curves['accuracy']?.values.every((value) => value !== null)).toBe(true);
    expect(artefacts.map(({ name }) => name)).toEqual([
      'model.safetensors',
      'training.safetensors',
    ]);
    train(8);
    await studio.studio.runs.terminal.look();
    expect(
      found()
        .map(({ seed }) => seed)
        .sort(),
    ).toEqual([7, 8]);
    // deleting it here leaves the terminal's files alone, and it does not come back
    await studio.json('DELETE', `/api/runs/${run?.id}`);
    await studio.again();
    await studio.studio.runs.terminal.look();
    expect(found()).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });

  it('half written is read as far as it goes', () => {
    const text =
      '{"type":"begin","epoch":1,"epochs":3,"batches":10}\n{"type":"epoch","epoch":1,"loss":"NaN","learningRate":0.1}\n{"type":"epo';
    const log = readLog('/runs/x', text);
    expect(log?.ended).toBeNull();
    expect(log?.points).toContainEqual({ name: 'loss', step: 10, value: null });
    expect(readLog('/runs/x', '{"type":"begin","epochs":3,"batches":10}\n')).toBeNull();
  });
});

describe('Data for the page', () => {
  it('are iris and MNIST as one block of bytes', async () => {
    const get = async (name: string) => {
      const response = await studio.ask('GET', `/api/data/${name}`);
      return decodeData(new Uint8Array(await response.arrayBuffer()));
    };
    const iris = await get('iris');
    expect(iris.header).toMatchObject({ train: 150, test: 0, features: 4, dtype: 'float32' });
    expect([...iris.x.slice(0, 4)].map((v) => Math.round(v * 10))).toEqual([51, 35, 14, 2]);
    const mnist = await get('mnist');
    expect(mnist.header).toMatchObject({ train: 60_000, test: 10_000, dtype: 'uint8' });
    expect([...mnist.labels.slice(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect(mnist.x).toHaveLength(70_000 * 784);
  });
  it('that do not exist are refused', async () => {
    expect((await studio.ask('GET', '/api/data/cats')).status).toBe(404);
  });
});
