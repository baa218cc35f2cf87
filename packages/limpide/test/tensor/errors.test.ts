/** Misuse gives typed errors, with a sentence in each language. */
import { beforeAll, describe, expect, test } from 'vitest';
import { operatorErrors } from '../../src/errors/catalog/operators.ts';
import { tensorErrors } from '../../src/errors/catalog/tensor.ts';
import * as L from '../../src/index.ts';
import * as ops from '../../src/ops/index.ts';

const { tensor, zeros } = L;
beforeAll(() => L.setDefaultDevice('reference'));

const learnt = (data: L.TensorData): L.Tensor => tensor(data, { requiresGrad: true });
const index = (...values: number[]): L.Tensor => tensor(Int32Array.from(values));
const conv = (x: L.Tensor, w: L.Tensor, o?: ops.ConvOptions): unknown =>
  ops.conv(2, x.node, w.node, null, o);
const convT = (x: L.Tensor, w: L.Tensor, o?: ops.ConvTransposeOptions): unknown =>
  ops.convTranspose(1, x.node, w.node, null, o);
const image = (): L.Tensor => zeros([1, 2, 5, 5]);
const attend = (q: L.Tensor, k: L.Tensor, v: L.Tensor, o?: ops.AttentionOptions): unknown =>
  ops.scaledDotProductAttention(q.node, k.node, v.node, o);

type Kind = new (...args: never[]) => L.LimpideError;
const misuses: readonly (readonly [code: string, kind: Kind, run: () => unknown])[] = [
  // shapes
  ['shape.broadcast', L.ShapeError, () => zeros([2, 3]).add(zeros([2, 4]))],
  ['shape.broadcast', L.ShapeError, () => L.where(tensor([true, false]), zeros([3]), 0)],
  ['shape.expand', L.ShapeError, () => zeros([2, 3]).expand(2, 4)],
  ['shape.reshape', L.ShapeError, () => zeros([2, 3]).reshape(4, -1)],
  ['shape.reshape', L.ShapeError, () => zeros([2, 3]).reshape(-1, -1)],
  ['shape.reshape', L.ShapeError, () => zeros([0, 3]).reshape(-1, 0)],
  ['shape.matmul', L.ShapeError, () => zeros([2, 3]).matmul(zeros([2, 3]))],
  ['shape.rank', L.ShapeError, () => zeros([]).matmul(zeros([2]))],
  ['shape.rank', L.ShapeError, () => zeros([2]).mm(zeros([2, 2]))],
  ['shape.rank', L.ShapeError, () => zeros([2]).tril()],
  ['shape.ragged', L.ShapeError, () => tensor([[1, 2], [3]])],
  ['shape.ragged', L.ShapeError, () => tensor([1, [2]])],
  ['shape.invalid', L.ShapeError, () => zeros([2, -1])],
  ['shape.invalid', L.ShapeError, () => zeros([3]).pad([-2, -2])],
  ['shape.mismatch', L.ShapeError, () => zeros([3]).indexAdd(0, index(0, 1), zeros([3]))],
  ['axis.range', L.ShapeError, () => zeros([2, 3]).sum(2)],
  ['axis.range', L.ShapeError, () => zeros([2, 3]).softmax(-3)],
  ['axis.repeated', L.ShapeError, () => zeros([2, 3]).sum([0, -2])],
  ['axis.repeated', L.ShapeError, () => zeros([2, 3]).permute(0, 0)],
  ['cat.shape', L.ShapeError, () => L.cat([zeros([2, 3]), zeros([2, 4])])],
  ['cat.shape', L.ShapeError, () => L.stack([zeros([2]), zeros([3])])],
  ['cat.empty', L.ArgumentError, () => L.cat([])],
  ['split.sizes', L.ShapeError, () => zeros([5]).split([2, 2])],
  ['tensor.item', L.ShapeError, () => zeros([2]).itemSync()],
  // indices
  ['index.range', L.ShapeError, () => zeros([3]).select(0, 3)],
  ['index.range', L.ShapeError, () => zeros([3]).narrow(0, 2, 2)],
  ['index.range', L.ShapeError, () => zeros([3]).gather(0, index(0, 3))],
  ['index.range', L.ShapeError, () => zeros([3]).indexSelect(0, index(-1))],
  ['index.range', L.ShapeError, () => zeros([3]).scatter(0, index(5), 1)],
  ['index.shape', L.ShapeError, () => zeros([3, 2]).gather(0, index(0))],
  ['index.dtype', L.DTypeError, () => zeros([3]).indexSelect(0, tensor([0, 1]))],
  // windows
  ['window.channels', L.ShapeError, () => conv(image(), zeros([1, 3, 3, 3]))],
  ['window.groups', L.ArgumentError, () => conv(image(), zeros([3, 1, 3, 3]), { groups: 2 })],
  ['window.large', L.ShapeError, () => conv(image(), zeros([1, 2, 3, 3]), { dilation: 3 })],
  [
    'window.same',
    L.ArgumentError,
    () => conv(image(), zeros([1, 2, 3, 3]), { padding: 'same', stride: 2 }),
  ],
  ['window.padding', L.ArgumentError, () => ops.maxPool(2, image().node, 2, { padding: 2 })],
  [
    'window.outputPadding',
    L.ArgumentError,
    () => convT(zeros([1, 2, 4]), zeros([2, 1, 3]), { outputPadding: 1 }),
  ],
  ['pad.reflect', L.ArgumentError, () => zeros([3]).pad([3, 0], 'reflect')],
  ['attention.shape', L.ShapeError, () => attend(zeros([2, 4]), zeros([3, 5]), zeros([3, 5]))],
  [
    'attention.shape',
    L.ShapeError,
    () => attend(zeros([3, 2, 4]), zeros([2, 3, 4]), zeros([2, 3, 4]), { enableGqa: true }),
  ],
  // arguments
  ['argument.range', L.ArgumentError, () => zeros([3]).slice(0, 0, 3, 0)],
  ['argument.range', L.ArgumentError, () => zeros([3]).topk(4)],
  ['argument.range', L.ArgumentError, () => zeros([3]).unfold(0, 4, 1)],
  ['argument.range', L.ArgumentError, () => L.arange(0, 3, 0)],
  ['argument.range', L.ArgumentError, () => ops.interpolate(image().node, {})],
  ['argument.data', L.ShapeError, () => tensor(new Float32Array(3), { shape: [2] })],
  ['argument.einsum', L.ArgumentError, () => L.einsum('ij,jk->il', zeros([2, 2]), zeros([2, 2]))],
  ['argument.einsum', L.ArgumentError, () => L.einsum('ij', zeros([2]))],
  ['random.probabilities', L.ArgumentError, () => L.multinomial(tensor([1, 1]), 3)],
  ['empty.reduce', L.ArgumentError, () => zeros([0]).amax()],
  // dtypes, devices
  ['dtype.unknown', L.DTypeError, () => zeros([1]).to('float33')],
  ['dtype.unsupported', L.DTypeError, () => L.where(zeros([1]), 1, 0)],
  [
    'dtype.unsupported',
    L.DTypeError,
    () => zeros([2]).scatter(0, index(0), tensor(Int32Array.of(1))),
  ],
  ['device.unknown', L.DeviceError, () => zeros([1], { device: 'abacus' })],
  ['device.mismatch', L.DeviceError, () => zeros([1]).add(zeros([1], { device: 'wasm' }))],
  // life
  [
    'tensor.freed',
    L.FreedTensorError,
    () => {
      const x = tensor([1, 2]);
      x.dispose();
      return x.dataSync();
    },
  ],
  [
    'tensor.freed',
    L.FreedTensorError,
    () => {
      const x = tensor([1, 2]);
      const y = x.mul(2);
      x.dispose();
      return y.dataSync();
    },
  ],
  // differentiation
  ['autograd.noGraph', L.AutogradError, () => tensor([1]).sum().backward()],
  ['autograd.scalar', L.AutogradError, () => learnt([1, 2]).mul(2).backward()],
  [
    'autograd.gradShape',
    L.AutogradError,
    () =>
      learnt([1, 2])
        .mul(2)
        .backward(tensor([1])),
  ],
  [
    'autograd.twice',
    L.AutogradError,
    () => {
      const y = learnt([1, 2]).square().sum();
      y.backward();
      y.backward();
    },
  ],
  ['autograd.dtype', L.AutogradError, () => tensor([1], { dtype: 'int32' }).requiresGrad_()],
  ['autograd.leafInPlace', L.AutogradError, () => learnt([1]).add_(1)],
  ['autograd.leafInPlace', L.AutogradError, () => learnt([1]).copy_(1)],
  ['autograd.notLeaf', L.AutogradError, () => learnt([1]).mul(2).requiresGrad_(false)],
  ['autograd.unreachable', L.AutogradError, () => L.grad(learnt([1]).sum(), [learnt([2])])],
  ['inPlace.shape', L.ShapeError, () => zeros([2]).add_(zeros([3, 2]))],
  ['inPlace.shape', L.ShapeError, () => zeros([2]).copy_(zeros([3]))],
];

