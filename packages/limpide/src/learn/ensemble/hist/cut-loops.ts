/**
 * WebAssembly for the two loops around a split: finding the best cut of two features at once, one in each lane, and
 * dividing a node's samples. Their plain twins are `HistSplitter` and `dividePlain`; both give the same bits.
 */
import {
  type Expr,
  f64c,
  i32c,
  type Local,
  load,
  type ModuleBuilder,
  memoryLane,
  op,
  shuffle32,
  store,
  type ValType,
} from '../../../devices/wasm/assembler/index.ts';
import { perBin } from './histogram.ts';

/** What a cut must leave on both sides, and the node's sums, as arguments of `scan` in this order. */
export type CutLimits = readonly [
  gradient: number,
  hessian: number,
  /** Fewest samples on the left, and most. */
  least: number,
  most: number,
  minHessian: number,
  /** What is added to hessians. */
  penalty: number,
  /** G·v of the whole node. */
  whole: number,
  /** Gains up to this one do not count. */
  floor: number,
];

/** Bytes that `scan` writes: two gains, two bins, all float64. */
export const scanBytes = 32;

const v2 = (value: Local): Expr => op('f64x2.splat', value.get());
const all = (a: Expr, ...more: Expr[]): Expr => more.reduce((x, y) => op('v128.and', x, y), a);

/**
 * `scan(a, b, bins, out, …limits)`: the histograms of two features at `a` and `b`, `bins` cuts of each; writes the
 * first cut with the largest gain of each feature to `out`, or the floor where none is better.
 */
export function addScan(module: ModuleBuilder): void {
  const numbers = 'G H least most minHessian penalty whole floor'.split(' ');
  const params: [string, ValType][] = [
    ...['a', 'b', 'bins', 'out'].map((name): [string, ValType] => [name, 'i32']),
    ...numbers.map((name): [string, ValType] => [name, 'f64']),
  ];
  module.func(
    'scan',
    params,
    [],
    (f) => {
      const [a, b, bins, out] = [0, 1, 2, 3].map((i) => f.param(i)) as [Local, Local, Local, Local];
      const vector = (name: string, value: Expr = op('f64x2.splat', f64c(0))): Local => {
        const local = f.local('v128', name);
        f.emit(local.set(value));
        return local;
      };
      const given = numbers.map((name, i) => vector(name, v2(f.param(4 + i))));
      const [G, H, least, most, minHessian, penalty, whole, best] = given as [
        ...[Local, Local, Local, Local],
        ...[Local, Local, Local, Local],
      ];
      const place = vector('place'); // bin of the best cut
      const bin = vector('bin');
      const [g, h, n] = [vector('g'), vector('h'), vector('n')]; // what is left of the cut
      const names = 'pairA pairB count occupied other rest left right valid gain'.split(' ');
      const [pairA, pairB, count, occupied, other, rest, left, right, valid, gain] = names.map(
        (name) => f.local('v128', name),
      ) as [...[Local, Local, Local, Local, Local], ...[Local, Local, Local, Local, Local]];
      const i = f.local('i32', 'i');
      const times = (x: Expr, y: Expr): Expr => op('f64x2.mul', x, y);
      f.block((done) => {
        f.for(i, i32c(0), bins.get(), 1, () => {
          f.emit(pairA.set(load('v128.load', a.get(), 0, 8)));
          f.emit(pairB.set(load('v128.load', b.get(), 0, 8)));
          const first = load('v128.load64_zero', a.get(), 16);
          f.emit(count.set(memoryLane('v128.load64_lane', 1, b.get(), first, 16)));
          // An empty bin may hold the rounding of a subtraction: it adds nothing, so that no cut is counted twice.
          f.emit(occupied.set(op('f64x2.gt', count.get(), op('f64x2.splat', f64c(0)))));
          const added = (lanes: number[]): Expr =>
            all(shuffle32(pairA.get(), pairB.get(), lanes), occupied.get());
          f.emit(g.set(op('f64x2.add', g.get(), added([0, 1, 4, 5]))));
          f.emit(h.set(op('f64x2.add', h.get(), added([2, 3, 6, 7]))));
          f.emit(n.set(op('f64x2.add', n.get(), count.get())));
          f.emit(valid.set(op('f64x2.le', n.get(), most.get())));
          f.brIf(done, op('i32.eqz', op('v128.any_true', valid.get())));
          f.emit(rest.set(op('f64x2.sub', H.get(), h.get())));
          f.emit(
            valid.set(
              all(
                valid.get(),
                op('f64x2.ge', n.get(), least.get()),
                op('f64x2.ge', h.get(), minHessian.get()),
                op('f64x2.ge', rest.get(), minHessian.get()),
              ),
            ),
          );
          f.emit(other.set(op('f64x2.sub', G.get(), g.get())));
          f.emit(left.set(op('f64x2.add', h.get(), penalty.get())));
          f.emit(right.set(op('f64x2.add', rest.get(), penalty.get())));
          const top = op(
            'f64x2.add',
            times(times(g.get(), g.get()), right.get()),
            times(times(other.get(), other.get()), left.get()),
          );
          const ratio = op('f64x2.div', top, times(left.get(), right.get()));
          f.emit(gain.set(op('f64x2.add', whole.get(), ratio)));
          f.emit(valid.set(all(op('f64x2.gt', gain.get(), best.get()), valid.get())));
          f.if(op('v128.any_true', valid.get()), () => {
            f.emit(best.set(op('v128.bitselect', gain.get(), best.get(), valid.get())));
            f.emit(bin.set(op('f64x2.splat', op('f64.convert_i32_s', i.get()))));
            f.emit(place.set(op('v128.bitselect', bin.get(), place.get(), valid.get())));
          });
          for (const at of [a, b]) f.emit(at.set(op('i32.add', at.get(), i32c(8 * perBin))));
        });
      });
      f.emit(store('v128.store', out.get(), best.get(), 0, 8));
      f.emit(store('v128.store', out.get(), place.get(), 16, 8));
    },
    { export: true },
  );
}

