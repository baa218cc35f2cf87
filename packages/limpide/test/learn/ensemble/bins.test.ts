/** The bin of a value is the number of cuts below it, wherever the cuts lie. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binColumns, missingBin } from '../../../src/learn/ensemble/hist/bins.ts';
import { Matrix } from '../../../src/linalg/index.ts';

const value = fc.oneof(
  fc.double({ noNaN: true }),
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.integer({ min: -4, max: 4 }),
);

test('bins of any values among any cuts', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(value, { maxLength: 60, selector: (v) => v + 0 }),
      fc.array(value, { maxLength: 40 }),
      (some, others) => {
        const cuts = Float64Array.from(some).sort();
        const values = Float64Array.from([Number.NaN, ...cuts, ...others]);
        const binning = { thresholds: [cuts], categorical: Uint8Array.of(0) };
        const bins = binColumns(new Matrix(values, values.length, 1), binning);
        const expected = Array.from(values, (x) =>
          Number.isNaN(x) ? missingBin : cuts.filter((cut) => cut < x).length,
        );
        expect(Array.from(bins)).toEqual(expected);
      },
    ),
  );
});
