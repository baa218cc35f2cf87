/** The code of `kernel.ts`, as a WebAssembly module over the memory that holds bins at 0, samples and sums. */
import {
  type Expr,
  type FunctionBuilder,
  f64c,
  i32c,
  type Local,
  load,
  ModuleBuilder,
  op,
  store,
} from '../../../devices/wasm/assembler/index.ts';
import { addDivide, addScan, type CutLimits } from './cut-loops.ts';
import { perBin, perFeature } from './histogram.ts';

export interface Loops {
  /** Adds `n` samples to the histogram at `into`; two float64 per sample lie at `local`. */
  fill(into: number, rows: number, cols: number, samples: number, n: number, local: number): void;
  subtract(parent: number, sibling: number, bytes: number): void;
  /** See `addScan`. */
  scan(a: number, b: number, bins: number, out: number, ...limits: CutLimits): void;
  /** See `addDivide`. */
  divide(column: number, samples: number, n: number, goes: number, aside: number): number;
}

const add = (a: Expr, b: Expr | number): Expr =>
  op('i32.add', a, typeof b === 'number' ? i32c(b) : b);
const times = (a: Expr, b: number): Expr => op('i32.mul', a, i32c(b));

/** One column's bin of a sample gets the sample's pair of numbers and one more count. */
function count(f: FunctionBuilder, bin: Expr, sums: Expr, pair: Local, at: Local): void {
  f.emit(at.set(add(sums, times(bin, 8 * perBin))));
  const sum = op('f64x2.add', load('v128.load', at.get(), 0, 8), pair.get());
  f.emit(store('v128.store', at.get(), sum, 0, 8));
  f.emit(store('f64.store', at.get(), op('f64.add', load('f64.load', at.get(), 16), f64c(1)), 16));
}

/** For each sample: its bins in `columns` neighbouring columns. */
function fillColumns(f: FunctionBuilder, columns: 1 | 2 | 4, bins: Local, sums: Local): void {
  const [rows, samples, n, local] = [1, 3, 4, 5].map((i) => f.param(i)) as [
    Local,
    Local,
    Local,
    Local,
  ];
  const i = f.local('i32', 'i');
  const sample = f.local('i32', 'sample');
  const pair = f.local('v128', 'pair');
  const at = f.local('i32', 'at');
  f.for(i, i32c(0), n.get(), 1, () => {
    f.emit(sample.set(add(bins.get(), load('i32.load', add(samples.get(), times(i.get(), 4))))));
    f.emit(pair.set(load('v128.load', add(local.get(), times(i.get(), 16)), 0, 8)));
    for (let c = 0; c < columns; c++) {
      if (c > 0) f.emit(sample.set(add(sample.get(), rows.get())));
      const bin = load('i32.load8_u', sample.get());
      count(f, bin, add(sums.get(), c * 8 * perFeature), pair, at);
    }
  });
}

function build(memory: { initialPages: number; maximumPages: number }): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder({ memory: { shared: true, ...memory } });
  const fillParams = [
    ['into', 'i32'],
    ['rows', 'i32'],
    ['cols', 'i32'],
    ['samples', 'i32'],
    ['n', 'i32'],
    ['local', 'i32'],
  ] as const;
  module.func(
    'fill',
    fillParams,
    [],
    (f) => {
      const [into, rows, cols] = [0, 1, 2].map((i) => f.param(i)) as [Local, Local, Local];
      const bins = f.local('i32', 'bins');
      const sums = f.local('i32', 'sums');
      const left = f.local('i32', 'left');
      f.emit(bins.set(i32c(0)));
      f.emit(sums.set(into.get()));
      f.emit(left.set(cols.get()));
      for (const columns of [4, 1] as const) {
        f.block((done) => {
          f.loop((again) => {
            f.brIf(done, op('i32.lt_s', left.get(), i32c(columns)));
            fillColumns(f, columns, bins, sums);
            f.emit(bins.set(add(bins.get(), times(rows.get(), columns))));
            f.emit(sums.set(add(sums.get(), columns * 8 * perFeature)));
            f.emit(left.set(add(left.get(), -columns)));
            f.br(again);
          });
        });
      }
    },
    { export: true },
  );
  const subtractParams = [
    ['parent', 'i32'],
    ['sibling', 'i32'],
    ['bytes', 'i32'],
  ] as const;
  module.func(
    'subtract',
    subtractParams,
    [],
    (f) => {
      const [parent, sibling, bytes] = [0, 1, 2].map((i) => f.param(i)) as [Local, Local, Local];
      const i = f.local('i32', 'i');
      const to = f.local('i32', 'to');
      // A feature's 768 numbers divide by 4: two vectors per turn.
      f.for(i, i32c(0), bytes.get(), 32, () => {
        f.emit(to.set(add(parent.get(), i.get())));
        for (const offset of [0, 16]) {
          const minus = load('v128.load', add(sibling.get(), i.get()), offset, 8);
          const value = op('f64x2.sub', load('v128.load', to.get(), offset, 8), minus);
          f.emit(store('v128.store', to.get(), value, offset, 8));
        }
      });
    },
    { export: true },
  );
  addScan(module);
  addDivide(module);
  return module.toBytes();
}

let compiled: WebAssembly.Module | undefined;

/** The loops over this memory. @throws where vectors or shared memory are not supported */
export function histogramLoops(memory: WebAssembly.Memory): Loops {
  compiled ??= new WebAssembly.Module(build({ initialPages: 1, maximumPages: 32768 }));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const { fill, subtract, scan, divide } = exports as Record<
    string,
    (...numbers: number[]) => number
  >;
  if (!(fill && subtract && scan && divide)) throw new TypeError('the module has other exports');
  return { fill, subtract, scan, divide };
}
