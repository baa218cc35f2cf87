/** Pieces of the device's memory, and what a program needs of its device. */
import type { Device, DeviceBuffer, DType, Storage } from '../../graph/index.ts';
import type { Heap } from './heap.ts';
import type { Variant } from './loops/context.ts';
import type { Pool } from './pool.ts';

/** The device as its programs and its memory see it. */
export interface Host extends Device {
  readonly variant: Variant;
  readonly heap: Heap;
  readonly pool: Pool;
  readonly mayBlock: boolean;
  readonly profiling: boolean;
  readonly arenaVersion: number;
  readonly arenaAddress: number;
  readonly threadScratchAddress: number;
  readonly sharedScratchAddress: number;
  /** Makes sure that the memory programs share is large enough. */
  reserve(arena: number, threadScratch: number, sharedScratch: number): void;
  /** Memory for a result that stays on the device. */
  allocate(dtype: DType, size: number): Storage;
  /** The address of a storage's elements, which move to the device if they were on the heap. */
  residentAddress(storage: Storage): number;
  /** Copies a storage's elements over another's. */
  copyInto(from: Storage, to: Storage): Storage;
  /** Gives a block back to the heap. */
  release(block: WasmMemory): void;
}

/** Some of the device's memory. */
export abstract class WasmMemory implements DeviceBuffer {
  readonly device: Host;
  readonly address: number;
  readonly bytes: number;

  constructor(device: Host, address: number, bytes: number) {
    this.device = device;
    this.address = address;
    this.bytes = bytes;
  }
  abstract free(): void;
  part(byteOffset: number, bytes: number): DeviceBuffer {
    return new WasmPart(this, byteOffset, bytes);
  }
}

/** A block taken from the heap. */
export class WasmBlock extends WasmMemory {
  #freed = false;

  constructor(device: Host, bytes: number) {
    super(device, device.heap.alloc(bytes), bytes);
  }
  free(): void {
    if (this.#freed) return;
    this.#freed = true;
    this.device.release(this);
  }
}

/** A part of a block; it keeps the block from being collected. */
class WasmPart extends WasmMemory {
  readonly whole: WasmMemory;

  constructor(whole: WasmMemory, byteOffset: number, bytes: number) {
    super(whole.device, whole.address + byteOffset, bytes);
    this.whole = whole;
  }
  free(): void {}
}
