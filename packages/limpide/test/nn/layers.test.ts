import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arange,
  Generator,
  manualSeed,
  ones,
  rand,
  randn,
  setDefaultDevice,
  type Tensor,
  tensor,
  zeros,
} from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';

setDefaultDevice('reference');
const F = nn.functional;
const flat = (t: Tensor): number[] => Array.from(t.dataSync());
const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;

describe('initial values are PyTorch’s', () => {
  test('linear and convolution: U(±1/√fanIn)', () => {
    manualSeed(0);
    for (const [layer, bound] of [
      [new nn.Linear(64, 100), 1 / 8],
      [new nn.Conv2d(4, 64, 4), 1 / 8],
      [new nn.ConvTranspose2d(16, 4, 4), 1 / 8],
      [new nn.Conv1d(4, 64, 4, { groups: 2 }), 1 / Math.sqrt(8)],
    ] as const) {
      const values = [...flat(layer.weight), ...flat(layer.bias!)];
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
      expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.95 * bound);
      expect(Math.abs(mean(values))).toBeLessThan(0.05 * bound * 4);
    }
    expect(new nn.ConvTranspose2d(16, 4, 4).weight.shape).toEqual([16, 4, 4, 4]);
    expect(new nn.Conv1d(4, 64, 4, { groups: 2 }).weight.shape).toEqual([64, 2, 4]);
  });

  test('the same seed gives the same weights, another one others', () => {
    const made = (seed: number): number[] =>
      flat(new nn.Linear(3, 4, { generator: new Generator(seed) }).weight);
    expect(made(1)).toEqual(made(1));
    expect(made(1)).not.toEqual(made(2));
  });

  test('init.* have the spread their papers ask for', () => {
    manualSeed(1);
    const w = zeros([60, 40]);
    const spread = (t: Tensor): number => Math.sqrt(mean(flat(t).map((x) => x * x)));
    expect(spread(nn.init.xavierUniform_(w))).toBeCloseTo(Math.sqrt(2 / 100), 2);
    expect(spread(nn.init.xavierNormal_(w, 2))).toBeCloseTo(2 * Math.sqrt(2 / 100), 1);
    expect(spread(nn.init.kaimingUniform_(w, { nonlinearity: 'relu' }))).toBeCloseTo(
      Math.sqrt(2 / 40),
      2,
    );
    expect(spread(nn.init.kaimingNormal_(w, { mode: 'fanOut' }))).toBeCloseTo(Math.sqrt(2 / 60), 2);
    const cut = flat(nn.init.truncNormal_(w, 1, 2, 0, 2));
    expect(Math.min(...cut)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...cut)).toBeLessThanOrEqual(2);
    expect(Math.abs(mean(cut) - 1)).toBeLessThan(0.05);
    expect(nn.init.calculateGain('leakyRelu', 1)).toBe(1);
    for (const shape of [
      [5, 3],
      [3, 5],
      [4, 2, 3],
    ]) {
      const q = nn.init.orthogonal_(zeros(shape, { dtype: 'float64' }), 2).reshape(shape[0]!, -1);
      const rows = q.shape[0]! <= q.shape[1]!;
      const gram = flat(rows ? q.matmul(q.mT) : q.mT.matmul(q));
      const n = Math.sqrt(gram.length);
      gram.forEach((x, i) => {
        expect(x).toBeCloseTo(i % (n + 1) === 0 ? 4 : 0, 10);
      });
    }
    expect(nn.init.eye_(zeros([2, 3])).toArraySync()).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });
});

