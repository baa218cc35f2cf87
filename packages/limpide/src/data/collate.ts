/** From samples to a batch. */
import { pipelineErrors } from '../errors/catalog/pipeline.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import { stack } from '../tensor/functions.ts';
import { Tensor, tensor } from '../tensor/index.ts';

/** What a batch of samples of type `T` looks like: tensors stacked, numbers in a tensor, texts in a list. */
export type Collated<T> = T extends Tensor | number | boolean
  ? Tensor
  : T extends string
    ? string[]
    : T extends readonly unknown[]
      ? { -readonly [K in keyof T]: Collated<T[K]> }
      : T extends object
        ? { -readonly [K in keyof T]: Collated<T[K]> }
        : never;

/**
 * Puts samples together as PyTorch's `default_collate` does: tensors are stacked along a new first
 * axis, numbers and booleans become a tensor `[n]` (whole numbers `int32`, others `float32`), texts a
 * list; tuples and objects are collated field by field.
 *
 * @throws ArgumentError when the samples are of different kinds
 */
export function defaultCollate<T>(samples: readonly T[]): Collated<T> {
  return collate(samples) as Collated<T>;
}

function collate(samples: readonly unknown[]): unknown {
  const first = samples[0];
  if (samples.length === 0) {
    raise(ArgumentError, pipelineErrors, 'pipeline.empty', { what: 'collate', expected: 'sample' });
  }
  if (first instanceof Tensor) return stack(all(samples, isTensor, 'Tensor'));
  if (typeof first === 'number') {
    const numbers = all(samples, isNumber, 'number');
    const whole = numbers.every((n) => Number.isInteger(n) && Math.abs(n) < 2 ** 31);
    return tensor(whole ? Int32Array.from(numbers) : Float32Array.from(numbers));
  }
  if (typeof first === 'boolean') return tensor(all(samples, isBoolean, 'boolean'));
  if (typeof first === 'string') return all(samples, isString, 'string');
  if (Array.isArray(first)) {
    const rows = all(samples, Array.isArray, 'array') as readonly (readonly unknown[])[];
    const width = first.length;
    if (rows.some((row) => row.length !== width)) refuse(`tuples of different lengths`);
    return first.map((_, column) => collate(rows.map((row) => row[column])));
  }
  if (typeof first === 'object' && first !== null) {
    const rows = all(samples, isObject, 'object');
    return Object.fromEntries(
      Object.keys(first).map((key) => [key, collate(rows.map((row) => row[key]))]),
    );
  }
  return refuse(`${typeof first}`);
}

const isTensor = (x: unknown): x is Tensor => x instanceof Tensor;
const isNumber = (x: unknown): x is number => typeof x === 'number';
const isBoolean = (x: unknown): x is boolean => typeof x === 'boolean';
const isString = (x: unknown): x is string => typeof x === 'string';
const isObject = (x: unknown): x is Record<string, unknown> =>
  typeof x === 'object' && x !== null && !Array.isArray(x);

function all<T>(samples: readonly unknown[], is: (x: unknown) => x is T, kind: string): T[] {
  return samples.map((x) => (is(x) ? x : refuse(`${kind} ≠ ${typeof x}`)));
}

function refuse(reason: string): never {
  raise(ArgumentError, pipelineErrors, 'pipeline.collate', { reason });
}
