/** The reference device: plain loops, slow, obviously right. */
import {
  type CapturedGraph,
  type Device,
  type DeviceStatistics,
  type DType,
  dtypeInfo,
  graphLines,
  type Low,
  lowerGraph,
  operandsOf,
  originOf,
  type Program,
  type ProgramReport,
  Storage,
  sizeOf,
  type TypedArray,
} from '../../graph/index.ts';
import { fromBits, toBits } from './half.ts';
import { interpret, type Values } from './interpret.ts';

const isHalf = (dtype: DType): dtype is 'float16' | 'bfloat16' =>
  dtype === 'float16' || dtype === 'bfloat16';

export function toValues(array: TypedArray, dtype: DType): Values {
  return isHalf(dtype)
    ? Float64Array.from(array, (bits) => fromBits(bits, dtype))
    : Float64Array.from(array);
}

export function fromValues(values: Values, dtype: DType): TypedArray {
  const out = new dtypeInfo[dtype].array(values.length);
  for (let i = 0; i < values.length; i++)
    out[i] = isHalf(dtype) ? toBits(values[i]!, dtype) : values[i]!;
  return out;
}

/** Every node reachable from `outputs`, operands first. */
export function topological(outputs: readonly Low[]): Low[] {
  const order: Low[] = [];
  const seen = new Set<Low>();
  const stack: { low: Low; next: number }[] = [];
  for (const output of outputs) {
    if (seen.has(output)) continue;
    seen.add(output);
    stack.push({ low: output, next: 0 });
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const operands = operandsOf(top.low);
      const child = operands[top.next++];
      if (child === undefined) {
        order.push(top.low);
        stack.pop();
      } else if (!seen.has(child)) {
        seen.add(child);
        stack.push({ low: child, next: 0 });
      }
    }
  }
  return order;
}

class ReferenceProgram implements Program {
  readonly #graph: CapturedGraph;
  readonly #outputs: readonly Low[];
  readonly #order: readonly Low[];
  #runs = 0;

  constructor(graph: CapturedGraph) {
    this.#graph = graph;
    this.#outputs = lowerGraph(graph);
    this.#order = topological(this.#outputs);
  }

  run(
    inputs: readonly Storage[],
    scalars: ArrayLike<number>,
    targets: readonly (Storage | null)[],
  ): Storage[] {
    this.#runs++;
    const values = new Map<Low, Values>();
    for (const low of this.#order) {
      values.set(
        low,
        interpret(
          low,
          (x) => values.get(x)!,
          (slot) => toValues(inputs[slot]!.host!, inputs[slot]!.dtype),
          (slot) => scalars[slot]!,
        ),
      );
    }
    return this.#outputs.map((low, o) => {
      const array = fromValues(values.get(low)!, low.dtype);
      const target = targets[o];
      if (!target) return new Storage(low.dtype, array.length, array, null);
      target.host = array;
      return target;
    });
  }

  explain(): ProgramReport {
    return {
      device: 'reference',
      graph: graphLines(this.#graph),
      kernels: this.#order.map((low) => ({
        name: `${low.kind}${low.id}`,
        kind: low.kind,
        summary: `${low.kind} → ${low.dtype}[${low.shape.join(', ')}]`,
        loops: `for each of ${sizeOf(low.shape)} elements`,
        code: '',
        operators: [originOf(low)].filter((origin) => origin !== null),
        reads: operandsOf(low).map((x) => `${x.kind}${x.id}`),
        writes: [`${low.kind}${low.id}`],
        microseconds: null,
        threads: 1,
      })),
      memory: { arenaBytes: 0, unsharedBytes: 0, buffers: [] },
      code: '',
      codeBytes: 0,
      runs: this.#runs,
    };
  }

  dispose(): void {}
}

/** A device made of loops that anyone can check by reading them. */
export class ReferenceDevice implements Device {
  readonly name = 'reference';
  readonly synchronous = true;
  #programs = 0;

  supports(): boolean {
    return true;
  }
  compile(graph: CapturedGraph): Program {
    this.#programs++;
    return new ReferenceProgram(graph);
  }
  readSync(storage: Storage): TypedArray {
    return storage.host!.slice();
  }
  read(storage: Storage): Promise<TypedArray> {
    return Promise.resolve(this.readSync(storage));
  }
  adopt(): void {}
  place(dtype: DType, size: number, host: TypedArray | null): Storage {
    return new Storage(dtype, size, host ?? new dtypeInfo[dtype].array(size), null);
  }
  statistics(): DeviceStatistics {
    return {
      programs: this.#programs,
      liveBuffers: 0,
      liveBytes: 0,
      arenaBytes: 0,
      memoryBytes: 0,
      threads: 1,
      running: 1,
      variant: 'plain',
    };
  }
}
