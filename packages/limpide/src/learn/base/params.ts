/**
 * Parameters of estimators as data: for each, its default, what it may be, and how a text becomes one.
 * One table serves the constructor, `setParams`, the checks at `fit`, files of models and the command line.
 */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { ArgumentError, raise } from '../../errors/index.ts';

/** What one parameter may be. */
export interface Param<T> {
  readonly default: T;
  /** In words, for errors and help: `a number > 0`. */
  readonly expected: string;
  /** Whether a value will do. */
  readonly accepts: (value: unknown) => boolean;
  /** A value from the command line; undefined when the text says none. Absent: not settable by text. */
  readonly parse?: (text: string) => T | undefined;
}

/** The table of an estimator's parameters. */
export type ParamTable<P> = { readonly [K in keyof P]-?: Param<P[K]> };

interface Range {
  readonly min?: number;
  readonly max?: number;
  /** The limits themselves are out. */
  readonly open?: 'min' | 'max' | 'both';
}

function within(value: number, { min = -Infinity, max = Infinity, open }: Range): boolean {
  const low = open === 'min' || open === 'both' ? value > min : value >= min;
  const high = open === 'max' || open === 'both' ? value < max : value <= max;
  return low && high;
}

function rangeText(what: string, { min, max, open }: Range): string {
  const low = min === undefined ? '' : `${open === 'min' || open === 'both' ? '>' : '≥'} ${min}`;
  const high = max === undefined ? '' : `${open === 'max' || open === 'both' ? '<' : '≤'} ${max}`;
  return [what, [low, high].filter((part) => part !== '').join(', ')].filter(Boolean).join(' ');
}

const toNumber = (text: string): number | undefined => {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? undefined : value;
};

/** A finite number in a range. */
export const real = (initial: number, range: Range = {}): Param<number> => ({
  default: initial,
  expected: rangeText('number', range),
  accepts: (value) => typeof value === 'number' && Number.isFinite(value) && within(value, range),
  parse: toNumber,
});

/** A whole number in a range. */
export const integer = (initial: number, range: Range = {}): Param<number> => ({
  default: initial,
  expected: rangeText('integer', range),
  accepts: (value) => Number.isInteger(value) && within(Number(value), range),
  parse: toNumber,
});

/** true or false. */
export const flag = (initial: boolean): Param<boolean> => ({
  default: initial,
  expected: 'true | false',
  accepts: (value) => typeof value === 'boolean',
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
});

/** One of a few words. */
export const choice = <const T extends string>(
  initial: NoInfer<T>,
  words: readonly T[],
): Param<T> => ({
  default: initial,
  expected: words.map((word) => `'${word}'`).join(' | '),
  accepts: (value) => words.some((word) => word === value),
  parse: (text) => words.find((word) => word === text),
});

/** A parameter that may also be left out (`undefined`). */
export const optional = <T>(param: Param<T>, initial?: T): Param<T | undefined> => ({
  default: initial,
  expected: `${param.expected} | undefined`,
  accepts: (value) => value === undefined || param.accepts(value),
  ...(param.parse && {
    parse: (text: string) => (text === 'undefined' ? undefined : param.parse?.(text)),
  }),
});

/** A parameter of the first kind or of the second: `either(choice('sqrt', […]), integer(1))`. */
export const either = <A, B>(first: Param<A>, second: Param<B>): Param<A | B> => ({
  default: first.default,
  expected: `${first.expected} | ${second.expected}`,
  accepts: (value) => first.accepts(value) || second.accepts(value),
  parse: (text) => first.parse?.(text) ?? second.parse?.(text),
});

/** The seed of what is random: a whole number ≥ 0, or undefined: from the default generator. */
export const seed = (): Param<number | undefined> =>
  optional(integer(0, { min: 0, max: Number.MAX_SAFE_INTEGER }));

/** Anything a predicate accepts: functions, lists, other estimators. */
export const anything = <T>(
  initial: T,
  expected: string,
  accepts: (value: unknown) => boolean,
): Param<T> => ({ default: initial, expected, accepts });

/** The nearest known name, for a sentence that helps. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
        next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
      }
      row = next;
    }
    return row[b.length]!;
  };
  const low = name.toLowerCase();
  const scored = known
    .map((word) => ({ word, cost: distance(low, word.toLowerCase()) }))
    .sort((a, b) => a.cost - b.cost);
  const best = scored[0];
  return best && best.cost <= Math.max(2, name.length / 3) ? best.word : undefined;
}

/** @throws ArgumentError when a value is not what its parameter may be */
export function checkParams<P extends object>(who: string, table: ParamTable<P>, values: P): void {
  for (const name in table) {
    const { accepts, expected } = table[name];
    const got: unknown = values[name];
    if (!accepts(got)) {
      raise(ArgumentError, learnErrors, 'learn.param', { who, name, expected, got: show(got) });
    }
  }
}

/** A value, short, for an error. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (typeof value === 'function') return value.name ? `function ${value.name}` : 'function';
  if (Array.isArray(value)) return `array(${value.length})`;
  if (typeof value === 'object' && value !== null) return value.constructor?.name ?? 'object';
  return String(value);
}
