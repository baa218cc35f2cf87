/** One whole operator on one device, given numbers and asked for numbers. */
import { fromValues, toValues } from '../../src/devices/reference/index.ts';
import {
  type CapturedGraph,
  type Device,
  type DType,
  type Program,
  type Shape,
  Storage,
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

/** A program that is this operator and nothing else. */
function graphOf(call: Call): CapturedGraph {
  const inputs = call.args.map((x, slot) => ({ kind: 'input', slot, shape: x.shape, dtype: x.dtype }) as const);
  const op = {
    name: call.name,
    lower: (b, args, _attrs, { shape, dtype }) => b.whole(call.name, shape, dtype, args, call.attrs),
    inputs: inputs.map((_, i) => i),
    attrs: {},
    shape: call.shape,
    dtype: call.dtype,
  } as const satisfies CapturedGraph['entries'][number] extends infer E ? (E extends { op: infer O } ? O : never) : never;
  return { entries: [...inputs, { kind: 'op', op }], outputs: [inputs.length], inputCount: inputs.length, scalarCount: 0, inPlace: [-1] };
}

export interface Prepared {
  readonly program: Program;
  /** The raw elements of the result: bits for 16-bit floats. */
  readonly run: () => ReturnType<Device['readSync'] & object>;
}

export function prepare(device: Device, call: Call): Prepared {
  const program = device.compile(graphOf(call));
  const storages = call.args.map((x) => {
    const host = fromValues(Float64Array.from(x.values), x.dtype);
    return new Storage(x.dtype, host.length, host, null);
  });
  return {
    program,
    run: () => {
      const [result] = program.run(storages, [], [null]);
      return device.readSync!(result!);
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
