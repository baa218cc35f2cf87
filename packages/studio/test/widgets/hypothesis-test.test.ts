/** What the widget of hypothesis tests computes, against the library. */
import { Normal, permutationTest, tTestInd } from 'limpide/stats';
import { describe, expect, it } from 'vitest';
import { normals, stream } from '../../page/src/widgets/distributions/draw.ts';
import {
  bellBeyond,
  bellTail,
  dealtP,
  gapsOf,
  looks,
  shuffles,
  student,
  welch,
} from '../../page/src/widgets/hypothesis-test/laws.ts';

describe('The laws', () => {
  const law = new Normal(0, 1);
  it.each([-5, -1.96, -0.3, 0, 0.7, 1.96, 4, 6])('have the tail of the Gaussian beyond %f', (z) => {
    expect(bellTail(z)).toBeCloseTo(law.sf(z), 9);
  });
  it.each([0.001, 0.025, 0.2, 0.5, 0.9])('find the place beyond which lies %f', (p) => {
    expect(bellBeyond(p)).toBeCloseTo(law.isf(p), 6);
  });
  it('have an area of 1, with thick tails', () => {
    const f = student(3);
    let sum = 0;
    for (let t = -400; t < 400; t += 0.01) sum += 0.01 * f(t + 0.005);
    expect(sum).toBeCloseTo(1, 6);
    expect(f(4)).toBeGreaterThan(10 * Math.exp(-8) * 0.4);
  });
});

describe('Two groups', () => {
  const values = normals(19, 3);
  const [x, y] = [values.slice(0, 7).map((v) => v + 0.8), values.slice(7)];

  it('are compared as Welch’s test does it', () => {
    const expected = tTestInd(x, y);
    const got = welch(x, y);
    expect(got.t).toBeCloseTo(expected.statistic, 10);
    expect(got.df).toBeCloseTo(Number(expected.df), 8);
    expect(got.p).toBeCloseTo(expected.pValue, 7);
  });
  it('are dealt again at random: the p-value nears that of all deals', () => {
    const [few, others] = [x.slice(0, 5), y.slice(0, 6)];
    const all = [...few, ...others];
    const orders = shuffles(all.length, 4000, stream(5));
    for (const order of orders.slice(0, 50)) {
      expect([...order].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
    }
    const [observed = 0] = gapsOf(all, few.length, [all.map((_, i) => i)]);
    const p = dealtP(gapsOf(all, few.length, orders), observed);
    expect(Math.abs(p - permutationTest(few, others).pValue)).toBeLessThan(0.03);
  });
});

describe('Looking all the time', () => {
  const studies = Array.from({ length: 400 }, (_, i) => looks(i + 1, 60));
  const share = (alarms: readonly boolean[]): number =>
    alarms.filter(Boolean).length / alarms.length;

  it('fools far more studies than looking once', () => {
    const once = share(studies.map((z) => (z.at(-1) ?? 0) >= 1.96));
    const always = share(studies.map((z) => z.some((each) => each >= 1.96)));
    expect(once).toBeGreaterThan(0.02);
    expect(once).toBeLessThan(0.09);
    expect(always).toBeGreaterThan(4 * once);
  });
});
