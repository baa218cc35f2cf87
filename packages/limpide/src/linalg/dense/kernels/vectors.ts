/**
 * Matrix times vector, and vector with vector, as WebAssembly: the half of a reduction to tridiagonal, bidiagonal
 * or Hessenberg form that no blocking turns into products of matrices.
 *
 * They read a matrix once for two operations per element, so what counts is that memory is read in order and that
 * four rows share what is loaded of a vector. Addresses and strides are in bytes, sizes in elements.
 */
import type {
  Expr,
  FuncRef,
  FunctionBuilder,
  Local,
  ModuleBuilder,
} from '../../../devices/wasm/assembler/index.ts';
import { i32c, lane, load, op, store } from '../../../devices/wasm/assembler/index.ts';
import { lanesOf, madd } from '../../../devices/wasm/contract/lanes.ts';
import type { Variant } from '../../../devices/wasm/contract/spec.ts';
import { plus, times } from './code.ts';

const i32 = (...names: readonly string[]): (readonly [string, 'i32'])[] =>
  names.map((name) => [name, 'i32'] as const);

/** Emits and exports everything of this file. */
export function emitVectors(m: ModuleBuilder, variant: Variant): void {
  emitDot(m, variant);
  emitAdd(m, variant);
  emitRotate(m);
  const both = { dots: true, adds: true };
  emitTimes(
    m,
    [4, 1].map((rows) => emitRows(m, variant, rows, { dots: true, adds: false })),
  );
  emitTimesTransposed(
    m,
    [4, 1].map((rows) => emitRows(m, variant, rows, { dots: false, adds: true })),
  );
  emitSymmetricTimes(
    m,
    [4, 1].map((rows) => emitRows(m, variant, rows, both)),
  );
}

/** Turns of `step` elements while that many are left before `end`, then single elements. */
function walk(
  f: FunctionBuilder,
  pointers: readonly Local[],
  n: Local,
  step: number,
  whole: () => void,
  single: () => void,
): void {
  const part = (size: number, body: () => void): void => {
    f.block((done) => {
      f.loop((again) => {
        f.brIf(done, op('i32.lt_s', n.get(), i32c(size)));
        body();
        for (const pointer of pointers) f.emit(pointer.set(plus(pointer.get(), 8 * size)));
        f.emit(n.set(op('i32.sub', n.get(), i32c(size))));
        f.br(again);
      });
    });
  };
  part(step, whole);
  part(1, single);
}

/** The sum of the lanes of all these vectors. */
function total(vectors: readonly Local[]): Expr {
  const lanes = vectors.map((v) =>
    op('f64.add', lane('f64x2.extract_lane', 0, v.get()), lane('f64x2.extract_lane', 1, v.get())),
  );
  return lanes.reduce((a, b) => op('f64.add', a, b));
}

const maddOf =
  (variant: Variant) =>
  (a: Expr, b: Expr, c: Expr): Expr =>
    madd(lanesOf.float64, variant, a, b, c);

/** `dot(x, y, n)` = Σ xᵢ·yᵢ */
function emitDot(m: ModuleBuilder, variant: Variant): void {
  const fused = maddOf(variant);
  m.func(
    'dot',
    i32('x', 'y', 'n'),
    ['f64'],
    (f) => {
      const [x, y, n] = [f.param(0), f.param(1), f.param(2)];
      const sums = [0, 1, 2, 3].map((i) => f.local('v128', `sum${i}`));
      const rest = f.local('f64', 'rest');
      walk(
        f,
        [x, y],
        n,
        8,
        () => {
          sums.forEach((sum, i) => {
            const [left, right] = [
              load('v128.load', x.get(), 16 * i),
              load('v128.load', y.get(), 16 * i),
            ];
            f.emit(sum.set(fused(left, right, sum.get())));
          });
        },
        () => {
          const product = op('f64.mul', load('f64.load', x.get()), load('f64.load', y.get()));
          f.emit(rest.set(op('f64.add', rest.get(), product)));
        },
      );
      f.return(op('f64.add', rest.get(), total(sums)));
    },
    { export: true },
  );
}

