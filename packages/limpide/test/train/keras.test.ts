import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { iris } from '../../src/data/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { Linear, Sequential } from '../../src/nn/index.ts';
import { manualSeed, rand, randn, setDefaultDevice, tensor } from '../../src/tensor/index.ts';
import {
  activation,
  adam,
  batchNormalization,
  categoricalCrossentropy,
  conv2d,
  crossEntropy,
  dense,
  dropout,
  embedding,
  flatten,
  globalAveragePooling2d,
  l1l2,
  l2,
  lambda,
  maxPooling2d,
  rescaling,
  reshape,
  type SequentialModel,
  sequential,
  sparseCategoricalCrossentropy,
} from '../../src/train/index.ts';

setDefaultDevice('reference');
const folder = await mkdtemp(path.join(os.tmpdir(), 'limpide-keras-'));
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => setLanguage('en'));

const { features, labels } = iris();
const x = features.sub(features.mean(0)).div(features.std(0)).realize();
const quiet = { verbose: 0 } as const;

function classifier(): SequentialModel {
  manualSeed(3);
  return sequential([
    dense(8, { activation: 'relu', inputShape: [4] }),
    dense(3, { activation: 'softmax' }),
  ]).compile({
    loss: 'sparseCategoricalCrossentropy',
    optimizer: adam({ learningRate: 0.05 }),
    metrics: ['accuracy'],
  });
}

