/** Ten thousand steps take no more memory than a hundred; what is dropped comes back. */
import { beforeAll, describe, expect, test } from 'vitest';
import { WasmDevice } from '../../src/devices/wasm/index.ts';
import { FreedTensorError } from '../../src/errors/index.ts';
import {
  compile,
  manualSeed,
  noGrad,
  ones,
  rand,
  randn,
  registerDevice,
  setDefaultDevice,
  type Tensor,
  tensor,
  zeros,
} from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import * as optim from '../../src/optim/index.ts';
import { evaluate } from '../../src/tensor/evaluate.ts';
import { collect, programsRun, stepOf, values } from './support.ts';

const device = new WasmDevice({ threads: 1 });
registerDevice('counted', () => device);
beforeAll(() => setDefaultDevice('counted'));

const counters = (): {
  memoryBytes: number;
  liveBytes: number;
  liveBuffers: number;
  programs: number;
} => {
  const { memoryBytes, liveBytes, liveBuffers, programs } = device.statistics();
  return { memoryBytes, liveBytes, liveBuffers, programs };
};
/** Bytes of the JavaScript heap in use, after a collection. */
async function heapUsed(): Promise<number> {
  await collect();
  return process.memoryUsage().heapUsed;
}

/** Runs `step` to warm up, then `count` times: counters stay, and the heap within `slack` bytes. */
async function expectSteady(
  step: (i: number) => unknown,
  count: number,
  slack = 1_500_000,
): Promise<void> {
  const warm = Math.min(300, Math.floor(count / 5));
  for (let i = 0; i < warm; i++) await step(i);
  await collect();
  const before = counters();
  const heapBefore = await heapUsed();
  for (let i = 0; i < count; i++) {
    const waiting = step(i);
    if (waiting instanceof Promise) await waiting;
  }
  const memory = counters().memoryBytes;
  await collect();
  const after = counters();
  expect(memory).toBe(before.memoryBytes);
  expect(after.programs).toBe(before.programs);
  expect(after.liveBuffers).toBeLessThanOrEqual(before.liveBuffers);
  expect(after.liveBytes).toBeLessThanOrEqual(before.liveBytes);
  expect((await heapUsed()) - heapBefore).toBeLessThan(slack);
}

const small = (): nn.Module<[Tensor], Tensor> =>
  new nn.Sequential(
    new nn.Linear(8, 16),
    new nn.BatchNorm1d(16),
    new nn.ReLU(),
    new nn.Dropout(0.1),
    new nn.Linear(16, 4),
  );
const large = (): nn.Module<[Tensor], Tensor> =>
  new nn.Sequential(new nn.Linear(300, 600), new nn.ReLU(), new nn.Linear(600, 300)); // 1.4 MB
const labels = (n: number, classes: number): Tensor =>
  tensor(Int32Array.from({ length: n }, (_, i) => i % classes));

describe('training does not take more and more', () => {
  test.each(['plain', 'compiled'])('10 000 %s steps of a small network', async (manner) => {
    const model = small();
    const optimizer = new optim.Adam(model.parameters());
    const scheduler = new optim.ExponentialLR(optimizer, { gamma: 0.9999 });
    const [x, y] = [randn([16, 8]).realize(), labels(16, 4)];
    const step = stepOf(model, optimizer);
    const taken = manner === 'compiled' ? compile(step) : step;
    let loss = zeros([]);
    await expectSteady((i) => {
      loss = taken(x, y);
      if (i % 50 === 0) loss.itemSync();
      scheduler.step();
    }, 10_000);
  });
  test('new data at each step', async () => {
    const model = small();
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.01, momentum: 0.9 });
    const step = stepOf(model, optimizer);
    await expectSteady((i) => {
      const x = tensor(
        Float32Array.from({ length: 128 }, (_, k) => Math.sin(i + k)),
        { shape: [16, 8] },
      );
      return step(x, labels(16, 4)).itemSync();
    }, 2_000);
  });
  const reading: Record<string, (loss: Tensor) => unknown> = {
    'read by itemSync': (loss) => loss.itemSync(),
    'read by await item': (loss) => loss.item(),
    'never read': () => undefined,
  };
  describe.each(['plain', 'compiled'])('1 000 %s steps of large layers', (manner) => {
    test.each(Object.entries(reading))('%s', async (_name, read) => {
      const model = large();
      const optimizer = new optim.Adam(model.parameters());
      const [x, y] = [randn([4, 300]).realize(), labels(4, 300)];
      const step = stepOf(model, optimizer);
      const taken = manner === 'compiled' ? compile(step) : step;
      await expectSteady(() => read(taken(x, y)), 1_000);
    });
  });
  test('gradients looked at, added up, clipped; an average of weights', async () => {
    const model = small();
    const optimizer = new optim.AdamW(model.parameters());
    const ema = new optim.ExponentialMovingAverage(model, { decay: 0.99 });
    const [x, y] = [randn([16, 8]).realize(), labels(16, 4)];
    const lossOf = new nn.CrossEntropyLoss();
    await expectSteady((i) => {
      lossOf.call(model.call(x), y).backward();
      if (i % 2 === 0) return;
      nn.utils.clipGradNorm_(model, 1);
      if (i % 10 === 1) values(model.parameters()[0]!.grad!);
      optimizer.step();
      optimizer.zeroGrad();
      ema.update();
    }, 2_000);
  });
  test('gradients never set to zero', async () => {
    const model = small();
    const optimizer = new optim.SGD(model.parameters(), { lr: 1e-5 });
    const [x, y] = [randn([16, 8]).realize(), labels(16, 4)];
    const lossOf = new nn.CrossEntropyLoss();
    await expectSteady(() => {
      lossOf.call(model.call(x), y).backward();
      optimizer.step();
    }, 2_000);
  });
  test('sums kept lazily over thousands of steps', async () => {
    const model = small();
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.01 });
    const [x, y] = [randn([16, 8]).realize(), labels(16, 4)];
    const step = stepOf(model, optimizer);
    let total = zeros([]);
    const running = zeros([]);
    await expectSteady(() => {
      const loss = step(x, y);
      total = total.add(loss.detach());
      noGrad(() => running.add_(loss));
    }, 3_000);
    expect(total.itemSync()).toBeGreaterThan(0);
  });
});

