/**
 * The state of a training as JSON text and back, exactly: infinities, NaN, −0 and bigints too, which
 * JSON alone would lose without a word.
 */
import { fileErrors } from '../errors/catalog/files.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import { type Json, JsonNumber, JsonProblem, parseJson } from './json.ts';
import { clip } from './text.ts';

/** What a checkpoint stores besides tensors. */
export type State =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly State[]
  | { readonly [key: string]: State };

/**
 * What JSON has no word for becomes an object with one key: `{"$number": "Infinity"}`,
 * `{"$bigint": "12"}`. An honest key that begins with `$` gets a second one.
 */
const MARK = '$';
const DEEPEST = 60;

/**
 * The JSON text of a state.
 *
 * @throws ArgumentError naming the place of a value that cannot be stored
 */
export function encodeState(state: State): string {
  return JSON.stringify(toJson(state, 'state', 0));
}

type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

function toJson(value: unknown, path: string, depth: number): Plain {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return { [`${MARK}bigint`]: String(value) };
  if (typeof value === 'string') {
    if (!value.isWellFormed()) refuse(path, 'lone surrogate');
    return value;
  }
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return { [`${MARK}number`]: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (depth >= DEEPEST) refuse(path, 'depth');
  if (Array.isArray(value)) {
    return Array.from(value, (item: unknown, index) =>
      toJson(item, `${path}[${index}]`, depth + 1),
    );
  }
  if (!isPlain(value)) refuse(path, kindOf(value));
  const members: [string, Plain][] = Object.entries(value).map(([key, item]) => {
    if (key === '__proto__' || !key.isWellFormed()) refuse(`${path}.${clip(key)}`, 'key');
    const safe = key.startsWith(MARK) ? MARK + key : key;
    return [safe, toJson(item, `${path}.${key}`, depth + 1)];
  });
  return Object.fromEntries(members);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value;
}

function refuse(path: string, got: string): never {
  raise(ArgumentError, fileErrors, 'checkpoint.value', { path: clip(path), got });
}

/**
 * The state that a JSON text stands for.
 *
 * @throws JsonProblem when the text is not one that `encodeState` writes
 */
export function decodeState(text: string): State {
  return fromJson(parseJson(text));
}

function fromJson(value: Json): State {
  if (value instanceof JsonNumber) return value.value;
  if (Array.isArray(value)) return value.map(fromJson);
  if (!(value instanceof Map)) return value;
  const [first] = value.keys();
  if (value.size === 1 && first !== undefined) {
    const special = specials.get(first);
    if (special !== undefined) return special(value.get(first));
  }
  const members: [string, State][] = [];
  for (const [key, item] of value) {
    // `__proto__` cannot have been written by encodeState, nor can a lone mark.
    if (key === '__proto__') throw new JsonProblem(0);
    const marked = key.startsWith(MARK);
    if (marked && !key.startsWith(MARK + MARK)) throw new JsonProblem(0);
    members.push([marked ? key.slice(1) : key, fromJson(item)]);
  }
  return Object.fromEntries(members);
}

const numbers: ReadonlyMap<Json | undefined, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

const specials: ReadonlyMap<string, (value: Json | undefined) => State> = new Map([
  [
    `${MARK}number`,
    (value: Json | undefined): State => {
      const number = numbers.get(value);
      if (number === undefined) throw new JsonProblem(0);
      return number;
    },
  ],
  [
    `${MARK}bigint`,
    (value: Json | undefined): State => {
      // A bound on the digits, as parsing them takes more than linear time.
      if (typeof value !== 'string' || !/^-?\d{1,1000}$/.test(value)) throw new JsonProblem(0);
      return BigInt(value);
    },
  ],
]);
