/**
 * The micro-kernel for operands that are both contiguous along k: rows × columns running sums, each a vector along k, that are
 * folded to one number at the end. Nothing is packed, and no element is splat.
 *
 * In the `wide` variant each sum is a pair of vectors at +0 and +16. V8's packer starts from stores, so the pairs are stored to
 * scratch and folded from there; and both halves must have the same history, so the rest of a row is read again as a whole
 * pair whose first lanes are masked out.
 */

import type { Expr, FuncRef, FunctionBuilder, Local, ModuleBuilder } from '../assembler/index.ts';
import { i32c, load, op, shuffle, shuffle32, store, v128c } from '../assembler/index.ts';
import type { Lanes, Pointer } from './lanes.ts';
import { basedAt, loadLanes, madd, storeLanes, zeroVector } from './lanes.ts';
import type { Variant } from './spec.ts';
import { walk } from './walk.ts';

export interface DotKernel {
  readonly lanes: Lanes;
  readonly variant: Variant;
  readonly rows: { readonly a: readonly number[]; readonly out: readonly number[] };
  readonly columns: { readonly b: readonly number[]; readonly out: readonly number[] };
  /** extents of k, outermost first; the last axis is contiguous in both operands */
  readonly extents: readonly number[];
  readonly aSteps: readonly number[];
  readonly bSteps: readonly number[];
  readonly accumulate: boolean;
}

/** Longer rows are a loop. */
const unrollAtMost = 8;

/** Vectors that one sum consists of. */
export function dotVectors(lanes: Lanes, variant: Variant, innermost: number): 1 | 2 {
  return variant === 'wide' && innermost >= 2 * lanes.count ? 2 : 1;
}

/** Emits `(a, b, out, turns, scratch)`; scratch takes 32 bytes for each of rows × columns. */
export function emitDotKernel(m: ModuleBuilder, name: string, d: DotKernel): FuncRef {
  return m.func(
    name,
    [
      ['a', 'i32'],
      ['b', 'i32'],
      ['out', 'i32'],
      ['turns', 'i32'],
      ['scratch', 'i32'],
    ],
    [],
    (f) => {
      const kernel = new DotBody(f, d);
      kernel.products();
      kernel.fold();
    },
  );
}

class DotBody {
  readonly #f: FunctionBuilder;
  readonly #d: DotKernel;
  readonly #vectors: 1 | 2;
  readonly #a: Pointer;
  readonly #b: Pointer;
  readonly #out: Pointer;
  readonly #sums: readonly (readonly (readonly Local[])[])[];
  readonly #bVectors: readonly (readonly Local[])[];
  readonly #aVectors: readonly (readonly Local[])[];

