import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ArrayDataset, DataLoader, iris, MapDataset, TensorDataset } from '../../src/data/index.ts';
import {
  Dropout,
  functional as F,
  Linear,
  type Module,
  ReLU,
  Sequential,
} from '../../src/nn/index.ts';
import { Adam, CosineAnnealingLR, SGD } from '../../src/optim/index.ts';
import {
  getDevice,
  manualSeed,
  setDefaultDevice,
  type Tensor,
  tensor,
} from '../../src/tensor/index.ts';
import {
  accuracy,
  type Callback,
  EarlyStopping,
  findRecipe,
  JsonLinesLogger,
  LearningRateLogger,
  LearningRateScheduler,
  type Loader,
  ModelCheckpoint,
  ProgressBar,
  recipes,
  recipeValues,
  TerminateOnNaN,
  Trainer,
  type TrainingRun,
} from '../../src/train/index.ts';

setDefaultDevice('reference');
const folder = await mkdtemp(path.join(os.tmpdir(), 'limpide-train-'));
afterAll(() => rm(folder, { recursive: true }));

const { features, labels } = iris();
const x = features.sub(features.mean(0)).div(features.std(0)).realize();

interface Setup {
  readonly trainer: Trainer;
  readonly model: Module;
  readonly loader: Loader;
  readonly validation: Loader;
}
function setup(options: { compile?: boolean; lr?: number; batchSize?: number } = {}): Setup {
  manualSeed(4);
  const model = new Sequential(new Linear(4, 8), new ReLU(), new Dropout(0.2), new Linear(8, 3));
  const optimizer = new Adam(model.parameters(), { lr: options.lr ?? 0.02 });
  const trainer = new Trainer({
    model,
    optimizer,
    scheduler:
      options.compile === undefined ? undefined : new CosineAnnealingLR(optimizer, { tMax: 200 }),
    scheduleBy: 'batch',
    loss: (output, target) => F.crossEntropy(output, target),
    metrics: [accuracy()],
    compile: options.compile,
  });
  const data = new TensorDataset(x, labels);
  const batchSize = options.batchSize ?? 16;
  return {
    trainer,
    model,
    loader: new DataLoader(data, { batchSize, shuffle: true, seed: 9 }),
    validation: new DataLoader(data, { batchSize: 50 }),
  };
}
const weights = (model: Module): number[][] =>
  Object.values(model.stateDict()).map((value) => Array.from(value.dataSync()));

/** Stops after so many batches in all. */
const stopAfter = (batches: number): Callback => {
  let seen = 0;
  return {
    onBatchEnd(_batch, _logs, run) {
      if (++seen === batches) run.stop('signal');
    },
  };
};

describe.each([false, true])('the loop (steps recorded: %s)', (compile) => {
  it('learns, and writes down each epoch', async () => {
    const { trainer, loader, validation } = setup({ compile });
    const { history, epoch, stopped } = await trainer.fit(loader, { epochs: 12, validation });
    expect(epoch).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(stopped).toBeNull();
    expect(history['valAccuracy']!.at(-1)).toBeGreaterThan(0.9);
    const scores = await trainer.evaluate(validation);
    expect(scores['loss']).toBeCloseTo(history['valLoss']!.at(-1)!, 6);
  });

  // 10 batches in an epoch: in the middle, at an end, before the first, in the last
  it.each([1, 7, 10, 14, 29])(
    'stopped after %i batches and resumed elsewhere: the same bits',
    async (batches) => {
      const whole = setup({ compile });
      const reference = await whole.trainer.fit(whole.loader, { epochs: 3 });

      const file = path.join(folder, `stop-${batches}-${compile}.ckpt`);
      const first = setup({ compile });
      const keep: Callback = { onTrainEnd: (run: TrainingRun) => run.saveCheckpoint(file) };
      await first.trainer.fit(first.loader, { epochs: 3, callbacks: [stopAfter(batches), keep] });

      const second = setup({ compile });
      manualSeed(12345);
      await second.trainer.resume(file);
      const resumed = await second.trainer.fit(second.loader, { epochs: 3 });
      expect(weights(second.model)).toEqual(weights(whole.model));
      expect(resumed.history).toEqual(reference.history);
    },
  );

  it('a training longer by one epoch is the shorter one, gone on with', async () => {
    const file = path.join(folder, `longer-${compile}.ckpt`);
    const short = setup({ compile });
    const keep = new ModelCheckpoint(file, { what: 'training' });
    await short.trainer.fit(short.loader, { epochs: 1, callbacks: [keep] });
    const more = setup({ compile });
    await more.trainer.resume(file);
    await more.trainer.fit(more.loader, { epochs: 2 });
    const whole = setup({ compile });
    await whole.trainer.fit(whole.loader, { epochs: 2 });
    expect(weights(more.model)).toEqual(weights(whole.model));
  });
});

