/** What a module consists of, besides the code of its functions. */

import type { Expr, FuncRef } from './expr.ts';
import { checkArgs, node } from './expr.ts';
import type { FunctionBuilder } from './function.ts';

export interface MemoryDescription {
  readonly shared: boolean;
  readonly initialPages: number;
  readonly maximumPages: number;
}

export interface Defined {
  readonly ref: FuncRef;
  readonly builder: FunctionBuilder;
  readonly exported: boolean;
}

/** A module-wide variable. */
export class Global {
  readonly name: string;
  readonly type: 'i32' | 'i64';
  readonly initial: bigint;
  readonly index: number;

  constructor(name: string, type: 'i32' | 'i64', initial: bigint, index: number) {
    this.name = name;
    this.type = type;
    this.initial = initial;
    this.index = index;
  }

  get(): Expr {
    return node('global.get', this.type, [], {
      kind: 'global',
      name: this.name,
      index: this.index,
    });
  }

  set(e: Expr): Expr {
    checkArgs(`global.set $${this.name}`, [this.type], [e]);
    return node('global.set', 'void', [e], { kind: 'global', name: this.name, index: this.index });
  }
}

/** A module as the printer reads it. */
export interface ModuleParts {
  readonly memory: MemoryDescription;
  readonly imports: readonly FuncRef[];
  readonly functions: readonly Defined[];
  readonly globals: readonly Global[];
}
