/** Same seed, same bits: with one, two or three threads, twice in a row, compiled or not. */
import { describe, expect, test } from 'vitest';
import { provideAttention } from '../../src/devices/attention.ts';
import { variants, WasmDevice } from '../../src/devices/wasm/index.ts';
import {
  bernoulli,
  compile,
  getDevice,
  manualSeed,
  multinomial,
  normal,
  ones,
  rand,
  randint,
  randn,
  randperm,
  registerDevice,
  setDefaultDevice,
  Tensor,
  uniform,
  zeros,
} from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import * as ops from '../../src/ops/index.ts';
import * as optim from '../../src/optim/index.ts';
import {
  bits,
  convNet,
  imageBatch,
  mlp,
  programsRun,
  stateBits,
  stepOf,
  values,
} from './support.ts';

provideAttention();

const threadCounts = [1, 2, 3];
const devices = new Map<string, WasmDevice>();
for (const variant of variants) {
  registerDevice(`threads-${variant}`, () => {
    const device = new WasmDevice({ variant, threads: 1 });
    devices.set(variant, device);
    return device;
  });
}

/** Makes the variant's device the default one, with so many threads up. */
async function use(variant: string, threads: number): Promise<void> {
  setDefaultDevice(`threads-${variant}`);
  const { pool } = devices.get(variant)!;
  pool.setThreads(threads);
  expect(await pool.whenReady()).toBe(threads);
}

/** What `fn` gives with each number of threads. */
async function withEach<T>(
  variant: string,
  fn: () => T,
  counts: readonly number[] = threadCounts,
): Promise<T[]> {
  const results: T[] = [];
  for (const threads of counts) {
    await use(variant, threads);
    results.push(fn());
  }
  return results;
}

function expectAllEqual<T>(results: readonly T[]): void {
  for (const result of results.slice(1)) expect(result).toEqual(results[0]);
}

/** The widest kernel of what `fn` runs, in threads. */
function threadsOf(fn: () => void): number {
  const { runs } = programsRun(fn);
  return Math.max(...runs.flatMap(([program]) => program.explain().kernels.map((k) => k.threads)));
}

describe.each(variants)('%s: the same bits with 1, 2 and 3 threads', (variant) => {
  const networks = {
    'a perceptron, Adam': { make: mlp, batch: 64, steps: 30, rate: 1e-3 },
    'a convolutional network, Adam': { make: convNet, batch: 16, steps: 15, rate: 2e-3 },
  };
  describe.each(Object.entries(networks))('%s', (_name, { make, batch, steps, rate }) => {
    test.each(['plain', 'compiled'])('%s', async (manner) => {
      const results = await withEach(variant, () => {
        manualSeed(11);
        const model = make();
        const optimizer = new optim.Adam(model.parameters(), { lr: rate });
        const { x, y } = imageBatch(batch);
        const step = stepOf(model, optimizer);
        const taken = manner === 'compiled' ? compile(step) : step;
        const losses: number[] = [];
        for (let i = 0; i < steps; i++) losses.push(taken(x, y).itemSync());
        expect(losses.at(-1)!).toBeLessThan(losses[0]!);
        return { losses, state: stateBits(model) };
      }, [...threadCounts, 3]);
      expectAllEqual(results);
    });
  });

  const kernels: Record<string, () => Tensor> = {
    'a product of 512': () => randn([512, 512]).matmul(randn([512, 512])),
    'a product of odd sizes': () => randn([301, 517]).matmul(randn([517, 203])),
    'a product of few rows': () => randn([4, 700]).matmul(randn([700, 900])),
    'a batch of products': () => randn([12, 60, 70]).matmul(randn([12, 70, 50])),
    'softmax of 1000 × 1000': () => randn([1000, 1000]).softmax(1),
    'softmax over columns': () => randn([1000, 1000]).softmax(0),
    'a sum of 10⁶': () => randn([1_000_003]).sum(),
    'sums over rows and columns': () => {
      const x = randn([1000, 999]).realize();
      return x.sum(0).sum().add(x.sum(1).sum());
    },
    'means and variances': () => randn([700, 900]).variance(0),
    'layer norm': () => {
      const x = randn([1024, 512]);
      return nn.functional.layerNorm(x, [512]);
    },
    'a convolution': () =>
      new Tensor(ops.conv(2, randn([8, 16, 28, 28]).node, randn([24, 16, 3, 3]).node, null)),
    'a prefix sum': () => randn([300, 3000]).cumsum(1),
    'one long prefix sum': () => randn([500_000]).cumsum(0),
    'a sort': () => randn([200, 2000]).sort(1).values,
    'a scatter that meets itself': () =>
      zeros([1000]).scatterAdd(0, randint(0, 1000, [200_000]), randn([200_000])),
    'maxima and where they are': () => {
      const x = randn([2000, 500]);
      return x.argmax(1).float().add(x.amax(1));
    },
    'a long formula': () => randn([400_000]).tanh().mul(3).sin().exp().add(1).log(),
    attention: () => {
      const part = (): ops.AttentionOptions => ({ isCausal: true });
      const [q, k, v] = [randn([4, 4, 96, 32]), randn([4, 4, 96, 32]), randn([4, 4, 96, 32])];
      return new Tensor(ops.scaledDotProductAttention(q.node, k.node, v.node, part()));
    },
  };
  test.each(Object.entries(kernels))('%s', async (_name, kernel) => {
    const results = await withEach(variant, () => {
      manualSeed(5);
      return bits(kernel());
    });
    expectAllEqual(results);
    if (variant !== 'simd') return; // (the same kernels are shared out in each variant)
    expect(
      threadsOf(() => kernel().realize()),
      'it is worth three threads',
    ).toBe(3);
  });

  test('gradients of a large convolution and of attention', async () => {
    expectAllEqual(
      await withEach(variant, () => {
        manualSeed(6);
        const x = randn([4, 8, 24, 24], { requiresGrad: true });
        const w = randn([12, 8, 3, 3], { requiresGrad: true });
        new Tensor(ops.conv(2, x.node, w.node, null)).square().mean().backward();
        const [q, k, v] = [0, 1, 2].map(() => randn([2, 4, 80, 32], { requiresGrad: true }));
        const read = ops.scaledDotProductAttention(q!.node, k!.node, v!.node, { isCausal: true });
        new Tensor(read).square().sum().backward();
        return [x, w, q!, k!, v!].map((t) => bits(t.grad!));
      }),
    );
  });
});

