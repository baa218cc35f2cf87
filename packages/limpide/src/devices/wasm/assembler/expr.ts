/**
 * Expressions: typed trees of instructions. A tree is checked when it is built, so a wrong kernel fails at the line that
 * made the mistake and not in `WebAssembly.compile`.
 */

import type {
  AtomicName,
  LaneName,
  LoadName,
  MemoryLaneName,
  Opcode,
  OpName,
  StoreName,
  ValType,
} from './opcodes.ts';
import { opcodes } from './opcodes.ts';

/** What an instruction carries besides its operands. */
export type Immediate =
  | { readonly kind: 'i32' | 'f32' | 'f64'; readonly value: number }
  | { readonly kind: 'i64'; readonly value: bigint }
  | { readonly kind: 'v128'; readonly bytes: Uint8Array; readonly text: string }
  | {
      readonly kind: 'memory';
      readonly offset: number;
      readonly align: number;
      readonly lane: number | undefined;
    }
  | { readonly kind: 'lane'; readonly lane: number }
  | { readonly kind: 'shuffle'; readonly lanes: readonly number[] }
  | { readonly kind: 'local'; readonly local: LocalSlot }
  | { readonly kind: 'global'; readonly name: string; readonly index: number }
  | { readonly kind: 'call'; readonly func: FuncRef };

/** The part of a local that the encoder needs. */
export interface LocalSlot {
  readonly name: string;
  readonly type: ValType;
  readonly index: number;
}

/** A function that can be called: imported, or defined in the module. */
export interface FuncRef {
  readonly name: string;
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
  readonly imported: boolean;
  /** position among the imported or among the defined functions */
  readonly position: number;
}

/** A tree of instructions. Each object may be used once: it is one place in the code, not a value. */
export interface Expr {
  readonly op: string;
  readonly type: ValType | 'void';
  readonly args: readonly Expr[];
  readonly imm?: Immediate;
}

class Node implements Expr {
  readonly op: string;
  readonly type: ValType | 'void';
  readonly args: readonly Expr[];
  declare readonly imm?: Immediate;
  /** set when the tree has been put into a bigger tree or into a function */
  used = false;

  constructor(
    op: string,
    type: ValType | 'void',
    args: readonly Expr[],
    imm: Immediate | undefined,
  ) {
    this.op = op;
    this.type = type;
    this.args = args;
    if (imm !== undefined) this.imm = imm;
    for (const arg of args) markUsed(arg, op);
  }
}

/** Notes that an expression has got its place in the code; a second place is a mistake of the caller. */
export function markUsed(e: Expr, by: string): void {
  if (!(e instanceof Node)) throw new Error(`${by}: not an expression made by the assembler`);
  if (e.used)
    throw new Error(`${by}: the expression (${e.op} …) is already used elsewhere; build it again`);
  e.used = true;
}

export function node(
  op: string,
  type: ValType | 'void',
  args: readonly Expr[],
  imm?: Immediate,
): Expr {
  return new Node(op, type, args, imm);
}

/** Compares the operands with what the instruction takes. */
export function checkArgs(name: string, params: readonly ValType[], args: readonly Expr[]): void {
  if (args.length !== params.length) {
    throw new Error(
      `${name} takes ${params.length} operands (${params.join(', ')}), got ${args.length}`,
    );
  }
  for (let i = 0; i < args.length; i++) {
    const got = args[i]?.type;
    if (got !== params[i])
      throw new Error(`${name}: operand ${i} must be ${params[i]}, got ${got} (${args[i]?.op})`);
  }
}

function find(name: string, ...kinds: readonly Opcode['immediate'][]): Opcode {
  const opcode = opcodes.get(name);
  if (opcode === undefined) throw new Error(`unknown instruction ${name}`);
  if (!kinds.includes(opcode.immediate))
    throw new Error(`${name} is not built this way (immediate: ${opcode.immediate})`);
  return opcode;
}