describe('a model in Keras’s manner', () => {
  it('learns iris, says how it went, and predicts probabilities', async () => {
    const model = classifier();
    const history = await model.fit(x, labels, { epochs: 12, batchSize: 16, seed: 1, ...quiet });
    expect(history.epoch).toHaveLength(12);
    expect(history.history['loss']!.at(-1)).toBeLessThan(history.history['loss']![0]!);
    const scores = await model.evaluate(x, labels);
    expect(scores['accuracy']).toBeGreaterThan(0.94);
    const p = model.predict(x, { batchSize: 64 });
    expect(p.shape).toEqual([150, 3]);
    for (const sum of p.sum(1).dataSync()) expect(sum).toBeCloseTo(1, 5);
  });

  it('gives the same bits for the same seed', async () => {
    const run = async (): Promise<number[]> => {
      const model = classifier();
      await model.fit(x, labels, { epochs: 2, seed: 5, ...quiet });
      return Array.from(model.predict(x).dataSync());
    };
    expect(await run()).toEqual(await run());
  });

  it('measures a validation part: the end of the data, or data of its own', async () => {
    const model = classifier();
    const split = await model.fit(x, labels, { validationSplit: 0.2, ...quiet });
    expect(Object.keys(split.history)).toEqual(['loss', 'accuracy', 'valLoss', 'valAccuracy']);
    // the last 30 flowers are all of one species
    const own = await model.evaluate(x.slice(0, 120), labels.slice(0, 120));
    expect(split.history['valLoss']![0]).toBeCloseTo(own['loss']!, 5);
    const given = await model.fit(x, labels, { validationData: [x, labels], ...quiet });
    expect(given.history['valAccuracy']).toHaveLength(1);
  });

  it('computes cross-entropy through its own softmax as from logits', async () => {
    const logits = randn([6, 4]).realize();
    const target = tensor(Int32Array.of(0, 1, 2, 3, 0, 1));
    const oneHot = tensor(
      [0, 1, 2, 3, 0, 1].map((c) => [0, 1, 2, 3].map((k) => (k === c ? 1 : 0))),
    );
    const wanted = crossEntropy().compute(logits, target).itemSync();
    const p = logits.softmax(-1);
    const close = (value: number): void => expect(value).toBeCloseTo(wanted, 4);
    close(sparseCategoricalCrossentropy().compute(p, target).itemSync());
    close(sparseCategoricalCrossentropy({ fromLogits: true }).compute(logits, target).itemSync());
    close(categoricalCrossentropy().compute(p, oneHot).itemSync());
    const model = sequential([activation('softmax', { inputShape: [4] })]);
    model.compile({ loss: 'sparseCategoricalCrossentropy', optimizer: (params) => idle(params) });
    close((await model.evaluate(logits, target))['loss']!);
  });

  it('refuses a loss on logits after a softmax', async () => {
    const model = sequential([dense(3, { activation: 'softmax' })]);
    model.compile({ loss: 'crossEntropy', optimizer: 'sgd' });
    await expect(model.fit(x, labels, quiet)).rejects.toThrow(/already ends with one/);
  });

  it('regresses, with targets [n] against outputs [n, 1]', async () => {
    const model = sequential([dense(1)]);
    model.compile({ loss: 'mse', optimizer: adam({ learningRate: 0.1 }), metrics: ['mae'] });
    const y = x.select(1, 0).mul(2).add(1).realize();
    const { history } = await model.fit(x, y, { epochs: 25, seed: 2, ...quiet });
    expect(history['loss']!.at(-1)).toBeLessThan(0.05);
    expect(history['mae']!.at(-1)).toBeLessThan(0.2);
  });

  it('separates two classes with one sigmoid', async () => {
    const model = sequential([dense(1, { activation: 'sigmoid' })]);
    model.compile({
      loss: 'binaryCrossentropy',
      optimizer: adam({ learningRate: 0.1 }),
      metrics: ['accuracy', 'f1'],
    });
    const y = labels.eq(0).to('int32').realize();
    const { history } = await model.fit(x, y, { epochs: 8, seed: 2, ...quiet });
    expect(history['accuracy']!.at(-1)).toBeGreaterThan(0.98);
    expect(history['f1']!.at(-1)).toBeGreaterThan(0.97);
  });

  it('adds what weights cost', async () => {
    const loss = async (options: object, cost: object): Promise<number> => {
      manualSeed(1);
      const model = sequential([dense(3, { ...cost, activation: 'softmax' })]);
      model.compile({ loss: 'sparseCategoricalCrossentropy', optimizer: 'sgd', ...options });
      const { history } = await model.fit(x, labels, { batchSize: 150, seed: 1, ...quiet });
      return history['loss']![0]!;
    };
    const plain = await loss({}, {});
    const layer = await loss({}, { kernelRegularizer: l2(0.1) });
    expect(layer).toBeGreaterThan(plain + 0.01);
    expect(await loss({ regularizer: l2(0.1) }, {})).toBeCloseTo(layer, 6);
    expect(await loss({}, { kernelRegularizer: l1l2(0.1, 0.1) })).toBeGreaterThan(layer);
  });

  it('saves weights under PyTorch’s keys, and takes them back', async () => {
    const model = classifier().build();
    expect(Object.keys(model.stateDict())).toEqual(['0.weight', '0.bias', '2.weight', '2.bias']);
    const file = path.join(folder, 'model.safetensors');
    await model.saveWeights(file);
    manualSeed(9);
    const other = classifier();
    await other.loadWeights(file);
    expect(Array.from(other.predict(x).dataSync())).toEqual(
      Array.from(model.predict(x).dataSync()),
    );
    const narrow = sequential([dense(5, { inputShape: [4] }), dense(3)]);
    await expect(narrow.loadWeights(file)).rejects.toThrow(/0\.weight/);
  });

  it('finds out every shape, and shows them in a table, in both languages', () => {
    const model = sequential([
      rescaling(1 / 255, 0, { inputShape: [28, 28] }),
      reshape([1, 28, 28]),
      conv2d(6, 5, { padding: 'same', activation: 'relu' }),
      maxPooling2d(2),
      batchNormalization(),
      conv2d(16, 5, { activation: 'relu' }),
      globalAveragePooling2d(),
      dropout(0.5),
      new Linear(16, 10),
    ]);
    const text = model.summary();
    expect(text).toContain('[n, 6, 28, 28]');
    expect(text).toContain('[n, 16, 10, 10]');
    expect(text).toMatch(/conv2d2 .*2,416/);
    expect(text).toContain('Total parameters: 2,754');
    setLanguage('fr');
    expect(model.summary()).toContain('Paramètres en tout');
  });

  it('embeds tokens, which stay whole numbers', () => {
    const model = sequential([embedding(10, 4), flatten(), dense(2)]);
    const tokens = tensor(Int32Array.of(1, 2, 3, 4, 5, 6), { shape: [2, 3] });
    expect(model.predict(tokens).shape).toEqual([2, 2]);
  });

  it('takes functions and modules as layers', () => {
    const model = sequential([lambda((t) => t.square()), new Sequential(new Linear(4, 2))]);
    expect(model.predict(x).shape).toEqual([150, 2]);
  });

  it('says what is missing or misspelt, and what would do', async () => {
    const model = sequential([dense(3)]);
    await expect(model.fit(x, labels, quiet)).rejects.toThrow(/compile/);
    expect(() => model.summary()).toThrow(/inputShape/);
    expect(() =>
      model.compile({ loss: 'sparseCategoricalCrossentrop', optimizer: 'adam' }),
    ).toThrow(/did you mean "sparseCategoricalCrossentropy"/);
    expect(() => dense(3, { activation: 'rellu' })).toThrow(/did you mean "relu/);
    expect(() => dense(0)).toThrow(/units/);
    model.compile({ loss: 'mse', optimizer: 'adm' });
    await expect(model.fit(x, labels, quiet)).rejects.toThrow(/did you mean "adam"/);
    model.compile({ loss: 'mse', optimizer: 'adam' });
    await expect(model.fit(x, labels.slice(0, 0, 9), quiet)).rejects.toThrow(
      /150 samples and y has 9/,
    );
    await expect(model.fit(x, labels, quiet)).rejects.toThrow(/do not go together/);
    expect(() => sequential([conv2d(3, 3)]).build([4])).toThrow(/\[channels, height, width\]/);
    setLanguage('fr');
    expect(() => model.compile({ loss: 'ms', optimizer: 'adam' })).toThrow(
      /vouliez-vous dire « mse »/,
    );
  });

  it('augments while training only', async () => {
    let calls = 0;
    const model = classifier();
    await model.fit(x, labels, {
      batchSize: 50,
      augment: (t) => {
        calls++;
        return t.add(rand(t.shape).mul(0.01));
      },
      ...quiet,
    });
    // once as it is, once recorded; the third batch is a replay
    expect(calls).toBe(2);
    await model.evaluate(x, labels);
    expect(calls).toBe(2);
  });
});

/** An optimiser that never moves. */
const idle = (params: unknown[]) => ({
  paramGroups: [{ lr: params.length }],
  step: () => undefined,
  zeroGrad: () => undefined,
});