/** `add(y, x, n, factor)`: y += factor·x */
function emitAdd(m: ModuleBuilder, variant: Variant): void {
  const fused = maddOf(variant);
  m.func(
    'add',
    [...i32('y', 'x', 'n'), ['factor', 'f64']],
    [],
    (f) => {
      const [y, x, n, factor] = [f.param(0), f.param(1), f.param(2), f.param(3)];
      const splat = f.local('v128', 'splat');
      const sums = [0, 1, 2, 3].map((i) => f.local('v128', `sum${i}`));
      f.emit(splat.set(op('f64x2.splat', factor.get())));
      walk(
        f,
        [y, x],
        n,
        8,
        () => {
          sums.forEach((sum, i) => {
            const [left, right] = [
              load('v128.load', x.get(), 16 * i),
              load('v128.load', y.get(), 16 * i),
            ];
            f.emit(sum.set(fused(left, splat.get(), right)));
          });
          sums.forEach((sum, i) => {
            f.emit(store('v128.store', y.get(), sum.get(), 16 * i));
          });
        },
        () => {
          const product = op('f64.mul', factor.get(), load('f64.load', x.get()));
          f.emit(store('f64.store', y.get(), op('f64.add', load('f64.load', y.get()), product)));
        },
      );
    },
    { export: true },
  );
}

/** `rotate(x, y, n, c, s)`: (x, y) ← (c·x − s·y, s·x + c·y) */
function emitRotate(m: ModuleBuilder): void {
  m.func(
    'rotate',
    [...i32('x', 'y', 'n'), ['c', 'f64'], ['s', 'f64']],
    [],
    (f) => {
      const [x, y, n, c, s] = [f.param(0), f.param(1), f.param(2), f.param(3), f.param(4)];
      const [cosine, sine] = [f.local('v128', 'cosine'), f.local('v128', 'sine')];
      const [p, q] = [f.local('v128', 'p'), f.local('v128', 'q')];
      const [one, two] = [f.local('f64', 'one'), f.local('f64', 'two')];
      f.emit(cosine.set(op('f64x2.splat', c.get())));
      f.emit(sine.set(op('f64x2.splat', s.get())));
      walk(
        f,
        [x, y],
        n,
        2,
        () => {
          f.emit(p.set(load('v128.load', x.get())));
          f.emit(q.set(load('v128.load', y.get())));
          const left = op(
            'f64x2.sub',
            op('f64x2.mul', cosine.get(), p.get()),
            op('f64x2.mul', sine.get(), q.get()),
          );
          const right = op(
            'f64x2.add',
            op('f64x2.mul', sine.get(), p.get()),
            op('f64x2.mul', cosine.get(), q.get()),
          );
          f.emit(store('v128.store', x.get(), left));
          f.emit(store('v128.store', y.get(), right));
        },
        () => {
          f.emit(one.set(load('f64.load', x.get())));
          f.emit(two.set(load('f64.load', y.get())));
          const left = op(
            'f64.sub',
            op('f64.mul', c.get(), one.get()),
            op('f64.mul', s.get(), two.get()),
          );
          const right = op(
            'f64.add',
            op('f64.mul', s.get(), one.get()),
            op('f64.mul', c.get(), two.get()),
          );
          f.emit(store('f64.store', x.get(), left));
          f.emit(store('f64.store', y.get(), right));
        },
      );
    },
    { export: true },
  );
}

/**
 * Emits `(a, stride, v, w, p, n, sums)` for some rows aᵣ of a matrix, read once: with `dots`, sums[r] += aᵣ·v;
 * with `adds`, p += Σ wᵣ·aᵣ.
 */
