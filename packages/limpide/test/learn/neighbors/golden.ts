/** Reading golden values, and comparing nested numbers. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

export function golden<T>(family: string, name: string): T {
  const file = new URL(`../../golden/learn/${family}/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** Numbers of tensors, typed arrays and nested arrays, in order. */
export function flat(values: unknown): number[] {
  if (typeof values === 'number') return [values];
  if (Array.isArray(values)) return values.flatMap(flat);
  if (ArrayBuffer.isView(values)) return Array.from(values as Float64Array, Number);
  if (values !== null && typeof values === 'object' && 'dataSync' in values)
    return Array.from((values as { dataSync(): Float64Array }).dataSync(), Number);
  throw new TypeError(`no numbers: ${String(values)}`);
}

/** Every number within `tolerance` of the one expected, relative to its size where that is above 1. */
export function expectClose(got: unknown, expected: unknown, tolerance: number): void {
  const a = flat(got);
  const b = flat(expected);
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    const gap = Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(b[i]!));
    worst = Number.isNaN(gap) ? Infinity : Math.max(worst, gap);
  }
  expect(worst).toBeLessThanOrEqual(tolerance);
}
