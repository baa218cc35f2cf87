/**
 * A workspace in the engine's memory: the arrays of a factorisation are views of it, and the operations are
 * WebAssembly kernels (kernels/) that take addresses. Products run on the engine's threads.
 */
import { ModuleBuilder } from '../../devices/wasm/assembler/index.ts';
import { maximumPages } from '../../devices/wasm/heap.ts';
import type { WasmDevice } from '../../devices/wasm/index.ts';
import { emitBarrier } from '../../devices/wasm/program.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  emitProduct,
  innerBlock,
  mostRows,
  slots,
  tableBytes,
  tileOf,
} from './kernels/products.ts';
import { emitTriples } from './kernels/triples.ts';
import { emitVectors } from './kernels/vectors.ts';
import type { Floats } from './matrix.ts';
import { type Numbers, type Part, within } from './part.ts';
import type { Workspace } from './workspace.ts';

interface Kernels {
  readonly product: (args: number, tid: number, nth: number) => void;
  readonly dot: (x: number, y: number, n: number) => number;
  readonly add: (y: number, x: number, n: number, factor: number) => void;
  readonly rotate: (x: number, y: number, n: number, c: number, s: number) => void;
  readonly times: (
    a: number,
    stride: number,
    v: number,
    out: number,
    rows: number,
    n: number,
  ) => void;
  readonly timesTransposed: (
    a: number,
    stride: number,
    w: number,
    out: number,
    rows: number,
    n: number,
  ) => void;
  readonly symmetricTimes: (a: number, stride: number, v: number, out: number, n: number) => void;
  readonly reflectRows: Triple;
  readonly reflectColumns: Triple;
}

type Triple = (x: number, stride: number, n: number, tau: number, v1: number, v2: number) => void;

/** The kernels, compiled for a device. */
interface Compiled {
  readonly kernels: Kernels;
  /** the module's bytes in the device's memory, from which threads compile it themselves */
  readonly address: number;
  readonly bytes: number;
  /** the arguments of a product */
  readonly table: number;
}

const compiled = new WeakMap<WasmDevice, Compiled>();

/** By this number threads know the module; those of the engine's programs are positive. */
const moduleNumber = -1;
/** Multiplications from which a product is shared among threads: half a millisecond, and they may be asleep. */
const parallelFrom = 8_000_000;

function kernelsOf(device: WasmDevice): Compiled {
  const known = compiled.get(device);
  if (known) return known;
  const { heap, variant, mayBlock } = device;
  const m = new ModuleBuilder({ memory: { shared: heap.shared, initialPages: 1, maximumPages } });
  const product = emitProduct(m, variant, emitBarrier(m, mayBlock));
  m.func(
    'main', // what a thread of the pool calls
    [
      ['args', 'i32'],
      ['tid', 'i32'],
      ['nth', 'i32'],
    ],
    [],
    (f) => f.emit(f.call(product, f.param(0).get(), f.param(1).get(), f.param(2).get())),
    { export: true },
  );
  emitVectors(m, variant);
  emitTriples(m);
  const bytes = m.toBytes();
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { memory: heap.memory },
  });
  const { exports } = instance;
  const address = heap.alloc(bytes.length);
  heap.u8.set(bytes, address);
  const made: Compiled = {
    kernels: {
      product: exports['main'] as Kernels['product'],
      dot: exports['dot'] as Kernels['dot'],
      add: exports['add'] as Kernels['add'],
      rotate: exports['rotate'] as Kernels['rotate'],
      times: exports['times'] as Kernels['times'],
      timesTransposed: exports['timesTransposed'] as Kernels['timesTransposed'],
      symmetricTimes: exports['symmetricTimes'] as Kernels['symmetricTimes'],
      reflectRows: exports['reflectRows'] as Triple,
      reflectColumns: exports['reflectColumns'] as Triple,
    },
    address,
    bytes: bytes.length,
    table: heap.alloc(tableBytes),
  };
  compiled.set(device, made);
  return made;
}

/** The most bytes that the packed B may take. */
const mostPanels = 33_554_432;

const addressOf = (x: Numbers, at: number): number => x.byteOffset + 8 * at;

export class DeviceWorkspace implements Workspace {
  readonly #device: WasmDevice;
  readonly #compiled: Compiled;
  readonly #kernels: Kernels;
  readonly #blocks: number[] = [];

  constructor(device: WasmDevice) {
    this.#device = device;
    this.#compiled = kernelsOf(device);
    this.#kernels = this.#compiled.kernels;
  }