  constructor(f: FunctionBuilder, d: DotKernel) {
    this.#f = f;
    this.#d = d;
    this.#vectors = dotVectors(d.lanes, d.variant, d.extents.at(-1) ?? 1);
    this.#a = basedAt(f, f.param(0), d.rows.a);
    this.#b = basedAt(f, f.param(1), d.columns.b);
    this.#out = basedAt(
      f,
      f.param(2),
      d.rows.out.flatMap((r) => d.columns.out.map((c) => r + c)),
    );
    const several = (name: string): readonly Local[] =>
      Array.from({ length: this.#vectors }, (_, v) => f.local('v128', `${name}_${v}`));
    this.#sums = d.rows.a.map((_, r) => d.columns.b.map((__, c) => several(`sum${r}_${c}`)));
    this.#bVectors = d.columns.b.map((_, c) => several(`b${c}`));
    this.#aVectors = d.rows.a.map((_, r) => several(`a${r}`));
  }

  /** All the products of this block of k. */
  products(): void {
    const { extents, lanes } = this.#d;
    const f = this.#f;
    const turns = f.param(3);
    const stride = this.#vectors * lanes.count;
    const length = extents.at(-1) ?? 1;
    const rest = length % stride;
    if (extents.length === 1) {
      const left = f.local('i32', 'left');
      f.emit(left.set(op('i32.div_u', turns.get(), i32c(stride))));
      if (length >= stride) f.if(left.get(), () => this.#chunks(left));
      // Blocks of k are whole chunks; only the last block has a rest.
      if (rest > 0) f.if(op('i32.rem_u', turns.get(), i32c(stride)), () => this.#rest(rest, 0));
      return;
    }
    const count = Math.floor(length / stride);
    const unrolled = count <= unrollAtMost;
    const moved = unrolled ? 0 : count * stride * lanes.size;
    walk(
      f,
      extents.slice(0, -1),
      turns,
      [
        { local: this.#a.local, steps: this.#d.aSteps.slice(0, -1), moved },
        { local: this.#b.local, steps: this.#d.bSteps.slice(0, -1), moved },
      ],
      0,
      () => {
        if (unrolled) {
          for (let i = 0; i < count; i++) this.#chunk(i * stride * lanes.size);
        } else {
          const left = f.local('i32', 'left');
          f.emit(left.set(i32c(count)));
          this.#chunks(left);
        }
        if (rest > 0) this.#rest(rest, unrolled ? count * stride * lanes.size : 0);
      },
    );
  }

  #chunks(left: Local): void {
    const f = this.#f;
    const bytes = this.#vectors * 16;
    f.loop((again) => {
      this.#chunk(0);
      for (const { local } of [this.#a, this.#b])
        f.emit(local.set(op('i32.add', local.get(), i32c(bytes))));
      f.brIf(again, left.tee(op('i32.sub', left.get(), i32c(1))));
    });
  }

  #chunk(shift: number): void {
    const { lanes } = this.#d;
    const whole = (base: number, v: number): number[] =>
      Array.from({ length: lanes.count }, (_, i) => base + (v * lanes.count + i) * lanes.size);
    this.#multiply((pointer, base, v) => loadLanes(lanes, pointer, whole(base, v), shift));
  }

  /** Fewer elements than a chunk, `shift` bytes from the pointers. */
  #rest(rest: number, shift: number): void {
    const { lanes } = this.#d;
    const stride = this.#vectors * lanes.count;
    if (this.#vectors === 1) {
      this.#multiply((pointer, base) =>
        loadLanes(
          lanes,
          pointer,
          Array.from({ length: rest }, (_, i) => base + i * lanes.size),
          shift,
        ),
      );
      return;
    }
    // The last `stride` elements once more, without those that are already in the sums.
    const back = (stride - rest) * lanes.size;
    const mask = (v: number): Expr =>
      v128c(Uint8Array.from({ length: 16 }, (_, i) => (v * 16 + i >= back ? 0xff : 0)));
    // The pointers stand at least one chunk behind the row's start, so going back stays inside the operand.
    for (const { local } of [this.#a, this.#b])
      this.#f.emit(local.set(op('i32.sub', local.get(), i32c(back))));
    this.#multiply((pointer, base, v) => {
      const offsets = Array.from(
        { length: lanes.count },
        (_, i) => base + (v * lanes.count + i) * lanes.size,
      );
      return op('v128.and', loadLanes(lanes, pointer, offsets, shift), mask(v));
    });
    for (const { local } of [this.#a, this.#b])
      this.#f.emit(local.set(op('i32.add', local.get(), i32c(back))));
  }

  /** The shorter side stays in registers, the longer one streams by. */
  #multiply(read: (pointer: Pointer, base: number, vector: number) => Expr): void {
    const { rows, columns } = this.#d;
    const loadRow = (r: number): void => {
      this.#aVectors[r]?.forEach((vector, v) => {
        this.#f.emit(vector.set(read(this.#a, rows.a[r] ?? 0, v)));
      });
    };
    const loadColumn = (c: number): void => {
      this.#bVectors[c]?.forEach((vector, v) => {
        this.#f.emit(vector.set(read(this.#b, columns.b[c] ?? 0, v)));
      });
    };
    const [height, width] = [rows.a.length, columns.b.length];
    if (height >= width) {
      for (let c = 0; c < width; c++) loadColumn(c);
      for (let r = 0; r < height; r++) {
        loadRow(r);
        for (let c = 0; c < width; c++) this.#add(r, c);
      }
      return;
    }
    for (let r = 0; r < height; r++) loadRow(r);
    for (let c = 0; c < width; c++) {
      loadColumn(c);
      for (let r = 0; r < height; r++) this.#add(r, c);
    }
  }

