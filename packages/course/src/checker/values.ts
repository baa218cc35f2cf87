/** Values that come out of the learner's code: made plain, compared, shown. */
import type { Tolerance } from './checks.ts';
import type { Comparison, Shown } from './result.ts';

/** An error that was thrown, as a value. */
export interface Thrown {
  readonly thrown: true;
  readonly name: string;
  readonly message: string;
}

export const isThrown = (value: unknown): value is Thrown =>
  isObject(value) && 'thrown' in value && value.thrown === true;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const LIMIT = 200_000;

/**
 * A value without methods: tensors and typed arrays become nested arrays, objects keep their own
 * fields. What has been seen already, or lies too deep, becomes a word.
 */
export async function plain(value: unknown): Promise<unknown> {
  let count = 0;
  const seen = new Set<object>();
  const go = async (item: unknown, depth: number): Promise<unknown> => {
    if (++count > LIMIT || depth > 12) return '…';
    if (typeof item === 'function') return `[function ${item.name}]`;
    if (typeof item === 'symbol') return String(item);
    if (!isObject(item)) return item;
    if (item instanceof Error) return { thrown: true, name: item.name, message: item.message };
    if (seen.has(item)) return '[…]';
    seen.add(item);
    const made = await inside(item, depth);
    seen.delete(item);
    return made;
  };
  const inside = async (item: object, depth: number): Promise<unknown> => {
    if (Array.isArray(item)) {
      // a row of plain numbers, the usual case, without a promise for each
      if (item.every((x) => typeof x === 'number')) {
        count += item.length;
        return count > LIMIT ? item.slice(0, 100) : [...item];
      }
      const list: unknown[] = [];
      for (const x of item) list.push(await go(x, depth + 1));
      return list;
    }
    if (ArrayBuffer.isView(item) && Symbol.iterator in item) {
      return Array.from(item as Iterable<number>);
    }
    if ('toArray' in item && 'shape' in item && typeof item.toArray === 'function') {
      const read: unknown = await Reflect.apply(item.toArray, item, []);
      return read;
    }
    if (item instanceof Map) return go([...item.entries()], depth + 1);
    if (item instanceof Set) return go([...item], depth + 1);
    const fields: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(item)) fields[key] = await go(field, depth + 1);
    return fields;
  };
  return go(value, 0);
}

export const defaults = { absolute: 1e-9, relative: 1e-6 } as const;

/** Whether two numbers agree. NaN agrees with NaN. */
export function near(expected: number, got: number, tolerance: Tolerance = {}): boolean {
  if (Object.is(expected, got) || expected === got) return true;
  const { absolute = defaults.absolute, relative = defaults.relative } = tolerance;
  return Math.abs(got - expected) <= absolute + relative * Math.abs(expected);
}

/** Whether two plain values agree, numbers within the tolerance. */
export function same(expected: unknown, got: unknown, tolerance?: Tolerance): boolean {
  if (typeof expected === 'number' && typeof got === 'number')
    return near(expected, got, tolerance);
  if (Array.isArray(expected) && Array.isArray(got)) {
    return expected.length === got.length && expected.every((x, i) => same(x, got[i], tolerance));
  }
  if (isThrown(expected) || isThrown(got)) return isThrown(expected) && isThrown(got);
  if (isObject(expected) && isObject(got) && !Array.isArray(expected) && !Array.isArray(got)) {
    const keys = Object.keys(expected);
    return (
      keys.length === Object.keys(got).length &&
      keys.every((key) => same(Reflect.get(expected, key), Reflect.get(got, key), tolerance))
    );
  }
  return expected === got;
}

// ---------------------------------------------------------------------------------------------
// Showing

/** A number as a reader wants it: six significant digits, no noise. */
export function formatNumber(x: number): string {
  if (Number.isInteger(x) || !Number.isFinite(x)) return Object.is(x, -0) ? '0' : String(x);
  const short = Number(x.toPrecision(6));
  return Math.abs(short) >= 1e-4 && Math.abs(short) < 1e7 ? String(short) : short.toExponential();
}

/** The shape of nested arrays of numbers; undefined where rows differ or something else is inside. */
export function shapeOf(value: unknown): number[] | undefined {
  if (typeof value === 'number') return [];
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return [0];
  const shapes = value.map(shapeOf);
  const [first] = shapes;
  if (first === undefined) return undefined;
  const regular = shapes.every((s) => s !== undefined && s.join() === first.join());
  return regular ? [value.length, ...first] : undefined;
}

const MOST = 60;

/** A plain value as code, cut where it is long. */
export function formatValue(value: unknown, room = 400): string {
  const text = write(value);
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}

function write(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isThrown(value)) return `${value.name}: ${value.message}`;
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) {
    return write(Array.from(value as Iterable<number>));
  }
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST).map(write);
    if (value.length > MOST) shown.push(`… ${value.length - MOST}`);
    return `[${shown.join(', ')}]`;
  }
  if (isObject(value)) {
    const fields = Object.entries(value).map(([key, field]) => `${key}: ${write(field)}`);
    return `{ ${fields.join(', ')} }`;
  }
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

/** A plain value ready to be shown. */
export function show(value: unknown): Shown {
  const text = formatValue(value);
  const shape = shapeOf(value);
  if (shape === undefined || shape.length > 2) {
    return { text, kind: 'other', shape: shape ?? [] };
  }
  const rows = shape.length === 2 ? value : [shape.length === 1 ? value : [value]];
  const cells = (rows as number[][]).map((row) => row.map(formatNumber));
  const kind = shape.length === 0 ? 'number' : shape.length === 1 ? 'vector' : 'matrix';
  return { text, kind, shape, cells };
}

/** Two values side by side, with the cells that differ. */
export function compare(expected: unknown, got: unknown, tolerance?: Tolerance): Comparison {
  const [a, b] = [show(expected), show(got)];
  const shapes = a.kind === b.kind && a.shape.join() === b.shape.join() ? 'same' : 'different';
  const base = { expected: a, got: b, shapes, different: [] } as const;
  if (shapes === 'different' || a.cells === undefined) return base;
  const different: (readonly [number, number])[] = [];
  let distance = 0;
  const [rowsA, rowsB] = [grid(expected), grid(got)];
  // cells that differ but are written alike get all their digits
  const cells = [a.cells.map((row) => [...row]), (b.cells ?? []).map((row) => [...row])] as const;
  for (const [i, row] of rowsA.entries()) {
    for (const [j, x] of row.entries()) {
      const y = rowsB[i]?.[j] ?? Number.NaN;
      if (near(x, y, tolerance)) continue;
      different.push([i, j]);
      distance = Math.max(distance, Math.abs(x - y));
      if (cells[0][i]?.[j] === cells[1][i]?.[j]) {
        cells[0][i]![j] = String(x);
        cells[1][i]![j] = String(y);
      }
    }
  }
  return {
    expected: { ...a, cells: cells[0] },
    got: { ...b, cells: cells[1] },
    shapes,
    different,
    ...(Number.isFinite(distance) ? { distance } : {}),
  };
}

function grid(value: unknown): readonly (readonly number[])[] {
  if (typeof value === 'number') return [[value]];
  if (!Array.isArray(value)) return [];
  return value.every((x): x is number => typeof x === 'number')
    ? [value]
    : value.map((row: unknown) => (Array.isArray(row) ? row.map(Number) : []));
}
