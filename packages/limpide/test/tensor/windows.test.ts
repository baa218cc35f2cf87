/** Convolutions and pooling of every stride, padding, dilation and number of groups, against their formula. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { setDefaultDevice, Tensor, tensor } from '../../src/index.ts';
import * as ops from '../../src/ops/index.ts';
import { testedDevices } from '../devices.ts';

const small = (seed: number, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (((i + 1) * 7919 + seed * 104729) % 17) - 8);

/** One or two spatial axes; sizes such that a window always fits. */
const spatial = (axes: number) =>
  fc.array(
    fc
      .record({
        kernel: fc.integer({ min: 1, max: 3 }),
        stride: fc.integer({ min: 1, max: 3 }),
        dilation: fc.integer({ min: 1, max: 2 }),
        padding: fc.integer({ min: 0, max: 2 }),
        more: fc.integer({ min: 0, max: 5 }),
      })
      .map((s) => ({
        ...s,
        size: Math.max(1, s.dilation * (s.kernel - 1) + 1 - 2 * s.padding) + s.more,
      })),
    { minLength: axes, maxLength: axes },
  );
const problem = fc.integer({ min: 1, max: 2 }).chain((axes) =>
  fc.record({
    axes: fc.constant(axes),
    images: fc.integer({ min: 1, max: 2 }),
    groups: fc.integer({ min: 1, max: 2 }),
    inputs: fc.integer({ min: 1, max: 2 }),
    outputs: fc.integer({ min: 1, max: 2 }),
    space: spatial(axes),
    seed: fc.nat(1000),
  }),
);

/** All coordinates of a shape. */
function* coordinates(shape: readonly number[]): Generator<number[]> {
  const total = shape.reduce((a, b) => a * b, 1);
  for (let i = 0; i < total; i++) {
    let rest = i;
    const at = new Array<number>(shape.length);
    for (let d = shape.length - 1; d >= 0; d--) {
      at[d] = rest % shape[d]!;
      rest = Math.floor(rest / shape[d]!);
    }
    yield at;
  }
}
const flat = (shape: readonly number[], at: readonly number[]): number =>
  at.reduce((sum, c, d) => sum * shape[d]! + c, 0);

describe.each(testedDevices)('on %s', (device) => {
  beforeAll(() => setDefaultDevice(device));

  test('a convolution is its formula, and its gradients are its adjoints', () => {
    fc.assert(
      fc.property(problem, ({ axes, images, groups, inputs, outputs, space, seed }) => {
        const X = [images, groups * inputs, ...space.map((s) => s.size)];
        const W = [groups * outputs, inputs, ...space.map((s) => s.kernel)];
        const x = tensor(
          small(
            seed,
            X.reduce((a, b) => a * b),
          ),
          { shape: X, requiresGrad: true },
        );
        const w = tensor(
          small(
            seed + 1,
            W.reduce((a, b) => a * b),
          ),
          { shape: W, requiresGrad: true },
        );
        const options = {
          groups,
          stride: space.map((s) => s.stride),
          dilation: space.map((s) => s.dilation),
          padding: space.map((s) => s.padding),
        };
        const y = new Tensor(ops.conv(axes, x.node, w.node, null, options));
        const Y = y.shape;
        const g = small(seed + 2, y.numel);
        const [xs, ws] = [x.dataSync(), w.dataSync()];
        const wanted = {
          y: new Float64Array(y.numel),
          x: new Float64Array(x.numel),
          w: new Float64Array(w.numel),
        };
        for (const at of coordinates(Y)) {
          const [n, o, ...out] = at as [number, number, ...number[]];
          const place = flat(Y, at);
          for (const inner of coordinates(W.slice(1))) {
            const [c, ...k] = inner as [number, ...number[]];
            const from = out.map(
              (i, d) => i * space[d]!.stride - space[d]!.padding + k[d]! * space[d]!.dilation,
            );
            if (from.some((i, d) => i < 0 || i >= space[d]!.size)) continue;
            const channel = Math.floor(o / outputs) * inputs + c;
            const [xi, wi] = [flat(X, [n, channel, ...from]), flat(W, [o, c, ...k])];
            wanted.y[place]! += xs[xi]! * ws[wi]!;
            wanted.x[xi]! += g[place]! * ws[wi]!;
            wanted.w[wi]! += g[place]! * xs[xi]!;
          }
        }
        y.backward(tensor(g, { shape: Y }));
        // whole numbers: exact
        expect([...y.dataSync()].map((v) => v + 0)).toEqual([...wanted.y].map((v) => v + 0));
        expect([...x.grad!.dataSync()].map((v) => v + 0)).toEqual([...wanted.x].map((v) => v + 0));
        expect([...w.grad!.dataSync()].map((v) => v + 0)).toEqual([...wanted.w].map((v) => v + 0));
      }),
      { numRuns: 25 },
    );
  });

  test('windows and their folding are adjoint: ⟨windows(x), y⟩ = ⟨x, fold(y)⟩', () => {
    fc.assert(
      fc.property(spatial(2), fc.nat(1000), (space, seed) => {
        const X = [2, ...space.map((s) => s.size)];
        const x = tensor(
          small(
            seed,
            X.reduce((a, b) => a * b),
          ),
          { shape: X },
        );
        const spec: ops.WindowSpec = {
          axes: [1, 2],
          size: space.map((s) => s.kernel),
          stride: space.map((s) => s.stride),
          dilation: space.map((s) => s.dilation),
          before: space.map((s) => s.padding),
          input: space.map((s) => s.size),
          output: space.map((s) =>
            ops.windowCount('test', s.size + 2 * s.padding, s.kernel, s.stride, s.dilation),
          ),
        };
        const seen = new Tensor(ops.windows(x.node, spec));
        const y = tensor(small(seed + 1, seen.numel), { shape: seen.shape });
        const folded = new Tensor(ops.foldWindows(y.node, spec));
        expect(seen.mul(y).sum().itemSync()).toBe(x.mul(folded).sum().itemSync());
      }),
      { numRuns: 25 },
    );
  });

  test('indices of maxima lead to the maxima', () => {
    const x = tensor(small(5, 2 * 7 * 6), { shape: [2, 7, 6] });
    const plane = x.reshape(2, 42);
    for (const [values, indices] of [
      [
        ops.maxPool(2, x.node, [3, 2], { stride: 2, padding: 1 }),
        ops.maxPoolIndices(2, x.node, [3, 2], { stride: 2, padding: 1 }),
      ],
      [ops.adaptiveMaxPool(2, x.node, [3, 4]), ops.adaptiveMaxPoolIndices(2, x.node, [3, 4])],
    ] as const) {
      const found = plane.gather(1, new Tensor(indices).reshape(2, -1));
      expect(found.toArraySync()).toEqual(new Tensor(values).reshape(2, -1).toArraySync());
    }
  });
});