function emitRows(
  m: ModuleBuilder,
  variant: Variant,
  rows: number,
  { dots, adds }: { readonly dots: boolean; readonly adds: boolean },
): FuncRef {
  const fused = maddOf(variant);
  return m.func(
    `rows${rows}${dots ? '_dots' : ''}${adds ? '_adds' : ''}`,
    i32('a', 'stride', 'v', 'w', 'p', 'n', 'sums'),
    [],
    (f) => {
      const [a, stride, v, w] = [f.param(0), f.param(1), f.param(2), f.param(3)];
      const [p, n, sums] = [f.param(4), f.param(5), f.param(6)];
      const each = Array.from({ length: rows }, (_, r) => r);
      const lines = each.map((r) => (r === 0 ? a : f.local('i32', `a${r}`)));
      const weights = each.map((r) => f.local('v128', `w${r}`));
      const single = each.map((r) => f.local('f64', `single${r}`));
      const parts = each.map((r) => [0, 1].map((i) => f.local('v128', `s${r}_${i}`)));
      const gathered = [0, 1].map((i) => f.local('v128', `p${i}`));
      const [vector, element] = [f.local('v128', 'vector'), f.local('v128', 'element')];
      const [one, sum] = [f.local('f64', 'one'), f.local('f64', 'sum')];
      lines.forEach((line, r) => {
        const before = lines[r - 1];
        if (before) f.emit(line.set(plus(before.get(), stride.get())));
        if (adds) f.emit(weights[r]!.set(load('v128.load64_splat', w.get(), 8 * r)));
      });
      walk(
        f,
        [...lines, ...(dots ? [v] : []), ...(adds ? [p] : [])],
        n,
        4,
        () => {
          gathered.forEach((to, i) => {
            if (adds) f.emit(to.set(load('v128.load', p.get(), 16 * i)));
            if (dots) f.emit(vector.set(load('v128.load', v.get(), 16 * i)));
            lines.forEach((line, r) => {
              f.emit(element.set(load('v128.load', line.get(), 16 * i)));
              const part = parts[r]![i]!;
              if (dots) f.emit(part.set(fused(element.get(), vector.get(), part.get())));
              if (adds) f.emit(to.set(fused(element.get(), weights[r]!.get(), to.get())));
            });
          });
          if (!adds) return;
          gathered.forEach((to, i) => {
            f.emit(store('v128.store', p.get(), to.get(), 16 * i));
          });
        },
        () => {
          if (adds) f.emit(sum.set(load('f64.load', p.get())));
          lines.forEach((line, r) => {
            f.emit(one.set(load('f64.load', line.get())));
            if (dots) {
              const product = op('f64.mul', one.get(), load('f64.load', v.get()));
              f.emit(single[r]!.set(op('f64.add', single[r]!.get(), product)));
            }
            if (adds) {
              const weight = lane('f64x2.extract_lane', 0, weights[r]!.get());
              f.emit(sum.set(op('f64.add', sum.get(), op('f64.mul', one.get(), weight))));
            }
          });
          if (adds) f.emit(store('f64.store', p.get(), sum.get()));
        },
      );
      if (!dots) return;
      each.forEach((r) => {
        const all = op('f64.add', single[r]!.get(), total(parts[r]!));
        const before = load('f64.load', sums.get(), 8 * r);
        f.emit(store('f64.store', sums.get(), op('f64.add', before, all), 8 * r));
      });
    },
  );
}

/** Runs `four(i)` for whole groups of four indices below `rows`, then `one(i)` for what is left. */
function byFour(
  f: FunctionBuilder,
  rows: Local,
  i: Local,
  four: () => void,
  one: () => void,
): void {
  const whole = op('i32.and', rows.get(), i32c(-4));
  const end = f.local('i32', 'whole');
  f.emit(end.set(whole));
  f.for(i, i32c(0), end.get(), 4, four);
  f.for(i, end.get(), rows.get(), 1, one);
}

