/** Statements and expressions → the bytes of a function body. */

import type { ByteWriter } from './bytes.ts';
import type { Expr, FuncRef, Immediate } from './expr.ts';
import type { FunctionBuilder, Label, Statement } from './function.ts';
import type { ImmediateKind, ValType } from './opcodes.ts';
import { opcodes } from './opcodes.ts';

export const typeCodes: Readonly<Record<ValType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

/** Instructions whose operand types are not fixed. */
const variableOpcodes: Readonly<Record<string, number>> = {
  select: 0x1b,
  drop: 0x1a,
  call: 0x10,
  'local.get': 0x20,
  'local.set': 0x21,
  'local.tee': 0x22,
  'global.get': 0x23,
  'global.set': 0x24,
};
const control = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  return: 0x0f,
  void: 0x40,
} as const;

/** The index space of functions starts with the imported ones. */
export function functionIndex(f: FuncRef, importCount: number): number {
  return f.imported ? f.position : importCount + f.position;
}

/** Declarations of locals, code, end. */
export function encodeFunction(f: FunctionBuilder, importCount: number, out: ByteWriter): void {
  encodeLocals(f, out);
  new BodyEncoder(out, importCount).statements(f.body);
  // A body whose last statement returned ends unreachable; without this, the checker would ask for the result again.
  if (f.results.length > 0) out.byte(0x00);
  out.byte(control.end);
}

function encodeLocals(f: FunctionBuilder, out: ByteWriter): void {
  const runs: { type: ValType; count: number }[] = [];
  for (const { type } of f.locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  out.unsigned(runs.length);
  for (const { type, count } of runs) {
    out.unsigned(count);
    out.byte(typeCodes[type]);
  }
}

class BodyEncoder {
  readonly #out: ByteWriter;
  readonly #importCount: number;
  /** labels around the current place, outermost first; `undefined` for an `if` */
  readonly #labels: (Label | undefined)[] = [];

  constructor(out: ByteWriter, importCount: number) {
    this.#out = out;
    this.#importCount = importCount;
  }

  statements(list: readonly Statement[]): void {
    for (const statement of list) this.#statement(statement);
  }

  #statement(s: Statement): void {
    const out = this.#out;
    switch (s.kind) {
      case 'comment':
        return;
      case 'expr':
        this.#expr(s.expr);
        return;
      case 'block':
      case 'loop':
        out.byte(control[s.kind]);
        out.byte(control.void);
        this.#inside(s.label, s.body);
        out.byte(control.end);
        return;
      case 'if':
        this.#expr(s.cond);
        out.byte(control.if);
        out.byte(control.void);
        this.#inside(undefined, s.whenTrue);
        if (s.whenFalse.length > 0) {
          out.byte(control.else);
          this.#inside(undefined, s.whenFalse);
        }
        out.byte(control.end);
        return;
      case 'br':
        if (s.cond !== undefined) this.#expr(s.cond);
        out.byte(s.cond === undefined ? control.br : control.brIf);
        out.unsigned(this.#labels.length - 1 - this.#labels.lastIndexOf(s.label));
        return;
      case 'return':
        if (s.value !== undefined) this.#expr(s.value);
        out.byte(control.return);
        return;
      default:
        s satisfies never;
    }
  }

  #inside(label: Label | undefined, body: readonly Statement[]): void {
    this.#labels.push(label);
    this.statements(body);
    this.#labels.pop();
  }

  #expr(e: Expr): void {
    for (const arg of e.args) this.#expr(arg);
    const out = this.#out;
    const opcode = opcodes.get(e.op);
    if (opcode === undefined) {
      const code = variableOpcodes[e.op];
      if (code === undefined) throw new Error(`cannot encode ${e.op}`);
      out.byte(code);
    } else if (opcode.prefix === 0) {
      out.byte(opcode.code);
    } else {
      out.byte(opcode.prefix);
      out.unsigned(opcode.code);
    }
    if (e.imm !== undefined) this.#immediate(e.imm);
    else if (opcode !== undefined) this.#zeros(opcode.immediate);
  }

  #zeros(kind: ImmediateKind): void {
    if (kind === 'zero' || kind === 'zero zero') this.#out.byte(0);
    if (kind === 'zero zero') this.#out.byte(0);
  }

  #immediate(imm: Immediate): void {
    const out = this.#out;
    switch (imm.kind) {
      case 'i32':
        out.signed(imm.value);
        return;
      case 'i64':
        out.signed64(imm.value);
        return;
      case 'f32':
        out.f32(imm.value);
        return;
      case 'f64':
        out.f64(imm.value);
        return;
      case 'v128':
        out.bytes(imm.bytes);
        return;
      case 'lane':
        out.byte(imm.lane);
        return;
      case 'local':
        out.unsigned(imm.local.index);
        return;
      case 'global':
        out.unsigned(imm.index);
        return;
      case 'call':
        out.unsigned(functionIndex(imm.func, this.#importCount));
        return;
      case 'shuffle':
        for (const x of imm.lanes) out.byte(x);
        return;
      case 'memory':
        out.unsigned(imm.align);
        out.unsigned(imm.offset);
        if (imm.lane !== undefined) out.byte(imm.lane);
        return;
      default:
        imm satisfies never;
    }
  }
}
