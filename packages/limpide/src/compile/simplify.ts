/**
 * Simplification: the same graph with less to do. Rules are small and local; each rebuilds a node from
 * operands that are already simplified. Rules never change what NaN, infinities or −0 become.
 */
import {
  contiguousView,
  type DType,
  isContiguous,
  type Low,
  LowBuilder,
  type Mapped,
  type Movement,
  moved,
  operandsOf,
  originOf,
  type ReduceFunction,
  sameShape,
  sizeOf,
  substitute,
} from '../graph/index.ts';

/** A constant, possibly seen through views that only repeat it. */
function constantOf(low: Low): number | null {
  let x = low;
  while (x.kind === 'view' && x.move.kind !== 'pad') x = x.x;
  return x.kind === 'constant' ? x.value : null;
}

/** Whether every value of `narrow` is a value of `wide`. */
function holds(wide: DType, narrow: DType): boolean {
  const within: Partial<Record<DType, readonly DType[]>> = {
    float64: ['float32', 'float16', 'bfloat16', 'int32', 'int8', 'uint8', 'bool'],
    float32: ['float16', 'bfloat16', 'int8', 'uint8', 'bool'],
    int32: ['int8', 'uint8', 'bool'],
  };
  return within[wide]?.includes(narrow) ?? false;
}

type MapRule = (b: LowBuilder, low: Mapped) => Low | null;

/** By function; the first rule that answers wins. */
const mapRules: Partial<Record<Mapped['fn'], readonly MapRule[]>> = {
  mul: [
    (_b, { args: [x, y] }) => (constantOf(y!) === 1 ? x! : constantOf(x!) === 1 ? y! : null),
    (b, { args: [x, y], dtype }) =>
      constantOf(y!) === -1
        ? b.map('neg', dtype, x!)
        : constantOf(x!) === -1
          ? b.map('neg', dtype, y!)
          : null,
  ],
  div: [(_b, { args: [x, y] }) => (constantOf(y!) === 1 ? x! : null)],
  sub: [(_b, { args: [x, y] }) => (Object.is(constantOf(y!), 0) ? x! : null)],
  add: [
    // x + 0 is x unless x is −0; integers have no −0
    (_b, { args: [x, y], dtype }) =>
      dtype === 'int32' ? (constantOf(y!) === 0 ? x! : constantOf(x!) === 0 ? y! : null) : null,
    (_b, { args: [x, y] }) =>
      Object.is(constantOf(y!), -0) ? x! : Object.is(constantOf(x!), -0) ? y! : null,
  ],
  neg: [
    (_b, { args }) => (args[0]!.kind === 'map' && args[0]!.fn === 'neg' ? args[0]!.args[0]! : null),
  ],
  cast: [
    (_b, { args, dtype }) => (args[0]!.dtype === dtype ? args[0]! : null),
    // to a type that holds every value of the first, and back
    (_b, { args, dtype }) => {
      const middle = args[0]!;
      if (middle.kind !== 'map' || middle.fn !== 'cast') return null;
      const first = middle.args[0]!;
      return first.dtype === dtype && holds(middle.dtype, dtype) ? first : null;
    },
  ],
  pow: [
    (b, { args: [x, y], dtype }) =>
      dtype !== 'int32' && constantOf(y!) === 2 ? b.map('mul', dtype, x!, x!) : null,
    (_b, { args: [x, y], dtype }) => (dtype !== 'int32' && constantOf(y!) === 1 ? x! : null),
  ],
  where: [
    (_b, { args: [c, x, y] }) => {
      const known = constantOf(c!);
      return known === null ? null : known !== 0 ? x! : y!;
    },
    (_b, { args: [, x, y] }) => (x === y ? x! : null),
  ],
};

/** Two affine movements are one. */
function mergeMoves(first: Movement, second: Movement): Movement | null {
  if (first.kind === 'reshape' && second.kind === 'reshape') return second;
  if (first.kind === 'affine' && second.kind === 'affine') {
    return {
      kind: 'affine',
      label: `${first.label}.${second.label}`,
      shape: second.shape,
      coordinates: first.coordinates.map((form) =>
        substitute(form, second.coordinates, second.shape.length),
      ),
    };
  }
  return null;
}

function simplifyView(b: LowBuilder, x: Low, move: Movement): Low {
  if (sameShape(x.shape, move.shape)) {
    const view = moved(contiguousView(x.shape), move);
    if (view && isContiguous(view)) return x;
  }
  if (x.kind === 'constant' && x.shape.length === 0 && move.kind === 'affine') {
    return b.view(x, move);
  }
  if (x.kind === 'view') {
    const merged = mergeMoves(x.move, move);
    if (merged) return simplifyView(b, x.x, merged);
  }
  // A view of one repeated constant is that constant repeated.
  const value = move.kind === 'pad' ? null : constantOf(x);
  if (value !== null && x.kind === 'view') return b.constant(value, x.dtype, move.shape);
  return b.view(x, move);
}

