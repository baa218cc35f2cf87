/**
 * From a group of nodes that share their loops to the body of one loop kernel: expressions are inlined
 * down to the buffers they read, and views become affine forms of the loop variables.
 */
import {
  type Affine,
  type Constraint,
  contiguousView,
  coordinateView,
  type DType,
  type Low,
  type Movement,
  moved,
  operandsOf,
  permuteMove,
  rangeOf,
  type Shape,
  sizeOf,
  type View,
} from '../graph/index.ts';
import type { Value } from './kernel.ts';

/** Nodes computed in one nest of loops: all of shape `space`, or folded along `axes`. */
export interface Space {
  readonly shape: Shape;
  /** Folded axes, or none. */
  readonly axes: readonly number[];
}

/** A node must be given a buffer of its own before this body can be made. */
export interface NeedsBuffer {
  readonly node: Low;
}

export interface Body {
  readonly dims: readonly number[];
  readonly outer: number;
  readonly values: Value[];
  /** Value of each node of the group. */
  readonly valueOf: ReadonlyMap<Low, number>;
  /** Form at which each node of the group is stored in its own buffer. */
  readonly formOf: ReadonlyMap<Low, Affine>;
}

/**
 * Builds the body of a group.
 *
 * @param nodes    the group, operands first
 * @param isBuffer whether a node outside the group is read from a buffer
 * @returns the body; the node that first needs a buffer; or null if the group cannot share its loops
 */