describe('using a model does not either', () => {
  test('10 000 small predictions', async () => {
    const model = small().eval();
    const x = randn([2, 8]).realize();
    await expectSteady(() => values(model.call(x)), 10_000);
  });
  test('large results that nobody keeps', async () => {
    const x = randn([512, 512]).realize();
    const limit = counters().memoryBytes + 700_000_000;
    for (let i = 0; i < 3_000; i++) {
      x.mul(i).realize(); // 1 MB each
      if (i % 20 === 0) await new Promise((resume) => setTimeout(resume, 0));
    }
    expect(counters().memoryBytes).toBeLessThan(limit);
    await collect();
    expect(counters().liveBytes).toBeLessThan(40_000_000);
  });
  test('large results that are read, one after the other', async () => {
    const x = randn([512, 512]).realize();
    const limit = counters().memoryBytes + 700_000_000;
    for (let i = 0; i < 1_200; i++) await x.mul(i + 0.5).data();
    expect(counters().memoryBytes).toBeLessThan(limit);
    await collect();
    expect(counters().liveBytes).toBeLessThan(40_000_000);
  });
  test('tensors that are never computed', async () => {
    const x = randn([100]).realize();
    const before = await heapUsed();
    for (let i = 0; i < 60_000; i++) x.add(i);
    expect((await heapUsed()) - before).toBeLessThan(60_000_000);
    setDefaultDevice('counted');
    x.add(1).realize();
  });
});

describe('giving memory back', () => {
  const big = (): Tensor => rand([1000, 1000]).add(1).realize();
  test('dispose() at once', async () => {
    await collect();
    const before = counters();
    const x = big();
    expect(counters().liveBytes - before.liveBytes).toBeGreaterThan(3_999_999);
    x.dispose();
    expect(counters().liveBytes).toBeLessThan(before.liveBytes + 100_000);
    x.dispose(); // twice is harmless
    expect(() => x.dataSync()).toThrow();
  });
  test('`using` at the end of the block', async () => {
    big().dispose();
    await collect();
    const before = counters().liveBytes;
    {
      using x = big();
      expect(x.itemSync.name).toBe('itemSync');
      expect(counters().liveBytes).toBeGreaterThan(before + 3_999_999);
    }
    expect(counters().liveBytes).toBe(before);
  });
  test('the collector, when nobody holds a tensor any more', async () => {
    await collect();
    const before = counters();
    (() => {
      const kept = Array.from({ length: 10 }, big);
      expect(counters().liveBuffers).toBeGreaterThanOrEqual(before.liveBuffers + 10);
      expect(kept.length).toBe(10);
    })();
    ones([1]).realize();
    await collect();
    expect(counters().liveBytes).toBeLessThanOrEqual(before.liveBytes + 4_100_000);
  });
  test('a view keeps the memory it looks at', async () => {
    const first = (() => big().slice(0, 1, 2).realize())();
    const wanted = values(first);
    for (let i = 0; i < 20; i++) big().mul(i).realize();
    await collect();
    expect(values(first)).toEqual(wanted);
  });
  test('dispose() gives back what slices share, too', () => {
    const before = counters().liveBytes;
    const x = big();
    const rows = x.slice(0, 1, 2);
    x.dispose();
    expect(counters().liveBytes).toBeLessThanOrEqual(before);
    expect(() => rows.dataSync()).toThrow(FreedTensorError);
    expect(() => rows.add(1).dataSync()).toThrow(FreedTensorError);
  });
  test('models and their optimisers are collected', async () => {
    const make = (): void => {
      const model = large();
      const optimizer = new optim.Adam(model.parameters());
      stepOf(model, optimizer)(randn([4, 300]), labels(4, 300)).itemSync();
    };
    make();
    await collect();
    const before = counters();
    for (let i = 0; i < 30; i++) {
      make();
      if (i % 5 === 4) await collect();
    }
    ones([1]).realize();
    await collect();
    // the last one may still be known to the graph
    expect(counters().liveBytes).toBeLessThan(before.liveBytes + 10_000_000);
  });
});

