/**
 * argsort: the order of the elements along an axis.
 *
 * Each element becomes an unsigned key whose order is the wanted one (NaN last, −0 equal to 0, inverted when
 * descending) with its position beside it. Short rows are sorted by insertion, longer ones by their digits
 * from the last to the first (LSD radix sort): both are stable. Digits that are equal in the whole row take
 * no pass.
 */
import { sizeOf } from '../../../graph/index.ts';
import { type Expr, i32c, i64c, type Local, load, op, store } from '../assembler/index.ts';
import { add, coordinates, type Frame, ownScratch, phase, share, times } from './phase.ts';
import type { WholeEmitter } from './whole.ts';

type Dtype = 'float32' | 'float64' | 'int32';

/** Rows up to this long are sorted by insertion. */
const shortRow = 64;

/** A key of 32 bits stands over its position in one word of 64; a key of 64 bits before its position. */
interface Records {
  readonly bytes: number;
  readonly keyBits: 32 | 64;
  /** where the key begins in the first word */
  readonly shift: number;
  /** where the position stands, in bytes */
  readonly position: number;
}
const records = (dtype: Dtype): Records =>
  dtype === 'float64'
    ? { bytes: 16, keyBits: 64, shift: 0, position: 8 }
    : { bytes: 8, keyBits: 32, shift: 32, position: 0 };

export const argsort: WholeEmitter = (module, kernel, env) => {
  const { whole } = kernel;
  const dtype = whole.args[0]!.dtype as Dtype;
  const axis = whole.attrs['axis'] as number;
  const lead = sizeOf(whole.shape.slice(0, axis));
  const size = whole.shape[axis]!;
  const tail = sizeOf(whole.shape.slice(axis + 1));
  const r = records(dtype);
  const short = size <= shortRow;
  const digit = size < 4096 ? 8 : 11;
  const passes = Math.ceil(r.keyBits / digit);
  const room = Math.ceil((size * r.bytes) / 64) * 64;
  const counters = 4 * passes * 2 ** digit;
  const func = phase(module, kernel.name, (frame) => {
    const { f, base, i32 } = frame;
    const x = base(kernel.args[0]!, 'x');
    const out = base(kernel.out, 'out');
    const scratch = ownScratch(frame, env);
    const { from, to } = share(frame, lead * tail);
    const item = f.local('i32', 'item');
    const n = f.local('i32', 'n');
    f.for(item, from.get(), to.get(), 1, () => {
      const [p, t] = coordinates(frame, item, [lead, tail]) as [Local, Local];
      const start = i32(add(times(p.get(), size * tail), t.get()), 'start');
      const read = i32(add(x.get(), times(start.get(), dtype === 'float64' ? 8 : 4)), 'read');
      const sorted = i32(scratch.get(), 'sorted');
      const source = {
        read,
        step: tail,
        n,
        size,
        dtype,
        descending: whole.attrs['descending'] === 1,
      };
      if (short) insertion(frame, r, source, sorted);
      else radix(frame, r, source, sorted, { other: room, counts: 2 * room, digit, passes });
      const write = i32(add(out.get(), times(start.get(), 4)), 'write');
      const end = i32(add(sorted.get(), size * r.bytes), 'end');
      f.for(sorted, sorted.get(), end.get(), r.bytes, () => {
        f.emit(store('i32.store', write.get(), load('i32.load', sorted.get(), r.position)));
        f.emit(write.set(add(write.get(), 4 * tail)));
      });
    });
  });
  const work = lead * tail * size * (short ? size / 4 + 4 : 6 * passes);
  return {
    phases: [func],
    scratchPerThread: short ? room : 2 * room + counters,
    scratchShared: 0,
    work,
    description: short ? 'by insertion' : `by ${passes} digits of ${digit} bits`,
  };
};

interface Source {
  /** pointer to the element, moved by `step` elements each turn */
  readonly read: Local;
  readonly step: number;
  /** counts the elements */
  readonly n: Local;
  readonly size: number;
  readonly dtype: Dtype;
  readonly descending: boolean;
}

/** Runs `body` with the key of each element in turn (its position in the low word, when it is a word of 32 bits). */
function eachKey({ f }: Frame, s: Source, body: (key: Local) => void): void {
  const key = f.local('i64', 'key');
  f.for(s.n, i32c(0), i32c(s.size), 1, () => {
    f.emit(key.set(s.dtype === 'float64' ? longKey(f, s) : wordKey(f, s)));
    body(key);
    f.emit(s.read.set(add(s.read.get(), s.step * (s.dtype === 'float64' ? 8 : 4))));
  });
}

function wordKey(f: Frame['f'], s: Source): Expr {
  const bits = f.local('i32', 'bits');
  f.emit(bits.set(load('i32.load', s.read.get())));
  if (s.dtype === 'int32') f.emit(bits.set(op('i32.xor', bits.get(), i32c(0x80000000))));
  else {
    // negative numbers: all bits turned; others: the sign. −0 becomes 0 first, NaN the last of all.
    f.emit(bits.set(op('select', i32c(0), bits.get(), op('i32.eq', bits.get(), i32c(0x80000000)))));
    const nan = op('i32.gt_u', op('i32.and', bits.get(), i32c(0x7fffffff)), i32c(0x7f800000));
    const turned = op(
      'i32.xor',
      bits.get(),
      op('i32.or', op('i32.shr_s', bits.get(), i32c(31)), i32c(0x80000000)),
    );
    f.emit(bits.set(op('select', i32c(-1), turned, nan)));
  }
  if (s.descending) f.emit(bits.set(op('i32.xor', bits.get(), i32c(-1))));
  return op(
    'i64.or',
    op('i64.shl', op('i64.extend_i32_u', bits.get()), i64c(32n)),
    op('i64.extend_i32_u', s.n.get()),
  );
}

