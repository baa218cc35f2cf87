/** Pieces of code that the phases of a contraction share: their units of work, and walking over pieces of an axis. */

import type { Expr, FunctionBuilder, Local } from '../assembler/index.ts';
import { i32c, op } from '../assembler/index.ts';
import { add, times } from './lanes.ts';
import type { Kind, Pieces } from './tiling.ts';
import { kinds } from './tiling.ts';

/** Every phase is a function of these, without a result. */
export const phaseParams = [
  ['args', 'i32'],
  ['tid', 'i32'],
  ['nth', 'i32'],
] as const;

/** One axis that units of work are numbered by, with what an index adds to each running value. */
export interface UnitAxis {
  readonly extent: number;
  readonly steps: readonly number[];
}

/** A local that each unit starts from and the indices of the unit move. */
export interface Running {
  readonly local: Local;
  readonly start: () => Expr;
}

/**
 * The share of this thread: units tid·all/nth … (tid+1)·all/nth, the last axis fastest. The body gets the index along the
 * last axis. What a unit computes does not depend on the number of threads, so neither does the result.
 */
export function emitUnits(
  f: FunctionBuilder,
  axes: readonly UnitAxis[],
  running: readonly Running[],
  body: (last: Local) => void,
): void {
  const all = axes.reduce((p, axis) => p * axis.extent, 1);
  const [u, end, rest, index] = locals(f, 'u', 'u_end', 'rest', 'index');
  const last = f.local('i32', 'part');
  const share = (tid: Expr): Expr => op('i32.div_u', times(tid, all), f.param(2).get());
  f.emit(end.set(share(op('i32.add', f.param(1).get(), i32c(1)))));
  f.for(u, share(f.param(1).get()), end.get(), 1, () => {
    for (const { local, start } of running) f.emit(local.set(start()));
    f.emit(rest.set(u.get()));
    axes.toReversed().forEach((axis, i) => {
      const target = i === 0 ? last : index;
      const outermost = i === axes.length - 1;
      f.emit(target.set(outermost ? rest.get() : op('i32.rem_u', rest.get(), i32c(axis.extent))));
      if (!outermost) f.emit(rest.set(op('i32.div_u', rest.get(), i32c(axis.extent))));
      running.forEach(({ local }, value) => {
        const step = axis.steps[value] ?? 0;
        if (step !== 0) f.emit(local.set(op('i32.add', local.get(), times(target.get(), step))));
      });
    });
    body(last);
  });
}

export function usedKinds(p: Pieces): readonly Kind[] {
  return kinds.filter((kind) => p.count[kind] > 0);
}

/** Where a piece begins along its axis. */
export function pieceStart(f: FunctionBuilder, p: Pieces, piece: Local): Expr {
  const [first, second] = p.size;
  if (p.count[1] === 0) return times(piece.get(), first);
  if (p.count[0] === 0) return times(piece.get(), second);
  // piece · second + min(piece, count of the first kind) · (first − second)
  const ofFirst = least(f, piece.get(), i32c(p.count[0]));
  return op('i32.add', times(piece.get(), second), times(ofFirst, first - second));
}

/** Runs the body for the kind that the piece has. */
export function byKind(
  f: FunctionBuilder,
  p: Pieces,
  piece: Local,
  body: (kind: Kind) => void,
): void {
  const [kind, other] = usedKinds(p);
  if (kind === undefined) return;
  if (other === undefined) body(kind);
  else
    f.if(
      op('i32.lt_s', piece.get(), i32c(p.count[0])),
      () => body(0),
      () => body(1),
    );
}

/** min(x, y) */
export function least(f: FunctionBuilder, x: Expr, y: Expr): Expr {
  const [p, q] = locals(f, 'p', 'q');
  const one = p.tee(x);
  const two = q.tee(y);
  return op('select', one, two, op('i32.lt_s', p.get(), q.get()));
}

/** `local += constant` */
export function bump(f: FunctionBuilder, local: Local, by: number): void {
  if (by !== 0) f.emit(local.set(add(local.get(), by)));
}

type Same<Names extends readonly string[]> = { readonly [I in keyof Names]: Local };

/** Several i32 locals at once. */
export function locals<const Names extends readonly string[]>(
  f: FunctionBuilder,
  ...names: Names
): Same<Names> {
  return names.map((name) => f.local('i32', name)) as unknown as Same<Names>;
}