describe('programs', () => {
  test('thousands of shapes: no more than 512 programs live', async () => {
    const run = (from: number, count: number): void => {
      for (let n = from; n < from + count; n++) tensor(new Float32Array(n)).add(1).mul(2).realize();
    };
    run(1, 700);
    await collect();
    const before = counters();
    const heapBefore = await heapUsed();
    run(701, 1000);
    await collect();
    const after = counters();
    expect(after.programs - before.programs).toBe(1000);
    // each holds a table and a place for its result
    expect(after.liveBuffers).toBeLessThan(before.liveBuffers + 700);
    expect((await heapUsed()) - heapBefore).toBeLessThan(30_000_000);
    const again = counters().programs;
    run(1650, 50);
    expect(counters().programs, 'the last ones are still there').toBe(again);
  });
  test('numbers are arguments: another one needs no other program', () => {
    const x = tensor([1, 2, 3]);
    x.mul(1.5).realize();
    const { programs } = counters();
    for (let i = 0; i < 50; i++) x.mul(0.1 + i).realize();
    expect(counters().programs).toBe(programs);
  });
});

describe('reading results one by one computes nothing more than twice', () => {
  /** How often each kernel's work was done: the runs of programs, weighted by their contractions. */
  const products = (fn: () => unknown): number =>
    programsRun(fn).runs.reduce(
      (n, [program]) =>
        n + program.explain().kernels.filter((k) => k.kind === 'contraction').length,
      0,
    );
  test('gradients and the loss, in any order', () => {
    for (const order of [0, 1, 2]) {
      manualSeed(order);
      const model = large();
      const x = randn([4, 300]).realize();
      for (const p of model.parameters()) p.realize();
      const output = model.call(x);
      const loss = output.square().mean();
      loss.backward();
      const all = [output, loss, ...model.parameters().map((p) => p.grad!)];
      const rotated = [...all.slice(2 * order), ...all.slice(0, 2 * order)];
      const count = products(() => {
        for (const t of rotated) values(t);
      });
      // two forward, three backward (no gradient of x is asked for)
      expect(count).toBeLessThanOrEqual(2 * 5);
    }
  });
  test('a chain of layers, read from the first to the last', () => {
    const ws = Array.from({ length: 12 }, () => randn([30, 30]).realize());
    let h = randn([4, 30]).realize();
    const layers = ws.map((w) => {
      h = h.matmul(w).tanh();
      return h;
    });
    const forwards = products(() => {
      for (const layer of layers) values(layer);
    });
    expect(forwards).toBeLessThanOrEqual(2 * 12);
  });
  test('the same, from the last to the first', () => {
    const ws = Array.from({ length: 12 }, () => randn([30, 30]).realize());
    let h = randn([4, 30]).realize();
    const layers = ws.map((w) => {
      h = h.matmul(w).tanh();
      return h;
    });
    const backwards = products(() => {
      for (const layer of layers.toReversed()) values(layer);
    });
    expect(backwards).toBeLessThanOrEqual(2 * 12);
  });
  test('many results of one value', () => {
    const base = randn([60, 60])
      .realize()
      .matmul(randn([60, 60]).realize())
      .tanh();
    const results = Array.from({ length: 20 }, (_, i) => base.mul(i + 1).sum(0));
    expect(
      products(() => {
        for (const r of results) values(r);
      }),
    ).toBeLessThanOrEqual(2);
  });
  test('asked for together, once', () => {
    const base = randn([60, 60])
      .realize()
      .matmul(randn([60, 60]).realize())
      .tanh();
    const results = Array.from({ length: 8 }, (_, i) => base.mul(i + 1).sum(0));
    const count = products(() => {
      evaluate(results.map((r) => r.node));
      for (const r of results) values(r);
    });
    expect(count).toBe(1);
  });
});
