/** Values as nested arrays and as text. */
import { type DType, type Shape, sizeOf, type TypedArray } from '../graph/index.ts';
import { fromBits } from '../devices/reference/half.ts';

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

/** Text of a tensor: at most `edge` elements at both ends of each axis, aligned, with four decimals. */
export function format(data: TypedArray, shape: Shape, dtype: DType, edge = 3): string {
  const size = sizeOf(shape);
  const summarised = size > 1000;
  const shown = (n: number): (number | null)[] =>
    summarised && n > 2 * edge
      ? [...Array.from({ length: edge }, (_, i) => i), null, ...Array.from({ length: edge }, (_, i) => n - edge + i)]
      : Array.from({ length: n }, (_, i) => i);
  const whole = Array.from({ length: Math.min(size, 1000) }, (_, i) => readable(data, dtype, i)).every((v) => Number.isInteger(v) || !Number.isFinite(v));
  const text = (v: number): string =>
    dtype === 'bool' ? String(v !== 0) : whole ? String(v) : Math.abs(v) >= 1e5 || (v !== 0 && Math.abs(v) < 1e-4) ? v.toExponential(4) : v.toFixed(4);
  let width = 0;
  const visit = (d: number, offset: number, step: number): string | string[] => {
    void step;
    if (d === shape.length) return text(readable(data, dtype, offset));
    const inner = sizeOf(shape.slice(d + 1));
    return shown(shape[d]!).flatMap((i) => (i === null ? ['…'] : visit(d + 1, offset + i * inner, inner)));
  };
  for (const t of [visit(0, 0, size)].flat()) width = Math.max(width, t.length);
  const line = (d: number, offset: number, indent: number): string => {
    if (d === shape.length) return text(readable(data, dtype, offset)).padStart(width);
    const inner = sizeOf(shape.slice(d + 1));
    const parts = shown(shape[d]!).map((i) => (i === null ? '…' : line(d + 1, offset + i * inner, indent + 1)));
    const last = d === shape.length - 1;
    return `[${parts.join(last ? ', ' : `,${'\n'.repeat(shape.length - d - 1)}${' '.repeat(indent + 1)}`)}]`;
  };
  return line(0, 0, 0);
}