/** An instruction without an immediate: arithmetic, comparison, conversion, `select`, `drop`, bulk memory. */
export function op(name: OpName, ...args: Expr[]): Expr {
  if (name === 'select') {
    const [a] = args;
    if (a === undefined || a.type === 'void') throw new Error('select takes (a, b, condition)');
    checkArgs(name, [a.type, a.type, 'i32'], args);
    return node(name, a.type, args);
  }
  if (name === 'drop') {
    const [a] = args;
    if (args.length !== 1 || a === undefined || a.type === 'void')
      throw new Error('drop takes one value');
    return node(name, 'void', args);
  }
  const opcode = find(name, 'none', 'zero', 'zero zero');
  checkArgs(name, opcode.params, args);
  return node(name, opcode.result, args);
}

export function i32c(value: number): Expr {
  if (!Number.isInteger(value) || value < -0x8000_0000 || value > 0xffff_ffff)
    throw new Error(`i32.const: ${value}`);
  return node('i32.const', 'i32', [], { kind: 'i32', value: value | 0 });
}
export function i64c(value: bigint): Expr {
  return node('i64.const', 'i64', [], { kind: 'i64', value: BigInt.asIntN(64, value) });
}
export function f32c(value: number): Expr {
  return node('f32.const', 'f32', [], { kind: 'f32', value });
}
export function f64c(value: number): Expr {
  return node('f64.const', 'f64', [], { kind: 'f64', value });
}

/** Sixteen bytes, or lanes by their type. */
export type Vector =
  | Uint8Array
  | { readonly i8x16: readonly number[] }
  | { readonly i16x8: readonly number[] }
  | { readonly i32x4: readonly number[] }
  | { readonly i64x2: readonly bigint[] }
  | { readonly f32x4: readonly number[] }
  | { readonly f64x2: readonly number[] };

type LaneWriter = (view: DataView, lane: number, value: number | bigint) => void;
const laneWriters: Readonly<Record<string, readonly [count: number, write: LaneWriter]>> = {
  i8x16: [16, (view, i, x) => view.setInt8(i, Number(x))],
  i16x8: [8, (view, i, x) => view.setInt16(2 * i, Number(x), true)],
  i32x4: [4, (view, i, x) => view.setInt32(4 * i, Number(x), true)],
  i64x2: [2, (view, i, x) => view.setBigInt64(8 * i, BigInt(x), true)],
  f32x4: [4, (view, i, x) => view.setFloat32(4 * i, Number(x), true)],
  f64x2: [2, (view, i, x) => view.setFloat64(8 * i, Number(x), true)],
};

/** A vector constant: `v128c({ f32x4: [1, 2, 3, 4] })`. */
export function v128c(vector: Vector): Expr {
  const bytes = new Uint8Array(16);
  if (vector instanceof Uint8Array) {
    if (vector.length !== 16) throw new Error(`v128.const takes 16 bytes, got ${vector.length}`);
    bytes.set(vector);
    return node('v128.const', 'v128', [], {
      kind: 'v128',
      bytes,
      text: `i8x16 ${bytes.join(' ')}`,
    });
  }
  const [[shape, values] = ['', []]] = Object.entries(vector) as [
    string,
    readonly (number | bigint)[],
  ][];
  const [count, write] = laneWriters[shape] ?? [0, () => undefined];
  if (count === 0 || values.length !== count)
    throw new Error(`v128.const ${shape}: got ${values.length} lanes`);
  const view = new DataView(bytes.buffer);
  values.forEach((x, i) => {
    write(view, i, x);
  });
  return node('v128.const', 'v128', [], {
    kind: 'v128',
    bytes,
    text: `${shape} ${values.join(' ')}`,
  });
}