  #take(length: number): Numbers {
    const { heap } = this.#device;
    const address = heap.alloc(8 * length);
    this.#blocks.push(address);
    return new Float64Array(heap.memory.buffer, address, length);
  }
  floats(length: number): Numbers {
    return this.#take(length).fill(0);
  }
  copy(values: ArrayLike<number>): Numbers {
    const out = this.#take(values.length);
    out.set(values);
    return out;
  }
  read(values: Floats): Numbers {
    return this.copy(values);
  }
  of(t: Tensor): Numbers {
    const { heap } = this.#device;
    const { storage } = t.realize().node;
    if (t.dtype !== 'float64' || t.node.device !== this.#device || storage === null)
      return this.copy(Float64Array.from(t.dataSync(), Number));
    const address = this.#device.residentAddress(storage); // may make the memory grow
    return new Float64Array(heap.memory.buffer, address, storage.size);
  }
  /** Gives the memory back. */
  release(): void {
    for (const address of this.#blocks) this.#device.heap.free(address);
    this.#blocks.length = 0;
  }

  addProduct(c: Part, a: Part, b: Part, scale = 1, lower = false): void {
    const { rows, cols } = c;
    const inner = a.cols;
    if (rows === 0 || cols === 0 || inner === 0) return;
    const device = this.#device;
    const { heap, pool } = device;
    const { address, bytes, table } = this.#compiled;
    const tile = tileOf(device.variant);
    const panels = 8 * inner * tile.columns * Math.ceil(cols / tile.columns);
    if (panels > mostPanels && cols > tile.columns) {
      // columns in two halves; of a lower triangle, the second half begins lower down
      const half = tile.columns * Math.ceil(cols / (2 * tile.columns));
      const top = lower ? Math.min(half, rows) : 0;
      this.addProduct(within(c, 0, rows, 0, half), a, within(b, 0, inner, 0, half), scale, lower);
      this.addProduct(
        within(c, top, rows, half, cols),
        within(a, top, rows, 0, inner),
        within(b, 0, inner, half, cols),
        scale,
        lower,
      );
      return;
    }
    const work = (rows * cols * inner) / (lower ? 2 : 1);
    const threads = work >= parallelFrom ? pool.ready() : 1;
    // groups as large as the cache allows, and one for each thread at least
    const group = Math.min(mostRows, tile.rows * Math.ceil(rows / (tile.rows * threads)));
    const packedRows = tile.rows * Math.ceil(group / tile.rows);
    const scratch = 8 * (tile.rows * tile.columns + packedRows * Math.min(inner, innerBlock));
    const scratchStride = 64 * Math.ceil(scratch / 64);
    device.reserve(0, scratchStride * threads, panels);
    const words = heap.i32;
    const at = table >> 2;
    const put = (slot: number, value: number): void => {
      words[at + (slot >> 2)] = value;
    };
    put(slots.c, addressOf(c.data, c.at));
    put(slots.cRow, 8 * c.rowStep);
    put(slots.a, addressOf(a.data, a.at));
    put(slots.aRow, 8 * a.rowStep);
    put(slots.aColumn, 8 * a.columnStep);
    put(slots.b, addressOf(b.data, b.at));
    put(slots.bRow, 8 * b.rowStep);
    put(slots.bColumn, 8 * b.columnStep);
    put(slots.rows, rows);
    put(slots.columns, cols);
    put(slots.inner, inner);
    put(slots.group, group);
    put(slots.panels, device.sharedScratchAddress);
    put(slots.scratch, device.threadScratchAddress);
    put(slots.scratchStride, scratchStride);
    put(slots.lower, lower ? 1 : 0);
    put(slots.taken, 0);
    heap.f64[(table + slots.scale) >> 3] = scale;
    pool.run(
      this.#kernels.product,
      { program: moduleNumber, address, bytes, args: table },
      threads,
    );
  }
  dot(x: Numbers, xAt: number, y: Numbers, yAt: number, n: number): number {
    return this.#kernels.dot(addressOf(x, xAt), addressOf(y, yAt), n);
  }
  add(y: Numbers, yAt: number, factor: number, x: Numbers, xAt: number, n: number): void {
    this.#kernels.add(addressOf(y, yAt), addressOf(x, xAt), n, factor);
  }
  rotate(x: Numbers, xAt: number, y: Numbers, yAt: number, n: number, c: number, s: number): void {
    this.#kernels.rotate(addressOf(x, xAt), addressOf(y, yAt), n, c, s);
  }
  addTimes(out: Numbers, outAt: number, a: Part, v: Numbers, vAt: number): void {
    this.#kernels.times(
      addressOf(a.data, a.at),
      8 * a.rowStep,
      addressOf(v, vAt),
      addressOf(out, outAt),
      a.rows,
      a.cols,
    );
  }
  addTransposedTimes(out: Numbers, outAt: number, a: Part, v: Numbers, vAt: number): void {
    this.#kernels.timesTransposed(
      addressOf(a.data, a.at),
      8 * a.rowStep,
      addressOf(v, vAt),
      addressOf(out, outAt),
      a.rows,
      a.cols,
    );
  }
  addSymmetricTimes(out: Numbers, outAt: number, a: Part, v: Numbers, vAt: number): void {
    this.#kernels.symmetricTimes(
      addressOf(a.data, a.at),
      8 * a.rowStep,
      addressOf(v, vAt),
      addressOf(out, outAt),
      a.rows,
    );
  }
  reflectRows({ data, at, rowStep, cols }: Part, tau: number, v1: number, v2: number): void {
    this.#kernels.reflectRows(addressOf(data, at), 8 * rowStep, cols, tau, v1, v2);
  }
  reflectColumns({ data, at, rowStep, rows }: Part, tau: number, v1: number, v2: number): void {
    this.#kernels.reflectColumns(addressOf(data, at), 8 * rowStep, rows, tau, v1, v2);
  }
}