describe('the loop', () => {
  it('learns the same with recorded steps', async () => {
    const run = async (compile: boolean) => {
      const { trainer, loader } = setup({ compile });
      return trainer.fit(loader, { epochs: 2 });
    };
    const [a, b] = [await run(false), await run(true)];
    a.history['loss']!.forEach((value, i) => {
      expect(b.history['loss']![i]).toBeCloseTo(value, 5);
    });
  });

  it('reads nothing from the device between two flushes', async () => {
    const { trainer, loader } = setup({ batchSize: 2 }); // 75 batches
    const device = getDevice('reference');
    const reads = vi.spyOn(device, 'read');
    const readsNow = vi.spyOn(device, 'readSync');
    await trainer.fit(loader);
    // loss and accuracy: after 64 batches, at the end
    expect(reads.mock.calls.length).toBeLessThanOrEqual(6);
    expect(readsNow.mock.calls.length).toBeLessThanOrEqual(12);
    vi.restoreAllMocks();
  });

  it('calls callbacks in order', async () => {
    const { trainer, loader } = setup({ batchSize: 75 });
    const calls: string[] = [];
    await trainer.fit(loader, {
      epochs: 2,
      callbacks: [
        {
          onTrainBegin: () => void calls.push('begin'),
          onEpochBegin: (epoch) => void calls.push(`epoch ${epoch}`),
          onBatchEnd: (batch, logs) => void calls.push(`batch ${batch} ${Object.keys(logs)}`),
          onEpochEnd: (epoch, logs) => void calls.push(`end ${epoch} ${Object.keys(logs)}`),
          onTrainEnd: () => void calls.push('end'),
        },
      ],
    });
    const epoch = (n: number): string[] => [
      `epoch ${n}`,
      'batch 0 loss,accuracy',
      'batch 1 loss,accuracy',
      `end ${n} loss,accuracy`,
    ];
    expect(calls).toEqual(['begin', ...epoch(0), ...epoch(1), 'end']);
  });

  it('shows running means, when they are looked at', async () => {
    const { trainer, loader } = setup({ batchSize: 50 });
    const losses: number[] = [];
    const { history } = await trainer.fit(loader, {
      callbacks: [{ onBatchEnd: (_batch, logs) => void losses.push(logs['loss']!) }],
    });
    expect(losses.at(-1)).toBeCloseTo(history['loss']![0]!, 10);
  });

  it('stops between batches when its signal says so', async () => {
    const { trainer, loader } = setup();
    const controller = new AbortController();
    const at = {
      onBatchEnd: (batch: number) => batch === 3 && controller.abort(),
    } as unknown as Callback;
    const history = await trainer.fit(loader, {
      epochs: 9,
      signal: controller.signal,
      callbacks: [at],
    });
    expect(history.stopped).toBe('signal');
    expect(history.epoch).toEqual([]);
    const again = await setup().trainer.fit(setup().loader, { signal: controller.signal });
    expect(again.stopped).toBe('signal');
  });

  it('lets the event loop have its turn', async () => {
    const slow = new Trainer({
      ...setup().trainer.options,
      prepare: (t) => {
        const until = performance.now() + 8;
        while (performance.now() < until);
        return t;
      },
    });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await slow.fit(setup().loader, { epochs: 3 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
  });

  it('takes samples that come later', async () => {
    const rows = x.toArraySync() as number[][];
    const classes = labels.toArraySync() as number[];
    const samples = new MapDataset(
      new ArrayDataset(rows.slice(0, 30)),
      async (row, i): Promise<[Tensor, number]> => [tensor(row), classes[i]!],
    );
    const loader = new DataLoader<[Tensor, number], [Tensor, Tensor]>(samples, { batchSize: 10 });
    const { history } = await setup().trainer.fit(loader);
    expect(history['loss']).toHaveLength(1);
  });

  it('says what a batch should be, and that there is none', async () => {
    const { trainer } = setup();
    const single = new DataLoader(new TensorDataset(x), { batchSize: 9 }) as unknown as Loader;
    await expect(trainer.fit(single)).rejects.toThrow(/pair of tensors/);
    const none = new DataLoader(new TensorDataset(x, labels), { batchSize: 151, dropLast: true });
    await expect(trainer.fit(none)).rejects.toThrow(/not a single batch/);
  });
});

describe('callbacks', () => {
  it('EarlyStopping ends what gets no better, and takes back the best', async () => {
    const { trainer, loader, validation, model } = setup({ lr: 0.02 });
    const best: number[][][] = [];
    const spoil: Callback = {
      onEpochEnd(epoch, _logs, run) {
        if (epoch === 2) best.push(...[weights(model)]);
        if (epoch >= 2) for (const group of run.optimizer.paramGroups) group.lr = 5;
      },
    };
    const stop = new EarlyStopping({ monitor: 'valLoss', patience: 2, restoreBest: true });
    const history = await trainer.fit(loader, { epochs: 50, validation, callbacks: [spoil, stop] });
    expect(history.stopped).toBe('earlyStopping');
    expect(history.epoch).toHaveLength(5); // 0 … 2, then two without progress
    expect(stop.bestEpoch).toBe(2);
    expect(weights(model)).toEqual(best[0]);
  });

  it('EarlyStopping goes on after a resume as if nothing had been', async () => {
    const file = path.join(folder, 'patience.ckpt');
    const run = async (stops: boolean): Promise<number> => {
      const a = setup({ lr: 0 });
      const stop = () => new EarlyStopping({ monitor: 'loss', minDelta: 10, patience: 3 });
      if (stops) {
        const keep = new ModelCheckpoint(file, { what: 'training' });
        await a.trainer.fit(a.loader, { epochs: 2, callbacks: [stop(), keep] });
        const b = setup({ lr: 0 });
        await b.trainer.resume(file);
        return (await b.trainer.fit(b.loader, { epochs: 20, callbacks: [stop()] })).epoch.length;
      }
      return (await a.trainer.fit(a.loader, { epochs: 20, callbacks: [stop()] })).epoch.length;
    };
    expect(await run(true)).toBe(await run(false));
  });

  it('name what they cannot watch', async () => {
    const { trainer, loader } = setup();
    const callbacks = [new EarlyStopping({ monitor: 'valLos' })];
    await expect(trainer.fit(loader, { callbacks })).rejects.toThrow(/"valLos".*loss, accuracy/);
  });

  it('ModelCheckpoint keeps the best weights under a name with values', async () => {
    const { trainer, loader } = setup();
    const file = path.join(folder, 'best-{epoch}.safetensors');
    const keep = new ModelCheckpoint(file, { monitor: 'loss', saveBestOnly: true });
    await trainer.fit(loader, { epochs: 2, callbacks: [keep] });
    expect((await readFile(path.join(folder, 'best-2.safetensors'))).length).toBeGreaterThan(100);
  });

  it('learning rates are set and written down', async () => {
    const { trainer, loader } = setup();
    const rates = new LearningRateLogger();
    const callbacks = [
      new LearningRateScheduler((epoch, rate) => (epoch === 0 ? 0.5 : rate / 2)),
      rates,
    ];
    const { history } = await trainer.fit(loader, { epochs: 3, callbacks });
    expect(rates.rates).toEqual([0.5, 0.25, 0.125]);
    expect(history['learningRate']).toEqual(rates.rates);
  });

  it('TerminateOnNaN ends what has exploded', async () => {
    const model = new Linear(4, 3);
    const trainer = new Trainer({
      model,
      optimizer: new SGD(model.parameters(), { lr: 1e30 }),
      loss: (o, t) => F.crossEntropy(o.square(), t),
    });
    const history = await trainer.fit(setup().loader, {
      epochs: 5,
      callbacks: [new TerminateOnNaN()],
    });
    expect(history.stopped).toBe('nan');
    expect(history.epoch.length).toBeLessThan(5);
  });

  it('JsonLinesLogger writes one object per line', async () => {
    const file = path.join(folder, 'log.jsonl');
    const { trainer, loader } = setup();
    await trainer.fit(loader, { epochs: 2, callbacks: [new JsonLinesLogger(file)] });
    const lines = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(lines.map(({ type }) => type)).toEqual(['begin', 'epoch', 'epoch', 'end']);
  });

  it('ProgressBar moves in a terminal, and writes plain lines elsewhere', async () => {
    const texts: string[] = [];
    const run = async (isTTY: boolean): Promise<string> => {
      texts.length = 0;
      const to = { isTTY, columns: 90, write: (text: string) => texts.push(text) };
      const { trainer, loader } = setup();
      await trainer.fit(loader, { epochs: 2, callbacks: [new ProgressBar({ to })] });
      return texts.join('');
    };
    const plain = await run(false);
    expect(plain.split('\n')).toHaveLength(3);
    expect(plain).toMatch(/^epoch 1\/2 {2}loss [\d.]+ {2}accuracy [\d.]+% {2}[\d,]+ samples\/s\n/);
    expect(plain).not.toContain('\r');
    expect(await run(true)).toContain('\r');
    for (const text of texts)
      expect(text.replaceAll('\u001b[K', '').trim().length).toBeLessThan(90);
  });
});

describe('recipes', () => {
  it('have their values checked, with the nearest name', () => {
    const recipe = findRecipe('mnist-mlp');
    expect(recipeValues(recipe, { epochs: '3', manner: 'keras' })).toMatchObject({
      epochs: 3,
      manner: 'keras',
      batchSize: 32,
    });
    expect(() => recipeValues(recipe, { epoch: '3' })).toThrow(/did you mean "epochs"/);
    expect(() => recipeValues(recipe, { epochs: '0' })).toThrow(/at least 1.*"0"/);
    expect(() => recipeValues(recipe, { epochs: '1.5' })).toThrow(/epochs/);
    expect(() => recipeValues(recipe, { lr: '' })).toThrow(/lr/);
    expect(() => recipeValues(recipe, { manner: 'jax' })).toThrow(/pytorch \| keras/);
    expect(() => findRecipe('mnist')).toThrow(/did you mean "mnist-mlp"/);
  });

  it.each([
    ['xor', 1],
    ['iris-mlp', 0.93],
  ])('%s learns', async (name, least) => {
    const recipe = findRecipe(name);
    const values = recipeValues(recipe);
    const prepared = await recipe.prepare(values as never, 'reference');
    await prepared.trainer.fit(prepared.train, { epochs: Number(values['epochs']) });
    const scores = await prepared.trainer.evaluate(prepared.test);
    expect(scores['accuracy']).toBeGreaterThanOrEqual(least);
    const p = prepared.probabilities(prepared.trainer.predict(prepared.examples.inputs));
    expect(p.shape).toEqual([prepared.examples.labels.numel, prepared.classes.length]);
  });

  it('are all named in both languages', () => {
    for (const recipe of recipes) {
      for (const { help } of [{ help: recipe.title }, ...Object.values(recipe.parameters)]) {
        expect(help.en).not.toBe('');
        expect(help.fr).not.toBe('');
      }
    }
  });
});
