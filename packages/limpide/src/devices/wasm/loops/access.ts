/** Loads and stores of four lanes, or of one, for every dtype and stride. */
import type { DType } from '../../../graph/index.ts';
import { memoryLane, shuffle } from '../assembler/index.ts';
import {
  type Context,
  dtypeInfo,
  type Expr,
  i32c,
  i32s,
  type Local,
  lane,
  lanesOf,
  load,
  op,
  registers,
  store,
  type Vec,
  v128c,
} from './context.ts';
import { fromBfloat16, fromFloat16, toBfloat16, toFloat16 } from './half.ts';

/** An address with a constant distance, which may be negative. */
function at(pointer: Local, bytes: number): [Expr, number] {
  return bytes >= 0 ? [pointer.get(), bytes] : [op('i32.sub', pointer.get(), i32c(-bytes)), 0];
}

const zero = (): Expr => v128c({ i32x4: [0, 0, 0, 0] });

/** Raw 32-bit lanes of a narrow dtype, as the kernels' lanes. */
function widen(c: Context, raw: Local, dtype: DType): Expr {
  switch (dtype) {
    case 'float16':
      return fromFloat16(c, raw);
    case 'bfloat16':
      return fromBfloat16(raw);
    case 'bool':
      return op('i32x4.ne', raw.get(), i32s(0));
    default:
      return raw.get();
  }
}

const byteLoads = {
  uint8: 'i32.load8_u',
  bool: 'i32.load8_u',
  int8: 'i32.load8_s',
  float16: 'i32.load16_u',
  bfloat16: 'i32.load16_u',
} as const;
type Narrow = keyof typeof byteLoads;
const isNarrow = (dtype: DType): dtype is Narrow => dtype in byteLoads;

/** One element in all lanes, from `distance` elements behind the pointer. */
export function loadOne(c: Context, pointer: Local, dtype: DType, distance = 0): Vec {
  const [address, offset] = at(pointer, distance * dtypeInfo[dtype].bytes);
  if (isNarrow(dtype)) {
    const raw = c.v(op('i32x4.splat', load(byteLoads[dtype], address, offset)));
    return [c.v(widen(c, raw, dtype))];
  }
  if (dtype === 'float64') {
    const v = c.v(load('v128.load64_splat', address, offset));
    return [v, v];
  }
  return [c.out(load('v128.load32_splat', address, offset))];
}

/** Four elements, `stride` apart, from element `distance` on. */
export function loadFour(
  c: Context,
  pointer: Local,
  dtype: DType,
  stride: number,
  distance: number,
): Vec {
  const { bytes } = dtypeInfo[dtype];
  if (stride === 0) return loadOne(c, pointer, dtype, distance);
  if (stride === 1) {
    const [address, offset] = at(pointer, distance * bytes);
    if (dtype === 'float64') {
      const [next, nextOffset] = at(pointer, distance * bytes + 16);
      return [c.v(load('v128.load', address, offset)), c.v(load('v128.load', next, nextOffset))];
    }
    if (!isNarrow(dtype)) return [c.out(load('v128.load', address, offset))];
    let raw: Expr;
    if (bytes === 2)
      raw = op('i32x4.extend_low_i16x8_u', load('v128.load64_zero', address, offset));
    else if (dtype === 'int8')
      raw = op(
        'i32x4.extend_low_i16x8_s',
        op('i16x8.extend_low_i8x16_s', load('v128.load32_zero', address, offset)),
      );
    else
      raw = op(
        'i32x4.extend_low_i16x8_u',
        op('i16x8.extend_low_i8x16_u', load('v128.load32_zero', address, offset)),
      );
    return [c.v(widen(c, c.v(raw), dtype))];
  }
  const place = (e: number): [Expr, number] => at(pointer, (distance + e * stride) * bytes);
  if (isNarrow(dtype)) {
    const [a0, o0] = place(0);
    const raw = c.v(op('i32x4.splat', load(byteLoads[dtype], a0, o0)));
    for (let e = 1; e < 4; e++) {
      const [a, o] = place(e);
      c.f.emit(raw.set(lane('i32x4.replace_lane', e, raw.get(), load(byteLoads[dtype], a, o))));
    }
    return [c.v(widen(c, raw, dtype))];
  }
  if (dtype === 'float64') {
    return [0, 2].map((first) => {
      const [a0, o0] = place(first);
      const v = c.v(load('v128.load64_zero', a0, o0));
      const [a1, o1] = place(first + 1);
      c.f.emit(v.set(memoryLane('v128.load64_lane', 1, a1, v.get(), o1)));
      return v;
    });
  }
  const [a0, o0] = place(0);
  const v = c.v(load('v128.load32_zero', a0, o0));
  for (let e = 1; e < 4; e++) {
    const [a, o] = place(e);
    c.f.emit(v.set(memoryLane('v128.load32_lane', e, a, v.get(), o)));
  }
  return [v];
}

