/** 16-bit floats on four lanes: bits in the low half of 32-bit lanes, to and from float32. */
import { type Context, type Expr, f32s, i32c, i32s, type Local, op } from './context.ts';

/** binary16 bits → float32: the exponent is rebiased by a multiplication, which also makes subnormals right. */
export function fromFloat16(c: Context, bits: Local): Expr {
  const magnitude = c.v(op('i32x4.shl', op('v128.and', bits.get(), i32s(0x7fff)), i32c(13)));
  const sign = c.v(op('i32x4.shl', op('v128.and', bits.get(), i32s(0x8000)), i32c(16)));
  const finite = op('f32x4.mul', magnitude.get(), f32s(2 ** 112));
  const special = op('v128.or', magnitude.get(), i32s(0x7f800000));
  const isSpecial = op('i32x4.ge_u', magnitude.get(), i32s(0x0f800000));
  return op('v128.or', sign.get(), c.choose(isSpecial, special, finite));
}

/** float32 → binary16 bits, to nearest, ties to even */
export function toFloat16(c: Context, x: Local): Expr {
  const sign = c.v(op('v128.and', x.get(), i32s(0x80000000)));
  const a = c.v(op('v128.xor', x.get(), sign.get()));
  // normal numbers: rebias with rounding in integer arithmetic
  const odd = op('v128.and', op('i32x4.shr_u', a.get(), i32c(13)), i32s(1));
  const normal = op(
    'i32x4.shr_u',
    op('i32x4.add', op('i32x4.add', a.get(), i32s(0xc8000fff | 0)), odd),
    i32c(13),
  );
  // subnormal results: adding 1/2 lines the bits up and the float adder rounds
  const subnormal = op('i32x4.sub', op('f32x4.add', a.get(), f32s(0.5)), i32s(0x3f000000));
  const small = op('i32x4.lt_u', a.get(), i32s(0x38800000));
  const finite = c.v(c.choose(small, subnormal, normal));
  const overflow = op('i32x4.ge_u', a.get(), i32s(0x477ff000));
  const nan = op('i32x4.gt_u', a.get(), i32s(0x7f800000));
  const special = c.choose(nan, i32s(0x7e00), i32s(0x7c00));
  return op(
    'v128.or',
    op('i32x4.shr_u', sign.get(), i32c(16)),
    c.choose(overflow, special, finite.get()),
  );
}

export const fromBfloat16 = (bits: Local): Expr => op('i32x4.shl', bits.get(), i32c(16));

/** float32 → bfloat16 bits, to nearest, ties to even */
export function toBfloat16(c: Context, x: Local): Expr {
  const odd = op('v128.and', op('i32x4.shr_u', x.get(), i32c(16)), i32s(1));
  const rounded = op(
    'i32x4.shr_u',
    op('i32x4.add', op('i32x4.add', x.get(), i32s(0x7fff)), odd),
    i32c(16),
  );
  return c.choose(op('f32x4.ne', x.get(), x.get()), i32s(0x7fc0), rounded);
}
