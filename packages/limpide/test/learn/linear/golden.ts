/** Models fitted here and by scikit-learn, from the committed golden files. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as learn from '../../../src/learn/index.ts';
import { CSRMatrix, Matrix } from '../../../src/linalg/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';
import { smallData } from '../small-data.ts';

interface Case {
  readonly model: string;
  readonly params: Record<string, unknown>;
  readonly data: 'iris' | 'wine' | 'breast-cancer' | 'diabetes';
  readonly scale: boolean;
  readonly weights: boolean;
  readonly tol: number;
  readonly floor: number | null;
  readonly sparse: boolean;
  readonly classes: number[] | null;
  readonly thin: number | null;
  readonly learned: Record<string, number[]>;
  readonly methods: Record<string, number[]>;
}

/** Columns with mean 0 and variance 1; constant ones stay. */
export function standardised(X: readonly (readonly number[])[]): number[][] {
  const n = X.length;
  const columns = X[0]!.map((_, j) => {
    const mean = X.reduce((sum, row) => sum + row[j]!, 0) / n;
    const variance = X.reduce((sum, row) => sum + (row[j]! - mean) ** 2, 0) / n;
    return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 };
  });
  return X.map((row) => row.map((v, j) => (v - columns[j]!.mean) / columns[j]!.deviation));
}

/** Everything in a learned attribute or an answer, as one list of numbers. */
function flat(value: unknown): number[] {
  if (value instanceof Tensor) return Array.from(value.dataSync(), Number);
  if (Array.isArray(value)) return value.flatMap(flat);
  return [Number(value)];
}

function close(got: readonly number[], wanted: readonly number[], tol: number, what: string): void {
  expect(got.length, what).toBe(wanted.length);
  const size = Math.max(1, ...wanted.filter(Number.isFinite).map(Math.abs));
  wanted.forEach((value, at) => {
    if (!Number.isFinite(value)) expect(got[at], `${what}[${at}]`).toBe(value);
    else
      expect(
        Math.abs(got[at]! - value),
        `${what}[${at}] ${got[at]} ≠ ${value}`,
      ).toBeLessThanOrEqual(tol * size);
  });
}

/** One test per case of a golden file: learned attributes, and answers for every ninth sample. */
export function testGolden(family: string): void {
  const file = new URL(`../../golden/learn/${family}/models.json`, import.meta.url);
  const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];
  it.each(cases.map((c) => [`${c.model} ${JSON.stringify(c.params)} on ${c.data}`, c] as const))(
    '%s',
    (_, c) => {
      let { X, y } = smallData(c.data);
      if (c.scale) X = standardised(X);
      const kept = [...X.keys()].filter((i) => c.classes === null || c.classes.includes(y[i]!));
      const rows = kept.filter((_i, at) => at % (c.thin ?? 1) === 0);
      X = rows.map((i) => X[i]!.map((v) => (c.floor === null ? v : Math.floor(v * c.floor))));
      y = rows.map((i) => y[i]!);
      const Make = Reflect.get(learn, c.model) as new (params: object) => learn.Classifier;
      const model = new Make(c.params);
      const sampleWeight = c.weights ? X.map((_row, i) => (i % 4) * 0.5 + 0.25) : undefined;
      const options = { ...(sampleWeight && { sampleWeight }) };
      const form = (data: number[][]): learn.Features =>
        c.sparse ? CSRMatrix.fromDense(Matrix.from(data)) : data;
      model.fit(form(X), y, options);
      for (const [name, wanted] of Object.entries(c.learned))
        close(flat(Reflect.get(model, name)), wanted, c.tol, name);
      const some = form(X.filter((_row, i) => i % 9 === 0));
      for (const [name, wanted] of Object.entries(c.methods)) {
        const method = Reflect.get(model, name) as (X: learn.Features) => unknown;
        close(flat(method.call(model, some)), wanted, c.tol, name);
      }
    },
  );
}
