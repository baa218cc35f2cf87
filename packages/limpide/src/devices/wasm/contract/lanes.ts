/** The three element types as vectors: arithmetic, and loads and stores of some lanes at any places. */

import type { Expr, FunctionBuilder, LoadName, Local, MemoryLaneName } from '../assembler/index.ts';
import { i32c, load, memoryLane, op, store, v128c } from '../assembler/index.ts';
import type { ContractDtype, Variant } from './spec.ts';

export interface Lanes {
  readonly shape: 'f32x4' | 'f64x2' | 'i32x4';
  /** bytes of an element */
  readonly size: number;
  /** elements of a 128-bit vector */
  readonly count: number;
  readonly splat: LoadName;
  readonly loadOne: LoadName;
  readonly loadLane: MemoryLaneName;
  readonly storeLane: MemoryLaneName;
}

const narrow = {
  size: 4,
  count: 4,
  splat: 'v128.load32_splat',
  loadOne: 'v128.load32_zero',
  loadLane: 'v128.load32_lane',
  storeLane: 'v128.store32_lane',
} as const;

export const lanesOf: Readonly<Record<ContractDtype, Lanes>> = {
  float32: { shape: 'f32x4', ...narrow },
  int32: { shape: 'i32x4', ...narrow },
  float64: {
    shape: 'f64x2',
    size: 8,
    count: 2,
    splat: 'v128.load64_splat',
    loadOne: 'v128.load64_zero',
    loadLane: 'v128.load64_lane',
    storeLane: 'v128.store64_lane',
  },
};

export function zeroVector(): Expr {
  return v128c({ i32x4: [0, 0, 0, 0] });
}

/** a·b + c */
export function madd(lanes: Lanes, variant: Variant, a: Expr, b: Expr, c: Expr): Expr {
  if (lanes.shape === 'i32x4') return op('i32x4.add', c, op('i32x4.mul', a, b));
  if (variant === 'simd') return op(`${lanes.shape}.add`, c, op(`${lanes.shape}.mul`, a, b));
  return op(`${lanes.shape}.relaxed_madd`, a, b, c);
}

/** Whether elements at these byte offsets lie one behind the other. */
export function adjacent(lanes: Lanes, offsets: readonly number[]): boolean {
  const [first = 0] = offsets;
  return offsets.every((offset, i) => offset === first + i * lanes.size);
}

/** A pointer whose offsets start at `least`: WebAssembly's constant offsets cannot be negative. */
export interface Pointer {
  readonly local: Local;
  readonly least: number;
}

/** Moves the pointer down so that every offset from it is positive. */
export function basedAt(f: FunctionBuilder, local: Local, offsets: readonly number[]): Pointer {
  const least = offsets.reduce((min, offset) => Math.min(min, offset), 0);
  if (least < 0) f.emit(local.set(add(local.get(), least)));
  return { local, least };
}

/** `e + constant`, without the addition of zero */
export function add(e: Expr, constant: number): Expr {
  return constant === 0 ? e : op('i32.add', e, i32c(constant));
}

/** `e · constant` */
export function times(e: Expr, constant: number): Expr {
  return constant === 1 ? e : op('i32.mul', e, i32c(constant));
}

/** Loads one lane for each offset; the other lanes are zero. Reads nothing but these elements. */
export function loadLanes(
  lanes: Lanes,
  pointer: Pointer,
  offsets: readonly number[],
  shift = 0,
): Expr {
  const at = (i: number): number => (offsets[i] ?? 0) + shift - pointer.least;
  const address = (): Expr => pointer.local.get();
  const count = offsets.length;
  if (count === lanes.count && adjacent(lanes, offsets)) return load('v128.load', address(), at(0));
  const startsWithPair = lanes.count === 4 && count >= 2 && adjacent(lanes, offsets.slice(0, 2));
  let vector = load(startsWithPair ? 'v128.load64_zero' : lanes.loadOne, address(), at(0));
  for (let i = startsWithPair ? 2 : 1; i < count; i++) {
    if (i === 2 && count === 4 && lanes.count === 4 && adjacent(lanes, offsets.slice(2))) {
      return memoryLane('v128.load64_lane', 1, address(), vector, at(2));
    }
    vector = memoryLane(lanes.loadLane, i, address(), vector, at(i));
  }
  return vector;
}

/** Stores the first lanes of a vector, one for each offset. */
export function storeLanes(
  f: FunctionBuilder,
  lanes: Lanes,
  pointer: Pointer,
  offsets: readonly number[],
  vector: Local,
  shift = 0,
): void {
  const at = (i: number): number => (offsets[i] ?? 0) + shift - pointer.least;
  const address = (): Expr => pointer.local.get();
  const count = offsets.length;
  if (count === lanes.count && adjacent(lanes, offsets)) {
    f.emit(store('v128.store', address(), vector.get(), at(0)));
    return;
  }
  for (let i = 0; i < count; i++) {
    const pair =
      lanes.count === 4 && i % 2 === 0 && i + 1 < count && adjacent(lanes, offsets.slice(i, i + 2));
    if (pair) f.emit(memoryLane('v128.store64_lane', i / 2, address(), vector.get(), at(i)));
    else f.emit(memoryLane(lanes.storeLane, i, address(), vector.get(), at(i)));
    if (pair) i++;
  }
}