describe('dropout', () => {
  test('keeps the mean, drops a share p, does nothing in evaluation', () => {
    const layer = new nn.Dropout(0.3, { generator: new Generator(5) });
    const x = ones([2000]);
    const y = flat(layer.call(x));
    const dropped = y.filter((v) => v === 0).length / y.length;
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.04);
    expect(new Set(y)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
    expect(layer.eval().call(x)).toBe(x);
  });

  test('its gradient has the same mask; whole channels are dropped together', () => {
    const layer = new nn.Dropout2d(0.5, { generator: new Generator(2) });
    const x = ones([4, 6, 2, 3], { requiresGrad: true });
    const y = layer.call(x);
    y.sum().backward();
    expect(x.grad!.toArraySync()).toEqual(y.toArraySync());
    const rows = flat(y.reshape(24, 6).variance(1));
    expect(Math.max(...rows)).toBe(0);
    expect(new Set(flat(y))).toEqual(new Set([0, 2]));
  });

  test('p = 0 and p = 1', () => {
    expect(flat(new nn.Dropout(0).call(ones([3])))).toEqual([1, 1, 1]);
    expect(flat(new nn.Dropout(1).call(ones([3])))).toEqual([0, 0, 0]);
  });
});

describe('normalisation', () => {
  const values = (n: number) =>
    fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: n, maxLength: n });

  test('layer norm: mean 0, variance 1, blind to shift and scale', () => {
    fc.assert(
      fc.property(values(12), fc.double({ min: 0.5, max: 20, noNaN: true }), (data, scale) => {
        const x = tensor(
          Float64Array.from(data, (v, i) => v + i),
          { shape: [3, 4] },
        );
        const y = F.layerNorm(x, [4], null, null, { eps: 1e-12 });
        const moved = F.layerNorm(x.mul(scale).add(7), [4], null, null, { eps: 1e-12 });
        for (let r = 0; r < 3; r++) {
          const row = flat(y).slice(4 * r, 4 * r + 4);
          const spread =
            mean(
              flat(x)
                .slice(4 * r, 4 * r + 4)
                .map((v) => v * v),
            ) > 1e-3;
          expect(mean(row)).toBeCloseTo(0, 6);
          if (spread)
            flat(moved)
              .slice(4 * r, 4 * r + 4)
              .forEach((v, i) => {
                expect(v).toBeCloseTo(row[i]!, 3);
              });
        }
      }),
      { numRuns: 50 },
    );
  });

  test('batch norm keeps running averages, and uses them in evaluation', () => {
    const layer = new nn.BatchNorm1d(2, { momentum: 0.5 });
    const x = tensor([
      [1, 10],
      [3, 30],
    ]);
    layer.call(x);
    expect(flat(layer.runningMean!)).toEqual([1, 10]);
    expect(flat(layer.runningVar!)).toEqual([1.5, 100.5]);
    expect(layer.numBatchesTracked!.itemSync()).toBe(1);
    const y = layer.eval().call(tensor([[1, 10]]));
    flat(y).forEach((v) => {
      expect(v).toBeCloseTo(0, 6);
    });
    expect(layer.numBatchesTracked!.itemSync()).toBe(1);
  });

  test('without momentum the running mean is that of all batches', () => {
    const layer = new nn.BatchNorm1d(1, { momentum: null });
    for (const v of [1, 2, 6]) layer.call(tensor([[v - 1], [v + 1]]));
    expect(layer.runningMean!.itemSync()).toBeCloseTo(3, 6);
    expect(layer.numBatchesTracked!.itemSync()).toBe(3);
    const plain = new nn.BatchNorm1d(1, { affine: false, trackRunningStats: false });
    expect(plain.stateDict()).toEqual({});
    expect(flat(plain.eval().call(tensor([[0], [2]]))).map(Math.round)).toEqual([-1, 1]);
  });

  /** Gradient of Σ f(x)·w, and its derivative along v, against finite differences. */
  function secondOrder(f: (x: Tensor) => Tensor, shape: readonly number[]): void {
    manualSeed(11);
    const [x0, v] = [
      randn(shape, { dtype: 'float64' }).realize(),
      randn(shape, { dtype: 'float64' }).realize(),
    ];
    const w = randn(f(x0).shape, { dtype: 'float64' }).realize();
    const gradient = (x: Tensor, createGraph: boolean): Tensor => {
      f(x).mul(w).sum().backward(undefined, { createGraph });
      return x.grad!;
    };
    const leaf = (t: Tensor): Tensor => tensor(t.dataSync(), { shape, requiresGrad: true });
    const x = leaf(x0);
    const g = gradient(x, true);
    x.grad = null;
    g.mul(v).sum().backward();
    const h = 1e-5;
    const up = flat(gradient(leaf(x0.add(v.mul(h))), false));
    const down = flat(gradient(leaf(x0.sub(v.mul(h))), false));
    flat(x.grad!).forEach((got, i) => {
      expect(got).toBeCloseTo((up[i]! - down[i]!) / (2 * h), 5);
    });
  }

  test('second derivatives of the operators of one’s own', () => {
    const w = tensor(Float64Array.of(1, 2, -1, 0.5));
    secondOrder((x) => F.layerNorm(x, [4], w, w), [3, 4]);
    secondOrder((x) => F.rmsNorm(x, [4], w), [3, 4]);
    secondOrder((x) => F.batchNorm(x, null, null, w, null, { training: true }), [3, 4, 2]);
    const target = tensor(Int32Array.of(2, 0, 1));
    secondOrder(
      (x) => F.crossEntropy(x, target, { labelSmoothing: 0.1, weight: w, ignoreIndex: 0 }),
      [3, 4],
    );
    secondOrder(
      (x) => F.crossEntropy(x, w.softmax(0).expand([3, 4]), { reduction: 'none' }),
      [3, 4],
    );
    secondOrder((x) => F.nllLoss(x.logSoftmax(1), target), [3, 4]);
    secondOrder(
      (x) => F.binaryCrossEntropy(x.sigmoid(), tensor(Float64Array.of(0, 1, 0.3, 0.5, 0.9))),
      [5],
    );
  });
});

