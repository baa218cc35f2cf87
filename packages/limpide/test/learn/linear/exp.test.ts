/** The exponential and the logarithm of long loops are those of Math, but for the last bits. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp } from '../../../src/learn/linear/exp.ts';
import { log1pOfUnit } from '../../../src/learn/linear/log1p.ts';

test('within 1 unit in the last place of Math.exp', () => {
  fc.assert(
    fc.property(fc.double({ min: -800, max: 800, noNaN: true }), (x) => {
      const expected = Math.exp(x);
      // at most 1.5 · 2⁻⁵² of the value: a unit in the last place is between 2⁻⁵³ and 2⁻⁵² of it
      if (Number.isFinite(expected) && expected > 0)
        expect(Math.abs(exp(x) - expected) / expected).toBeLessThanOrEqual(1.5 * Number.EPSILON);
      else expect(exp(x)).toBe(expected);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  [0, 1],
  [-0, 1],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  [Number.NEGATIVE_INFINITY, 0],
  [Number.NaN, Number.NaN],
  [-745.1, Math.exp(-745.1)],
])('exp(%d)', (x, expected) => {
  expect(exp(x)).toBe(expected);
});

test('within 2 units in the last place of Math.log1p, from 0 to 1 and for the smallest numbers', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 40 }),
      (x, k) => {
        for (const value of [x, x * 2 ** -k, k / 64]) {
          if (value > 1) continue;
          const expected = Math.log1p(value);
          expect(Math.abs(log1pOfUnit(value) - expected)).toBeLessThanOrEqual(
            2 * Number.EPSILON * expected,
          );
        }
      },
    ),
    { numRuns: 3000 },
  );
  expect(log1pOfUnit(0)).toBe(0);
  expect(log1pOfUnit(5e-324)).toBe(5e-324);
  expect(log1pOfUnit(Number.NaN)).toBeNaN();
});
