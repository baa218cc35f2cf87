/** Moving elements as they are: by dtype, and by runs of bytes. */
import { type DType, dtypeInfo } from '../../../graph/index.ts';
import {
  type Expr,
  type FuncRef,
  type FunctionBuilder,
  i32c,
  i64c,
  type Local,
  load,
  type ModuleBuilder,
  op,
  store,
} from '../assembler/index.ts';
import { add, once } from './phase.ts';

/** How one element travels: its bits in a register of 32 or 64 bits. */
export interface Mover {
  readonly bytes: number;
  readonly load: (address: Expr, offset?: number) => Expr;
  readonly store: (address: Expr, bits: Expr, offset?: number) => Expr;
  /** The bits of "there is no such element": NaN, or 0. */
  readonly nothing: () => Expr;
}

const nan: Readonly<Partial<Record<DType, number>>> = {
  float32: 0x7fc00000,
  float16: 0x7e00,
  bfloat16: 0x7fc0,
};

export function moverOf(dtype: DType): Mover {
  const { bytes } = dtypeInfo[dtype];
  if (bytes === 8) {
    return {
      bytes,
      load: (a, o = 0) => load('i64.load', a, o),
      store: (a, v, o = 0) => store('i64.store', a, v, o),
      nothing: () => i64c(0x7ff8_0000_0000_0000n),
    };
  }
  const [read, write] =
    bytes === 4
      ? (['i32.load', 'i32.store'] as const)
      : bytes === 2
        ? (['i32.load16_u', 'i32.store16'] as const)
        : (['i32.load8_u', 'i32.store8'] as const);
  return {
    bytes,
    load: (a, o = 0) => load(read, a, o),
    store: (a, v, o = 0) => store(write, a, v, o),
    nothing: () => i32c(nan[dtype] ?? 0),
  };
}

const pieces = [
  [8, 'i64.load', 'i64.store'],
  [4, 'i32.load', 'i32.store'],
  [2, 'i32.load16_u', 'i32.store16'],
  [1, 'i32.load8_u', 'i32.store8'],
] as const;

/**
 * `copy_bytes(to, from, n)`: 64 bytes a turn, then what is left. `memory.copy` leaves WebAssembly for each
 * call and moves shared memory word by word: for rows of a few kilobytes this is faster.
 */
export function copyBytes(module: ModuleBuilder): FuncRef {
  return once(module, 'copy_bytes', () =>
    module.func(
      'copy_bytes',
      [
        ['to', 'i32'],
        ['from', 'i32'],
        ['n', 'i32'],
      ],
      [],
      (f) => {
        const [to, from, n] = [f.param(0), f.param(1), f.param(2)];
        const advance = (bytes: number): void => {
          f.emit(to.set(add(to.get(), bytes)));
          f.emit(from.set(add(from.get(), bytes)));
          f.emit(n.set(add(n.get(), -bytes)));
        };
        for (const vectors of [4, 1]) {
          whileAtLeast(f, n, 16 * vectors, () => {
            copyVectors(f, to, from, 0, vectors);
            advance(16 * vectors);
          });
        }
        for (const [bytes, read, write] of pieces) {
          f.if(op('i32.and', n.get(), i32c(bytes)), () => {
            f.emit(store(write, to.get(), load(read, from.get())));
            f.emit(to.set(add(to.get(), bytes)));
            f.emit(from.set(add(from.get(), bytes)));
          });
        }
      },
    ),
  );
}

export function whileAtLeast(f: FunctionBuilder, n: Local, least: number, body: () => void): void {
  f.block((done) =>
    f.loop((again) => {
      f.brIf(done, op('i32.lt_s', n.get(), i32c(least)));
      body();
      f.br(again);
    }),
  );
}

/** All loads before all stores, so that V8 can make pairs of them. */
function copyVectors(
  f: FunctionBuilder,
  to: Local,
  from: Local,
  offset: number,
  count: number,
): void {
  const vectors = Array.from({ length: count }, () => f.local('v128', 'moved'));
  for (const [i, v] of vectors.entries()) {
    f.emit(v.set(load('v128.load', from.get(), offset + 16 * i)));
  }
  for (const [i, v] of vectors.entries()) {
    f.emit(store('v128.store', to.get(), v.get(), offset + 16 * i));
  }
}

/** Up to this many bytes are copied without a loop. */
const inlineBytes = 64;

/** Copies a run of a length known here; leaves the pointers where they are. */
export function copyRun(
  module: ModuleBuilder,
  f: FunctionBuilder,
  to: Local,
  from: Local,
  bytes: number,
): void {
  if (bytes > inlineBytes) {
    f.emit(f.call(copyBytes(module), to.get(), from.get(), i32c(bytes)));
    return;
  }
  const vectors = Math.floor(bytes / 16);
  copyVectors(f, to, from, 0, vectors);
  let at = 16 * vectors;
  for (const [size, read, write] of pieces) {
    if ((bytes & size) === 0) continue;
    f.emit(store(write, to.get(), load(read, from.get(), at), at));
    at += size;
  }
}
