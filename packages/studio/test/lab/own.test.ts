/** The engine of the course in the laboratory: the pieces of its exercises as they are, in the page's loop and on the server. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodeSafetensors } from 'limpide/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session } from '../../page/src/lab/session.ts';
import { tryEngine } from '../../server/engine/trial.ts';
import type { Report } from '../../server/runs/order.ts';
import { trainOwn } from '../../server/runs/own.ts';
import { drawData } from '../../shared/data.ts';
import {
  EngineProblem,
  engineAddress,
  engineOf,
  type OwnEngine,
  piecesIn,
  piecesOf,
} from '../../shared/models/engine.ts';
import { accuracyOf } from '../../shared/models/learner.ts';
import { OwnLearner } from '../../shared/models/own.ts';
import {
  askedInVain,
  beyondOwnEngine,
  defaultLab,
  type LabSpec,
  labFromQuery,
  optimizerNames,
  withOwnEngine,
} from '../../shared/models.ts';
import type { RunDetail } from '../../shared/runs.ts';
import { TestStudio } from '../runs/studio.ts';

let studio: TestStudio;
beforeAll(() => {
  studio = new TestStudio();
});
afterAll(() => studio.close());

const spec: LabSpec = withOwnEngine({ ...defaultLab, data: 'moons', layers: [8], rate: 0.03 });
const data = drawData('moons', spec);
const rates = { sgd: 0.5, momentum: 0.1, rmsprop: 0.01, adam: 0.03 };

let modules = 0;
async function moduleFor(own: LabSpec): Promise<Readonly<Record<string, unknown>>> {
  const text = await (await studio.ask('GET', engineAddress(own))).text();
  const file = path.join(studio.folder, `engine-${modules++}.mjs`);
  writeFileSync(file, text);
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, unknown>;
}
const engineFor = async (own: LabSpec): Promise<OwnEngine> => engineOf(await moduleFor(own), own);

describe('The engine of the course', () => {
  it.each(optimizerNames)('learns by %s, its gradients checked', async (optimizer) => {
    const own = { ...spec, optimizer, rate: rates[optimizer] };
    const learner = new OwnLearner(own, data, await engineFor(own));
    expect(learner.gradientsAgree).toBe(true);
    expect([learner.sizes, learner.parameters, learner.batches]).toEqual([[2, 8, 2], 42, 14]);
    const session = new Session(learner, data);
    while (session.step < 600) session.advance();
    const said = await learner.classes(data.test.x, data.test.count);
    expect(accuracyOf(said, data.test.y)).toBeGreaterThan(0.9);
    const frame = await session.frame({
      map: 8,
      neurons: 6,
      layers: true,
      results: true,
      after: -1,
    });
    expect(frame.layers.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
      [2, 8],
      [8, 2],
    ]);
    expect(frame.neurons[0]?.some((unit) => unit.some((value) => value > 0))).toBe(true);
    expect(frame.results?.examples).toBe(data.test.count);
  });

  it('is made of the pieces that the optimiser needs, each with its exercise', async () => {
    const names = async (optimizer: LabSpec['optimizer']): Promise<string[]> =>
      piecesIn(await moduleFor({ ...spec, optimizer })).map(({ name }) => name);
    const adam = await names('adam');
    expect(adam).toEqual(expect.arrayContaining([...piecesOf({ optimizer: 'adam' })]));
    // what these are made of, down to the product of matrices
    expect(adam).toEqual(expect.arrayContaining(['adamStep', 'mulMatrix', 'relu', 'softmaxRows']));
    expect(adam).not.toContain('sgdStep');
    expect(await names('sgd')).toContain('sgdStep');
    const [first] = piecesIn(await moduleFor(spec));
    expect(first).toEqual({
      name: 'createMlp',
      exercise: 'networks/initialisation/create',
      from: 'reference',
    });
  });

  it('goes on from a state that was kept, to the same bits', async () => {
    for (const optimizer of ['adam', 'momentum'] as const) {
      const own = { ...spec, optimizer, rate: rates[optimizer] };
      const engine = await engineFor(own);
      const whole = new Session(new OwnLearner(own, data, engine), data);
      while (whole.step < 33) whole.advance();
      const { bytes } = await whole.save();
      while (whole.step < 90) whole.advance();
      const again = new Session(new OwnLearner(own, data, engine), data);
      again.restore(bytes);
      while (again.step < 90) again.advance();
      expect(await again.learner.weights()).toEqual(await whole.learner.weights());
    }
  });

  it('whose backward pass is wrong still runs, and is told so', async () => {
    const right = await engineFor(spec);
    const wrong: OwnEngine = {
      ...right,
      backwardMlp: (model, cache, labels) => {
        const layers = right.backwardMlp(model, cache, labels);
        for (const { weights } of layers) weights.data.fill(0.3);
        return layers;
      },
    };
    const learner = new OwnLearner(spec, data, wrong);
    expect(learner.gradientsAgree).toBe(false);
    expect(learner.step()).toBeGreaterThan(0);
  });

  it('that gives what was not agreed, throws, or lacks a piece is told which piece it is', async () => {
    const right = await engineFor(spec);
    const sentence = (engine: OwnEngine): string => {
      try {
        new OwnLearner(spec, data, engine).step();
      } catch (error) {
        if (error instanceof EngineProblem) return error.sentence.fr;
      }
      return '';
    };
    const flat = { ...right, createMlp: () => ({ layers: [] }) };
    expect(sentence(flat)).toMatch(/createMlp.*\[2, 8\], \[8, 2\]/);
    const hasty: OwnEngine = {
      ...right,
      forwardMlp: (model, x) => ({ ...right.forwardMlp(model, x), activations: [] }),
    };
    expect(sentence(hasty)).toContain('forwardMlp');
    const broken: OwnEngine = {
      ...right,
      trainEpoch: () => {
        throw new TypeError('x is undefined');
      },
    };
    expect(sentence(broken)).toContain('TypeError: x is undefined');
    expect(() => engineOf({ createMlp: () => null }, spec)).toThrow(/forwardMlp, backwardMlp/);
  });
});

describe('What it cannot do', () => {
  it('is named, whether it is chosen or asked for by an address', () => {
    expect(beyondOwnEngine(spec)).toEqual([]);
    expect(beyondOwnEngine({ ...spec, activation: 'tanh', l2: 0.01 })).toEqual([
      'activation',
      'l2',
    ]);
    expect(beyondOwnEngine({ ...spec, data: 'plane', loss: 'huber' })).toEqual(['data']);
    const query = new URLSearchParams('m=mine&a=gelu&q=0.5');
    expect(labFromQuery(query)).toMatchObject({ engine: 'mine', activation: 'relu', dropout: 0 });
    expect(askedInVain(query)).toEqual({ activation: 'gelu', dropout: 0.5 });
    // the usual laboratory has tanh: nobody asked for it here
    expect(askedInVain(new URLSearchParams('m=mine'))).toEqual({});
    expect(askedInVain(new URLSearchParams('a=gelu'))).toEqual({});
  });
  it('is refused on the server, in words', async () => {
    const parameters = { ...spec, activation: 'tanh' };
    const order = { place: 'server', recipe: 'laboratory', parameters };
    const answer = await studio.ask('POST', '/api/runs', order);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'run.engine',
      sentence: { fr: expect.stringContaining('activation') },
    });
  });
});

describe('On the server', () => {
  const ended = ({ run }: RunDetail): boolean => !['waiting', 'running'].includes(run.state);
  const order = (change: Partial<LabSpec>) => ({
    place: 'server',
    recipe: 'laboratory',
    parameters: { ...spec, ...change },
  });
  const weightsOf = async (id: string): Promise<unknown> => {
    const answer = await studio.ask('GET', `/api/runs/${id}/export.safetensors`);
    return [...decodeSafetensors(new Uint8Array(await answer.arrayBuffer())).tensors];
  };

  it('it learns what it learns in the page, to the bit, and leaves its code with the run', async () => {
    const run = await studio.create(order({ epochs: 6 }));
    expect(run).toMatchObject({ place: 'server', engine: 'mine' });
    expect(run.codeVersion).toMatch(/ · moteur [0-9a-f]{12}$/);
    const detail = await studio.until(run.id, ended);
    expect(detail.run).toMatchObject({ state: 'finished', error: null });
    expect(detail.curves['epoch']?.values).toEqual([1, 2, 3, 4, 5, 6]);
    expect(detail.curves['valAccuracy']?.values.at(-1)).toBeGreaterThan(0.8);
    expect(detail.curves['gradient.1']?.values.at(-1)).toBeGreaterThan(0);
    expect(detail.artefacts.map(({ name }) => name)).toEqual([
      'engine.js',
      'metrics.jsonl',
      'model.safetensors',
      'training.safetensors',
    ]);
    const learner = new OwnLearner(spec, data, await engineFor(spec));
    while (learner.save().steps < 6 * learner.batches) learner.step();
    expect(await weightsOf(run.id)).toEqual(
      Object.entries(await learner.weights()).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });

  it('it pauses and goes on to the same bits', async () => {
    const straight = await studio.create(order({ epochs: 1500 }));
    const whole = await studio.until(straight.id, ended);
    const run = await studio.create(order({ epochs: 1500 }));
    await studio.until(run.id, ({ curves }) => (curves['epoch']?.values.length ?? 0) >= 3);
    await studio.json('POST', `/api/runs/${run.id}/pause`);
    expect((await studio.detail(run.id)).run).toMatchObject({ state: 'paused', resumable: true });
    await studio.json('POST', `/api/runs/${run.id}/resume`);
    const resumed = await studio.until(run.id, ended);
    expect(resumed.run.state).toBe('finished');
    expect(await weightsOf(run.id)).toEqual(await weightsOf(straight.id));
    expect(resumed.curves['loss']).toEqual(whole.curves['loss']);
  });

  /** Trains by a module of one's own. */
  async function trainBy(name: string, text: string): Promise<string> {
    const folder = path.join(studio.folder, 'runs', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'engine.js'), text);
    const reports: Report[] = [];
    const { signal } = new AbortController();
    const tell = (report: Report): void => {
      reports.push(report);
    };
    try {
      const training = { spec, folder, resume: null, tell, signal, patience: 1 };
      return (await trainOwn(training)).state;
    } catch (error) {
      if (error instanceof EngineProblem) return error.sentence.fr;
      throw error;
    }
  }
  const needed = ['forwardMlp', 'backwardMlp', 'crossEntropyRows', 'predictMlp', 'trainEpoch']
    .map((name) => `export const ${name} = () => {};`)
    .join('\n');

  it('an endless loop is stopped, and it is said', async () => {
    const text = `export const createMlp = () => { for (;;) {} };\n${needed}`;
    expect(await trainBy('endless', text)).toContain('boucle sans fin');
  });
  it('is tried before a page loads it: loops, bombs and errors are found out there', async () => {
    const attempt = (body: string): Promise<{ readonly fr: string } | null> =>
      tryEngine(`export const createMlp = () => { ${body} };\n${needed}`, spec);
    const bomb = 'const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()));';
    expect((await attempt(bomb))?.fr).toContain('mémoire');
    expect((await attempt("throw new Error('non');"))?.fr).toContain('Error: non');
    const trial = await studio.json('POST', '/api/engine/trial', spec);
    expect(trial).toEqual({ trouble: null });
  });
  it('it reaches no file, no network, no process', async () => {
    const tries = [
      'process.exit(1)',
      "fetch('http://localhost')",
      "require('node:fs')",
      'globalThis.process.env',
    ];
    for (const [i, attempt] of tries.entries()) {
      const text = `export const createMlp = () => ${attempt};\n${needed}`;
      expect(await trainBy(`closed-${i}`, text)).toMatch(/ReferenceError|TypeError/);
    }
    const text = `const fs = await import('node:fs');\nexport const createMlp = fs.readFileSync;\n${needed}`;
    expect(await trainBy('imports', text)).toContain('refused');
  });
});
