/** Runs one contraction on buffers with canaries around them, and the plain loop that it is compared with. */

import v8 from 'node:v8';
import { ModuleBuilder } from '../../src/devices/wasm/assembler/index.ts';
import type {
  ContractDtype,
  ContractOptions,
  ContractSpec,
  EmittedContract,
  Variant,
} from '../../src/devices/wasm/contract/index.ts';
import { emitContract } from '../../src/devices/wasm/contract/index.ts';

v8.setFlagsFromString('--experimental-wasm-revectorize');
// The optimising compiler after the first calls, and at once: its code, not the baseline's, is what must be right.
v8.setFlagsFromString('--wasm-tiering-budget=1');
v8.setFlagsFromString('--wasm-sync-tier-up');

export type Numbers = Float32Array | Float64Array | Int32Array;

export const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array } as const;
export const bytesOf: Readonly<Record<ContractDtype, number>> = {
  float32: 4,
  float64: 8,
  int32: 4,
};

const slots = { a: 0, b: 1, out: 2, scratchThread: 3, stride: 4, scratchShared: 5 } as const;
export const scratchSlots = {
  scratchThreadSlot: slots.scratchThread,
  scratchSharedSlot: slots.scratchShared,
} as const;

const page = 65536;
const canary = 0xa5;
const canaryBytes = 256;

export interface Prepared {
  readonly emitted: EmittedContract;
  readonly memory: WebAssembly.Memory;
  readonly a: Numbers;
  readonly b: Numbers;
  readonly out: Numbers;
  /** runs every phase with this many threads, one after the other */
  readonly run: (threads: number) => void;
  /** the first byte outside the three buffers and the scratch that is not what it was */
  readonly damage: () => number | undefined;
}

/** Memory, module and views for a specification whose buffers have these lengths (elements). */
export function prepare(
  spec: ContractSpec,
  lengths: { readonly a: number; readonly b: number; readonly out: number },
  variant: Variant,
  options: ContractOptions = {},
  threads = 3,
): Prepared {
  const m = new ModuleBuilder({ memory: { shared: true, initialPages: 1, maximumPages: 65536 } });
  const emitted = emitContract(m, 'contract', spec, variant, { ...scratchSlots, ...options });
  // Phases need not be exported by themselves.
  const wrappers = emitted.phases.map((phase, i) => {
    const name = `phase${i}`;
    m.func(
      name,
      [
        ['args', 'i32'],
        ['tid', 'i32'],
        ['nth', 'i32'],
      ],
      [],
      (f) => f.emit(f.call(phase, f.param(0).get(), f.param(1).get(), f.param(2).get())),
      { export: true },
    );
    return name;
  });
  const size = bytesOf[spec.dtype];
  const stride = Math.ceil(emitted.scratchPerThread / 64) * 64;
  const places: Record<string, readonly [start: number, bytes: number]> = {};
  let at = 64;
  const place = (name: string, bytes: number): number => {
    const start = Math.ceil((at + canaryBytes) / 64) * 64;
    places[name] = [start, bytes];
    at = start + bytes;
    return start;
  };
  const start = {
    scratchThread: place('scratchThread', stride * threads),
    scratchShared: place('scratchShared', emitted.scratchShared),
    out: place('out', lengths.out * size),
    a: place('a', lengths.a * size),
    b: place('b', lengths.b * size),
  };
  // B ends where memory ends: reading behind it traps.
  const pages = Math.ceil(at / page);
  const move = Math.floor((pages * page - at) / 16) * 16;
  start.b += move;
  places['b'] = [start.b, lengths.b * size];
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 65536, shared: true });
  const bytes = new Uint8Array(memory.buffer);
  bytes.fill(canary);
  const header = new Int32Array(memory.buffer, 0, 16);
  header.set([start.a, start.b, start.out, start.scratchThread, stride, start.scratchShared]);
  const view = (name: 'a' | 'b' | 'out'): Numbers =>
    new arrays[spec.dtype](memory.buffer, start[name], lengths[name]);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(m.toBytes()), {
    env: { memory },
  });
  const inside = Object.values(places)
    .map(([from, count]) => [from, from + count] as const)
    .concat([[0, 64]])
    .sort((x, y) => x[0] - y[0]);
  return {
    emitted,
    memory,
    a: view('a'),
    b: view('b'),
    out: view('out'),
    run(nth) {
      for (const name of wrappers) {
        const f = instance.exports[name];
        if (typeof f !== 'function') throw new Error(name);
        for (let tid = 0; tid < nth; tid++) f(0, tid, nth);
      }
    },
    damage() {
      let from = 0;
      for (const [begin, end] of inside) {
        const found = bytes.subarray(from, begin).findIndex((byte) => byte !== canary);
        if (found >= 0) return from + found;
        from = Math.max(from, end);
      }
      return undefined;
    },
  };
}

/** Calls `visit` with the index of each point of a grid. */
function grid(extents: readonly number[], visit: (index: readonly number[]) => void): void {
  if (extents.includes(0)) return;
  const index = extents.map(() => 0);
  for (;;) {
    visit(index);
    let d = extents.length - 1;
    for (; d >= 0; d--) {
      const next = (index[d] ?? 0) + 1;
      index[d] = next < (extents[d] ?? 0) ? next : 0;
      if (next < (extents[d] ?? 0)) break;
    }
    if (d < 0) return;
  }
}

export function dotProduct(xs: readonly number[], ys: readonly number[]): number {
  return xs.reduce((sum, x, i) => sum + x * (ys[i] ?? 0), 0);
}

/** The definition, element by element: value and the sum of absolute products (for the tolerance), by place in `out`. */
export function reference(
  spec: ContractSpec,
  a: Numbers,
  b: Numbers,
): ReadonlyMap<number, { readonly value: number; readonly scale: number }> {
  const results = new Map<number, { value: number; scale: number }>();
  grid([...spec.batch, ...spec.m, ...spec.n], (index) => {
    const batch = index.slice(0, spec.batch.length);
    const rows = index.slice(spec.batch.length, spec.batch.length + spec.m.length);
    const columns = index.slice(spec.batch.length + spec.m.length);
    const aBase =
      spec.a.offset +
      dotProduct(spec.a.strides.batch, batch) +
      dotProduct(spec.a.strides.free, rows);
    const bBase =
      spec.b.offset +
      dotProduct(spec.b.strides.batch, batch) +
      dotProduct(spec.b.strides.free, columns);
    const out =
      spec.out.offset +
      dotProduct(spec.out.strides.batch, batch) +
      dotProduct(spec.out.strides.m, rows) +
      dotProduct(spec.out.strides.n, columns);
    let value = 0;
    let scale = 0;
    grid(spec.k, (k) => {
      const x = a[aBase + dotProduct(spec.a.strides.k, k)] ?? Number.NaN;
      const y = b[bBase + dotProduct(spec.b.strides.k, k)] ?? Number.NaN;
      if (spec.dtype === 'int32') value = (value + Math.imul(x, y)) | 0;
      else value += x * y;
      scale += Math.abs(x * y);
    });
    results.set(out, { value, scale });
  });
  return results;
}