export function buildBody(
  space: Space,
  nodes: readonly Low[],
  isBuffer: (low: Low) => boolean,
  bufferOf: (low: Low) => number,
): Body | NeedsBuffer | null {
  const rank = space.shape.length;
  const outerAxes = space.shape.map((_, d) => d).filter((d) => !space.axes.includes(d));
  const order = [...outerAxes, ...space.axes];
  const dims = order.map((d) => space.shape[d]!);
  const intoLoops = permuteMove(space.shape, order);
  const members = new Set(nodes);
  const values: Value[] = [];
  const known = new Map<string, number>();
  const made = new Map<Low, number>();
  const formOf = new Map<Low, Affine>();
  let needs: Low | null = null;
  let conflict = false;

  const push = (key: string, value: Value): number => {
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, values.length);
    values.push(value);
    return values.length - 1;
  };
  const formKey = (f: Affine): string => `${f.offset}:${f.coefficients.join()}`;

  /** Composes movements from a buffer in its own order to the loops. */
  const compose = (start: View, moves: readonly Movement[]): View | null => {
    let view: View | null = start;
    for (const move of moves) view = view && moved(view, move);
    return view;
  };

  const inside = (constraints: readonly Constraint[]): number =>
    push(`g${constraints.map((c) => `${formKey(c.form)}<${c.size}`).join(';')}`, {
      op: 'inside',
      constraints,
      dtype: 'bool',
    });
  const constant = (value: number, dtype: DType): number =>
    push(`c${Object.is(value, -0) ? '-0' : value}:${dtype}`, { op: 'constant', value, dtype });

  const memo = new Map<Low, Map<string, number>>();
  const movesKey = new Map<readonly Movement[], string>();
  let keys = 0;
  const keyOf = (moves: readonly Movement[]): string => {
    let key = movesKey.get(moves);
    if (key === undefined) {
      key = String(keys++);
      movesKey.set(moves, key);
    }
    return key;
  };

  /** The value of `low` seen through `moves`; a negative number when it cannot be had. */
  const inline = (low: Low, moves: readonly Movement[]): number => {
    const row = memo.get(low) ?? new Map<string, number>();
    memo.set(low, row);
    const key = keyOf(moves);
    const found = row.get(key);
    if (found !== undefined) return found;
    const value = inlineNew(low, moves);
    row.set(key, value);
    return value;
  };

  const inlineNew = (low: Low, moves: readonly Movement[]): number => {
    if (conflict || needs) return -1;
    if (members.has(low) && made.has(low)) {
      // A value of this very group: the same element, or the group falls apart.
      const view = compose(contiguousView(low.shape), moves);
      const form = formOf.get(low)!;
      const same =
        view !== null &&
        view.constraints.length === 0 &&
        view.address.offset === form.offset &&
        view.address.coefficients.every((c, d) => dims[d] === 1 || c === form.coefficients[d]);
      if (!same) {
        conflict = true;
        return -1;
      }
      return made.get(low)!;
    }
    if (low.kind === 'input' || isBuffer(low)) {
      const view = compose(contiguousView(low.shape), moves);
      if (!view) return blocked(low, moves);
      if (view.constraints.length === 0) {
        return push(`l${low.id}@${formKey(view.address)}`, {
          op: 'load',
          buffer: bufferOf(low),
          form: view.address,
          guard: null,
          dtype: low.dtype,
        });
      }
      const guard = inside(view.constraints);
      const fill = moves.find((m) => m.kind === 'pad');
      const load = push(`l${low.id}@${formKey(view.address)}?${guard}`, {
        op: 'load',
        buffer: bufferOf(low),
        form: view.address,
        guard,
        dtype: low.dtype,
      });
      const other = constant(fill?.kind === 'pad' ? fill.value : 0, low.dtype);
      return push(`w${guard},${load},${other}`, {
        op: 'map',
        fn: 'where',
        args: [guard, load, other],
        dtype: low.dtype,
      });
    }
    switch (low.kind) {
      case 'constant':
        return constant(low.value, low.dtype);
      case 'scalar':
        return push(`s${low.slot}:${low.dtype}`, {
          op: 'scalar',
          slot: low.slot,
          dtype: low.dtype,
        });
      case 'index': {
        const view = compose(contiguousView(low.shape), moves);
        if (!view) return blocked(low, moves);
        // outside of paddings nobody looks at the index
        return push(`x${formKey(view.address)}`, {
          op: 'index',
          form: view.address,
          dtype: 'int32',
        });
      }
      case 'view': {
        if (low.move.kind !== 'pad') return inline(low.x, prepend(low.move, moves));
        const base = low.x;
        const direct = base.kind === 'input' || isBuffer(base);
        const padsAbove = moves.some((m) => m.kind === 'pad');
        if (direct && !padsAbove && !(members.has(base) && made.has(base)))
          return inline(base, prepend(low.move, moves));
        // Inside the padding the inner expression, outside the fill value.
        const constraints: Constraint[] = [];
        for (let d = 0; d < base.shape.length; d++) {
          const before = low.move.before[d]!;
          if (before === 0 && low.move.shape[d] === base.shape[d]) continue;
          const view = compose(coordinateView(low.move.shape, d), moves);
          if (!view) return blocked(low, moves);
          const form = {
            offset: view.address.offset - before,
            coefficients: view.address.coefficients,
          };
          const { low: least, high } = rangeOf(form, dims);
          if (least < 0 || high >= base.shape[d]!) constraints.push({ form, size: base.shape[d]! });
        }
        const inner = inline(base, prepend(low.move, moves));
        if (constraints.length === 0 || inner < 0) return inner;
        const guard = inside(constraints);
        const other = constant(low.move.value, low.dtype);
        // the load below may stand under the same guard
        const below = values[inner]!;
        const then =
          below.op === 'map' && below.fn === 'where' && below.args[0] === guard
            ? below.args[1]!
            : inner;
        return push(`w${guard},${then},${other}`, {
          op: 'map',
          fn: 'where',
          args: [guard, then, other],
          dtype: low.dtype,
        });
      }
      case 'map': {
        const args: number[] = [];
        for (const x of low.args) {
          const arg = inline(x, moves);
          if (arg < 0) return -1;
          args.push(arg);
        }
        return push(`m${low.fn}:${low.dtype}:${args.join()}`, {
          op: 'map',
          fn: low.fn,
          args,
          dtype: low.dtype,
        });
      }
      default:
        needs = low;
        return -1;
    }
  };

  const prepended = new Map<readonly Movement[], Map<Movement, readonly Movement[]>>();
  const prepend = (move: Movement, moves: readonly Movement[]): readonly Movement[] => {
    const row = prepended.get(moves) ?? new Map<Movement, readonly Movement[]>();
    prepended.set(moves, row);
    const list = row.get(move) ?? [move, ...moves];
    row.set(move, list);
    return list;
  };

  /** A reshape cannot be read in place: what it reshapes must be laid out first. */
  const blocked = (low: Low, moves: readonly Movement[]): number => {
    needs = lastReadable(low, moves);
    return -1;
  };
  const lastReadable = (low: Low, moves: readonly Movement[]): Low => {
    // Walk up again from the buffer: the operand of the first movement that fails.
    let view: View | null = contiguousView(low.shape);
    for (const move of moves) {
      const next: View | null = view && moved(view, move);
      if (!next) {
        const culprit = reshaped.get(move);
        return culprit ?? low;
      }
      view = next;
    }
    return low;
  };
  const reshaped = new Map<Movement, Low>();
  // What each movement moves, above the buffers.
  const seen = new Set<Low>(nodes);
  const open = [...nodes];
  while (open.length > 0) {
    const low = open.pop()!;
    if (low.kind === 'view') reshaped.set(low.move, low.x);
    for (const x of operandsOf(low)) {
      if (seen.has(x) || isBuffer(x)) continue;
      seen.add(x);
      open.push(x);
    }
  }

  const toSpace: readonly Movement[] = [intoLoops];
  for (const node of nodes) {
    let value: number;
    let stored = contiguousView(node.shape);
    if (node.kind === 'reduce') {
      const arg = inline(node.x, toSpace);
      value =
        arg < 0
          ? -1
          : push(`f${node.fn}:${arg}`, { op: 'fold', fn: node.fn, arg, dtype: node.dtype });
      stored = spread(stored, node.shape, space.shape);
    } else {
      const rowShaped =
        node.shape.length === rank && node.shape.every((n, d) => n === space.shape[d]);
      const source = node.kind === 'whole' && node.name === 'copy' ? node.args[0]! : null;
      const moves = rowShaped ? toSpace : prepend(expandTo(node.shape, space.shape), toSpace);
      value = source ? inline(source, moves) : isBufferless(node) ? inlineNew(node, moves) : -1;
      if (!rowShaped) stored = spread(stored, node.shape, space.shape);
    }
    if (needs) return { node: needs };
    if (conflict || value < 0) return null;
    made.set(node, value);
    formOf.set(node, moved(stored, intoLoops)!.address);
  }
  return { dims, outer: outerAxes.length, values, valueOf: made, formOf };
}

const isBufferless = (low: Low): boolean =>
  low.kind === 'map' ||
  low.kind === 'view' ||
  low.kind === 'constant' ||
  low.kind === 'scalar' ||
  low.kind === 'index';

function expandTo(from: Shape, to: Shape): Movement {
  return {
    kind: 'affine',
    label: 'broadcast',
    shape: to,
    coordinates: from.map((n, d) => ({
      offset: 0,
      coefficients: to.map((m, o) => (o === d && (n !== 1 || m === 1) ? 1 : 0)),
    })),
  };
}

function spread(view: View, from: Shape, to: Shape): View {
  return sizeOf(to) === 0 ? { ...view, shape: to } : moved(view, expandTo(from, to))!;
}