/** `times(a, stride, v, out, rows, n)`: out += A·v */
function emitTimes(m: ModuleBuilder, kernels: readonly FuncRef[]): void {
  m.func(
    'times',
    i32('a', 'stride', 'v', 'out', 'rows', 'n'),
    [],
    (f) => {
      const [a, stride, v] = [f.param(0), f.param(1), f.param(2)];
      const [out, rows, n] = [f.param(3), f.param(4), f.param(5)];
      const i = f.local('i32', 'i');
      const some = (kernel: FuncRef | undefined) => () => {
        if (kernel === undefined) return;
        const at = plus(a.get(), times(i.get(), stride.get()));
        const sums = plus(out.get(), times(i.get(), 8));
        f.emit(f.call(kernel, at, stride.get(), v.get(), i32c(0), i32c(0), n.get(), sums));
      };
      byFour(f, rows, i, some(kernels[0]), some(kernels[1]));
    },
    { export: true },
  );
}

/** `timesTransposed(a, stride, w, out, rows, n)`: out += Aᵀ·w */
function emitTimesTransposed(m: ModuleBuilder, kernels: readonly FuncRef[]): void {
  m.func(
    'timesTransposed',
    i32('a', 'stride', 'w', 'out', 'rows', 'n'),
    [],
    (f) => {
      const [a, stride, w] = [f.param(0), f.param(1), f.param(2)];
      const [out, rows, n] = [f.param(3), f.param(4), f.param(5)];
      const i = f.local('i32', 'i');
      const some = (kernel: FuncRef | undefined) => () => {
        if (kernel === undefined) return;
        const at = plus(a.get(), times(i.get(), stride.get()));
        const weights = plus(w.get(), times(i.get(), 8));
        f.emit(f.call(kernel, at, stride.get(), i32c(0), weights, out.get(), n.get(), i32c(0)));
      };
      byFour(f, rows, i, some(kernels[0]), some(kernels[1]));
    },
    { export: true },
  );
}

/** `symmetricTimes(a, stride, v, out, n)`: out += A·v, of which the lower triangle is read, once. */
function emitSymmetricTimes(m: ModuleBuilder, kernels: readonly FuncRef[]): void {
  m.func(
    'symmetricTimes',
    i32('a', 'stride', 'v', 'out', 'n'),
    [],
    (f) => {
      const [a, stride, v, out, n] = [0, 1, 2, 3, 4].map((p) => f.param(p)) as [
        Local,
        Local,
        Local,
        Local,
        Local,
      ];
      const i = f.local('i32', 'i');
      const [line, x, to] = [f.local('i32', 'line'), f.local('i32', 'x'), f.local('i32', 'to')];
      const element = f.local('f64', 'element');
      const grow = (r: number, by: Expr): void => {
        const sum = op('f64.add', load('f64.load', to.get(), 8 * r), by);
        f.emit(store('f64.store', to.get(), sum, 8 * r));
      };
      const some = (kernel: FuncRef | undefined, rows: number) => () => {
        if (kernel === undefined) return;
        f.emit(line.set(plus(a.get(), times(i.get(), stride.get()))));
        f.emit(x.set(plus(v.get(), times(i.get(), 8))));
        f.emit(to.set(plus(out.get(), times(i.get(), 8))));
        // what is left of the diagonal serves twice: as rows and as columns
        f.emit(
          f.call(kernel, line.get(), stride.get(), v.get(), x.get(), out.get(), i.get(), to.get()),
        );
        f.emit(line.set(plus(line.get(), times(i.get(), 8))));
        for (let r = 0; r < rows; r++) {
          for (let q = 0; q <= r; q++) {
            f.emit(element.set(load('f64.load', line.get(), 8 * q)));
            grow(r, op('f64.mul', element.get(), load('f64.load', x.get(), 8 * q)));
            if (q < r) grow(q, op('f64.mul', element.get(), load('f64.load', x.get(), 8 * r)));
          }
          f.emit(line.set(plus(line.get(), stride.get())));
        }
      };
      byFour(f, n, i, some(kernels[0], 4), some(kernels[1], 1));
    },
    { export: true },
  );
}
