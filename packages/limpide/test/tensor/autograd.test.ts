/** What surrounds gradients: recording, hooks, checkpoints, operators of one's own, the NaN guard. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as L from '../../src/index.ts';
import { testedDevices } from '../devices.ts';

const { tensor } = L;
const values = (t: L.Tensor | null): unknown => t?.toArraySync() ?? null;
const learnt = (data: L.TensorData): L.Tensor => tensor(data, { requiresGrad: true });

describe.each(testedDevices)('on %s', (device) => {
  beforeAll(() => L.setDefaultDevice(device));

  test('gradients accumulate until they are cleared', () => {
    const x = learnt([1, 2]);
    x.square().sum().backward();
    x.square().sum().backward();
    expect(values(x.grad)).toEqual([4, 8]);
    x.grad = null;
    x.mul(3).sum().backward();
    expect(values(x.grad)).toEqual([3, 3]);
  });

  test('a value used twice gets both gradients', () => {
    const x = learnt(3);
    const y = x.mul(x).add(x);
    y.backward();
    expect(values(x.grad)).toBe(7);
  });

  test('nothing is recorded under noGrad, nor through detach', async () => {
    const x = learnt([1, 2]);
    expect(L.noGrad(() => x.mul(2)).requiresGrad).toBe(false);
    expect(L.noGrad(() => L.enableGrad(() => x.mul(2))).requiresGrad).toBe(true);
    expect(x.detach().mul(2).requiresGrad).toBe(false);
    const later = await L.noGrad(async () => {
      await Promise.resolve();
      return x.mul(2);
    });
    expect(later.requiresGrad).toBe(false);
    expect(L.isGradEnabled()).toBe(true);
    expect(() =>
      L.noGrad(() => {
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(L.isGradEnabled()).toBe(true);
  });

  test('hooks see and change gradients, and can be removed', () => {
    const x = learnt([1, 2]);
    const y = x.mul(2);
    const seen: unknown[] = [];
    const remove = y.registerHook((g) => {
      seen.push(values(g));
      return g.mul(10);
    });
    y.sum().backward();
    expect(seen).toEqual([[1, 1]]);
    expect(values(x.grad)).toEqual([20, 20]);
    remove();
    x.grad = null;
    const z = x.mul(2);
    z.registerHook(() => null);
    z.sum().backward();
    expect(values(x.grad)).toEqual([2, 2]);
  });

  test('grad gives gradients without touching .grad', () => {
    const x = learnt([1, 2]);
    const w = learnt([3, 4]);
    const unused = learnt([1]);
    const y = x.mul(w).sum();
    const [gx, gw] = L.grad(y, [x, w], { retainGraph: true });
    expect([values(gx!), values(gw!), x.grad]).toEqual([[3, 4], [1, 2], null]);
    expect(L.grad(y, [x, unused], { allowUnused: true, retainGraph: true })[1]).toBeNull();
    expect(() => L.grad(y, [unused])).toThrow(L.AutogradError);
    const [both] = L.grad([x.mul(2).sum(), x.square().sum()], [x]);
    expect(values(both!)).toEqual([4, 6]);
    const inner = x.mul(5);
    const [gi] = L.grad(inner.square().sum(), [inner]);
    expect(values(gi!)).toEqual([10, 20]);
  });

  test('a checkpoint computes twice and gives the same gradients, with the same draws', () => {
    const w = learnt([
      [0.5, -1],
      [2, 0.25],
    ]);
    const x = learnt([[1, 2]]);
    let calls = 0;
    const block = (v: L.Tensor): L.Tensor => {
      calls++;
      return v
        .matmul(w)
        .tanh()
        .mul(L.rand([1, 2]));
    };
    L.manualSeed(7);
    L.checkpoint(block, x.mul(2)).sum().backward();
    const got = [values(x.grad), values(w.grad)];
    expect(calls).toBe(2);
    [x.grad, w.grad] = [null, null];
    L.manualSeed(7);
    block(x.mul(2)).sum().backward();
    expect(got).toEqual([values(x.grad), values(w.grad)]);
    expect(L.checkpoint((v) => v.mul(2), tensor([1])).requiresGrad).toBe(false);
  });

  test('a checkpoint stops at its inputs: a weight used before and inside is not counted twice', () => {
    const w = learnt([2, 3]);
    L.checkpoint((v) => v.mul(w), w.mul(5))
      .sum()
      .backward();
    expect(values(w.grad)).toEqual([20, 30]);
  });

  test('an operator of one’s own behaves like the others', () => {
    const clip = L.customOp({
      name: 'straightThrough',
      forward: (x) => x.round(),
      backward: (g) => g,
    });
    const x = learnt([0.4, 1.6]);
    const y = clip(x);
    expect(values(y)).toEqual([0, 2]);
    y.mul(3).sum().backward();
    expect(values(x.grad)).toEqual([3, 3]);
    const product = L.customOp({
      name: 'product',
      forward: (a, b) => a.mul(b),
      backward: (g, { inputs: [a, b] }) => [g.mul(b!), g.mul(a!)],
    });
    const b = learnt([5, 6]);
    const [ga] = L.grad(product(x, b).sum(), [x], { createGraph: true });
    const [gb] = L.grad(ga!.square().sum(), [b]);
    expect(values(gb!)).toEqual([10, 12]);
    const wrong = L.customOp({ name: 'wrong', forward: (a, c) => a.add(c), backward: (g) => g });
    expect(() => wrong(x, b).sum().backward()).toThrow(L.AutogradError);
  });

  test('the NaN guard names the operator and the line', () => {
    const run = (): L.Tensor => L.detectAnomaly(() => tensor([1, -1]).log().mul(2).sum());
    expect(run).toThrow(L.NumericError);
    try {
      run();
    } catch (error) {
      expect((error as L.NumericError).details['op']).toBe('log');
      expect(String((error as L.NumericError).details['where'])).toContain('autograd.test');
    }
    expect(L.detectAnomaly(() => tensor([1, 2]).log()).shape).toEqual([2]);
    expect(() => L.detectAnomaly(() => tensor([0, 1]).log(), { infinities: true })).toThrow(/log/);
    L.detectAnomaly(true);
    expect(() => tensor([-1]).sqrt().dataSync()).toThrow(L.NumericError);
    L.detectAnomaly(false);
    expect(tensor([-1]).sqrt().itemSync()).toBeNaN();
  });

  test('the guard finds a NaN made in the backward pass', () => {
    const x = learnt([0, 1]);
    expect(() => L.detectAnomaly(() => x.sqrt().mul(0).sum().backward())).toThrow(L.NumericError);
  });
});

test('gradcheck says which element is off', () => {
  L.setDefaultDevice('reference');
  const wrong = L.customOp({
    name: 'wrong',
    forward: (x) => x.square(),
    backward: (g, { inputs: [x] }) => g.mul(x!).mul(3),
  });
  const x = tensor([1, 2], { dtype: 'float64', requiresGrad: true });
  expect(() => L.gradcheck((v) => wrong(v), [x])).toThrow(L.AutogradError);
  expect(L.gradcheck((v) => v.square(), [x])).toBe(true);
  expect(() => L.gradcheck((v) => v.square(), [learnt([1])])).toThrow(L.AutogradError);
  expect(() => L.gradcheck((v) => v.square(), [tensor([1])])).toThrow(L.AutogradError);
});