describe('misuse', () => {
  test.each(misuses.map((m, i) => [`${m[0]} (${i})`, m] as const))(
    '%s',
    (_name, [code, kind, run]) => {
      let error: unknown;
      try {
        run();
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(kind);
      const known = error as L.LimpideError;
      expect(known.code).toBe(code);
      const [en, fr] = [known.sentence('en'), known.sentence('fr')];
      expect(en).not.toBe(fr);
      for (const sentence of [en, fr]) {
        expect(sentence.length).toBeGreaterThan(10);
        expect(sentence).not.toMatch(/\{\w+\}|undefined|\[object/);
      }
    },
  );
});

test('every sentence is there in both languages, with the same places', () => {
  for (const [code, { en, fr }] of Object.entries({ ...tensorErrors, ...operatorErrors })) {
    const places = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    expect(en.length, code).toBeGreaterThan(10);
    expect(fr, code).not.toBe(en);
    expect(places(fr), code).toEqual(places(en));
  }
});

test('a second backward is fine with retainGraph, and in-place changes under noGrad', () => {
  const x = learnt([1, 2]);
  const y = x.square().sum();
  y.backward(undefined, { retainGraph: true });
  y.backward();
  expect(x.grad!.toArraySync()).toEqual([4, 8]);
  L.noGrad(() => x.sub_(x.grad!.mul(0.25)));
  expect(x.toArraySync()).toEqual([0, 0]);
  expect(x.requiresGrad && x.isLeaf).toBe(true);
});