function startOf(fn: ReduceFunction, dtype: DType): number {
  if (fn === 'sum') return 0;
  if (fn === 'prod') return 1;
  const integer = dtype === 'int32';
  return fn === 'max'
    ? integer
      ? -2147483648
      : Number.NEGATIVE_INFINITY
    : integer
      ? 2147483647
      : Number.POSITIVE_INFINITY;
}

/** Rebuilds the graph below `outputs` in a fresh builder. */
export function simplify(outputs: readonly Low[]): Low[] {
  const b = new LowBuilder();
  const done = new Map<Low, Low>();
  const rebuild = (low: Low): Low => {
    b.origin = originOf(low);
    const get = (x: Low): Low => done.get(x)!;
    switch (low.kind) {
      case 'input':
        return b.input(low.slot, low.shape, low.dtype);
      case 'scalar':
        return b.scalar(low.slot, low.dtype);
      case 'constant':
        return b.constant(low.value, low.dtype);
      case 'index':
        return b.index(low.shape);
      case 'view':
        return simplifyView(b, get(low.x), low.move);
      case 'map': {
        const again = b.map(low.fn, low.dtype, ...low.args.map(get)) as Mapped;
        for (const rule of mapRules[low.fn] ?? []) {
          const better = rule(b, again);
          if (better && sameShape(better.shape, low.shape)) return better;
        }
        return again;
      }
      case 'reduce': {
        const x = get(low.x);
        const axes = low.axes.filter((d) => x.shape[d] !== 1);
        if (axes.length === 0) return x;
        // a fold of nothing is its starting value
        if (axes.some((d) => x.shape[d] === 0))
          return b.constant(startOf(low.fn, low.dtype), low.dtype, low.shape);
        return b.reduce(low.fn, x, axes);
      }
      case 'contraction':
        return b.contraction(get(low.a), get(low.b), low.axes);
      case 'whole':
        return b.whole(low.name, low.shape, low.dtype, low.args.map(get), low.attrs);
    }
  };
  const stack: { low: Low; open: boolean }[] = [...outputs]
    .reverse()
    .map((low) => ({ low, open: false }));
  while (stack.length > 0) {
    const top = stack.pop()!;
    if (done.has(top.low)) continue;
    if (top.open) {
      done.set(top.low, splitFold(b, rebuild(top.low)));
      continue;
    }
    stack.push({ low: top.low, open: true });
    for (const x of operandsOf(top.low)) if (!done.has(x)) stack.push({ low: x, open: false });
  }
  return outputs.map((o) => done.get(o)!);
}

/** Folds of at least this many elements into few results are cut in two, so that threads can share them. */
const longFold = 32_768;

/**
 * A long fold into few results becomes a fold of parts, then of their results. The cut depends on the
 * shape alone, never on the number of threads, so the bits of the result do not either.
 */
function splitFold(b: LowBuilder, low: Low): Low {
  if (low.kind !== 'reduce') return low;
  const { x, axes, fn } = low;
  const folded = axes.reduce((n, d) => n * x.shape[d]!, 1);
  const results = sizeOf(low.shape);
  if (folded < longFold || results >= 64) return low;
  const largest = axes.reduce((best, d) => (x.shape[d]! > x.shape[best]! ? d : best), axes[0]!);
  const n = x.shape[largest]!;
  const others = axes.filter((d) => d !== largest);
  if (others.length > 0 && n >= 16 && n * results >= 64) {
    // inner axes first, one result per position of the largest, then those
    return b.reduce(fn, b.reduce(fn, x, others), [largest]);
  }
  const part = partOf(n);
  const parts = Math.floor(n / part);
  const split = (y: Low): Low => {
    const shape = [...x.shape.slice(0, largest), parts, part, ...x.shape.slice(largest + 1)];
    const inner = axes.map((d) => (d >= largest ? d + 1 : d));
    const once = b.reduce(fn, b.reshape(y, shape), inner);
    return b.reshape(b.reduce(fn, once, [largest]), low.shape);
  };
  if (parts * part === n) return split(x);
  const cut = (from: number, count: number): Low =>
    b.slice(
      x,
      x.shape.map((m, d) => (d === largest ? count : m)),
      x.shape.map((_, d) => (d === largest ? from : 0)),
    );
  const tail = b.reduce(fn, cut(parts * part, n - parts * part), axes);
  const combine = { sum: 'add', prod: 'mul', max: 'max', min: 'min' } as const;
  return b.map(combine[fn], low.dtype, split(cut(0, parts * part)), tail);
}

/** A part of some thousand elements, a divisor of n when there is a fitting one. */
function partOf(n: number): number {
  for (let part = 8192; part >= 2048; part -= 8) if (n % part === 0) return part;
  return 4096;
}
