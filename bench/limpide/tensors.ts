/** Products, maps, reductions: one operator or one expression, computed at each run. */
import { noGrad, randn, type Tensor } from 'limpide';
import type { Ready, Row, Rows } from '../serve.ts';

/** `f` on tensors made once; its result is computed and its memory given back, as PyTorch's count of references does. */
export function computed(inputs: readonly Tensor[], f: (...inputs: Tensor[]) => Tensor): Ready {
  for (const x of inputs) x.realize();
  return {
    run: () => {
      noGrad(() => f(...inputs).realize()).dispose();
    },
    dispose: () => {
      for (const x of inputs) x.dispose();
    },
  };
}

const matmul =
  (n: number): Row =>
  () =>
    computed([randn([n, n]), randn([n, n])], (a, b) => a.matmul(b));
const relu =
  (n: number): Row =>
  () =>
    computed([randn([n]), randn([n]), randn([n])], (a, b, c) => a.mul(b).add(c).relu());
const exp =
  (n: number): Row =>
  () =>
    computed([randn([n])], (a) => a.exp());
const sum =
  (n: number): Row =>
  () =>
    computed([randn([n])], (a) => a.sum());

export const tensorRows: Rows = {
  ...Object.fromEntries([64, 128, 256, 512, 1024, 2048].map((n) => [`matmul-${n}`, matmul(n)])),
  'relu-1e6': relu(1e6),
  'relu-1e7': relu(1e7),
  'exp-1e6': exp(1e6),
  'exp-1e7': exp(1e7),
  'sum-1e6': sum(1e6),
  'sum-1e7': sum(1e7),
  softmax: () => computed([randn([1000, 1000])], (a) => a.softmax(1)),
};