function longKey(f: Frame['f'], s: Source): Expr {
  const bits = f.local('i64', 'bits');
  const sign = 0x8000_0000_0000_0000n;
  f.emit(bits.set(load('i64.load', s.read.get())));
  f.emit(bits.set(op('select', i64c(0n), bits.get(), op('i64.eq', bits.get(), i64c(sign)))));
  const nan = op(
    'i64.gt_u',
    op('i64.and', bits.get(), i64c(0x7fff_ffff_ffff_ffffn)),
    i64c(0x7ff0_0000_0000_0000n),
  );
  const turned = op(
    'i64.xor',
    bits.get(),
    op('i64.or', op('i64.shr_s', bits.get(), i64c(63n)), i64c(sign)),
  );
  const key = op('select', i64c(-1n), turned, nan);
  return s.descending ? op('i64.xor', key, i64c(-1n)) : key;
}

function put(f: Frame['f'], r: Records, at: Local, key: Local, n: Local): void {
  f.emit(store('i64.store', at.get(), key.get()));
  if (r.keyBits === 64) f.emit(store('i32.store', at.get(), n.get(), r.position));
}

function move(f: Frame['f'], r: Records, to: Expr, from: Expr): void {
  f.emit(
    r.bytes === 8
      ? store('i64.store', to, load('i64.load', from))
      : store('v128.store', to, load('v128.load', from)),
  );
}

function insertion(frame: Frame, r: Records, source: Source, sorted: Local): void {
  const { f, i32 } = frame;
  const at = i32(sorted.get(), 'at');
  const end = i32(sorted.get(), 'end');
  eachKey(frame, source, (key) => {
    f.emit(at.set(end.get()));
    f.block((done) =>
      f.loop((again) => {
        f.brIf(done, op('i32.eq', at.get(), sorted.get()));
        const before = i32(add(at.get(), -r.bytes), 'before');
        f.brIf(done, op('i64.le_u', load('i64.load', before.get()), key.get()));
        move(f, r, at.get(), before.get());
        f.emit(at.set(before.get()));
        f.br(again);
      }),
    );
    put(f, r, at, key, source.n);
    f.emit(end.set(add(end.get(), r.bytes)));
  });
}

/** Leaves `sorted` at the sorted records. */
function radix(
  frame: Frame,
  r: Records,
  source: Source,
  sorted: Local,
  plan: {
    readonly other: number;
    readonly counts: number;
    readonly digit: number;
    readonly passes: number;
  },
): void {
  const { f, i32 } = frame;
  const { digit, passes } = plan;
  const values = 2 ** digit;
  const counts = i32(add(sorted.get(), plan.counts), 'counts');
  const other = i32(add(sorted.get(), plan.other), 'other');
  f.emit(op('memory.fill', counts.get(), i32c(0), i32c(4 * passes * values)));
  /** the address of a key's counter, less the table's own place among the tables */
  const counter = (key: Expr, pass: number): Expr => {
    const shifted = op('i64.shr_u', key, i64c(BigInt(r.shift + digit * pass)));
    return add(
      counts.get(),
      op('i32.shl', op('i32.and', op('i32.wrap_i64', shifted), i32c(values - 1)), i32c(2)),
    );
  };
  const cell = f.local('i32', 'cell');
  const at = i32(sorted.get(), 'at');
  eachKey(frame, source, (key) => {
    put(f, r, at, key, source.n);
    f.emit(at.set(add(at.get(), r.bytes)));
    for (let pass = 0; pass < passes; pass++) {
      const table = 4 * pass * values;
      f.emit(cell.set(counter(key.get(), pass)));
      f.emit(store('i32.store', cell.get(), add(load('i32.load', cell.get(), table), 1), table));
    }
  });
  const total = f.local('i32', 'total');
  const here = f.local('i32', 'here');
  const end = f.local('i32', 'end');
  const swap = f.local('i32', 'swap');
  for (let pass = 0; pass < passes; pass++) {
    const table = 4 * pass * values;
    const first = load('i32.load', counter(load('i64.load', sorted.get()), pass), table);
    f.if(op('i32.ne', first, i32c(source.size)), () => {
      // from how many there are of each digit to where the first of them goes
      f.emit(total.set(other.get()));
      f.emit(end.set(add(counts.get(), 4 * values)));
      f.for(cell, counts.get(), end.get(), 4, () => {
        f.emit(here.set(load('i32.load', cell.get(), table)));
        f.emit(store('i32.store', cell.get(), total.get(), table));
        f.emit(total.set(add(total.get(), times(here.get(), r.bytes))));
      });
      f.emit(end.set(add(sorted.get(), source.size * r.bytes)));
      f.for(at, sorted.get(), end.get(), r.bytes, () => {
        f.emit(cell.set(counter(load('i64.load', at.get()), pass)));
        f.emit(here.set(load('i32.load', cell.get(), table)));
        f.emit(store('i32.store', cell.get(), add(here.get(), r.bytes), table));
        move(f, r, here.get(), at.get());
      });
      f.emit(swap.set(sorted.get()));
      f.emit(sorted.set(other.get()));
      f.emit(other.set(swap.get()));
    });
  }
}
