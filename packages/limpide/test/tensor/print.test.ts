/** Tensors as text, as PyTorch writes them. */
import { beforeAll, expect, test } from 'vitest';
import * as L from '../../src/index.ts';

const { tensor } = L;
beforeAll(() => L.setDefaultDevice('reference'));

test.each([
  ['a scalar', () => tensor(5), 'tensor(5.)'],
  ['whole floats', () => tensor([1, 2, -3]), 'tensor([ 1.,  2., -3.])'],
  [
    'decimals',
    () =>
      tensor([
        [1, 2.5],
        [-3.25, 4],
      ]),
    'tensor([[ 1.0000,  2.5000],\n        [-3.2500,  4.0000]])',
  ],
  [
    'integers',
    () =>
      tensor(
        [
          [1, 10],
          [100, 7],
        ],
        { dtype: 'int32' },
      ),
    'tensor([[  1,  10],\n        [100,   7]])',
  ],
  ['booleans', () => tensor([true, false]), 'tensor([ true, false])'],
  [
    'special numbers',
    () => tensor([1, Number.NaN, Number.NEGATIVE_INFINITY]),
    'tensor([1., nan, -inf])'.replace('1.', '  1.').replace('nan', ' nan'),
  ],
  ['far apart', () => tensor([1e6, 1]), 'tensor([1.0000e+06, 1.0000e+00])'],
  ['tiny', () => tensor([1e-5]), 'tensor([1.0000e-05])'],
  ['three axes', () => L.arange(4).reshape(2, 1, 2), 'tensor([[[0, 1]],\n\n        [[2, 3]]])'],
  ['nothing', () => tensor([]), 'tensor([])'],
  ['nothing, with axes', () => L.zeros([2, 0]), 'tensor([], shape=[2, 0])'],
  ['another dtype', () => tensor([1.5], { dtype: 'float64' }), 'tensor([1.5000], dtype=float64)'],
  ['a leaf that learns', () => tensor([1], { requiresGrad: true }), 'tensor([1.], requiresGrad)'],
  ['what was computed', () => tensor([0], { requiresGrad: true }).exp(), 'tensor([1.], from exp)'],
  ['a long one', () => L.arange(2000), 'tensor([   0,    1,    2, ..., 1997, 1998, 1999])'],
])('%s', (_name, make, text) => {
  expect(make().toString()).toBe(text);
});
