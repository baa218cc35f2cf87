/** One whole operator, given numbers and asked for numbers: on a device, or phase by phase with canaries around its memory. */
import v8 from 'node:v8';
import type { WholeKernel } from '../../src/compile/index.ts';
import { fromValues, toValues } from '../../src/devices/reference/index.ts';
import { ModuleBuilder } from '../../src/devices/wasm/assembler/index.ts';
import type { Variant } from '../../src/devices/wasm/loops/context.ts';
import { mathImports } from '../../src/devices/wasm/math-imports.ts';
import { emitWhole } from '../../src/devices/wasm/wholes/index.ts';
import {
  type CapturedGraph,
  type Device,
  type DType,
  dtypeInfo,
  LowBuilder,
  type Program,
  type Shape,
  Storage,
  sizeOf,
  type TypedArray,
  type Whole,
} from '../../src/graph/index.ts';

export interface Operand {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly values: readonly number[] | Float64Array;
}

export interface Call {
  readonly name: string;
  readonly args: readonly Operand[];
  readonly attrs: Readonly<Record<string, number>>;
  readonly shape: Shape;
  readonly dtype: DType;
}

type CapturedOp = Extract<CapturedGraph['entries'][number], { kind: 'op' }>['op'];

/** A program that is this operator and nothing else. */
function graphOf(call: Call): CapturedGraph {
  const inputs = call.args.map(
    (x, slot) => ({ kind: 'input', slot, shape: x.shape, dtype: x.dtype }) as const,
  );
  const op: CapturedOp = {
    name: call.name,
    lower: (b, args, _attrs, { shape, dtype }) =>
      b.whole(call.name, shape, dtype, args, call.attrs),
    inputs: inputs.map((_, i) => i),
    attrs: {},
    shape: call.shape,
    dtype: call.dtype,
  };
  return {
    entries: [...inputs, { kind: 'op', op }],
    outputs: [inputs.length],
    inputCount: inputs.length,
    scalarCount: 0,
    inPlace: [-1],
  };
}

const elementsOf = (x: Operand): TypedArray => fromValues(Float64Array.from(x.values), x.dtype);

export interface Prepared {
  readonly program: Program;
  /** The raw elements of the result: bits for 16-bit floats. */
  readonly run: () => TypedArray;
  /** Runs with the result left in memory of the device that is used again each time. */
  readonly again: () => void;
}

export function prepare(device: Device, call: Call): Prepared {
  const program = device.compile(graphOf(call));
  const storages = call.args.map((x) => {
    const host = elementsOf(x);
    return new Storage(x.dtype, host.length, host, null);
  });
  let target: Storage | undefined;
  return {
    program,
    run: () => {
      const [result] = program.run(storages, [], [null]);
      return device.readSync!(result!);
    },
    again: () => {
      target ??= device.place(call.dtype, sizeOf(call.shape), null);
      program.run(storages, [], [target]);
    },
  };
}

/** The result as numbers. */
export function compute(device: Device, call: Call): Float64Array {
  const { program, run } = prepare(device, call);
  const result = run();
  program.dispose();
  return toValues(result, call.dtype);
}

// ---- phase by phase ---------------------------------------------------------------------------------

const page = 65_536;
const canary = 0xa5;
const gap = 256;

export interface Phases {
  /** The raw elements of the result when `threads` threads share the work (run here one after the other). */
  readonly run: (threads: number) => TypedArray;
  /** The first byte outside operands, result and scratch that is not what it was, if any. */
  readonly damage: () => number | undefined;
  readonly description: string;
}

/** The optimising compiler after the first calls, and at once: its code is what must be right. */
export function optimiseAtOnce(): void {
  v8.setFlagsFromString('--experimental-wasm-revectorize');
  v8.setFlagsFromString('--wasm-tiering-budget=1');
  v8.setFlagsFromString('--wasm-sync-tier-up');
}

/** The operator's own functions on a memory of their own, for at most `mostThreads` threads. */
export function preparePhases(call: Call, variant: Variant, mostThreads = 3): Phases {
  const b = new LowBuilder();
  const args = call.args.map((x, slot) => b.input(slot, x.shape, x.dtype));
  const whole = b.whole(call.name, call.shape, call.dtype, args, call.attrs) as Whole;
  const operands = [
    ...call.args.map((x) => ({ dtype: x.dtype, size: sizeOf(x.shape) })),
    { dtype: call.dtype, size: sizeOf(call.shape) },
  ];
  const out = args.length;
  const kernel: WholeKernel = {
    kind: 'whole',
    name: call.name,
    whole,
    args: args.map((_, i) => i),
    out,
  };
  const module = new ModuleBuilder({
    memory: { shared: true, initialPages: 1, maximumPages: page },
  });
  const scratchSlot = operands.length;
  const emitted = emitWhole(module, kernel, {
    buffers: operands.map((x, id) => ({ ...x, id, place: { kind: 'arena' } })),
    math: (name, count) =>
      module.imports.find((f) => f.name === name) ??
      module.importFunction(name, count === 1 ? ['f64'] : ['f64', 'f64'], ['f64']),
    variant,
    scratchSlot,
    sharedSlot: scratchSlot + 2,
  });
  const inside: [from: number, to: number][] = [];
  let at = 0;
  const place = (bytes: number): number => {
    const start = Math.ceil((at + gap) / 64) * 64;
    inside.push([start, start + bytes]);
    at = start + bytes;
    return start;
  };
  const table = place(4 * (scratchSlot + 3));
  const stride = Math.ceil(emitted.scratchPerThread / 64) * 64;
  const addresses = operands.map((x) => place(x.size * dtypeInfo[x.dtype].bytes));
  addresses.push(place(stride * mostThreads), stride, place(emitted.scratchShared));
  const pages = Math.ceil((at + gap) / page);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: page, shared: true });
  const bytes = new Uint8Array(memory.buffer);
  bytes.fill(canary);
  new Int32Array(memory.buffer, table, addresses.length).set(addresses);
  call.args.forEach((x, i) => {
    const elements = elementsOf(x);
    bytes.set(
      new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength),
      addresses[i]!,
    );
  });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()), {
    env: { memory, ...mathImports },
  });
  const { array, bytes: size } = dtypeInfo[call.dtype];
  const target = addresses[out]!;
  return {
    description: emitted.description,
    run(threads) {
      // what is not written shows
      bytes.fill(canary, target, target + sizeOf(call.shape) * size);
      for (const phase of emitted.phases) {
        const f = instance.exports[phase.name] as (args: number, tid: number, nth: number) => void;
        for (let tid = 0; tid < threads; tid++) f(table, tid, threads);
      }
      return new array(memory.buffer, target, sizeOf(call.shape)).slice();
    },
    damage() {
      let from = 0;
      for (const [begin, end] of [...inside, [bytes.length, bytes.length] as const]) {
        const found = bytes.subarray(from, begin).findIndex((byte) => byte !== canary);
        if (found >= 0) return from + found;
        from = end;
      }
      return undefined;
    },
  };
}
