/**
 * A reflection that touches three neighbouring rows, or three neighbouring columns, as WebAssembly: what the QR
 * steps for general eigenvalues are made of. H = I − τ·v·vᵀ with v = (1, v₁, v₂).
 */
import type { Expr, Local, ModuleBuilder } from '../../../devices/wasm/assembler/index.ts';
import { i32c, load, memoryLane, op, store } from '../../../devices/wasm/assembler/index.ts';
import { plus } from './code.ts';

const params = [
  ['x', 'i32'],
  ['stride', 'i32'],
  ['n', 'i32'],
  ['tau', 'f64'],
  ['v1', 'f64'],
  ['v2', 'f64'],
] as const;

/** Emits and exports both. */
export function emitTriples(m: ModuleBuilder): void {
  // lanes run along the rows: two elements of each of the three
  emitTriple(m, 'reflectRows', {
    read: (_, place) => load('v128.load', place.get()),
    write: (_, place, value) => [store('v128.store', place.get(), value.get())],
    first: 'rows',
  });
  // lanes are two rows: an element of each of the three columns, twice
  emitTriple(m, 'reflectColumns', {
    read: (below, place) =>
      memoryLane('v128.load64_lane', 1, below.get(), load('v128.load64_zero', place.get())),
    write: (below, place, value) => [
      memoryLane('v128.store64_lane', 0, place.get(), value.get()),
      memoryLane('v128.store64_lane', 1, below.get(), value.get()),
    ],
    first: 'columns',
  });
}

interface Lanes {
  /** two elements of one of the three: at `place`, and beside it or at `below` */
  readonly read: (below: Local, place: Local) => Expr;
  readonly write: (below: Local, place: Local, value: Local) => readonly Expr[];
  /** what there are three of */
  readonly first: 'rows' | 'columns';
}

/** `(x, stride, n, tau, v1, v2)`: three rows of n elements, or n rows of three elements, `stride` bytes apart. */
function emitTriple(m: ModuleBuilder, name: string, { read, write, first }: Lanes): void {
  m.func(
    name,
    params,
    [],
    (f) => {
      const [x, stride, n] = [f.param(0), f.param(1), f.param(2)];
      const scalars = [f.param(3), f.param(4), f.param(5)];
      const [tau, v1, v2] = ['tau', 'v1', 'v2'].map((label, i) => {
        const splat = f.local('v128', `${label}s`);
        f.emit(splat.set(op('f64x2.splat', scalars[i]!.get())));
        return splat;
      }) as [Local, Local, Local];
      const places = [0, 1, 2].map((i) => f.local('i32', `place${i}`));
      const below = [0, 1, 2].map((i) => f.local('i32', `below${i}`));
      const values = [0, 1, 2].map((i) => f.local('v128', `x${i}`));
      const sum = f.local('v128', 'sum');
      places.forEach((place, i) => {
        const before = places[i - 1];
        const step = first === 'rows' ? stride.get() : i32c(8);
        f.emit(place.set(before ? plus(before.get(), step) : x.get()));
      });
      const times = (a: Local, b: Local): Expr => op('f64x2.mul', a.get(), b.get());
      const [x0, x1, x2] = values as [Local, Local, Local];
      const turn = (): void => {
        f.emit(
          sum.set(
            op(
              'f64x2.mul',
              tau.get(),
              op('f64x2.add', x0.get(), op('f64x2.add', times(v1, x1), times(v2, x2))),
            ),
          ),
        );
        f.emit(x0.set(op('f64x2.sub', x0.get(), sum.get())));
        f.emit(x1.set(op('f64x2.sub', x1.get(), times(v1, sum))));
        f.emit(x2.set(op('f64x2.sub', x2.get(), times(v2, sum))));
      };
      const advance = (by: () => Expr): void => {
        for (const place of places) f.emit(place.set(plus(place.get(), by())));
      };
      f.block((done) => {
        f.loop((again) => {
          f.brIf(done, op('i32.lt_s', n.get(), i32c(2)));
          if (first === 'columns')
            below.forEach((to, i) => {
              f.emit(to.set(plus(places[i]!.get(), stride.get())));
            });
          values.forEach((value, i) => {
            f.emit(value.set(read(below[i]!, places[i]!)));
          });
          turn();
          values.forEach((value, i) => {
            for (const e of write(below[i]!, places[i]!, value)) f.emit(e);
          });
          if (first === 'rows') advance(() => i32c(16));
          else {
            advance(() => stride.get());
            advance(() => stride.get());
          }
          f.emit(n.set(op('i32.sub', n.get(), i32c(2))));
          f.br(again);
        });
      });
      f.if(n.get(), () => {
        values.forEach((value, i) => {
          f.emit(value.set(load('v128.load64_zero', places[i]!.get())));
        });
        turn();
        values.forEach((value, i) => {
          f.emit(memoryLane('v128.store64_lane', 0, places[i]!.get(), value.get()));
        });
      });
    },
    { export: true },
  );
}
