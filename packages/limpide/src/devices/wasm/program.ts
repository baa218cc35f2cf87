/** A compiled program: kernels in one module, a plan of the memory, and how to run it. */

import {
  bufferName,
  buffersRead,
  buffersWritten,
  type ContractionKernel,
  type Kernel,
  kernelSummary,
  kernelText,
  type MemoryPlan,
  planMemory,
  type Schedule,
  schedule,
  simplify,
} from '../../compile/index.ts';
import {
  type CapturedGraph,
  dtypeInfo,
  graphLines,
  lowerGraph,
  type Program,
  type ProgramReport,
  Storage,
} from '../../graph/index.ts';
import {
  atomic,
  type FuncRef,
  i32c,
  i64c,
  load,
  ModuleBuilder,
  op,
  store,
} from './assembler/index.ts';
import { board } from './board.ts';
import { emitContract } from './contract/index.ts';
import { maximumPages } from './heap.ts';
import { emitLoop } from './loops/emit.ts';
import { mathImports } from './math-imports.ts';
import type { Host, WasmMemory } from './memory.ts';
import { emitWhole } from './wholes/index.ts';

/** Slots of the table of addresses that follow those of the buffers. */
const extraSlots = {
  scalars: 0,
  threadScratch: 1,
  threadScratchStride: 2,
  sharedScratch: 3,
} as const;
const extraSlotCount = 4;

/** Below so many simple operations a kernel stays on one thread. */
const serialWork = 60_000;
/** Data from this size on moves to the device when it is first read. */
const largeInput = 4_194_304;
/** Results of at most this many bytes come back to the JavaScript heap. */
const smallResult = 8192;

interface EmittedKernel {
  readonly kernel: Kernel;
  readonly phases: readonly FuncRef[];
  readonly parallel: boolean;
  readonly description: string;
}

type Main = (args: number, tid: number, nth: number) => void;

let programs = 0;

export class WasmProgram implements Program {
  readonly #device: Host;
  readonly #graph: CapturedGraph;
  readonly #schedule: Schedule;
  readonly #plan: MemoryPlan;
  readonly #kernels: EmittedKernel[] = [];
  readonly #builder: ModuleBuilder;
  readonly #instance: WebAssembly.Instance;
  readonly #main: Main;
  readonly #number = ++programs;
  readonly #codeBytes: number;
  readonly #moduleAddress: number;
  /** Table of addresses, then the scalars. */
  readonly #table: number;
  readonly #scalars: number;
  readonly #parallel: boolean;
  readonly #scratchPerThread: number;
  readonly #scratchShared: number;
  #arenaVersion = -1;
  #runs = 0;
  #disposed = false;
  readonly #inPlace: readonly boolean[];
  readonly #micros: number[] = [];
  #profiled = 0;
  /** Where data from the JavaScript heap is put for a run, by input slot. */
  readonly #staging = new Map<number, number>();
  /** Where small results are written, by buffer. */
  readonly #results = new Map<number, number>();
  readonly #inputBuffers: readonly { readonly buffer: number; readonly slot: number }[];
  /** For each output buffer: the outputs it serves. */
  readonly #outputBuffers: readonly number[];

