/** Values as nested arrays and as text. */

import { fromBits } from '../devices/reference/half.ts';
import { type DType, isFloat, type Shape, sizeOf, type TypedArray } from '../graph/index.ts';

export type Nested = number | boolean | Nested[];

/** One element as a number. */
export function readable(data: TypedArray, dtype: DType, index: number): number {
  const value = data[index]!;
  return dtype === 'float16' || dtype === 'bfloat16' ? fromBits(value, dtype) : value;
}

/** A flat array as nested ones. */
export function nest(data: TypedArray, shape: Shape, dtype: DType): Nested {
  let at = 0;
  const build = (d: number): Nested => {
    if (d === shape.length) {
      const value = readable(data, dtype, at++);
      return dtype === 'bool' ? value !== 0 : value;
    }
    return Array.from({ length: shape[d]! }, () => build(d + 1));
  };
  return build(0);
}

/** More elements than this are summarised: `edge` at both ends of each axis. */
const threshold = 1000;
const edge = 3;
const lineWidth = 80;

const special = (v: number): string => (Number.isNaN(v) ? 'nan' : v > 0 ? 'inf' : '-inf');
/** 1.2346e+05, with two digits of exponent as everywhere else */
const scientific = (v: number): string => v.toExponential(4).replace(/e([+-])(\d)$/, 'e$10$2');

/** How the numbers shown are written: the rule of PyTorch's printer (torch/_tensor_str.py). */
function writer(values: readonly number[], dtype: DType): (v: number) => string {
  if (dtype === 'bool') return (v) => String(v !== 0);
  if (!isFloat(dtype)) return String;
  const sizes = values.filter((v) => Number.isFinite(v) && v !== 0).map(Math.abs);
  const largest = Math.max(...sizes);
  const smallest = Math.min(...sizes);
  const whole = values.every((v) => !Number.isFinite(v) || Number.isInteger(v));
  const wide =
    sizes.length > 0 && (largest / smallest > 1000 || largest > 1e8 || (!whole && smallest < 1e-4));
  return (v) => {
    if (!Number.isFinite(v)) return special(v);
    if (wide) return scientific(v);
    return whole ? `${Object.is(v, -0) ? '-0' : v}.` : v.toFixed(4);
  };
}

/** The values of a tensor as nested brackets, aligned; long ones summarised. `indent` columns stand in front. */
export function format(data: TypedArray, shape: Shape, dtype: DType, indent = 0): string {
  const summarised = sizeOf(shape) > threshold;
  /** positions shown along an axis; −1 stands for those left out */
  const shown = (n: number): number[] =>
    summarised && n > 2 * edge
      ? [
          ...Array.from({ length: edge }, (_, i) => i),
          -1,
          ...Array.from({ length: edge }, (_, i) => n - edge + i),
        ]
      : Array.from({ length: n }, (_, i) => i);
  const inner = shape.map((_, d) => sizeOf(shape.slice(d + 1)));
  const visible: number[] = [];
  const collect = (d: number, offset: number): void => {
    if (d === shape.length) visible.push(readable(data, dtype, offset));
    else for (const i of shown(shape[d]!)) if (i >= 0) collect(d + 1, offset + i * inner[d]!);
  };
  if (sizeOf(shape) > 0) collect(0, 0);
  const write = writer(visible, dtype);
  const width = visible.reduce((w, v) => Math.max(w, write(v).length), 0);
  const block = (d: number, offset: number, column: number): string => {
    if (d === shape.length)
      return write(readable(data, dtype, offset)).padStart(shape.length > 0 ? width : 0);
    const parts = shown(shape[d]!).map((i) =>
      i < 0 ? '...' : block(d + 1, offset + i * inner[d]!, column + 1),
    );
    if (d < shape.length - 1)
      return `[${parts.join(`,${'\n'.repeat(shape.length - d - 1)}${' '.repeat(column + 1)}`)}]`;
    const perLine = Math.max(1, Math.floor((lineWidth - column) / (width + 2)));
    const lines: string[] = [];
    for (let i = 0; i < parts.length; i += perLine)
      lines.push(parts.slice(i, i + perLine).join(', '));
    return `[${lines.join(`,\n${' '.repeat(column + 1)}`)}]`;
  };
  return sizeOf(shape) === 0 ? '[]' : block(0, 0, indent);
}

/** A tensor as PyTorch writes it: `tensor([1., 2.])`, with its dtype unless it is a usual one. */
export function describe(data: TypedArray | null, shape: Shape, dtype: DType, note = ''): string {
  const head = 'tensor(';
  const body = data === null ? '…' : format(data, shape, dtype, head.length);
  const notes: string[] = [];
  if (data === null || (sizeOf(shape) === 0 && shape.length !== 1))
    notes.push(`shape=[${shape.join(', ')}]`);
  if (data === null || !['float32', 'int32', 'bool'].includes(dtype)) notes.push(`dtype=${dtype}`);
  if (note) notes.push(note);
  return `${head}${[body, ...notes].join(', ')})`;
}