/** Four elements of which only those whose lane of `mask` is set are read; the others are 0. */
export function loadGuarded(
  c: Context,
  pointer: Local,
  dtype: DType,
  stride: number,
  distance: number,
  mask: Local,
  uniform: boolean,
): Vec {
  const out = Array.from({ length: registers(lanesOf(dtype)) }, () => c.f.local('v128', 'guarded'));
  const take = (v: Vec): void => {
    for (const [r, o] of out.entries()) c.f.emit(o.set(v[r]!.get()));
  };
  c.f.if(
    op('i32x4.all_true', mask.get()),
    () => take(loadFour(c, pointer, dtype, stride, distance)),
    () => {
      for (const o of out) c.f.emit(o.set(zero()));
      if (uniform) return;
      for (let e = 0; e < 4; e++) {
        c.f.if(lane('i32x4.extract_lane', e, mask.get()), () => {
          const one = loadOne(c, pointer, dtype, distance + e * stride);
          if (out.length === 2) {
            const o = out[e >> 1]!;
            c.f.emit(
              o.set(
                lane(
                  'i64x2.replace_lane',
                  e & 1,
                  o.get(),
                  lane('i64x2.extract_lane', 0, one[0]!.get()),
                ),
              ),
            );
          } else {
            const o = out[0]!;
            c.f.emit(
              o.set(
                lane(
                  'i32x4.replace_lane',
                  e,
                  o.get(),
                  lane('i32x4.extract_lane', 0, one[0]!.get()),
                ),
              ),
            );
          }
        });
      }
    },
  );
  return out;
}

/** Lanes as the bits that a narrow dtype stores, in 32-bit lanes. */
function narrow(c: Context, v: Vec, dtype: DType): Local {
  switch (dtype) {
    case 'float16':
      return c.v(toFloat16(c, c.firm(v[0]!)));
    case 'bfloat16':
      return c.v(toBfloat16(c, c.firm(v[0]!)));
    case 'bool':
      return c.v(op('v128.and', v[0]!.get(), i32s(1)));
    default:
      return c.firm(v[0]!);
  }
}

const byteStores = {
  uint8: 'i32.store8',
  bool: 'i32.store8',
  int8: 'i32.store8',
  float16: 'i32.store16',
  bfloat16: 'i32.store16',
} as const;

/** The first lane, `distance` elements behind the pointer. */
export function storeOne(c: Context, pointer: Local, dtype: DType, v: Vec, distance = 0): void {
  const [address, offset] = at(pointer, distance * dtypeInfo[dtype].bytes);
  if (isNarrow(dtype)) {
    const raw = narrow(c, v, dtype);
    c.f.emit(store(byteStores[dtype], address, lane('i32x4.extract_lane', 0, raw.get()), offset));
  } else if (dtype === 'float64')
    c.f.emit(memoryLane('v128.store64_lane', 0, address, v[0]!.get(), offset));
  else c.f.emit(memoryLane('v128.store32_lane', 0, address, v[0]!.get(), offset));
}

/** Four elements, `stride` apart, from element `distance` on. */
export function storeFour(
  c: Context,
  pointer: Local,
  dtype: DType,
  v: Vec,
  stride: number,
  distance: number,
): void {
  const { bytes } = dtypeInfo[dtype];
  const place = (e: number): [Expr, number] => at(pointer, (distance + e * stride) * bytes);
  if (isNarrow(dtype)) {
    const raw = narrow(c, v, dtype);
    if (stride === 1) {
      const [address, offset] = place(0);
      const lanes = Array.from({ length: 16 }, (_, i) =>
        i < 4 * bytes ? (bytes === 1 ? 4 * i : 4 * (i >> 1) + (i & 1)) : 0,
      );
      const packed = shuffle(raw.get(), raw.get(), lanes);
      c.f.emit(
        memoryLane(
          bytes === 1 ? 'v128.store32_lane' : 'v128.store64_lane',
          0,
          address,
          packed,
          offset,
        ),
      );
      return;
    }
    for (let e = 0; e < 4; e++) {
      const [address, offset] = place(e);
      c.f.emit(store(byteStores[dtype], address, lane('i32x4.extract_lane', e, raw.get()), offset));
    }
    return;
  }
  if (dtype === 'float64') {
    if (stride === 1) {
      for (const r of [0, 1]) {
        const [address, offset] = place(2 * r);
        c.f.emit(store('v128.store', address, v[r]!.get(), offset));
      }
      return;
    }
    for (let e = 0; e < 4; e++) {
      const [address, offset] = place(e);
      c.f.emit(memoryLane('v128.store64_lane', e & 1, address, v[e >> 1]!.get(), offset));
    }
    return;
  }
  if (stride === 1) {
    const [address, offset] = place(0);
    c.f.emit(store('v128.store', address, v[0]!.get(), offset));
    return;
  }
  for (let e = 0; e < 4; e++) {
    const [address, offset] = place(e);
    c.f.emit(memoryLane('v128.store32_lane', e, address, v[0]!.get(), offset));
  }
}
