/** The WebAssembly device: one memory, one pool of threads, programs that run on them. */
import {
  type CapturedGraph,
  type DeviceStatistics,
  type DType,
  dtypeInfo,
  type Program,
  Storage,
  type TypedArray,
} from '../../graph/index.ts';
import { Heap } from './heap.ts';
import type { Variant } from './loops/context.ts';
import { type Host, WasmBlock, type WasmMemory } from './memory.ts';
import { Pool } from './pool.ts';
import { WasmProgram } from './program.ts';
import { chooseVariant } from './variant.ts';

export interface WasmOptions {
  /** Forces a variant; by default the best that works. */
  readonly variant?: Variant | undefined;
  /** Threads that programs may use; by default LIMPIDE_THREADS or the machine's cores. */
  readonly threads?: number | undefined;
}

const reliefBytes = 268_435_456;
/** In a browser the event loop gets its turn after so long, at the next awaited reading. */
const turnMilliseconds = 12;

/** Node's collector, on request; elsewhere it comes by itself. Looked up when it is first needed. */
const collectGarbage: () => void = (() => {
  let gc: (() => void) | null = null;
  return () => {
    if (gc === null) {
      const builtin = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } })
        .process?.getBuiltinModule;
      const v8 = builtin?.('node:v8') as { setFlagsFromString(flag: string): void } | undefined;
      const vm = builtin?.('node:vm') as { runInNewContext(code: string): () => void } | undefined;
      v8?.setFlagsFromString('--expose-gc');
      gc = v8 && vm ? vm.runInNewContext('gc') : () => undefined;
    }
    gc();
  };
})();

/** Node's threads come up by themselves. A browser's need their parent's event loop, which `await` alone does not reach. */
const inNode =
  typeof (globalThis as { process?: { getBuiltinModule?: unknown } }).process?.getBuiltinModule ===
  'function';

/** Whether this thread may go to sleep: everywhere but on a page's main thread. */
const mayBlock = (): boolean =>
  typeof (globalThis as { document?: unknown }).document === 'undefined';

export class WasmDevice implements Host {
  readonly name = 'wasm';
  readonly synchronous = true;
  readonly variant: Variant;
  readonly heap: Heap;
  readonly pool: Pool;
  readonly mayBlock = mayBlock();
  /** Kernels are run one by one and timed (for `explain`). */
  profiling = false;
  #programs = 0;
  // Memory that programs share, one run after the other: it moves when a program needs more of it.
  arenaVersion = 0;
  arenaAddress = 0;
  threadScratchAddress = 0;
  sharedScratchAddress = 0;
  #arenaBytes = 0;
  #threadScratchBytes = 0;
  /** bytes given to results since finalizers last had a chance to run, less what was given back */
  #sinceRelief = 0;
  /** bytes taken since garbage was last collected on request, less what was given back: who disposes never waits for the collector */
  #sinceCollection = 0;
  #sharedScratchBytes = 0;
  #lastTurn = performance.now();
  readonly #collected: FinalizationRegistry<number>;

  constructor(options: WasmOptions = {}) {
    this.variant = chooseVariant(options.variant);
    const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated ?? true;
    this.heap = new Heap(isolated && typeof SharedArrayBuffer !== 'undefined');
    this.pool = new Pool(this.heap);
    if (options.threads !== undefined) this.pool.setThreads(options.threads);
    this.#collected = new FinalizationRegistry((address) => this.#giveBack(address));
  }

  supports(): boolean {
    return true;
  }

  compile(graph: CapturedGraph): Program {
    this.#programs++;
    return new WasmProgram(this, graph);
  }

  /** Makes sure that the memory programs share is large enough. */
  reserve(arena: number, threadScratch: number, sharedScratch: number): void {
    if (arena > this.#arenaBytes) {
      this.heap.free(this.arenaAddress);
      this.#arenaBytes = arena;
      this.arenaAddress = this.heap.alloc(arena);
      this.arenaVersion++;
    }
    if (threadScratch > this.#threadScratchBytes) {
      this.heap.free(this.threadScratchAddress);
      this.#threadScratchBytes = threadScratch;
      this.threadScratchAddress = this.heap.alloc(threadScratch);
      this.arenaVersion++;
    }
    if (sharedScratch > this.#sharedScratchBytes) {
      this.heap.free(this.sharedScratchAddress);
      this.#sharedScratchBytes = sharedScratch;
      this.sharedScratchAddress = this.heap.alloc(sharedScratch);
      this.arenaVersion++;
    }
  }

