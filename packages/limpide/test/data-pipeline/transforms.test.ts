import { describe, expect, it } from 'vitest';
import {
  compose,
  cutOut,
  gaussianNoise,
  iris,
  mixUp,
  normalize,
  randomCrop,
  randomHorizontalFlip,
  randomRotation,
  randomShift,
  rescale,
  type Transform,
  toImages,
  toVectors,
} from '../../src/data/index.ts';
import { Generator, rand, setDefaultDevice, type Tensor, tensor } from '../../src/tensor/index.ts';

setDefaultDevice('reference');

const generator = (): Generator => new Generator(7);
const picture = (): Tensor => rand([6, 1, 5, 5], { generator: new Generator(1) }).realize();
const flat = (x: Tensor): number[] => Array.from(x.dataSync());

describe('augmentations', () => {
  const all: readonly (readonly [string, (g: Generator) => Transform])[] = [
    ['randomRotation', (g) => randomRotation(30, { generator: g })],
    ['randomShift', (g) => randomShift(2, { generator: g })],
    ['randomCrop', (g) => randomCrop(5, { padding: 2, generator: g })],
    ['randomHorizontalFlip', (g) => randomHorizontalFlip(0.5, { generator: g })],
    ['cutOut', (g) => cutOut(2, { generator: g })],
    ['gaussianNoise', (g) => gaussianNoise(0.1, { generator: g })],
  ];
  it.each(all)(
    '%s: same seed, same pictures; shape kept, with channels and without',
    (_name, make) => {
      const x = picture();
      const once = flat(make(generator())(x));
      expect(flat(make(generator())(x))).toEqual(once);
      expect(once).not.toEqual(flat(x));
      expect(make(generator())(x).shape).toEqual([6, 1, 5, 5]);
      const without = make(generator())(x.reshape(6, 5, 5));
      expect(without.shape).toEqual([6, 5, 5]);
      expect(flat(without)).toEqual(once);
    },
  );

  it('a shift moves whole pictures, each by its own draw, and fills with 0', () => {
    const x = tensor([[0, 0, 0, 0, 1, 0, 0, 0, 0]])
      .reshape(1, 3, 3)
      .expand(32, 3, 3);
    const moved = randomShift(1, { generator: generator() })(x);
    const places = (moved.toArraySync() as number[][][]).map((rows) => rows.flat().indexOf(1));
    expect(moved.sum().itemSync()).toBe(32);
    expect(new Set(places).size).toBeGreaterThan(5);
  });

  it('a flip mirrors or leaves alone', () => {
    const x = tensor([[[1, 2, 3]]]).expand(40, 1, 3);
    const seen = new Set(
      (randomHorizontalFlip(0.5, { generator: generator() })(x).toArraySync() as number[][][]).map(
        (p) => p.flat().join(),
      ),
    );
    expect([...seen].sort()).toEqual(['1,2,3', '3,2,1']);
    expect(flat(randomHorizontalFlip(1)(x).select(0, 0))).toEqual([3, 2, 1]);
  });

  it('a rotation by nothing changes nothing, and keeps the centre', () => {
    const x = picture();
    const same = flat(randomRotation(0)(x));
    flat(x).forEach((v, i) => {
      expect(same[i]).toBeCloseTo(v, 5);
    });
    const dot = tensor([
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]).reshape(1, 3, 3);
    const turned = randomRotation(90, { generator: generator() })(
      dot,
    ).toArraySync() as number[][][];
    expect(turned[0]![1]![1]).toBeCloseTo(1, 5);
  });

  it('a cut-out is a square of the size asked for, or what of it is inside', () => {
    const x = rand([20, 8, 8], { generator: generator() }).add(1);
    const holes = (cutOut(3, { generator: generator() })(x).toArraySync() as number[][][]).map(
      (p) => p.flat().filter((v) => v === 0).length,
    );
    for (const n of holes) expect([1, 2, 3, 4, 6, 9]).toContain(n);
    expect(holes).toContain(9);
  });

  it('mix-up blends samples and targets by the same share', () => {
    const x = tensor([
      [1, 0],
      [0, 1],
    ]);
    const [mixed, targets] = mixUp(1, { generator: generator() })(x, x);
    expect(flat(mixed)).toEqual(flat(targets));
    for (const sum of flat(mixed.sum(1))) expect(sum).toBeCloseTo(1, 6);
  });

  it('say what they work on', () => {
    expect(() => randomShift(1)(tensor([1, 2, 3]))).toThrow(/\[n, height, width\]/);
    expect(() => randomCrop(9)(picture())).toThrow(/size/);
    expect(() => normalize(0, 0)).toThrow(/std/);
  });
});

describe('values', () => {
  const bytes = tensor(
    Uint8Array.from({ length: 2 * 784 }, (_, i) => i % 256),
    { shape: [2, 28, 28] },
  );

  it('bytes become 0 … 1, as rows or as pictures, normalised if asked', () => {
    expect(toVectors(bytes).shape).toEqual([2, 784]);
    expect(toImages(bytes).shape).toEqual([2, 1, 28, 28]);
    expect(toVectors(bytes).amax().itemSync()).toBeCloseTo(1, 6);
    const expected = flat(compose(rescale(), normalize(0.1307, 0.3081))(bytes));
    flat(toVectors(bytes, { mean: 0.1307, std: 0.3081 })).forEach((v, i) => {
      expect(v).toBeCloseTo(expected[i]!, 4);
    });
  });

  it('one mean and deviation per channel', () => {
    const x = tensor([1, 2, 10, 20]).reshape(1, 2, 1, 2);
    expect(flat(normalize([1, 10], [1, 10])(x))).toEqual([0, 1, 0, 1]);
  });

  it('iris comes as tensors', () => {
    const { features, labels, classes } = iris();
    expect(features.shape).toEqual([150, 4]);
    expect(labels.dtype).toBe('int32');
    expect(classes).toHaveLength(3);
  });
});