/**
 * `divide(column, samples, n, goes, aside)`: of the `n` samples at `samples`, those whose bin `goes` left (a byte per
 * bin, 1 or 0) come first, all in their order; returns how many. `column` holds the bins, `aside` has room for n.
 */
export function addDivide(module: ModuleBuilder): void {
  const names = ['column', 'samples', 'n', 'goes', 'aside'];
  module.func(
    'divide',
    names.map((name): [string, ValType] => [name, 'i32']),
    ['i32'],
    (f) => {
      const [column, samples, n, goes, aside] = names.map((_, i) => f.param(i)) as [
        ...[Local, Local, Local, Local, Local],
      ];
      const [from, to, end, right, sample, step] = 'from to end right sample step'
        .split(' ')
        .map((name) => f.local('i32', name)) as [...[Local, Local, Local, Local, Local, Local]];
      const add = (x: Local, y: Local): Expr => op('i32.add', x.get(), y.get());
      f.emit(to.set(samples.get()));
      f.emit(right.set(aside.get()));
      f.emit(end.set(op('i32.add', samples.get(), op('i32.shl', n.get(), i32c(2)))));
      // Written to both sides, kept on one: no branch to guess wrongly.
      f.for(from, samples.get(), end.get(), 4, () => {
        f.emit(sample.set(load('i32.load', from.get())));
        const bin = load('i32.load8_u', add(column, sample));
        const goesLeft = load('i32.load8_u', op('i32.add', goes.get(), bin));
        f.emit(step.set(op('i32.shl', goesLeft, i32c(2))));
        f.emit(store('i32.store', to.get(), sample.get()));
        f.emit(store('i32.store', right.get(), sample.get()));
        f.emit(to.set(add(to, step)));
        f.emit(right.set(op('i32.sub', op('i32.add', right.get(), i32c(4)), step.get())));
      });
      const others = op('i32.sub', right.get(), aside.get());
      f.emit(op('memory.copy', to.get(), aside.get(), others));
      f.return(op('i32.shr_u', op('i32.sub', to.get(), samples.get()), i32c(2)));
    },
    { export: true },
  );
}