function memoryImmediate(
  opcode: Opcode,
  offset: number,
  align: number | undefined,
  lane?: number,
): Immediate {
  if (!Number.isInteger(offset) || offset < 0 || offset > 0xffff_ffff)
    throw new Error(`${opcode.name}: offset ${offset}`);
  const log2 = align === undefined ? defaultAlignment(opcode) : Math.log2(align);
  if (!Number.isInteger(log2) || log2 > opcode.alignment)
    throw new Error(`${opcode.name}: alignment ${align}`);
  return { kind: 'memory', offset, align: log2, lane };
}

/** Atomics must state their natural alignment; elsewhere it is a hint, and elements are aligned to four bytes at most. */
function defaultAlignment(opcode: Opcode): number {
  return opcode.prefix === 0xfe ? opcode.alignment : Math.min(opcode.alignment, 2);
}

/** Reads memory at `addr + offset`; `align` in bytes is only a hint. */
export function load(name: LoadName, addr: Expr, offset = 0, align?: number): Expr {
  const opcode = find(name, 'memory');
  checkArgs(name, opcode.params, [addr]);
  return node(name, opcode.result, [addr], memoryImmediate(opcode, offset, align));
}

/** Writes memory at `addr + offset`. */
export function store(name: StoreName, addr: Expr, value: Expr, offset = 0, align?: number): Expr {
  const opcode = find(name, 'memory');
  checkArgs(name, opcode.params, [addr, value]);
  return node(name, 'void', [addr, value], memoryImmediate(opcode, offset, align));
}

/** Atomic read-modify-write, wait, notify: `atomic('i32.atomic.rmw.add', 0, addr, value)`. */
export function atomic(name: AtomicName, offset: number, ...args: Expr[]): Expr {
  const opcode = find(name, 'memory');
  checkArgs(name, opcode.params, args);
  return node(name, opcode.result, args, memoryImmediate(opcode, offset, undefined));
}

function checkLane(opcode: Opcode, lane: number): void {
  if (!Number.isInteger(lane) || lane < 0 || lane >= opcode.lanes)
    throw new Error(`${opcode.name}: lane ${lane}`);
}

/** One lane of a vector: extract, replace, or a load/store of one lane (operands: address, vector). */
export function lane(name: LaneName | MemoryLaneName, laneIndex: number, ...args: Expr[]): Expr {
  const opcode = find(name, 'lane', 'memory+lane');
  checkLane(opcode, laneIndex);
  checkArgs(name, opcode.params, args);
  const imm: Immediate =
    opcode.immediate === 'lane'
      ? { kind: 'lane', lane: laneIndex }
      : memoryImmediate(opcode, 0, undefined, laneIndex);
  return node(name, opcode.result, args, imm);
}

/** A load or store of one lane at a constant offset from the address. */
export function memoryLane(
  name: MemoryLaneName,
  laneIndex: number,
  addr: Expr,
  vector: Expr,
  offset = 0,
): Expr {
  const opcode = find(name, 'memory+lane');
  checkLane(opcode, laneIndex);
  checkArgs(name, opcode.params, [addr, vector]);
  return node(
    name,
    opcode.result,
    [addr, vector],
    memoryImmediate(opcode, offset, undefined, laneIndex),
  );
}

/** Sixteen bytes chosen from the thirty-two of `a` then `b`. */
export function shuffle(a: Expr, b: Expr, lanes: readonly number[]): Expr {
  if (lanes.length !== 16 || lanes.some((x) => !Number.isInteger(x) || x < 0 || x > 31)) {
    throw new Error(`i8x16.shuffle: lanes ${lanes.join(' ')}`);
  }
  checkArgs('i8x16.shuffle', ['v128', 'v128'], [a, b]);
  return node('i8x16.shuffle', 'v128', [a, b], { kind: 'shuffle', lanes });
}

/** Four 32-bit lanes chosen from the eight of `a` then `b`. */
export function shuffle32(a: Expr, b: Expr, lanes: readonly number[]): Expr {
  return shuffle(
    a,
    b,
    lanes.flatMap((x) => [4 * x, 4 * x + 1, 4 * x + 2, 4 * x + 3]),
  );
}
