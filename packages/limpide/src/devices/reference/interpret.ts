/**
 * The four kinds, one node at a time, one element at a time. Never clever: this is the oracle with which
 * everything another device computes is compared.
 */
import { type DType, type Low, type Movement, sizeOf, stridesOf } from '../../graph/index.ts';
import { castScalar, folds, philox, rounded, scalarFunction } from './scalar.ts';
import { wholes } from './wholes.ts';

/** Values as doubles, in row-major order, exactly those that the dtype can hold. */
export type Values = Float64Array;

/** Calls `visit(coordinates, linear index)` for every element. */
export function each(shape: readonly number[], visit: (at: number[], index: number) => void): void {
  const size = sizeOf(shape);
  const at = new Array<number>(shape.length).fill(0);
  for (let i = 0; i < size; i++) {
    visit(at, i);
    for (let d = shape.length - 1; d >= 0; d--) {
      if (++at[d]! < shape[d]!) break;
      at[d] = 0;
    }
  }
}

function move(x: Low, values: Values, movement: Movement): Values {
  const out = new Float64Array(sizeOf(movement.shape));
  if (movement.kind === 'reshape') {
    out.set(values);
    return out;
  }
  const strides = stridesOf(x.shape);
  each(movement.shape, (at, i) => {
    let from = 0;
    let inside = true;
    for (let d = 0; d < x.shape.length; d++) {
      let c: number;
      if (movement.kind === 'pad') c = at[d]! - movement.before[d]!;
      else {
        const form = movement.coordinates[d]!;
        c = form.offset;
        for (let o = 0; o < at.length; o++) c += form.coefficients[o]! * at[o]!;
      }
      if (c < 0 || c >= x.shape[d]!) inside = false;
      from += c * strides[d]!;
    }
    out[i] = inside
      ? values[from]!
      : movement.kind === 'pad'
        ? rounded(movement.value, x.dtype)
        : Number.NaN;
  });
  return out;
}

/** Computes one node from its operands' values. */
export function interpret(
  low: Low,
  operand: (low: Low) => Values,
  input: (slot: number) => Values,
  scalar: (slot: number) => number,
): Values {
  const size = sizeOf(low.shape);
  switch (low.kind) {
    case 'input':
      return input(low.slot);
    case 'scalar':
      return Float64Array.of(castScalar(scalar(low.slot), low.dtype));
    case 'constant':
      return Float64Array.of(castScalar(low.value, low.dtype));
    case 'index':
      return Float64Array.from({ length: size }, (_, i) => i);
    case 'view':
      return move(low.x, operand(low.x), low.move);
    case 'map': {
      const args = low.args.map(operand);
      const out = new Float64Array(size);
      if (low.fn === 'cast') {
        for (let i = 0; i < size; i++) out[i] = castScalar(args[0]![i]!, low.dtype);
      } else if (low.fn === 'philox') {
        for (let i = 0; i < size; i++)
          out[i] = philox(args[0]![i]!, args[1]![i]!, args[2]![i]!, args[3]![i]!, args[4]![i]!);
      } else {
        const f = scalarFunction(low.fn, low.dtype);
        const [a, b, c] = [args[0]!, args[1] ?? args[0]!, args[2] ?? args[0]!];
        for (let i = 0; i < size; i++) out[i] = f(a[i]!, b[i]!, c[i]!);
      }
      return out;
    }
    case 'reduce': {
      const x = operand(low.x);
      const { start, step } = folds[low.fn];
      const out = new Float64Array(size).fill(start(low.dtype));
      const strides = stridesOf(low.shape);
      each(low.x.shape, (at, i) => {
        let to = 0;
        for (let d = 0; d < at.length; d++) if (!low.axes.includes(d)) to += at[d]! * strides[d]!;
        const next = step(out[to]!, x[i]!);
        out[to] =
          low.dtype === 'int32'
            ? low.fn === 'prod'
              ? Math.imul(out[to]!, x[i]!)
              : next | 0
            : next;
      });
      return store(out, low.dtype);
    }
    case 'contraction': {
      const { batch, m, n, k } = low.axes;
      const B = sizeOf(low.shape.slice(0, batch));
      const M = sizeOf(low.shape.slice(batch, batch + m));
      const N = sizeOf(low.shape.slice(batch + m, batch + m + n));
      const K = sizeOf(low.a.shape.slice(batch + m, batch + m + k));
      const a = operand(low.a);
      const b = operand(low.b);
      const out = new Float64Array(size);
      for (let p = 0; p < B; p++) {
        for (let i = 0; i < M; i++) {
          for (let j = 0; j < N; j++) {
            let total = 0;
            for (let q = 0; q < K; q++) {
              const x = a[(p * M + i) * K + q]!;
              const y = b[(p * N + j) * K + q]!;
              total = low.dtype === 'int32' ? (total + Math.imul(x, y)) | 0 : total + x * y;
            }
            out[(p * M + i) * N + j] = total;
          }
        }
      }
      return store(out, low.dtype);
    }
    case 'whole': {
      const whole = wholes[low.name];
      if (!whole) throw new Error(`the reference device has no "${low.name}"`);
      return store(whole(low, low.args.map(operand)), low.dtype);
    }
  }
}

function store(values: Float64Array, dtype: DType): Float64Array {
  if (dtype !== 'float64')
    for (let i = 0; i < values.length; i++) values[i] = rounded(values[i]!, dtype);
  return values;
}