describe('cross-entropy', () => {
  test('a masked logit (−∞) of another class does no harm', () => {
    const x = tensor([[1, Number.NEGATIVE_INFINITY, 2]], { requiresGrad: true });
    const loss = F.crossEntropy(x, tensor(Int32Array.of(2)));
    loss.backward();
    expect(loss.itemSync()).toBeCloseTo(Math.log(1 + Math.exp(-1)), 6);
    expect(flat(x.grad!).every(Number.isFinite)).toBe(true);
  });
  test('a computed class that does not exist gives NaN, not a wrong number', () => {
    const target = arange(2, 4);
    expect(F.crossEntropy(zeros([2, 3]), target).itemSync()).toBeNaN();
  });
  test('all rows ignored gives NaN, as PyTorch', () => {
    expect(F.crossEntropy(zeros([2, 3]), tensor(Int32Array.of(-100, -100))).itemSync()).toBeNaN();
  });
});

describe('shapes', () => {
  const image = () => rand([2, 4, 8, 8]);
  const cases: readonly (readonly [string, nn.Module, () => Tensor, readonly number[]])[] = [
    ['Conv2d same', new nn.Conv2d(4, 6, 3, { padding: 'same' }), image, [2, 6, 8, 8]],
    [
      'Conv2d stride',
      new nn.Conv2d(4, 6, [3, 5], { stride: 2, padding: [1, 2], groups: 2 }),
      image,
      [2, 6, 4, 4],
    ],
    ['ConvTranspose2d', new nn.ConvTranspose2d(4, 3, 2, { stride: 2 }), image, [2, 3, 16, 16]],
    ['ConvTranspose1d', new nn.ConvTranspose1d(4, 3, 3), () => rand([2, 4, 5]), [2, 3, 7]],
    ['Conv1d', new nn.Conv1d(4, 3, 3), () => rand([2, 4, 5]), [2, 3, 3]],
    ['MaxPool2d', new nn.MaxPool2d(2), image, [2, 4, 4, 4]],
    ['AvgPool2d', new nn.AvgPool2d(3, { stride: 1, padding: 1 }), image, [2, 4, 8, 8]],
    ['MaxPool1d', new nn.MaxPool1d(2), () => rand([2, 4, 6]), [2, 4, 3]],
    ['AvgPool1d', new nn.AvgPool1d(3), () => rand([2, 4, 6]), [2, 4, 2]],
    ['AdaptiveAvgPool2d', new nn.AdaptiveAvgPool2d([1, null]), image, [2, 4, 1, 8]],
    ['AdaptiveMaxPool1d', new nn.AdaptiveMaxPool1d(2), () => rand([2, 4, 6]), [2, 4, 2]],
    ['Upsample', new nn.Upsample({ scaleFactor: 2, mode: 'bilinear' }), image, [2, 4, 16, 16]],
    ['PixelShuffle', new nn.PixelShuffle(2), image, [2, 1, 16, 16]],
    ['Flatten', new nn.Flatten(), image, [2, 256]],
    ['Unflatten', new nn.Unflatten(1, [2, -1]), image, [2, 2, 2, 8, 8]],
    ['InstanceNorm2d', new nn.InstanceNorm2d(4, { affine: true }), image, [2, 4, 8, 8]],
    [
      'InstanceNorm1d',
      new nn.InstanceNorm1d(4, { trackRunningStats: true }),
      () => rand([2, 4, 6]),
      [2, 4, 6],
    ],
    ['RMSNorm', new nn.RMSNorm(8), image, [2, 4, 8, 8]],
    ['PReLU', new nn.PReLU(4), image, [2, 4, 8, 8]],
    ['GLU', new nn.GLU(1), image, [2, 2, 8, 8]],
    [
      'Embedding',
      new nn.Embedding(10, 3, { paddingIdx: -1 }),
      () => arange(6).reshape(2, 3),
      [2, 3, 3],
    ],
    [
      'TransformerEncoderLayer',
      new nn.TransformerEncoderLayer(8, 2, { dimFeedforward: 16, batchFirst: true }),
      () => rand([2, 5, 8]),
      [2, 5, 8],
    ],
  ];
  for (const [name, layer, make, shape] of cases) {
    test(name, () => {
      const y = layer.call(make());
      expect(y.shape).toEqual(shape);
      expect(flat(y).every(Number.isFinite)).toBe(true);
      expect(String(layer)).toContain(layer.constructor.name);
      if (layer.parameters().length === 0) return;
      y.square().sum().backward();
      for (const [key, p] of layer.namedParameters()) expect(p.grad, key).not.toBeNull();
    });
  }
  test('the row of the padding is 0 and is not learnt', () => {
    const layer = new nn.Embedding(4, 2, { paddingIdx: 1 });
    layer
      .call(tensor(Int32Array.of(1, 2, 1)))
      .sum()
      .backward();
    expect(layer.weight.grad!.toArraySync()).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
      [0, 0],
    ]);
    expect((layer.weight.toArraySync() as number[][])[1]).toEqual([0, 0]);
  });
  test('attention: the fast way and the one with weights agree, causal included', () => {
    manualSeed(2);
    const layer = new nn.MultiheadAttention(8, 2, { batchFirst: true });
    const x = rand([2, 5, 8]).realize();
    const keyPaddingMask = arange(10).reshape(2, 5).eq(4);
    for (const options of [{}, { isCausal: true }, { keyPaddingMask }]) {
      const [slow, weights] = layer.call(x, x, x, options);
      const [fast, none] = layer.call(x, x, x, { ...options, needWeights: false });
      expect(none).toBeNull();
      expect(weights!.shape).toEqual([2, 5, 5]);
      flat(fast).forEach((v, i) => {
        expect(v).toBeCloseTo(flat(slow)[i]!, 5);
      });
    }
  });
});

describe('utils', () => {
  test('parameters as a vector and back', () => {
    const net = new nn.Sequential(new nn.Linear(2, 3), new nn.Linear(3, 1));
    const vector = nn.utils.parametersToVector(net).detach().mul(2).realize();
    expect(vector.shape).toEqual([13]);
    nn.utils.vectorToParameters(vector, net);
    expect(flat(nn.utils.parametersToVector(net))).toEqual(flat(vector));
    expect(net.parameters().every((p) => p.requiresGrad && p.isLeaf)).toBe(true);
  });
});
