// Special functions against mpmath (60 digits) and SciPy, and the identities that they satisfy.
import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { special } from '../../src/stats/index.ts';

type Rows = readonly (readonly number[])[];
const golden = JSON.parse(
  fs.readFileSync(new URL('../golden/stats/special.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Rows>>;

/** |got − want| in units of |want|. */
const off = (got: number, want: number): number =>
  got === want ? 0 : Math.abs(got - want) / Math.abs(want);

/** Relative accuracy where it is not 1e-13. */
const tolerance: Readonly<Record<string, number>> = {
  kolmogorovExactSf: 1e-9, // the golden value is SciPy's
};

describe('special functions', () => {
  it.each(Object.keys(golden))('%s agrees with the golden values', (name) => {
    const f = special[name as keyof typeof special] as (...args: number[]) => number;
    for (const row of golden[name]!) {
      const args = row.slice(0, -1);
      const want = row.at(-1)!;
      const got = f(...args);
      const allowed = tolerance[name] ?? 1e-13;
      expect(off(got, want), `${name}(${args}) = ${got}, want ${want}`).toBeLessThanOrEqual(
        allowed,
      );
    }
  });
});
