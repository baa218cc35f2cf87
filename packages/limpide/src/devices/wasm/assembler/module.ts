/** A module: one imported memory, imported and defined functions, globals; printed as bytes or as text. */

import { ByteWriter } from './bytes.ts';
import { encodeFunction, functionIndex, typeCodes } from './encode.ts';
import type { FuncRef } from './expr.ts';
import { FunctionBuilder } from './function.ts';
import type { ValType } from './opcodes.ts';
import type { Defined, MemoryDescription, ModuleParts } from './parts.ts';
import { Global } from './parts.ts';
import { functionText, moduleText } from './text.ts';

const section = { type: 1, import: 2, function: 3, global: 6, export: 7, code: 10 } as const;
const kind = { function: 0, memory: 2 } as const;

/** Collects functions; the memory is always imported as `env.memory`. */
export class ModuleBuilder implements ModuleParts {
  readonly memory: MemoryDescription;
  readonly imports: FuncRef[] = [];
  readonly functions: Defined[] = [];
  readonly globals: Global[] = [];

  constructor(description: { readonly memory: MemoryDescription }) {
    this.memory = description.memory;
  }

  /** A function of module "env". */
  importFunction(name: string, params: readonly ValType[], results: readonly ValType[]): FuncRef {
    checkResults(name, results);
    const ref: FuncRef = { name, params, results, imported: true, position: this.imports.length };
    this.imports.push(ref);
    return ref;
  }

  global(name: string, type: 'i32' | 'i64', initial: number | bigint): Global {
    const made = new Global(name, type, BigInt(initial), this.globals.length);
    this.globals.push(made);
    return made;
  }

  func(
    name: string,
    params: readonly (readonly [string, ValType])[],
    results: readonly ValType[],
    body: (f: FunctionBuilder) => void,
    options: { readonly export?: boolean } = {},
  ): FuncRef {
    checkResults(name, results);
    if (this.functions.some(({ ref }) => ref.name === name))
      throw new Error(`the module already has a function ${name}`);
    const builder = new FunctionBuilder(name, params, results);
    body(builder);
    // Registered after its body: a body may define helpers, and nothing calls a function that is not finished.
    const ref: FuncRef = {
      name,
      params: params.map(([, type]) => type),
      results,
      imported: false,
      position: this.functions.length,
    };
    this.functions.push({ ref, builder, exported: options.export ?? false });
    return ref;
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    const types = new Map<string, number>();
    const typeIndex = (f: FuncRef): number => {
      const key = `${f.params.join()}:${f.results.join()}`;
      const known = types.get(key);
      if (known !== undefined) return known;
      types.set(key, types.size);
      typeList.push(f);
      return types.size - 1;
    };
    const typeList: FuncRef[] = [];
    const importTypes = this.imports.map(typeIndex);
    const functionTypes = this.functions.map(({ ref }) => typeIndex(ref));

    const out = new ByteWriter();
    const scratch = new ByteWriter();
    const put = (id: number, count: number, item: (i: number) => void): void => {
      if (count === 0) return;
      scratch.clear();
      scratch.unsigned(count);
      for (let i = 0; i < count; i++) item(i);
      out.byte(id);
      out.unsigned(scratch.length);
      out.bytes(scratch.view());
    };
    const list = <T>(
      id: number,
      items: readonly T[],
      write: (item: T, i: number) => void,
    ): void => {
      put(id, items.length, (i) => {
        const item = items[i];
        if (item !== undefined) write(item, i);
      });
    };

    out.bytes(Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00)); // "\0asm", version 1
    list(section.type, typeList, (f) => {
      scratch.byte(0x60);
      for (const side of [f.params, f.results]) {
        scratch.unsigned(side.length);
        for (const type of side) scratch.byte(typeCodes[type]);
      }
    });
    put(section.import, 1 + this.imports.length, (i) => {
      const f = i === 0 ? undefined : this.imports[i - 1];
      scratch.string('env');
      scratch.string(f === undefined ? 'memory' : f.name);
      if (f === undefined) {
        scratch.byte(kind.memory);
        scratch.byte(this.memory.shared ? 0x03 : 0x01);
        scratch.unsigned(this.memory.initialPages);
        scratch.unsigned(this.memory.maximumPages);
      } else {
        scratch.byte(kind.function);
        scratch.unsigned(importTypes[i - 1] ?? 0);
      }
    });
    list(section.function, functionTypes, (type) => scratch.unsigned(type));
    list(section.global, this.globals, (g) => {
      scratch.byte(typeCodes[g.type]);
      scratch.byte(0x01); // mutable
      scratch.byte(g.type === 'i32' ? 0x41 : 0x42);
      scratch.signed64(g.initial);
      scratch.byte(0x0b);
    });
    list(
      section.export,
      this.functions.filter((f) => f.exported),
      ({ ref }) => {
        scratch.string(ref.name);
        scratch.byte(kind.function);
        scratch.unsigned(functionIndex(ref, this.imports.length));
      },
    );
    const body = new ByteWriter();
    list(section.code, this.functions, ({ builder }) => {
      body.clear();
      encodeFunction(builder, this.imports.length, body);
      scratch.unsigned(body.length);
      scratch.bytes(body.view());
    });
    return out.view().slice();
  }

  /** The whole module, readable. */
  toText(): string {
    return moduleText(this);
  }

  /** One function, readable. */
  funcText(name: string): string {
    const found = this.functions.find(({ ref }) => ref.name === name);
    if (found === undefined) throw new Error(`no function ${name} in this module`);
    return functionText(found);
  }
}

function checkResults(name: string, results: readonly ValType[]): void {
  if (results.length > 1) throw new Error(`${name}: at most one result, got ${results.length}`);
}
