/** Asking one version of an exercise for the outputs of a check. */
import type { Check, ExampleData, PropertyData } from './checks.ts';
import { generator } from './generate.ts';
import { plain, same, type Thrown } from './values.ts';

/** The inputs of one case. */
export interface Case {
  /** From 0. */
  readonly number: number;
  readonly inputs: readonly unknown[];
}

/** What a version gave for one case. */
export interface Outcome {
  /** A plain value, or the error that was thrown. */
  readonly value: unknown;
  /** The error as it was thrown, with its stack. */
  readonly error?: unknown;
  /** The arguments are no longer what they were. */
  readonly changed: boolean;
}

/** Waits for a promise, but not for ever. */
export type Settle = (value: unknown) => Promise<unknown>;

/** A promise that did not settle in time. */
export class NeverSettles extends Error {
  override readonly name = 'NeverSettles';
}

/** A function that the check calls and the module does not export. */
export class Missing extends Error {
  override readonly name = 'Missing';
  readonly what: string;
  constructor(what: string) {
    super(`${what} is not exported`);
    this.what = what;
  }
}

const CASES = 30;
const GRADIENT_CASES = 6;

/** The cases of a check; same seed, same cases. */
export function casesOf(check: Check): Case[] {
  const { kind, spec } = check;
  if (kind === 'example') {
    return [{ number: 0, inputs: 'call' in spec ? (spec.args ?? []) : [] }];
  }
  if (kind === 'training') return spec.seeds.map((seed, number) => ({ number, inputs: [seed] }));
  const count = spec.cases ?? (kind === 'gradient' ? GRADIENT_CASES : CASES);
  return Array.from({ length: count }, (_, number) => {
    const g = generator(spec.seed ?? 1, number);
    return { number, inputs: kind === 'gradient' ? [spec.given(g)] : spec.given(g) };
  });
}

/** A copy of arrays and plain objects, so that no version can change what another one gets. */
function copy<T>(value: T): T;
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item));
  if (ArrayBuffer.isView(value)) return structuredClone(value);
  if (typeof value === 'object' && value !== null) {
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
  }
  return value;
}

/** Runs a check's question on a module, once. */
export async function ask(
  check: Check,
  module: object,
  inputs: readonly unknown[],
  settle: Settle,
): Promise<Outcome> {
  const given = copy(inputs);
  try {
    const value = await plain(await settle(call(check, module, given)));
    const unchanged = same(inputs, given, { absolute: 0, relative: 0 });
    return { value, changed: !unchanged };
  } catch (error) {
    return { value: thrown(error), error, changed: false };
  }
}

function call(check: Check, module: object, inputs: readonly unknown[]): unknown {
  const { kind, spec } = check;
  switch (kind) {
    case 'example':
    case 'property':
      return callAsked(spec, module, inputs);
    case 'gradient':
      return spec.by(module, vectorOf(inputs[0]));
    case 'training':
      return spec.run(module, Number(inputs[0]));
    default:
      return kind satisfies never;
  }
}

function callAsked(
  spec: ExampleData | PropertyData,
  module: object,
  inputs: readonly unknown[],
): unknown {
  if ('run' in spec) return spec.run(module, inputs);
  const asked: unknown = Reflect.get(module, spec.call);
  if (typeof asked !== 'function') throw new Missing(spec.call);
  return Reflect.apply(asked, undefined, inputs);
}

export const vectorOf = (value: unknown): number[] =>
  Array.isArray(value) ? value.map(Number) : [Number(value)];

/** What was thrown, as data: anything can be thrown. */
export function thrown(error: unknown): Thrown {
  if (error instanceof Error) return { thrown: true, name: error.name, message: error.message };
  return { thrown: true, name: typeof error, message: String(error) };
}

/** Central finite differences, (f(x + h) − f(x − h)) / 2h for each component, h ≈ ε^⅓. */
export function differences(f: (x: number[]) => number, x: readonly number[]): number[] {
  return x.map((xi, i) => {
    const h = 6e-6 * Math.max(1, Math.abs(xi));
    const at = (value: number): number => f(x.map((xj, j) => (j === i ? value : xj)));
    return (at(xi + h) - at(xi - h)) / (2 * h);
  });
}

/** The line of code that a check runs, for the reader. */
export function codeOf(check: Check, format: (value: unknown) => string): string | undefined {
  const { kind, spec } = check;
  if (kind === 'training') return undefined;
  if (kind === 'gradient') return spec.shows;
  if ('run' in spec) return spec.shows;
  if (kind === 'property') return `${spec.call}(…)`;
  return `${spec.call}(${(spec.args ?? []).map(format).join(', ')})`;
}
