/** Hessians times vectors agree with PyTorch, on every device. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as L from '../../src/index.ts';
import * as F from '../../src/nn/functional/index.ts';
import { testedDevices } from '../devices.ts';
import {
  expectClose,
  type GoldenCase,
  type GoldenTensor,
  given,
  goldenCases,
} from '../nn/golden.ts';

type Tensor = L.Tensor;
type Scalar = (...x: Tensor[]) => Tensor;

/** The `expression` of each case. */
const functions: Readonly<Record<string, Scalar>> = {
  ...Object.fromEntries(
    (['exp', 'log', 'sin', 'tanh', 'sigmoid', 'sqrt', 'erf', 'reciprocal'] as const).map((name) => [
      name,
      (x: Tensor) => x[name]().mul(x).sum(),
    ]),
  ),
  ...Object.fromEntries(
    (['gelu', 'silu', 'mish', 'softplus', 'elu', 'selu'] as const).map((name) => [
      name,
      (x: Tensor) => x[name]().square().sum(),
    ]),
  ),
  relu: (x) => x!.relu().pow(3).sum(),
  pow: (x, w) => x!.pow(w!).sum(),
  div: (x, w) => x!.div(w!).square().sum(),
  mul: (x, w) => x!.mul(w!).mul(x!).sum(),
  matmul: (x, w) => x!.matmul(w!).tanh().square().sum(),
  softmax: (x) => x!.softmax(1).pow(2).sum(),
  logSoftmax: (x) => x!.logSoftmax(1).pow(2).sum(),
  logsumexp: (x) => x!.logsumexp(1).square().sum(),
  prod: (x) => x!.prod(1).square().sum(),
  var: (x) => x!.var(1).square().sum(),
  norm: (x) => x!.norm().mul(x!.sum()),
  cumsum: (x) => x!.cumsum(0).pow(3).sum(),
  layerNorm: (x, w, b) => F.layerNorm(x!, [5], w!, b!).pow(3).sum(),
  conv2d: (x, w, b) => F.conv2d(x!, w!, b!, { padding: 1 }).tanh().square().sum(),
  maxPool2d: (x) => F.maxPool2d(x!, 2).pow(3).sum(),
  avgPool2d: (x) => F.avgPool2d(x!, 2).pow(3).sum(),
  crossEntropy: (x, w) => F.crossEntropy(x!, w!).square(),
  gather: (x, w) => x!.gather(1, w!).pow(3).sum(),
  mlp: (x, w, b, v, k) => F.crossEntropy(x!.matmul(w!.t()).add(b!).tanh().matmul(v!.t()), k!),
  scaledDotProductAttention: (x, w, b) => F.scaledDotProductAttention(x!, w!, b!).square().sum(),
  rosenbrock: (x) => {
    const [a, b] = x!.unbind() as [Tensor, Tensor];
    return a.neg().add(1).square().add(b.sub(a.square()).square().mul(100));
  },
};

interface SecondOrderCase extends GoldenCase {
  readonly vectors: readonly (GoldenTensor | null)[];
  readonly hvp: readonly (GoldenTensor | null)[];
}

describe.each(testedDevices)('on %s', (device) => {
  beforeAll(() => L.setDefaultDevice(device));
  describe.each([
    ['float64', 1e-7],
    ['float32', 2e-3],
  ] as const)('%s', (float, tolerance) => {
    for (const golden of goldenCases<SecondOrderCase>('second_order')) {
      test(golden.name, () => {
        const inputs = golden.inputs.map((x) => given(x!, float));
        const wanted = inputs.filter((x) => x.requiresGrad);
        const value = functions[golden.op]!(...inputs);
        expectClose(value, golden.output as GoldenTensor, tolerance, 'value');
        const first = L.grad(value, wanted, { createGraph: true });
        const vectors = golden.vectors
          .filter((v) => v !== null)
          .map((v) => given({ ...v, requiresGrad: false }, float));
        golden
          .grads!.filter((g) => g !== null)
          .forEach((g, i) => {
            expectClose(first[i]!, g, tolerance, `gradient ${i}`);
          });
        const second = L.grad(first, wanted, { gradOutputs: vectors, allowUnused: true });
        golden.hvp
          .filter((h) => h !== null)
          .forEach((h, i) => {
            const got = second[i] ?? L.zerosLike(wanted[i]!);
            expectClose(got, h, tolerance, `Hessian times vector ${i}`);
          });
      });
    }
  });
});

test('a Hessian, a Jacobian, and a Hessian times a vector', () => {
  L.setDefaultDevice('reference');
  const x = L.tensor([1, 2], { dtype: 'float64' });
  const cube = (v: Tensor): Tensor => v.pow(3).sum();
  expect(L.hessian(cube, x).toArraySync()).toEqual([
    [6, 0],
    [0, 12],
  ]);
  expect(L.hvp(cube, x, L.tensor([1, -1], { dtype: 'float64' })).toArraySync()).toEqual([6, -12]);
  expect(L.jacobian((v) => v.outer(v), x).shape).toEqual([2, 2, 2]);
  expect(
    L.grad((a: Tensor, b: Tensor) => a.mul(b).sum())(x, x.mul(2)).map((g) => g.toArraySync()),
  ).toEqual([
    [2, 4],
    [1, 2],
  ]);
  const [value, gradient] = L.valueAndGrad(cube)(x);
  expect([value.itemSync(), gradient.toArraySync()]).toEqual([9, [3, 12]]);
});
