/** Philox 4×32-10 on four lanes: each lane is one element, whose index chooses its block and word. */
import { shuffle32 } from '../assembler/index.ts';
import { type Context, type Expr, i32c, i32s, type Local, op } from './context.ts';

/** High and low words of the 64-bit products of four lanes with a constant. */
function product(c: Context, x: Local, factor: number): { high: Local; low: Local } {
  const even = c.v(op('i64x2.extmul_low_i32x4_u', x.get(), i32s(factor)));
  const odd = c.v(op('i64x2.extmul_high_i32x4_u', x.get(), i32s(factor)));
  return {
    low: c.v(shuffle32(even.get(), odd.get(), [0, 2, 4, 6])),
    high: c.v(shuffle32(even.get(), odd.get(), [1, 3, 5, 7])),
  };
}

/** 32 random bits per lane; operands: index, key (low, high), call, stream. */
export function philox(
  c: Context,
  [index, keyLow, keyHigh, call, stream]: readonly Local[],
): Local {
  let c0 = c.v(op('i32x4.shr_u', index!.get(), i32c(2)));
  let c1 = c.v(i32s(0));
  let c2 = call!;
  let c3 = stream!;
  const xor3 = (a: Local, b: Local, d: Local): Local =>
    c.v(op('v128.xor', op('v128.xor', a.get(), b.get()), d.get()));
  const k0 = c.v(keyLow!.get());
  const k1 = c.v(keyHigh!.get());
  for (let round = 0; round < 10; round++) {
    const p0 = product(c, c0, 0xd2511f53);
    const p1 = product(c, c2, 0xcd9e8d57);
    const n0 = xor3(p1.high, c1, k0);
    const n2 = xor3(p0.high, c3, k1);
    c1 = p1.low;
    c3 = p0.low;
    c0 = n0;
    c2 = n2;
    c.f.emit(k0.set(op('i32x4.add', k0.get(), i32s(0x9e3779b9))));
    c.f.emit(k1.set(op('i32x4.add', k1.get(), i32s(0xbb67ae85))));
  }
  const word = c.v(op('v128.and', index!.get(), i32s(3)));
  const is = (n: number): Expr => op('i32x4.eq', word.get(), i32s(n));
  const low = c.v(c.choose(is(0), c0.get(), c1.get()));
  const high = c.v(c.choose(is(2), c2.get(), c3.get()));
  return c.v(c.choose(op('i32x4.lt_s', word.get(), i32s(2)), low.get(), high.get()));
}
