// Special functions against mpmath (60 digits) and SciPy, and the identities that they satisfy.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { special } from '../../src/stats/index.ts';
import { expectClose, readGolden } from './support.ts';

const golden = readGolden<Readonly<Record<string, readonly (readonly number[])[]>>>('special.json');

/** Relative accuracy where it is not 1e-13. */
const tolerance: Readonly<Record<string, number>> = {
  gamma: 2e-13, // subnormal results
  betaI: 2e-13,
  gammaQ: 3e-13,
  kolmogorovExactSf: 3e-7, // SciPy itself approximates above n = 140
};

describe('special functions', () => {
  it.each(Object.keys(golden))('%s agrees with the golden values', (name) => {
    const f = special[name as keyof typeof special] as (...args: number[]) => number;
    for (const row of golden[name]!) {
      const args = row.slice(0, -1);
      expectClose(f(...args), row.at(-1)!, tolerance[name] ?? 1e-13, `${name}(${args})`);
    }
  });

  it('the exact distribution of Kolmogorov’s statistic agrees with SciPy where SciPy is exact', () => {
    for (const [n, d, want] of golden['kolmogorovExactSf']!)
      if (n! <= 100) expectClose(special.kolmogorovExactSf(n!, d!), want!, 1e-9, `n ${n}, d ${d}`);
  });

  const shape = fc.double({ min: 0.05, max: 500, noNaN: true });
  const part = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

  it('Γ(x + 1) = x Γ(x), ψ(x + 1) = ψ(x) + 1/x', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 150, noNaN: true }), (x) => {
        expectClose(special.gamma(x + 1), x * special.gamma(x), 1e-13, `Γ at ${x}`);
        expectClose(special.digamma(x + 1), special.digamma(x) + 1 / x, 1e-12, `ψ at ${x}`, 1e-14);
      }),
    );
  });
  it('inverses undo functions', () => {
    fc.assert(
      fc.property(shape, shape, part, (a, b, p) => {
        expectClose(special.gammaP(a, special.gammaPInverse(a, p)), p, 1e-11, `P, a = ${a}`);
        expectClose(special.gammaQ(a, special.gammaQInverse(a, p)), p, 1e-11, `Q, a = ${a}`);
        expectClose(special.normalCdf(special.normalQuantile(p)), p, 1e-14, 'Φ');
        expectClose(special.erf(special.erfinv(p)), p, 1e-14, 'erf');
        const x = special.betaIInverse(a, b, p);
        if (x < 0.999) expectClose(special.betaI(a, b, x), p, 1e-10, `I, ${a}, ${b}`);
      }),
    );
  });
  it('I_x(a, b) = 1 − I_{1−x}(b, a), and P + Q = 1', () => {
    fc.assert(
      fc.property(shape, shape, fc.integer({ min: 1, max: 1023 }), (a, b, k) => {
        const x = k / 1024;
        expectClose(special.betaI(a, b, x), 1 - special.betaI(b, a, 1 - x), 1e-12, 'I', 1e-14);
        expectClose(special.gammaP(a, 3 * a * x) + special.gammaQ(a, 3 * a * x), 1, 1e-14, 'P + Q');
      }),
    );
  });
  it('says NaN outside of its domain, like Math', () => {
    expect(special.gammaP(-1, 2)).toBeNaN();
    expect(special.betaI(1, 2, 1.5)).toBeNaN();
    expect(special.normalQuantile(-0.1)).toBeNaN();
    expect(special.digamma(-3)).toBeNaN();
    expect(special.logGamma(0)).toBe(Infinity);
    expect(special.normalQuantile(0)).toBe(-Infinity);
  });
});
