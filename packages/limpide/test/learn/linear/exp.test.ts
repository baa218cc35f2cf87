/** The exponential of long loops is that of Math.exp, but for the last bit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp } from '../../../src/learn/linear/exp.ts';

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
