/** Shapes without elements, scalars, broadcasting, NaN and infinities, promotion. */
import { beforeAll, describe, expect, test } from 'vitest';
import { provideAttention } from '../../src/devices/attention.ts';
import * as L from '../../src/index.ts';
import * as ops from '../../src/ops/index.ts';
import { testedDevices } from '../devices.ts';

provideAttention();

const { tensor, zeros } = L;
const values = (t: L.Tensor): unknown => t.toArraySync();
const learnt = (data: L.TensorData, shape?: readonly number[]): L.Tensor =>
  tensor(data, { requiresGrad: true, ...(shape ? { shape } : {}) });

describe.each(testedDevices)('on %s', (device) => {
  beforeAll(() => L.setDefaultDevice(device));

  describe('tensors without elements', () => {
    test('maps and movements keep them', () => {
      const x = zeros([0, 3]);
      expect(x.exp().add(1).shape).toEqual([0, 3]);
      expect(values(x.mul(2))).toEqual([]);
      expect(x.add(zeros([1, 3])).shape).toEqual([0, 3]);
      expect(x.t().shape).toEqual([3, 0]);
      expect(x.reshape(3, 0, 5).shape).toEqual([3, 0, 5]);
      expect(values(x.flip(0))).toEqual([]);
      expect(values(L.cat([x, tensor([[1, 2, 3]])]))).toEqual([[1, 2, 3]]);
      expect(values(tensor([1, 2, 3]).slice(0, 2, 1))).toEqual([]);
      expect(x.pad([0, 0, 1, 0]).shape).toEqual([1, 3]);
      expect(values(x.pad([0, 0, 1, 0]))).toEqual([[0, 0, 0]]);
    });
    test('sums are 0, products 1, means NaN, extrema an error', () => {
      const x = zeros([0, 2]);
      expect(values(x.sum(0))).toEqual([0, 0]);
      expect(values(x.prod(0))).toEqual([1, 1]);
      expect(values(x.mean(0))).toEqual([Number.NaN, Number.NaN]);
      expect(values(x.sum())).toBe(0);
      expect([values(x.any()), values(x.all())]).toEqual([false, true]);
      expect(values(x.sum(1))).toEqual([]);
      expect(values(x.logsumexp(0))).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
      for (const fold of [() => x.amax(0), () => x.argmin(), () => x.max(0), () => x.median(0)])
        expect(fold).toThrow(L.ArgumentError);
      expect(x.amax(1).shape).toEqual([0]);
    });
    test('products over an axis of size 0 are 0', () => {
      expect(values(zeros([2, 0]).matmul(zeros([0, 3])))).toEqual([
        [0, 0, 0],
        [0, 0, 0],
      ]);
      expect(zeros([0, 2]).matmul(zeros([2, 3])).shape).toEqual([0, 3]);
      expect(values(L.einsum('ij,ij->i', zeros([2, 0]), zeros([2, 0])))).toEqual([0, 0]);
    });
    test('order, indexing, softmax', () => {
      const x = zeros([2, 0]);
      expect(values(x.sort().values)).toEqual([[], []]);
      expect(values(x.cumsum(1))).toEqual([[], []]);
      expect(values(x.softmax(1))).toEqual([[], []]);
      expect(values(tensor([1, 2]).indexSelect(0, zeros([0], { dtype: 'int32' })))).toEqual([]);
      expect(x.gather(1, zeros([2, 0], { dtype: 'int32' })).shape).toEqual([2, 0]);
      expect(zeros([0, 3, 4]).topk(2).values.shape).toEqual([0, 3, 2]);
    });
    test('a batch of no images', () => {
      const weight = tensor(new Float32Array(9), { shape: [1, 1, 3, 3] });
      expect(
        new L.Tensor(ops.conv(2, zeros([0, 1, 5, 5]).node, weight.node, null)).realize().shape,
      ).toEqual([0, 1, 3, 3]);
    });
    test('gradients', () => {
      const x = learnt([], [0, 3]);
      x.mul(2).sum().backward();
      expect(x.grad!.shape).toEqual([0, 3]);
      expect(values(x.grad!)).toEqual([]);
    });
  });

  describe('scalars', () => {
    test('have no axes, and behave', () => {
      const x = learnt(2);
      expect(x.shape).toEqual([]);
      expect(values(x.sum(0))).toBe(2);
      expect(values(x.softmax(0))).toBe(1);
      expect(values(x.cumsum(0))).toBe(2);
      expect(values(x.sort().values)).toBe(2);
      expect(values(x.max(0).indices)).toBe(0);
      expect(values(x.flatten())).toEqual([2]);
      expect(values(x.expand(2, 2))).toEqual([
        [2, 2],
        [2, 2],
      ]);
      x.square().backward();
      expect(values(x.grad!)).toBe(4);
    });
    test('do not widen tensors of their kind', () => {
      expect(tensor([1, 2]).mul(tensor(2, { dtype: 'float64' })).dtype).toBe('float32');
      expect(tensor([1, 2], { dtype: 'int32' }).mul(tensor(2.5)).dtype).toBe('float32');
      expect(tensor([1, 2], { dtype: 'int32' }).add(1.5).dtype).toBe('float32');
      expect(tensor([true]).add(1).dtype).toBe('int32');
      expect(tensor([true]).add(true).dtype).toBe('bool');
    });
  });

  describe('broadcasting', () => {
    test('from the right, sizes of 1 repeat, on both sides at once', () => {
      expect(values(tensor([[1], [2]]).add(tensor([10, 20, 30])))).toEqual([
        [11, 21, 31],
        [12, 22, 32],
      ]);
      expect(zeros([3, 1, 2]).add(zeros([4, 1])).shape).toEqual([3, 4, 2]);
      expect(L.where(tensor([[true], [false]]), tensor([1, 2]), 0).shape).toEqual([2, 2]);
      expect(values(L.where(tensor([[true], [false]]), tensor([1, 2]), 0))).toEqual([
        [1, 2],
        [0, 0],
      ]);
    });
    test('gradients are summed back', () => {
      const x = learnt([[1], [2]]);
      const y = learnt([10, 20, 30]);
      x.mul(y).sum().backward();
      expect([values(x.grad!), values(y.grad!)]).toEqual([
        [[60], [60]],
        [3, 3, 3],
      ]);
    });
    test('broadcastTensors', () => {
      expect(L.broadcastTensors(zeros([3, 1]), zeros([2])).map((t) => t.shape)).toEqual([
        [3, 2],
        [3, 2],
      ]);
    });
  });

  describe('NaN and infinities', () => {
    const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
    test('comparisons, extrema, order', () => {
      const x = tensor([1, nan, 3]);
      expect(values(x.eq(x))).toEqual([true, false, true]);
      expect(values(x.max())).toBeNaN();
      expect(values(x.maximum(2))).toEqual([2, nan, 3]);
      expect(values(x.argmax())).toBe(1);
      expect(values(x.sort().values)).toEqual([1, 3, nan]);
      expect(values(x.sort(0, true).values)).toEqual([nan, 3, 1]);
      expect(values(x.median())).toBeNaN();
      expect(values(x.isNaN())).toEqual([false, true, false]);
      expect(values(tensor([nan, inf, -inf]).nanToNum(0, 9, -9))).toEqual([0, 9, -9]);
    });
    test('softmax and logsumexp do not overflow', () => {
      expect(values(tensor([1000, 1000]).softmax(0))).toEqual([0.5, 0.5]);
      expect(values(tensor([-inf, 0]).softmax(0))).toEqual([0, 1]);
      expect(values(tensor([-inf, -inf]).logsumexp())).toBe(-inf);
      expect(values(tensor([inf, 1]).logsumexp())).toBe(inf);
      expect(values(tensor([-1000, 0]).sigmoid())).toEqual([0, 0.5]);
      expect(values(tensor([1e4, -1e4]).softplus())).toEqual([1e4, 0]);
    });
    test('a mask hides what must not be seen, NaN included', () => {
      expect(values(L.where(tensor([true, false]), tensor([1, nan]), 0))).toEqual([1, 0]);
      expect(values(tensor([1, nan]).maskedFill(tensor([false, true]), 5))).toEqual([1, 5]);
      const x = learnt([
        [1, nan],
        [3, 4],
      ]);
      x.tril().sum().backward();
      expect(values(x.grad!)).toEqual([
        [1, 0],
        [1, 1],
      ]);
    });
    test('attention gives 0 to a query that sees nothing, and its gradient is 0', () => {
      const q = learnt([
        [1, 2],
        [3, 4],
      ]);
      const k = learnt([
        [1, 0],
        [0, 1],
      ]);
      const mask = tensor([
        [false, false],
        [true, false],
      ]);
      const out = new L.Tensor(
        ops.scaledDotProductAttention(q.node, k.node, k.node, { attnMask: mask.node }),
      );
      expect(values(out)).toEqual([
        [0, 0],
        [1, 0],
      ]);
      out.sum().backward();
      expect(values(q.grad!)).toEqual([
        [0, 0],
        [0, 0],
      ]);
    });
    test('integers: division by 0, floor of negatives, wrapping', () => {
      const x = tensor([7, -7], { dtype: 'int32' });
      expect(values(x.floorDivide(2))).toEqual([3, -4]);
      expect(values(x.remainder(3))).toEqual([1, 2]);
      expect(values(x.fmod(3))).toEqual([1, -1]);
      expect(values(x.div(2, { roundingMode: 'trunc' }))).toEqual([3, -3]);
      expect(values(tensor([2 ** 31 - 1], { dtype: 'int32' }).add(1))).toEqual([-(2 ** 31)]);
      expect(values(tensor([250], { dtype: 'uint8' }).add(10))).toEqual([4]);
    });
  });

  describe('indices', () => {
    test('that are computed and fall outside read NaN, or 0, and write nothing', () => {
      // computed with each use: what has been read once is data like any other, and checked
      const far = (): L.Tensor => L.arange(3).mul(2); // 0, 2, 4
      expect(values(tensor([1, 2, 3]).gather(0, far()))).toEqual([1, 3, Number.NaN]);
      expect(values(tensor([1, 2, 3], { dtype: 'int32' }).indexSelect(0, far()))).toEqual([
        1, 3, 0,
      ]);
      expect(values(zeros([3]).scatterAdd(0, far(), tensor([1, 1, 1])))).toEqual([1, 0, 1]);
      expect(values(zeros([3]).scatter(0, far().sub(1), tensor([1, 2, 3])))).toEqual([0, 2, 0]);
    });
    test('repeat in scatter (the last wins) and in scatterAdd (all count)', () => {
      const twice = tensor([1, 1], { dtype: 'int32' });
      expect(values(zeros([3]).scatter(0, twice, tensor([5, 6])))).toEqual([0, 6, 0]);
      expect(values(zeros([3]).scatterAdd(0, twice, tensor([5, 6])))).toEqual([0, 11, 0]);
    });
    test('nonzero and maskedSelect', () => {
      const x = tensor([
        [0, 1],
        [2, 0],
      ]);
      expect(values(x.nonzero())).toEqual([
        [0, 1],
        [1, 0],
      ]);
      expect(values(x.maskedSelect(x.gt(0)))).toEqual([1, 2]);
      expect(x.nonzero().dtype).toBe('int32');
    });
    test('at, as in Python', () => {
      const x = L.arange(12).reshape(3, 4);
      expect(values(x.at(-1))).toEqual([8, 9, 10, 11]);
      expect(values(x.at(':', 1))).toEqual([1, 5, 9]);
      expect(values(x.at([1, null], [null, null, -2]))).toEqual([
        [7, 5],
        [11, 9],
      ]);
    });
  });

  describe('randomness', () => {
    test('randperm is a permutation, and repeats with its seed', () => {
      const draw = (): number[] =>
        values(L.randperm(50, { generator: new L.Generator(3) })) as number[];
      expect(draw().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
      expect(draw()).toEqual(draw());
    });
    test('multinomial draws in proportion', () => {
      const generator = new L.Generator(1);
      const draws = values(
        L.multinomial(tensor([0, 1, 3]), 4000, { replacement: true, generator }),
      ) as number[];
      const share = draws.filter((d) => d === 2).length / 4000;
      expect(draws.includes(0)).toBe(false);
      expect(Math.abs(share - 0.75)).toBeLessThan(0.03);
      const rows = values(
        L.multinomial(
          tensor([
            [1, 1, 1],
            [0, 1, 1],
          ]),
          2,
          { generator },
        ),
      ) as number[][];
      expect(rows.every(([a, b]) => a !== b)).toBe(true);
      expect(rows[1]!.includes(0)).toBe(false);
    });
    test('normal follows its mean and deviation', () => {
      const x = L.normal(tensor([0, 100]), 2, [4000, 2], { generator: new L.Generator(5) });
      const [a, b] = values(x.mean(0)) as [number, number];
      expect(Math.abs(a)).toBeLessThan(0.15);
      expect(Math.abs(b - 100)).toBeLessThan(0.15);
      expect(Math.abs((values(x.slice(1, 0, 1).std()) as number) - 2)).toBeLessThan(0.1);
    });
  });
});