describe('random numbers', () => {
  const draws: Record<string, () => Tensor> = {
    rand: () => rand([70_001]),
    'rand float64': () => rand([10_001], { dtype: 'float64' }),
    uniform: () => uniform([33_333], -2, 3),
    bernoulli: () => bernoulli(rand([40_000])),
    randint: () => randint(-5, 1000, [50_000]),
    dropout: () => nn.functional.dropout(ones([300, 301]), { p: 0.3 }),
    'dropout of channels': () => nn.functional.dropout2d(ones([20, 30, 9, 9]), { p: 0.4 }),
    randperm: () => randperm(5000),
    multinomial: () => multinomial(rand([20, 50]), 30),
  };
  const normals: Record<string, () => Tensor> = {
    randn: () => randn([70_003]),
    'randn float64': () => randn([5_003], { dtype: 'float64' }),
    normal: () => normal(2, 3, [9_999]),
  };
  const drawn = (draw: () => Tensor): Tensor => {
    manualSeed(2 ** 40 + 17);
    draw();
    return draw().realize();
  };

  test.each(Object.entries(draws))('%s: the same bits on every device', async (_name, draw) => {
    setDefaultDevice('reference');
    const wanted = bits(drawn(draw));
    for (const variant of variants) {
      const results = await withEach(variant, () => bits(drawn(draw)));
      expectAllEqual([wanted, ...results]);
    }
  });
  test.each(Object.entries(normals))(
    '%s: the same bits with any threads, within 10⁻⁶ of the reference',
    async (_name, draw) => {
      setDefaultDevice('reference');
      const wanted = values(drawn(draw));
      for (const variant of variants) {
        const results = await withEach(variant, () => drawn(draw));
        expectAllEqual(results.map(bits));
        const worst = values(results[0]!).reduce(
          (most, x, i) => Math.max(most, Math.abs(x - wanted[i]!) / (1 + Math.abs(wanted[i]!))),
          0,
        );
        expect(worst).toBeLessThan(1e-6);
      }
    },
  );
  test('a seed of more than 32 bits counts whole', () => {
    setDefaultDevice('threads-simd');
    const of = (seed: number): string => {
      manualSeed(seed);
      return bits(rand([1000]));
    };
    expect(new Set([of(7), of(7 + 2 ** 32), of(7 + 2 ** 33)]).size).toBe(3);
    expect(of(7)).toBe(of(7));
  });
});

describe('the pool', () => {
  test('programs run while its threads are still coming up', () => {
    for (let round = 0; round < 3; round++) {
      registerDevice('starting', () => new WasmDevice({ threads: 4 }));
      setDefaultDevice('starting');
      manualSeed(3);
      const x = randn([200, 200]).realize();
      const wanted = bits(x.matmul(x));
      const end = performance.now() + 250;
      while (performance.now() < end) expect(bits(x.matmul(x))).toBe(wanted);
      const device = getDevice('starting');
      if (device instanceof WasmDevice) device.pool.dispose();
    }
  });
  test('the number of threads may change between any two programs', async () => {
    await use('relaxed', 3);
    manualSeed(4);
    const x = randn([150, 150]).realize();
    const wanted = bits(x.matmul(x).softmax(1));
    const { pool } = devices.get('relaxed')!;
    for (let i = 0; i < 1500; i++) {
      pool.setThreads(1 + ((i * 7) % 3));
      const y = x.matmul(x).softmax(1).realize();
      if (i % 100 === 0) expect(bits(y)).toBe(wanted);
    }
  });
});