  #add(r: number, c: number): void {
    const { lanes, variant } = this.#d;
    this.#sums[r]?.[c]?.forEach((half, v) => {
      const a = this.#aVectors[r]?.[v];
      const b = this.#bVectors[c]?.[v];
      if (a !== undefined && b !== undefined)
        this.#f.emit(half.set(madd(lanes, variant, a.get(), b.get(), half.get())));
    });
  }

  /** Folds the sums, and stores one number for each. */
  fold(): void {
    const f = this.#f;
    const { lanes, rows, columns } = this.#d;
    const scratch = f.param(4);
    const add = `${lanes.shape}.add` as const;
    const sumCount = columns.b.length;
    if (this.#vectors === 2) {
      this.#sums.flat().forEach((sum, i) => {
        sum.forEach((half, v) => {
          f.emit(store('v128.store', scratch.get(), half.get(), i * 32 + v * 16));
        });
      });
    }
    const folded = f.local('v128', 'folded');
    const parts = Array.from({ length: lanes.count }, (_, i) => f.local('v128', `part${i}`));
    this.#sums.forEach((sumsOfRow, r) => {
      for (let start = 0; start < sumCount; start += lanes.count) {
        parts.forEach((part, i) => {
          const c = start + i;
          const [single] = sumsOfRow[c] ?? [];
          if (single === undefined) f.emit(part.set(zeroVector()));
          else if (this.#vectors === 1) f.emit(part.set(single.get()));
          else {
            const at = (r * sumCount + c) * 32;
            f.emit(
              part.set(
                op(
                  add,
                  load('v128.load', scratch.get(), at),
                  load('v128.load', scratch.get(), at + 16),
                ),
              ),
            );
          }
        });
        f.emit(folded.set(foldLanes(f, lanes, parts)));
        const to = columns.out.slice(start, start + lanes.count);
        const shift = rows.out[r] ?? 0;
        if (this.#d.accumulate)
          f.emit(folded.set(op(add, loadLanes(lanes, this.#out, to, shift), folded.get())));
        storeLanes(f, lanes, this.#out, to, folded, shift);
      }
    });
  }
}

/** Lane i of the result is the sum of the lanes of vector i. */
function foldLanes(f: FunctionBuilder, lanes: Lanes, parts: readonly Local[]): Expr {
  const [a, b, c, d] = parts;
  const add = `${lanes.shape}.add` as const;
  if (a === undefined || b === undefined) throw new Error('foldLanes: too few vectors');
  if (c === undefined || d === undefined) {
    const low = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
    return op(
      add,
      shuffle(a.get(), b.get(), low),
      shuffle(
        a.get(),
        b.get(),
        low.map((byte) => byte + 8),
      ),
    );
  }
  const pairwise = (x: Local, y: Local): Expr =>
    op(add, shuffle32(x.get(), y.get(), [0, 4, 1, 5]), shuffle32(x.get(), y.get(), [2, 6, 3, 7]));
  f.emit(a.set(pairwise(a, b))); // a0+a2 b0+b2 a1+a3 b1+b3
  f.emit(c.set(pairwise(c, d)));
  return op(
    add,
    shuffle32(a.get(), c.get(), [0, 1, 4, 5]),
    shuffle32(a.get(), c.get(), [2, 3, 6, 7]),
  );
}
