/**
 * The device's memory: one WebAssembly.Memory, shared among threads where the platform allows, with a
 * simple allocator (best fit, neighbours joined when freed). Addresses are multiples of 64 bytes.
 */

import { tensorErrors } from '../../errors/catalog/tensor.ts';
import { DeviceError, raise } from '../../errors/index.ts';

const alignment = 64;
const page = 65_536;
/** 4 GiB, what 32-bit addresses reach */
export const maximumPages = 65_536;
/** The first bytes are the threads' common board (see pool.ts). */
export const boardBytes = 1024;

interface Block {
  address: number;
  bytes: number;
}

/** Shared memory reserves all that it may ever hold; who has not so many addresses gets by with fewer. */
function newMemory(shared: boolean): [WebAssembly.Memory, number] {
  for (let maximum = maximumPages; ; maximum /= 2) {
    try {
      return [new WebAssembly.Memory({ initial: 16, maximum, shared }), maximum];
    } catch (error) {
      if (maximum <= 1024) throw error;
    }
  }
}

export class Heap {
  readonly memory: WebAssembly.Memory;
  readonly shared: boolean;
  /** Views of the whole memory; made again after it has grown. */
  u8: Uint8Array;
  i32: Int32Array;
  f64: Float64Array;
  readonly #maximumPages: number;
  #free: Block[] = [];
  #end: number;
  liveBytes = 0;
  liveBlocks = 0;
  /** bytes by address, of what is in use */
  readonly #used = new Map<number, number>();

  constructor(shared: boolean) {
    this.shared = shared;
    [this.memory, this.#maximumPages] = newMemory(shared);
    this.#end = boardBytes;
    this.u8 = new Uint8Array(this.memory.buffer);
    this.i32 = new Int32Array(this.memory.buffer);
    this.f64 = new Float64Array(this.memory.buffer);
  }

  get memoryBytes(): number {
    return this.u8.length;
  }

  #refresh(): void {
    this.u8 = new Uint8Array(this.memory.buffer);
    this.i32 = new Int32Array(this.memory.buffer);
    this.f64 = new Float64Array(this.memory.buffer);
  }

  #reach(end: number): boolean {
    if (end <= this.u8.length) return true;
    const wanted = Math.ceil((end - this.u8.length) / page);
    const held = this.u8.length / page;
    // grown by at least a quarter, so that it does not happen often
    const generous = Math.min(this.#maximumPages - held, Math.max(wanted, Math.ceil(held / 4), 64));
    for (const pages of [generous, wanted]) {
      try {
        if (pages >= wanted && held + pages <= this.#maximumPages) {
          this.memory.grow(pages);
          this.#refresh();
          return true;
        }
      } catch {
        // not so much at once: try with what is needed
      }
    }
    return false;
  }

  /** Takes memory; it is not cleared. */
  alloc(bytes: number): number {
    // 16 bytes more than asked: vectors may be read up to the end of the last element's lane group
    const size = Math.ceil((Math.max(1, bytes) + 16) / alignment) * alignment;
    let best = -1;
    for (let i = 0; i < this.#free.length; i++) {
      const b = this.#free[i]!;
      if (b.bytes >= size && (best < 0 || b.bytes < this.#free[best]!.bytes)) best = i;
      if (b.bytes === size) break;
    }
    let address: number;
    if (best >= 0) {
      const b = this.#free[best]!;
      address = b.address;
      if (b.bytes === size) this.#free.splice(best, 1);
      else {
        b.address += size;
        b.bytes -= size;
      }
    } else {
      address = this.#end;
      if (!this.#reach(address + size)) {
        raise(DeviceError, tensorErrors, 'device.memory', {
          device: 'wasm',
          bytes,
          used: this.liveBytes,
        });
      }
      this.#end += size;
    }
    this.#used.set(address, size);
    this.liveBytes += size;
    this.liveBlocks++;
    return address;
  }

  /** Gives a block back; returns how many bytes that were, 0 if it was free already. */
  free(address: number): number {
    const bytes = this.#used.get(address);
    if (bytes === undefined) return 0;
    this.#used.delete(address);
    this.liveBytes -= bytes;
    this.liveBlocks--;
    // keep the list in order of addresses, neighbours joined
    let low = 0;
    let high = this.#free.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#free[middle]!.address < address) low = middle + 1;
      else high = middle;
    }
    const before = this.#free[low - 1];
    const after = this.#free[low];
    const joinsBefore = before !== undefined && before.address + before.bytes === address;
    const joinsAfter = after !== undefined && address + bytes === after.address;
    if (joinsBefore && joinsAfter) {
      before.bytes += bytes + after.bytes;
      this.#free.splice(low, 1);
    } else if (joinsBefore) before.bytes += bytes;
    else if (joinsAfter) {
      after.address = address;
      after.bytes += bytes;
    } else this.#free.splice(low, 0, { address, bytes });
    const last = this.#free[this.#free.length - 1];
    if (last && last.address + last.bytes === this.#end) {
      this.#end = last.address;
      this.#free.pop();
    }
    return bytes;
  }
}
