/** Shapes and dtypes of results: what is promised is what is computed, for every map and every dtype. */
import { beforeAll, describe, expect, test } from 'vitest';
import { allDTypes, type DType, setDefaultDevice, Tensor, tensor } from '../../src/index.ts';
import * as ops from '../../src/ops/index.ts';
import { testedDevices } from '../devices.ts';

describe.each(testedDevices)('on %s', (device) => {
  beforeAll(() => setDefaultDevice(device));
  const data: Readonly<Record<'a' | 'b', readonly number[]>> = { a: [1, 0, 3, 2], b: [2, 1, 1, 3] };
  const of = (which: 'a' | 'b', dtype: DType): Tensor => tensor(data[which], { dtype });

  test.each(allDTypes)('%s: maps of one', (dtype) => {
    for (const name of ops.unaryNames) {
      const y = new Tensor(ops.applyUnary(name, of('a', dtype).node));
      expect(y.dataSync().length, name).toBe(4);
    }
  });
  test.each(allDTypes)('%s: maps of two, with every dtype', (dtype) => {
    for (const name of ops.binaryNames) {
      for (const other of allDTypes) {
        const y = new Tensor(ops.applyBinary(name, of('a', dtype).node, of('b', other).node));
        const z = new Tensor(ops.applyBinary(name, of('b', other).node, of('a', dtype).node));
        expect(y.dtype, `${name} ${other}`).toBe(z.dtype);
        expect(y.dataSync().length, `${name} ${other}`).toBe(4);
      }
    }
  });
  test.each(allDTypes)('%s: folds and order', (dtype) => {
    const x = of('a', dtype).reshape(2, 2);
    expect(x.sum(0).toArraySync()).toEqual(dtype === 'bool' ? [2, 1] : [4, 2]);
    expect(x.amax().itemSync()).toBe(dtype === 'bool' ? 1 : 3);
    expect(x.argmax(1).dtype).toBe('int32');
    expect(x.argsort(1).toArraySync()).toEqual(
      dtype === 'bool'
        ? [
            [1, 0],
            [0, 1],
          ]
        : [
            [1, 0],
            [1, 0],
          ],
    );
    expect(x.max(0).values.dtype).toBe(dtype);
    expect(x.any().itemSync()).toBe(1);
    expect(x.all().itemSync()).toBe(0);
    expect(x.cumsum(1).shape).toEqual([2, 2]);
    expect(x.mean().itemSync()).toBeCloseTo(dtype === 'bool' ? 0.75 : 1.5, 2);
  });
  test.each(allDTypes)('%s: joining, indexing, movement', (dtype) => {
    const x = of('a', dtype);
    const one = x.toArraySync() as (number | boolean)[];
    const index = tensor(Int32Array.of(3, 0));
    expect(x.indexSelect(0, index).toArraySync()).toEqual([one[3], one[0]]);
    expect(x.gather(0, index).toArraySync()).toEqual([one[3], one[0]]);
    expect(new Tensor(ops.cat([x.node, x.node])).toArraySync()).toEqual([...one, ...one]);
    expect(x.roll(1).toArraySync()).toEqual([one[3], one[0], one[1], one[2]]);
    expect(x.flip(0).toArraySync()).toEqual(one.toReversed());
    expect(x.reshape(2, 2).t().clone().toArraySync()).toEqual([
      [one[0], one[2]],
      [one[1], one[3]],
    ]);
    expect(x.reshape(2, 2).tril().dtype).toBe(dtype);
    expect(x.scatterAdd(0, index, x.slice(0, 0, 2)).dtype).toBe(dtype);
    expect(x.maskedFill(x.to('bool'), 0).toArraySync()).toEqual(
      one.map((v) => (dtype === 'bool' ? v === 0 : 0)),
    );
  });
});
