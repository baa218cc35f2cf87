/** Transposing a square of lanes in registers. */

import type { Expr, FunctionBuilder, Local } from '../assembler/index.ts';
import { shuffle, shuffle32 } from '../assembler/index.ts';

/** 4×4 (or 2×2 of twice the width): lane j of vector i becomes lane i of vector j. `from` is used up. */
export function transpose(f: FunctionBuilder, from: readonly Local[], to: readonly Local[]): void {
  const [a, b, c, d] = from;
  const [w, x, y, z] = to;
  if (a === undefined || b === undefined || w === undefined || x === undefined)
    throw new Error('transpose: too few vectors');
  const low64 = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
  const high64 = low64.map((byte) => byte + 8);
  if (c === undefined || d === undefined || y === undefined || z === undefined) {
    f.emit(w.set(shuffle(a.get(), b.get(), low64)));
    f.emit(x.set(shuffle(a.get(), b.get(), high64)));
    return;
  }
  const low = (p: Local, q: Local): Expr => shuffle32(p.get(), q.get(), [0, 4, 1, 5]);
  const high = (p: Local, q: Local): Expr => shuffle32(p.get(), q.get(), [2, 6, 3, 7]);
  f.emit(w.set(low(a, b))); // a0 b0 a1 b1
  f.emit(x.set(low(c, d))); // c0 d0 c1 d1
  f.emit(y.set(high(a, b))); // a2 b2 a3 b3
  f.emit(z.set(high(c, d))); // c2 d2 c3 d3
  f.emit(a.set(shuffle(w.get(), x.get(), low64)));
  f.emit(b.set(shuffle(w.get(), x.get(), high64)));
  f.emit(c.set(shuffle(y.get(), z.get(), low64)));
  f.emit(d.set(shuffle(y.get(), z.get(), high64)));
  f.emit(w.set(a.get()));
  f.emit(x.set(b.get()));
  f.emit(y.set(c.get()));
  f.emit(z.set(d.get()));
}
