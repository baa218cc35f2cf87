/** Words that the kernels of this folder are written with, on top of the assembler's. */
import type { Expr, FunctionBuilder, Local } from '../../../devices/wasm/assembler/index.ts';
import { i32c, op } from '../../../devices/wasm/assembler/index.ts';

const expression = (x: Expr | number): Expr => (typeof x === 'number' ? i32c(x) : x);

/** x + y */
export const plus = (x: Expr, y: Expr | number): Expr =>
  y === 0 ? x : op('i32.add', x, expression(y));
/** x·y */
export const times = (x: Expr, y: Expr | number): Expr =>
  y === 1 ? x : op('i32.mul', x, expression(y));

/** The smaller of two. */
export function minimum(f: FunctionBuilder, x: Expr, y: Expr): Expr {
  const [p, q] = [f.local('i32', 'p'), f.local('i32', 'q')];
  const [one, two] = [p.tee(x), q.tee(y)];
  return op('select', one, two, op('i32.lt_s', p.get(), q.get()));
}

/** What `count` goes through: from, from + step, … below `end`. The step may be known only when running. */
export interface Range {
  readonly from: Expr;
  readonly end: Local;
  readonly step: number | (() => Expr);
}

/** `for (i = from; i < end; i += step)` */
export function count(
  f: FunctionBuilder,
  i: Local,
  { from, end, step }: Range,
  body: () => void,
): void {
  f.emit(i.set(from));
  f.block((done) => {
    f.loop((again) => {
      f.brIf(done, op('i32.ge_s', i.get(), end.get()));
      body();
      f.emit(i.set(plus(i.get(), typeof step === 'number' ? step : step())));
      f.br(again);
    }, i.name);
  }, 'done');
}
