/** Golden values next to each area's script, and comparison with a tolerance. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { CSRMatrix, Matrix } from '../../src/linalg/index.ts';
import { Tensor } from '../../src/tensor/index.ts';

/** What `area.json` holds; null stands for NaN. */
export function golden<T>(area: string): T {
  const file = new URL(`../golden/learn/${area}/${area}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** All numbers of nested arrays, tensors, matrices; null and NaN as null. */
export function flat(value: unknown): (number | null)[] {
  if (value instanceof Tensor) return flat(Array.from(value.dataSync(), Number));
  if (value instanceof CSRMatrix) return flat(value.toDense());
  if (value instanceof Matrix) return flat(Array.from(value.data));
  if (ArrayBuffer.isView(value)) return flat(Array.from(value as Float64Array));
  if (Array.isArray(value)) return value.flatMap(flat);
  return [value === null || Number.isNaN(Number(value)) ? null : Number(value)];
}

/** Equal within `tolerance`, relative for numbers above 1. */
export function near(got: unknown, wanted: unknown, tolerance = 1e-9): void {
  const a = flat(got);
  const b = flat(wanted);
  expect(a.length).toBe(b.length);
  const far = a.findIndex((x, i) => {
    const y = b[i] ?? null;
    if (x === null || y === null) return x !== y;
    return !(Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(y)) || x === y);
  });
  if (far >= 0) expect.fail(`place ${far}: got ${a[far]}, wanted ${b[far]}`);
}
