/**
 * Randomness: a counter-based generator (Philox 4×32-10). A call is numbered; the same seed and the same
 * number of calls give the same values on every device and with any number of threads.
 */
import {
  type Device,
  type DType,
  defineOp,
  type Low,
  type LowBuilder,
  Node,
  noAttributes,
  type RegisteredOp,
  type Shape,
  scalar,
} from '../graph/index.ts';

/** The state of a generator: what is saved and restored to repeat a run. */
export interface GeneratorState {
  readonly seed: number;
  readonly calls: number;
}

/** A stream of random tensors. */
export class Generator {
  #seed: number;
  #calls = 0;

  /** @param seed a whole number, 0 … 2⁵³ − 1 */
  constructor(seed: number = Math.floor(Math.random() * 2 ** 32)) {
    this.#seed = seed;
  }
  /** Starts again from a seed. */
  manualSeed(seed: number): this {
    this.#seed = seed;
    this.#calls = 0;
    return this;
  }
  get seed(): number {
    return this.#seed;
  }
  /** The number of the next call, which is used up. */
  nextCall(): number {
    return this.#calls++;
  }
  /** What it takes to go on from here: the seed, and how many calls were made. */
  getState(): GeneratorState {
    return { seed: this.#seed, calls: this.#calls };
  }
  /** Goes on from a state that `getState` gave. */
  setState(state: GeneratorState): void {
    this.#seed = state.seed;
    this.#calls = state.calls;
  }
  /** A uniform number in [0, 1) for the host's own choices (shuffling); it counts as a call. */
  random(): number {
    const word = splitmix(this.#seed, this.#calls++);
    return word / 4294967296;
  }
}

/** A 32-bit mix of seed and counter (Steele, Lea & Flood, "Fast splittable generators", 2014). */
function splitmix(seed: number, counter: number): number {
  let z =
    (BigInt(Math.floor(seed)) + BigInt(counter + 1) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
  return Number((z ^ (z >> 31n)) >> 32n);
}

/** The generator used when none is given. */
export const defaultGenerator = new Generator();

/** Starts the default generator again: the same numbers follow. */
export function manualSeed(seed: number): Generator {
  return defaultGenerator.manualSeed(seed);
}

const bits = (b: LowBuilder, shape: Shape, inputs: readonly Low[], stream: number): Low =>
  b.map(
    'philox',
    'int32',
    b.index(shape),
    inputs[0]!,
    inputs[1]!,
    inputs[2]!,
    b.constant(stream, 'int32'),
  );

/** 24 random bits as a float32 in [0, 1), 53 (of two words) as a float64. */
function unit(
  b: LowBuilder,
  shape: Shape,
  inputs: readonly Low[],
  stream: number,
  dtype: DType,
): Low {
  const shiftRight = (x: Low, by: number): Low => {
    // unsigned shift of an int32 by floor division, then the sign bit brought back
    const half = 2 ** by;
    const q = b.map('floordiv', 'int32', x, b.constant(half, 'int32'));
    return b.map('and', 'int32', q, b.constant(2 ** (32 - by) - 1, 'int32'));
  };
  if (dtype === 'float64') {
    const high = b.cast(shiftRight(bits(b, shape, inputs, stream), 5), 'float64');
    const low = b.cast(shiftRight(bits(b, shape, inputs, stream + 2), 6), 'float64');
    return b.map(
      'mul',
      'float64',
      b.map('add', 'float64', b.map('mul', 'float64', high, b.constant(67108864, 'float64')), low),
      b.constant(2 ** -53, 'float64'),
    );
  }
  return b.map(
    'mul',
    'float32',
    b.cast(shiftRight(bits(b, shape, inputs, stream), 8), 'float32'),
    b.constant(2 ** -24, 'float32'),
  );
}

type RandomAttributes = { readonly shape: Shape; readonly dtype: DType };

function randomOp(
  name: string,
  make: (b: LowBuilder, shape: Shape, inputs: readonly Low[], dtype: DType) => Low,
): RegisteredOp<RandomAttributes> {
  return defineOp<RandomAttributes>({
    name,
    infer: (_inputs, { shape, dtype }) => ({ shape, dtype }),
    lower: (b, inputs, { shape, dtype }) =>
      b.cast(make(b, shape, inputs, dtype === 'float64' ? dtype : 'float32'), dtype),
  });
}

const uniformOp = randomOp('rand', (b, shape, inputs, t) => unit(b, shape, inputs, 0, t));
/** Box & Muller (1958): √(−2 ln u₁) · cos 2πu₂, u₁ in (0, 1] */
const normalOp = randomOp('randn', (b, shape, inputs, t) => {
  const u1 = b.map('sub', t, b.constant(1, t), unit(b, shape, inputs, 0, t));
  const u2 = unit(b, shape, inputs, 1, t);
  const radius = b.map('sqrt', t, b.map('mul', t, b.constant(-2, t), b.map('log', t, u1)));
  return b.map('mul', t, radius, b.map('cos', t, b.map('mul', t, u2, b.constant(2 * Math.PI, t))));
});
const bitsOp = randomOp('randomBits', (b, shape, inputs) => bits(b, shape, inputs, 0));

/** The numbers of the calls made, so that a computation can be repeated with the same draws. */
export interface DrawTape {
  readonly draws: (readonly Node[])[];
}
let tape: { readonly on: DrawTape; next: number } | null = null;

/** Runs `fn`, noting its draws on an empty tape, or repeating those of a full one. */
export function withDraws<T>(on: DrawTape, repeat: boolean, fn: () => T): T {
  const before = tape;
  tape = { on, next: repeat ? 0 : -1 };
  try {
    return fn();
  } finally {
    tape = before;
  }
}

/** Seed and call of one draw: the next ones of the generator, or those on the tape. */
function keys(device: Device, generator: Generator): readonly Node[] {
  const noted = tape && tape.next >= 0 ? tape.on.draws[tape.next++] : undefined;
  if (noted) return noted;
  const key = (part: () => number): Node => scalar(part(), 'int32', device, part);
  const made = [
    key(() => generator.seed | 0),
    key(() => Math.floor(generator.seed / 4294967296) | 0),
    // on a replay, each run is a new call
    scalar(generator.nextCall(), 'int32', device, () => generator.nextCall()),
  ];
  if (tape && tape.next < 0) tape.on.draws.push(made);
  return made;
}

function draw(
  op: RegisteredOp<RandomAttributes>,
  shape: Shape,
  dtype: DType,
  device: Device,
  generator: Generator,
): Node {
  const inputs = keys(device, generator);
  return new Node(
    op as unknown as RegisteredOp<never>,
    inputs,
    { ...noAttributes, shape, dtype },
    shape,
    dtype,
    device,
    false,
    null,
  );
}

/** Uniform in [0, 1). */
export const uniformNode = (
  shape: Shape,
  dtype: DType,
  device: Device,
  generator: Generator,
): Node => draw(uniformOp, shape, dtype, device, generator);
/** Standard normal. */
export const normalNode = (
  shape: Shape,
  dtype: DType,
  device: Device,
  generator: Generator,
): Node => draw(normalOp, shape, dtype, device, generator);
/** 32 random bits as an int32. */
export const bitsNode = (shape: Shape, device: Device, generator: Generator): Node =>
  draw(bitsOp, shape, 'int32', device, generator);