  constructor(device: Host, graph: CapturedGraph) {
    this.#device = device;
    this.#graph = graph;
    this.#schedule = schedule(simplify(lowerGraph(graph)));
    this.#plan = planMemory(this.#schedule);
    const { buffers, kernels } = this.#schedule;
    const { heap } = device;
    this.#builder = new ModuleBuilder({
      memory: { shared: heap.shared, initialPages: 1, maximumPages },
    });
    const imported = new Map<string, FuncRef>();
    const math = (name: string, operands: 1 | 2): FuncRef => {
      let ref = imported.get(name);
      if (!ref) {
        ref = this.#builder.importFunction(name, operands === 1 ? ['f64'] : ['f64', 'f64'], [
          'f64',
        ]);
        imported.set(name, ref);
      }
      return ref;
    };
    const base = buffers.length;
    const scratchSlot = base + extraSlots.threadScratch;
    const sharedSlot = base + extraSlots.sharedScratch;
    let perThread = 0;
    let shared = 0;
    for (const kernel of kernels) {
      if (kernel.kind === 'loop') {
        const { func, plan, scratchBytes } = emitLoop(this.#builder, kernel, device.variant, {
          buffers,
          scalarsSlot: base + extraSlots.scalars,
          scratchSlot,
          math,
        });
        perThread = Math.max(perThread, scratchBytes);
        this.#kernels.push({
          kernel,
          phases: [func],
          parallel: plan.work >= serialWork && plan.itemCount > 1,
          description: `${plan.manner}, ${plan.itemCount} items, ${4 * plan.unroll} lanes`,
        });
      } else if (kernel.kind === 'contraction') {
        const emitted = emitContract(
          this.#builder,
          kernel.name,
          contractSpec(kernel),
          device.variant,
          {
            scratchThreadSlot: scratchSlot,
            scratchSharedSlot: sharedSlot,
          },
        );
        perThread = Math.max(perThread, emitted.scratchPerThread);
        shared = Math.max(shared, emitted.scratchShared);
        this.#kernels.push({
          kernel,
          phases: emitted.phases,
          parallel: products(kernel) >= 4 * serialWork,
          description: emitted.description,
        });
      } else {
        const emitted = emitWhole(this.#builder, kernel, {
          buffers,
          math,
          variant: device.variant,
          scratchSlot,
          sharedSlot,
        });
        perThread = Math.max(perThread, emitted.scratchPerThread);
        shared = Math.max(shared, emitted.scratchShared);
        this.#kernels.push({
          kernel,
          phases: emitted.phases,
          parallel: emitted.work >= serialWork,
          description: emitted.description,
        });
      }
    }
    this.#scratchPerThread = Math.ceil(perThread / 64) * 64;
    this.#scratchShared = shared;
    this.#parallel = this.#kernels.some((k) => k.parallel);
    this.#emitMain();
    const bytes = this.#builder.toBytes();
    this.#codeBytes = bytes.length;
    const module = new WebAssembly.Module(bytes);
    this.#instance = new WebAssembly.Instance(module, {
      env: { memory: heap.memory, ...mathImports },
    });
    this.#main = this.#instance.exports['main'] as Main;
    this.#moduleAddress = this.#parallel && heap.shared ? heap.alloc(bytes.length) : 0;
    if (this.#moduleAddress) heap.u8.set(bytes, this.#moduleAddress);
    const tableBytes = Math.ceil((4 * (base + extraSlotCount)) / 8) * 8;
    this.#table = heap.alloc(tableBytes + 8 * graph.scalarCount);
    this.#scalars = this.#table + tableBytes;
    this.#setSlot(base + extraSlots.scalars, this.#scalars);
    this.#inPlace = graph.inPlace.map(
      (slot, output) => slot >= 0 && this.#mayOverwrite(slot, this.#schedule.outputs[output]!),
    );
    this.#inputBuffers = buffers.flatMap((b) =>
      b.place.kind === 'input' ? [{ buffer: b.id, slot: b.place.slot }] : [],
    );
    this.#outputBuffers = buffers.flatMap((b) => (b.place.kind === 'output' ? [b.id] : []));
  }

  #setSlot(slot: number, value: number): void {
    this.#device.heap.i32[(this.#table >> 2) + slot] = value;
  }

  /** Whether output `buffer` can be written where input `slot` is read: nobody reads it after, or beside. */
  #mayOverwrite(slot: number, buffer: number): boolean {
    const { buffers, kernels } = this.#schedule;
    const input = buffers.find((b) => b.place.kind === 'input' && b.place.slot === slot);
    if (!input) return true;
    if (input.id === buffer) return true;
    const writer = kernels.findIndex((k) => buffersWritten(k).includes(buffer));
    for (let i = 0; i < kernels.length; i++) {
      const kernel = kernels[i]!;
      if (!buffersRead(kernel).includes(input.id)) continue;
      if (i > writer) return false;
      if (i < writer) continue;
      if (kernel.kind !== 'loop' || kernel.values.some((v) => v.op === 'fold')) return false;
      const { form } = kernel.stores.find((s) => s.buffer === buffer)!;
      const same = kernel.values.every(
        (v) =>
          v.op !== 'load' ||
          v.buffer !== input.id ||
          (v.guard === null &&
            v.form.offset === form.offset &&
            v.form.coefficients.every((c, d) => c === form.coefficients[d])),
      );
      if (!same) return false;
    }
    return true;
  }

  /** Every kernel in turn, with a barrier where one thread might run ahead of what another still computes. */
  #emitMain(): void {
    const m = this.#builder;
    const threaded = this.#device.heap.shared;
    const barrier = threaded ? emitBarrier(m, this.#device.mayBlock) : null;
    m.func(
      'main',
      [
        ['args', 'i32'],
        ['tid', 'i32'],
        ['nth', 'i32'],
      ],
      [],
      (f) => {
        const [args, tid, nth] = [f.param(0), f.param(1), f.param(2)];
        const wait = (): void => {
          if (barrier) f.emit(f.call(barrier, nth.get()));
        };
        this.#kernels.forEach((k, i) => {
          if (k.parallel) {
            k.phases.forEach((phase, p) => {
              if (p > 0) wait();
              f.emit(f.call(phase, args.get(), tid.get(), nth.get()));
            });
          } else if (k.phases.length > 0) {
            f.if(op('i32.eqz', tid.get()), () => {
              for (const phase of k.phases) f.emit(f.call(phase, args.get(), i32c(0), i32c(1)));
            });
          }
          const next = this.#kernels[i + 1];
          if (k.parallel || next?.parallel) wait();
        });
        wait();
      },
      { export: true },
    );
  }

  run(
    inputs: readonly Storage[],
    scalars: ArrayLike<number>,
    targets: readonly (Storage | null)[],
  ): Storage[] {
    const device = this.#device;
    const { heap } = device;
    const { buffers, outputs } = this.#schedule;
    this.#runs++;
    const threads = this.#parallel ? device.pool.ready() : 1;
    device.reserve(this.#plan.arenaBytes, this.#scratchPerThread * threads, this.#scratchShared);
    if (this.#arenaVersion !== device.arenaVersion) this.#placeArena();
    for (const { buffer, slot } of this.#inputBuffers)
      this.#setSlot(buffer, this.#inputAddress(inputs[slot]!, slot));
    // Outputs: to their targets, to fresh memory, or (when small) to a place of the program's own.
    const late: { readonly from: number; readonly to: Storage }[] = [];
    const made = new Map<number, Storage>();
    for (const id of this.#outputBuffers) {
      const b = buffers[id]!;
      const bytes = b.size * dtypeInfo[b.dtype].bytes;
      const o = outputs.indexOf(id);
      const target = targets[o];
      if (target) {
        const address = device.residentAddress(target);
        if (inputs.includes(target) && !this.#inPlace[o]) {
          const own = this.#resultAddress(id, bytes);
          late.push({ from: own, to: target });
          this.#setSlot(id, own);
        } else this.#setSlot(id, address);
        made.set(id, target);
      } else if (bytes <= smallResult) this.#setSlot(id, this.#resultAddress(id, bytes));
      else {
        const storage = device.allocate(b.dtype, b.size);
        made.set(id, storage);
        this.#setSlot(id, (storage.resident as WasmMemory).address);
      }
    }
    for (let s = 0; s < scalars.length; s++) heap.f64[(this.#scalars >> 3) + s] = scalars[s]!;
    if (device.profiling) this.#runProfiled();
    else {
      device.pool.run(
        this.#main,
        {
          program: this.#number,
          address: this.#moduleAddress,
          bytes: this.#codeBytes,
          args: this.#table,
        },
        threads,
      );
    }
    for (const { from, to } of late) {
      const address = (to.resident as WasmMemory).address;
      heap.u8.copyWithin(address, from, from + to.size * dtypeInfo[to.dtype].bytes);
    }
    return outputs.map((id, o) => {
      const b = buffers[id]!;
      const target = targets[o] ?? null;
      if (b.place.kind === 'input')
        return target ? device.copyInto(inputs[b.place.slot]!, target) : inputs[b.place.slot]!;
      let storage = made.get(id);
      if (!storage) {
        const { array } = dtypeInfo[b.dtype];
        const host = new array(b.size);
        host.set(new array(heap.memory.buffer, this.#results.get(id)!, b.size));
        storage = new Storage(b.dtype, b.size, host, null);
        made.set(id, storage);
      }
      return target && target !== storage ? device.copyInto(storage, target) : storage;
    });
  }

  #placeArena(): void {
    const { device, plan } = { device: this.#device, plan: this.#plan };
    for (const p of plan.placements) this.#setSlot(p.buffer, device.arenaAddress + p.offset);
    const base = this.#schedule.buffers.length;
    this.#setSlot(base + extraSlots.threadScratch, device.threadScratchAddress);
    this.#setSlot(base + extraSlots.threadScratchStride, this.#scratchPerThread);
    this.#setSlot(base + extraSlots.sharedScratch, device.sharedScratchAddress);
    this.#arenaVersion = device.arenaVersion;
  }

  /** Data on the JavaScript heap is copied in for one run; what is read again moves to the device. */
  #inputAddress(storage: Storage, slot: number): number {
    const device = this.#device;
    if (storage.resident) return (storage.resident as WasmMemory).address;
    const host = storage.host!;
    if (host.byteLength >= largeInput || (++storage.reads > 2 && host.byteLength > 1024))
      return device.residentAddress(storage);
    let address = this.#staging.get(slot);
    if (address === undefined) {
      address = device.heap.alloc(host.byteLength);
      this.#staging.set(slot, address);
    }
    device.heap.u8.set(new Uint8Array(host.buffer, host.byteOffset, host.byteLength), address);
    return address;
  }

  #resultAddress(id: number, bytes: number): number {
    let address = this.#results.get(id);
    if (address === undefined) {
      address = this.#device.heap.alloc(bytes);
      this.#results.set(id, address);
    }
    return address;
  }

  /** One kernel at a time on this thread, each timed. */
  #runProfiled(): void {
    this.#profiled++;
    this.#kernels.forEach((k, i) => {
      const start = performance.now();
      for (const phase of k.phases) (this.#instance.exports[phase.name] as Main)(this.#table, 0, 1);
      this.#micros[i] = (this.#micros[i] ?? 0) + 1000 * (performance.now() - start);
    });
  }

  explain(): ProgramReport {
    const s = this.#schedule;
    const name = (id: number): string => bufferName(s, id);
    return {
      device: `wasm (${this.#device.variant})`,
      graph: graphLines(this.#graph),
      kernels: this.#kernels.map((k, i) => ({
        name: k.kernel.name,
        kind: k.kernel.kind,
        summary: `${kernelSummary(k.kernel)} (${k.description})`,
        loops: kernelText(s, k.kernel),
        code: k.phases.map((p) => this.#builder.funcText(p.name)).join('\n'),
        operators: s.operators.get(k.kernel.name) ?? [],
        reads: buffersRead(k.kernel).map(name),
        writes: buffersWritten(k.kernel).map(name),
        microseconds: this.#profiled > 0 ? this.#micros[i]! / this.#profiled : null,
        threads: k.parallel ? this.#device.pool.wanted : 1,
      })),
      memory: {
        arenaBytes: this.#plan.arenaBytes,
        unsharedBytes: this.#plan.unsharedBytes,
        buffers: this.#plan.placements.map((p) => ({
          name: name(p.buffer),
          offset: p.offset,
          bytes: p.bytes,
          from: p.from,
          to: p.to,
        })),
      },
      code: this.#builder.toText(),
      codeBytes: this.#codeBytes,
      runs: this.#runs,
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const { heap } = this.#device;
    for (const address of [...this.#staging.values(), ...this.#results.values(), this.#table])
      heap.free(address);
    if (this.#moduleAddress) heap.free(this.#moduleAddress);
  }
}

function contractSpec(k: ContractionKernel): Parameters<typeof emitContract>[2] {
  if (k.dtype !== 'float32' && k.dtype !== 'float64' && k.dtype !== 'int32')
    throw new Error(`a contraction in ${k.dtype}`);
  const operand = (x: ContractionKernel['a']) => ({
    slot: x.buffer,
    offset: x.offset,
    strides: { batch: x.batch, free: x.free, k: x.k },
  });
  return {
    dtype: k.dtype,
    batch: k.batch,
    m: k.m,
    n: k.n,
    k: k.k,
    a: operand(k.a),
    b: operand(k.b),
    out: {
      slot: k.out.buffer,
      offset: k.out.offset,
      strides: { batch: k.out.batch, m: k.out.m, n: k.out.n },
    },
  };
}

const products = (k: ContractionKernel): number =>
  [...k.batch, ...k.m, ...k.n, ...k.k].reduce((a, b) => a * b, 1);

/** All threads wait until the last one has come: a counter, a short spin, then sleep where that is allowed. */
export function emitBarrier(m: ModuleBuilder, mayBlock: boolean): FuncRef {
  return m.func('barrier', [['nth', 'i32']], [], (f) => {
    const nth = f.param(0);
    const opened = f.local('i32', 'opened');
    const spins = f.local('i32', 'spins');
    f.if(op('i32.le_u', nth.get(), i32c(1)), () => f.return());
    f.emit(opened.set(load('i32.atomic.load', i32c(board.opened))));
    f.if(
      op(
        'i32.eq',
        atomic('i32.atomic.rmw.add', 0, i32c(board.arrived), i32c(1)),
        op('i32.sub', nth.get(), i32c(1)),
      ),
      () => {
        f.emit(store('i32.atomic.store', i32c(board.arrived), i32c(0)));
        f.emit(op('drop', atomic('i32.atomic.rmw.add', 0, i32c(board.opened), i32c(1))));
        f.emit(op('drop', atomic('memory.atomic.notify', 0, i32c(board.opened), i32c(-1))));
        f.return();
      },
    );
    f.loop((again) => {
      f.if(op('i32.ne', load('i32.atomic.load', i32c(board.opened)), opened.get()), () =>
        f.return(),
      );
      // a thread that broke down will never come
      f.if(load('i32.atomic.load', i32c(board.failed)), () => f.emit(op('unreachable')));
      f.emit(spins.set(op('i32.add', spins.get(), i32c(1))));
      if (mayBlock) {
        f.if(op('i32.gt_u', spins.get(), i32c(40_000)), () => {
          f.emit(
            op(
              'drop',
              atomic('memory.atomic.wait32', 0, i32c(board.opened), opened.get(), i64Milli()),
            ),
          );
        });
      }
      f.br(again);
    });
  });
}

/** 10 ms in nanoseconds */
const i64Milli = () => i64c(10_000_000n);
