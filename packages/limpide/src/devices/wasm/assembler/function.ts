/** Building a function: locals, statements, structured control flow. */

import type { Expr, FuncRef, LocalSlot } from './expr.ts';
import { checkArgs, i32c, markUsed, node, op } from './expr.ts';
import type { ValType } from './opcodes.ts';

/** A target of `br`: the end of a block, or the start of a loop. */
export interface Label {
  readonly name: string;
}

/** A function body, as the encoder and the printer read it. */
export type Statement =
  | { readonly kind: 'expr'; readonly expr: Expr }
  | { readonly kind: 'block' | 'loop'; readonly label: Label; readonly body: readonly Statement[] }
  | {
      readonly kind: 'if';
      readonly cond: Expr;
      readonly whenTrue: readonly Statement[];
      readonly whenFalse: readonly Statement[];
    }
  | { readonly kind: 'br'; readonly label: Label; readonly cond: Expr | undefined }
  | { readonly kind: 'return'; readonly value: Expr | undefined }
  | { readonly kind: 'comment'; readonly text: string };

/** A parameter or a local variable. */
export class Local implements LocalSlot {
  readonly name: string;
  readonly type: ValType;
  readonly index: number;

  constructor(name: string, type: ValType, index: number) {
    this.name = name;
    this.type = type;
    this.index = index;
  }

  get(): Expr {
    return node('local.get', this.type, [], { kind: 'local', local: this });
  }

  set(e: Expr): Expr {
    checkArgs(`local.set $${this.name}`, [this.type], [e]);
    return node('local.set', 'void', [e], { kind: 'local', local: this });
  }

  /** Sets and gives the value. */
  tee(e: Expr): Expr {
    checkArgs(`local.tee $${this.name}`, [this.type], [e]);
    return node('local.tee', this.type, [e], { kind: 'local', local: this });
  }
}

/** Collects the statements of one function, in order. */
export class FunctionBuilder {
  readonly name: string;
  readonly params: readonly Local[];
  readonly results: readonly ValType[];
  readonly locals: Local[] = [];
  readonly body: Statement[] = [];
  #current: Statement[] = this.body;
  readonly #names = new Map<string, number>();
  readonly #open = new Set<Label>();

  constructor(
    name: string,
    params: readonly (readonly [string, ValType])[],
    results: readonly ValType[],
  ) {
    this.name = name;
    this.results = results;
    this.params = params.map(([param, type], i) => new Local(this.#unique(param), type, i));
  }

  /** The parameter of this position. */
  param(position: number): Local {
    const local = this.params[position];
    if (local === undefined) throw new Error(`${this.name} has no parameter ${position}`);
    return local;
  }

  local(type: ValType, name: string = type): Local {
    const local = new Local(this.#unique(name), type, this.params.length + this.locals.length);
    this.locals.push(local);
    return local;
  }

  /** Appends an instruction that leaves nothing behind. */
  emit(e: Expr): void {
    if (e.type !== 'void')
      throw new Error(`${this.name}: ${e.op} leaves a ${e.type}; set it, return it or drop it`);
    markUsed(e, `${this.name}: emit`);
    this.#current.push({ kind: 'expr', expr: e });
  }

  comment(text: string): void {
    this.#current.push({ kind: 'comment', text });
  }

  /** `br(label)` inside jumps behind the block. */
  block(body: (label: Label) => void, name = 'block'): void {
    this.#labelled('block', name, body);
  }

  /** `br(label)` inside jumps back to the start. */
  loop(body: (label: Label) => void, name = 'loop'): void {
    this.#labelled('loop', name, body);
  }

  br(label: Label): void {
    this.#checkOpen(label);
    this.#current.push({ kind: 'br', label, cond: undefined });
  }

  brIf(label: Label, cond: Expr): void {
    this.#checkOpen(label);
    this.#checkValue('br_if', 'i32', cond);
    this.#current.push({ kind: 'br', label, cond });
  }

  if(cond: Expr, then: () => void, otherwise?: () => void): void {
    this.#checkValue('if', 'i32', cond);
    this.#current.push({
      kind: 'if',
      cond,
      whenTrue: this.#collect(then),
      whenFalse: otherwise === undefined ? [] : this.#collect(otherwise),
    });
  }

  return(value?: Expr): void {
    const [result] = this.results;
    if ((result === undefined) !== (value === undefined))
      throw new Error(`${this.name}: return needs ${result ?? 'no value'}`);
    if (value !== undefined && result !== undefined) this.#checkValue('return', result, value);
    this.#current.push({ kind: 'return', value });
  }

  /** A call, as an expression; emit it when the function has no result. */
  call(f: FuncRef, ...args: Expr[]): Expr {
    checkArgs(`call $${f.name}`, f.params, args);
    return node('call', f.results[0] ?? 'void', args, { kind: 'call', func: f });
  }

  /** `for (i = from; i < to; i += step)`, signed; `to` is computed again before every turn. */
  for(i: Local, from: Expr, to: Expr, step: number, body: () => void): void {
    this.emit(i.set(from));
    this.block((done) => {
      this.loop((again) => {
        this.brIf(done, op('i32.ge_s', i.get(), to));
        body();
        this.emit(i.set(op('i32.add', i.get(), i32c(step))));
        this.br(again);
      }, i.name);
    }, 'done');
  }

  #labelled(kind: 'block' | 'loop', name: string, body: (label: Label) => void): void {
    const label: Label = { name: this.#unique(name) };
    this.#open.add(label);
    const statements = this.#collect(() => body(label));
    this.#open.delete(label);
    this.#current.push({ kind, label, body: statements });
  }

  #collect(body: () => void): readonly Statement[] {
    const outer = this.#current;
    const inner: Statement[] = [];
    this.#current = inner;
    body();
    this.#current = outer;
    return inner;
  }

  #checkOpen(label: Label): void {
    if (!this.#open.has(label))
      throw new Error(`${this.name}: br to $${label.name}, which is not around this place`);
  }

  #checkValue(what: string, type: ValType, e: Expr): void {
    checkArgs(`${this.name}: ${what}`, [type], [e]);
    markUsed(e, `${this.name}: ${what}`);
  }

  #unique(name: string): string {
    const count = this.#names.get(name) ?? 0;
    this.#names.set(name, count + 1);
    return count === 0 ? name : this.#unique(`${name}.${count}`);
  }
}
