/**
 * What every function of this folder does with what it is given: numbers in any usual form become a
 * Float64Array, checked once, and whatever is wrong is said with its place.
 */
import { statsErrors } from '../errors/catalog/stats.ts';
import { ArgumentError, DataError, raise, ShapeError } from '../errors/index.ts';
import { Tensor } from '../tensor/index.ts';

/** A sample: an array, a typed array or a tensor (read at once, in any shape, row after row). */
export type Sample = ArrayLike<number> | Tensor;

/** What happens to NaN: an error (`'raise'`), or it is left out (`'omit'`, in pairs where there are pairs). */
export type NanPolicy = 'raise' | 'omit';

/** Options of everything that reads data. */
export interface NanOptions {
  /** `'raise'` by default: a missing value is a question that somebody should answer. */
  readonly nanPolicy?: NanPolicy | undefined;
}

export interface CheckOptions extends NanOptions {
  /** How an error calls the sample. */
  readonly name?: string;
  /** The least number of values, NaN not counted; 1 by default. */
  readonly least?: number;
  /** Infinities are let through. */
  readonly infinite?: boolean;
}

/** The values as they are, unchecked one by one. @throws DataError for what is no list of values */
export function rawValues(x: Sample, op = 'stats', name = 'x'): ArrayLike<number> {
  if (x instanceof Tensor) return x.dataSync();
  const list = typeof x === 'object' && x !== null && typeof x.length === 'number';
  if (!list) raise(DataError, statsErrors, 'stats.sample', { op, name, got: told(x) });
  return x;
}

/** Something of any kind, in a word, for an error. */
function told(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (Array.isArray(value)) return `array(${value.length})`;
  if (typeof value === 'object' && value !== null) return value.constructor?.name ?? 'object';
  return typeof value === 'function' ? 'function' : String(value);
}

function checkPolicy(op: string, policy: NanPolicy | undefined): boolean {
  if (policy !== undefined && policy !== 'raise' && policy !== 'omit')
    raise(ArgumentError, statsErrors, 'stats.choice', {
      op,
      name: 'nanPolicy',
      got: String(policy),
      expected: ['raise', 'omit'],
    });
  return policy === 'omit';
}

function complain(op: string, name: string, value: number, index: number): never {
  if (Number.isNaN(value) && typeof value === 'number')
    return raise(DataError, statsErrors, 'stats.nan', { op, name, index });
  if (typeof value === 'number')
    return raise(DataError, statsErrors, 'stats.finite', { op, name, index, got: value });
  return raise(DataError, statsErrors, 'stats.value', {
    op,
    name,
    index,
    got: told(value),
    expected: 'a number',
  });
}

function checkCount(op: string, name: string, got: number, expected: number): void {
  if (got >= expected) return;
  if (got === 0) raise(DataError, statsErrors, 'stats.empty', { op, name, expected });
  raise(DataError, statsErrors, 'stats.few', { op, name, got, expected });
}

/** The values of a sample, copied, float64. */
export function values(op: string, x: Sample, options: CheckOptions = {}): Float64Array {
  const { name = 'x', least = 1, infinite = false } = options;
  const omit = checkPolicy(op, options.nanPolicy);
  const raw = rawValues(x, op, name);
  const out = new Float64Array(raw.length);
  let count = 0;
  for (let i = 0; i < raw.length; i++) {
    const value = raw[i]!;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      const nan = typeof value === 'number' && Number.isNaN(value);
      if (nan && omit) continue;
      if (nan || !infinite || typeof value !== 'number') complain(op, name, value, i);
    }
    out[count++] = value;
  }
  checkCount(op, name, count, least);
  return count === out.length ? out : out.slice(0, count);
}

/** Two samples that belong together, value by value; `'omit'` leaves out the pairs that lack one. */
export function pairs(
  op: string,
  x: Sample,
  y: Sample,
  options: CheckOptions & { readonly names?: readonly [string, string] } = {},
): readonly [Float64Array, Float64Array] {
  const { names = ['x', 'y'], least = 1 } = options;
  const omit = checkPolicy(op, options.nanPolicy);
  const a = rawValues(x, op, names[0]);
  const b = rawValues(y, op, names[1]);
  if (a.length !== b.length)
    raise(ShapeError, statsErrors, 'stats.length', {
      op,
      a: names[0],
      b: names[1],
      na: a.length,
      nb: b.length,
    });
  if (!omit)
    return [
      values(op, a, { ...options, name: names[0] }),
      values(op, b, { ...options, name: names[1] }),
    ];
  const kept: number[] = [];
  for (let i = 0; i < a.length; i++) if (!Number.isNaN(a[i]!) && !Number.isNaN(b[i]!)) kept.push(i);
  checkCount(op, `${names[0]}, ${names[1]}`, kept.length, least);
  return [
    values(
      op,
      kept.map((i) => a[i]!),
      { name: names[0] },
    ), // prettier-ignore
    values(
      op,
      kept.map((i) => b[i]!),
      { name: names[1] },
    ), // prettier-ignore
  ];
}

/** Several samples, under the names 'sample 0', 'sample 1', … */
export function groups(
  op: string,
  samples: readonly Sample[],
  options: CheckOptions = {},
): readonly Float64Array[] {
  if (!Array.isArray(samples) || samples.length < 2)
    raise(ArgumentError, statsErrors, 'stats.range', {
      op,
      name: 'the number of samples',
      expected: 'at least 2',
      got: Array.isArray(samples) ? samples.length : told(samples),
    });
  return samples.map((x, i) => values(op, x, { ...options, name: `sample ${i}` }));
}

/** A parameter that must satisfy something. */
export function check(
  ok: boolean,
  op: string,
  name: string,
  expected: string,
  got: number | string | boolean | undefined,
): void {
  if (!ok)
    raise(ArgumentError, statsErrors, 'stats.range', {
      op,
      name,
      expected,
      got: typeof got === 'number' || typeof got === 'boolean' ? got : told(got),
    });
}

/** Comparisons would take '3' and [3] for numbers. */
const isNumber = (value: unknown): value is number => typeof value === 'number';

/** A finite number > 0. */
export const positive = (op: string, name: string, got: number): void =>
  check(isNumber(got) && got > 0 && got < Infinity, op, name, 'a finite number > 0', got);
/** A finite number. */
export const finite = (op: string, name: string, got: number): void =>
  check(Number.isFinite(got), op, name, 'a finite number', got);
/** A number in [0, 1]. */
export const probability = (op: string, name: string, got: number): void =>
  check(isNumber(got) && got >= 0 && got <= 1, op, name, 'between 0 and 1', got);
/** A number in (0, 1), like a confidence level. */
export const level = (op: string, name: string, got: number): void =>
  check(isNumber(got) && got > 0 && got < 1, op, name, 'strictly between 0 and 1', got);
/** A whole number ≥ least. */
export const whole = (op: string, name: string, got: number, least = 0): void =>
  check(Number.isSafeInteger(got) && got >= least, op, name, `a whole number ≥ ${least}`, got);

/** One of the words that an option knows. */
export function choice<const T extends string>(
  op: string,
  name: string,
  got: string,
  known: readonly T[],
): T {
  const found = known.find((word) => word === got);
  return (
    found ??
    raise(ArgumentError, statsErrors, 'stats.choice', {
      op,
      name,
      got: typeof got === 'string' ? got : told(got),
      expected: known,
    })
  );
}
