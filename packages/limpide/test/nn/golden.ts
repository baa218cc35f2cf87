/** Reads the golden cases (their format: test/golden/README.md) and compares tensors with them. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect } from 'vitest';
import { type DType, setDefaultDevice, type Tensor, tensor } from '../../src/index.ts';

type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';
export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly data: readonly JsonNumber[];
  readonly requiresGrad?: boolean;
}
export type Option = number | boolean | string | readonly Option[] | null;
export interface GoldenCase {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly (GoldenTensor | null)[];
  readonly inputNames?: readonly string[];
  readonly args: readonly Option[];
  readonly options: Readonly<Record<string, Option>>;
  readonly output: GoldenTensor | readonly GoldenTensor[];
  readonly gradOutput: GoldenTensor | readonly (GoldenTensor | null)[] | null;
  readonly grads: readonly (GoldenTensor | null)[] | null;
}

export function goldenCases<T = GoldenCase>(name: string): T[] {
  const url = new URL(`../golden/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as T[];
}

export const numbers = (golden: GoldenTensor): number[] => golden.data.map(Number);

/** float32 becomes `float`: with float64 the comparison is with the true values. */
export function given(golden: GoldenTensor, float: DType = 'float32'): Tensor {
  const dtype = golden.dtype === 'float32' ? float : golden.dtype;
  // nine digits name a float32 exactly
  const exact = golden.dtype === 'float32' ? Math.fround : Number;
  const made = tensor(Float64Array.from(numbers(golden), exact), { dtype, shape: golden.shape });
  return golden.requiresGrad ? made.requiresGrad_() : made;
}

/** |got − wanted| ≤ atol + rtol·|wanted|, non-finite values the same. */
export function expectClose(
  got: Tensor | null,
  golden: GoldenTensor,
  tolerance = 1e-7,
  what = 'value',
): void {
  if (!got) expect.fail(`${what}: there is none`);
  expect([...got.shape], `${what}: shape`).toEqual([...golden.shape]);
  const values = [got.toArraySync()].flat(Number.POSITIVE_INFINITY as 1) as unknown as number[];
  numbers(golden).forEach((wanted, i) => {
    const value = Number(values[i]);
    const same = Object.is(value, wanted) || value === wanted;
    if (!same && !(Math.abs(value - wanted) <= tolerance * (1 + Math.abs(wanted)))) {
      expect.fail(`${what}[${i}]: got ${value}, wanted ${wanted}`);
    }
  });
}

/** Checks outputs and, with the cotangents given, the gradients of all inputs. */
export function checkCase(
  test: GoldenCase,
  inputs: readonly (Tensor | null)[],
  outputs: readonly Tensor[],
  tolerance = 1e-7,
): void {
  const wanted = [test.output].flat() as GoldenTensor[];
  expect(outputs.length).toBe(wanted.length);
  const cotangents = [test.gradOutput].flat() as (GoldenTensor | null)[];
  if (test.gradOutput !== null) {
    let total: Tensor | null = null;
    outputs.forEach((out, o) => {
      const weights = cotangents[o];
      if (!weights) return;
      const part = out.mul(given(weights, out.dtype as DType)).sum();
      total = total ? (total as Tensor).add(part) : part;
    });
    (total as Tensor | null)?.backward();
  }
  outputs.forEach((out, o) => {
    expectClose(out, wanted[o]!, tolerance, `output ${o}`);
  });
  test.grads?.forEach((grad, i) => {
    if (grad) expectClose(inputs[i]!.grad, grad, tolerance, `gradient of input ${i}`);
  });
}

/** The same tests on the reference and on the device that people use. */
export function onDevices(name: string, body: (device: string) => void): void {
  for (const device of ['reference', 'wasm']) {
    describe(`${name} (${device})`, () => {
      beforeEach(() => {
        setDefaultDevice(device);
      });
      body(device);
    });
  }
}
