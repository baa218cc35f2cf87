// Reading golden values: JSON has no infinities, so these are words there.
import fs from 'node:fs';
import { expect } from 'vitest';

export function readGolden<T>(name: string): T {
  const file = new URL(`../golden/stats/${name}`, import.meta.url);
  const words: Readonly<Record<string, number>> = {
    inf: Infinity,
    '-inf': -Infinity,
    nan: Number.NaN,
  };
  return JSON.parse(fs.readFileSync(file, 'utf8'), (_, value: unknown) =>
    typeof value === 'string' && value in words ? words[value] : value,
  ) as T;
}

/** |got − want| ≤ tolerance · |want| + absolute, or both the same infinity or NaN. */
export function expectClose(
  got: number,
  want: number,
  tolerance: number,
  what: string,
  absolute = 0,
): void {
  if (Object.is(got, want) || got === want) return;
  const error = Math.abs(got - want);
  expect(error <= tolerance * Math.abs(want) + absolute, `${what}: got ${got}, want ${want}`).toBe(
    true,
  );
}

export function expectAllClose(
  got: ArrayLike<number>,
  want: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  expect(got.length, what).toBe(want.length);
  for (let i = 0; i < want.length; i++)
    expectClose(got[i]!, want[i]!, tolerance, `${what}[${i}]`, 1e-13);
}
