/**
 * Where values live.
 *
 * A storage holds the elements of one tensor: on the JavaScript heap (`host`), on a device (`resident`),
 * or on both. Small results come back to the heap, where the garbage collector sees them; large ones,
 * parameters and optimiser states stay on the device and are freed by `dispose()` or when their storage
 * is collected.
 */
import { type DType, dtypeInfo, type TypedArray } from './dtype.ts';
import type { CapturedGraph } from './structure.ts';

/** A piece of a device's memory. */
export interface DeviceBuffer {
  readonly device: Device;
  readonly bytes: number;
  /** Gives the memory back. Calling it twice is harmless. */
  free(): void;
  /** A part of it, which stays valid as long as somebody holds either. */
  part(byteOffset: number, bytes: number): DeviceBuffer;
}

export class Storage {
  readonly dtype: DType;
  /** number of elements */
  readonly size: number;
  host: TypedArray | null;
  resident: DeviceBuffer | null;
  /** Grows each time the content is overwritten. */
  version = 0;
  #disposed = false;
  /** What this is a part of. */
  #whole: Storage | null = null;
  /** How many programs have read it; data read twice moves to the device for good. */
  reads = 0;
  /** A part of another storage, or the whole of which others are parts: never overwritten. */
  aliased = false;
  /** Who overwrites it by assignments (a parameter, a state); it is never shared. */
  owner: object | null = null;

  constructor(dtype: DType, size: number, host: TypedArray | null, resident: DeviceBuffer | null) {
    this.dtype = dtype;
    this.size = size;
    this.host = host;
    this.resident = resident;
  }

  /**
   * A contiguous part, without a copy; null where the content may still be overwritten.
   *
   * @param offset first element
   * @param size   number of elements
   */
  part(offset: number, size: number): Storage | null {
    if (this.owner !== null || this.disposed) return null;
    const { bytes } = dtypeInfo[this.dtype];
    const host = this.host ? this.host.subarray(offset, offset + size) : null;
    const resident = this.resident ? this.resident.part(offset * bytes, size * bytes) : null;
    const part = new Storage(this.dtype, size, host, resident);
    part.aliased = true;
    part.#whole = this;
    this.aliased = true;
    return part;
  }

  /** Its memory, or that of the whole it is a part of, was given back. */
  get disposed(): boolean {
    return this.#disposed || (this.#whole?.disposed ?? false);
  }

  /** Gives the memory back at once; parts go with their whole. */
  dispose(): void {
    this.#disposed = true;
    this.host = null;
    this.resident?.free();
    this.resident = null;
  }
}

/** What became of an output: which storage now holds it. */
export interface Program {
  /**
   * Runs once.
   *
   * @param inputs  one storage per input slot
   * @param scalars one number per scalar slot
   * @param targets one per output: a storage to write to, or null for a new one
   * @returns one storage per output
   */
  run(
    inputs: readonly Storage[],
    scalars: ArrayLike<number>,
    targets: readonly (Storage | null)[],
  ): Storage[];
  /** The same on a device that cannot answer at once. CPU devices need not have it. */
  runAsync?(
    inputs: readonly Storage[],
    scalars: ArrayLike<number>,
    targets: readonly (Storage | null)[],
  ): Promise<Storage[]>;
  /** The program as data: kernels, memory, code, time. */
  explain(): ProgramReport;
  dispose(): void;
}

/** What a program is made of, for people and for the studio. */
export interface ProgramReport {
  readonly device: string;
  /** Operators as the user called them, in order. */
  readonly graph: readonly GraphLine[];
  readonly kernels: readonly KernelReport[];
  readonly memory: {
    readonly arenaBytes: number;
    readonly unsharedBytes: number;
    readonly buffers: readonly {
      readonly name: string;
      readonly offset: number;
      readonly bytes: number;
      readonly from: number;
      readonly to: number;
    }[];
  };
  readonly code: string;
  readonly codeBytes: number;
  readonly runs: number;
}

export interface GraphLine {
  readonly id: number;
  readonly op: string;
  readonly inputs: readonly number[];
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export interface KernelReport {
  readonly name: string;
  readonly kind: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Its loops, as readable text. */
  readonly loops: string;
  /** Its machine code, as readable text. */
  readonly code: string;
  /** Operators of `graph` that it computes, by number. */
  readonly operators: readonly number[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Mean time of a run, in microseconds; null when it has not been measured. */
  readonly microseconds: number | null;
  readonly threads: number;
}

/** What computes. A new device implements this and nothing above it changes. */
export interface Device {
  readonly name: string;
  /** Whether values can be read at once (`itemSync`). */
  readonly synchronous: boolean;
  /** Whether kernels can compute in this dtype. */
  supports(dtype: DType): boolean;
  compile(graph: CapturedGraph): Program;
  /** Copies a storage's content to the heap. */
  readSync(storage: Storage): TypedArray;
  read(storage: Storage): Promise<TypedArray>;
  /** Moves a storage's content to the device, where it stays. */
  adopt(storage: Storage): void;
  /** A storage on this device, holding `host`'s values, or zeros. */
  place(dtype: DType, size: number, host: TypedArray | null): Storage;
  /** Chooses how many threads programs run on; resolves to how many run, once they are up. */
  setThreads?(count: number): Promise<number>;
  /** Counters that tests and the studio read. */
  statistics(): DeviceStatistics;
}

export interface DeviceStatistics {
  readonly programs: number;
  readonly liveBuffers: number;
  readonly liveBytes: number;
  readonly arenaBytes: number;
  readonly memoryBytes: number;
  /** Threads that programs may use, and those that are up by now. */
  readonly threads: number;
  readonly running: number;
  readonly variant: string;
}