  /** Memory for a result that stays on the device. */
  allocate(dtype: DType, size: number): Storage {
    return new Storage(dtype, size, null, this.#block(size * dtypeInfo[dtype].bytes));
  }
  #block(bytes: number): WasmBlock {
    const block = new WasmBlock(this, bytes);
    this.#collected.register(block, block.address, block);
    this.#sinceRelief += bytes;
    this.#sinceCollection += bytes;
    // the collector sees small objects only, and would not come for them
    if (this.#sinceCollection > Math.max(reliefBytes, this.heap.liveBytes / 2)) {
      this.#sinceCollection = 0;
      collectGarbage();
    }
    return block;
  }

  /** The address of a storage's elements, which move to the device if they were on the heap. */
  residentAddress(storage: Storage): number {
    if (!storage.resident) {
      const buffer = this.#block(storage.size * dtypeInfo[storage.dtype].bytes);
      if (storage.host)
        this.#bytesOf(buffer).set(
          new Uint8Array(storage.host.buffer, storage.host.byteOffset, storage.host.byteLength),
        );
      storage.resident = buffer;
    }
    storage.host = null;
    return (storage.resident as WasmMemory).address;
  }

  /** Gives a block back to the heap. */
  release(block: WasmMemory): void {
    this.#collected.unregister(block);
    this.#giveBack(block.address);
  }
  #giveBack(address: number): void {
    const bytes = this.heap.free(address);
    this.#sinceRelief = Math.max(0, this.#sinceRelief - bytes);
    this.#sinceCollection = Math.max(0, this.#sinceCollection - bytes);
  }

  #bytesOf(buffer: WasmMemory): Uint8Array {
    return this.heap.u8.subarray(buffer.address, buffer.address + buffer.bytes);
  }

  /** Copies a storage's elements over another's. */
  copyInto(from: Storage, to: Storage): Storage {
    const address = this.residentAddress(to);
    const source = from.resident
      ? this.#bytesOf(from.resident as WasmMemory)
      : new Uint8Array(from.host!.buffer, from.host!.byteOffset, from.host!.byteLength);
    this.heap.u8.set(source, address);
    return to;
  }

  readSync(storage: Storage): TypedArray {
    const { array } = dtypeInfo[storage.dtype];
    if (storage.resident) {
      const out = new array(storage.size);
      out.set(
        new array(this.heap.memory.buffer, (storage.resident as WasmMemory).address, storage.size),
      );
      return out;
    }
    return storage.host!.slice();
  }
  async read(storage: Storage): Promise<TypedArray> {
    const data = this.readSync(storage);
    if (!inNode) await this.#takeTurns();
    if (this.#sinceRelief > reliefBytes) await this.#relieve();
    return data;
  }
  /** In a browser, a loop of awaited readings leaves room for its page's other work, now and then. */
  async #takeTurns(): Promise<void> {
    if (this.pool.starting) await this.pool.whenReady();
    if (performance.now() - this.#lastTurn < turnMilliseconds) return;
    const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
    await (scheduler?.yield?.() ?? new Promise((resume) => setTimeout(resume, 0)));
    this.#lastTurn = performance.now();
  }
  /** Large results are freed when their tensors are collected: lets that happen now and then. */
  async #relieve(): Promise<void> {
    this.#sinceRelief = 0;
    this.#sinceCollection = 0;
    collectGarbage();
    // finalizers run between tasks, not between the steps of one
    await new Promise((resume) => setTimeout(resume, 0));
  }

  adopt(storage: Storage): void {
    this.residentAddress(storage);
  }
  place(dtype: DType, size: number, host: TypedArray | null): Storage {
    const storage = this.allocate(dtype, size);
    const buffer = storage.resident as WasmMemory;
    if (host)
      this.#bytesOf(buffer).set(new Uint8Array(host.buffer, host.byteOffset, host.byteLength));
    else this.#bytesOf(buffer).fill(0);
    return storage;
  }

  setThreads(count: number): Promise<number> {
    this.pool.setThreads(count);
    return this.pool.whenReady();
  }

  statistics(): DeviceStatistics {
    return {
      programs: this.#programs,
      liveBuffers: this.heap.liveBlocks,
      liveBytes: this.heap.liveBytes,
      arenaBytes: this.#arenaBytes,
      memoryBytes: this.heap.memoryBytes,
      threads: this.pool.wanted,
      running: this.pool.running,
      variant: this.variant,
    };
  }
}
