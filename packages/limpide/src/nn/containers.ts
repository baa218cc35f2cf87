/** Modules made of modules: in a row, in a list, by name. */
import { nnErrors } from '../errors/catalog/nn.ts';
import { ModuleError, raise } from '../errors/index.ts';
import type { Tensor } from '../tensor/index.ts';
import { type AnyModule, Module } from './module.ts';

/** Modules under the keys `'0'`, `'1'`, … */
abstract class Listed<M extends AnyModule, I extends readonly unknown[], O> extends Module<I, O> {
  readonly #items: M[] = [];

  constructor(items: Iterable<M>) {
    super();
    for (const item of items) this.#items.push(item);
  }
  protected override members(): Iterable<readonly [string, unknown]> {
    return [...super.members(), ...this.#items.map((item, i) => [String(i), item] as const)];
  }
  get length(): number {
    return this.#items.length;
  }
  [Symbol.iterator](): Iterator<M> {
    return this.#items[Symbol.iterator]();
  }
  /** The module at a position; negative ones count from the end. */
  at(index: number): M {
    const found = this.#items.at(index);
    if (!found) {
      const { length } = this.#items;
      raise(ModuleError, nnErrors, 'module.member', {
        op: 'at',
        name: index,
        expected: `${length} modules`,
      });
    }
    return found;
  }
  append(...items: readonly M[]): this {
    this.#items.push(...items);
    return this;
  }
  insert(index: number, item: M): this {
    this.#items.splice(index, 0, item);
    return this;
  }
}

/**
 * Modules one after another: the output of each is the input of the next.
 *
 * `new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10))`; keys `0.weight`, `0.bias`, …
 */
export class Sequential extends Listed<Module, [input: Tensor], Tensor> {
  constructor(...layers: Module[]) {
    super(layers);
  }
  forward(input: Tensor): Tensor {
    let x = input;
    for (const layer of this) x = layer.call(x);
    return x;
  }
  /** Layers `start` to `end`, left out, as a network that shares them. */
  slice(start?: number, end?: number): Sequential {
    return new Sequential(...[...this].slice(start, end));
  }
}

/** A list of modules that `parameters()` and `stateDict()` see. It computes nothing by itself. */
export class ModuleList<M extends AnyModule = Module> extends Listed<M, [], never> {
  constructor(modules: Iterable<M> = []) {
    super(modules);
  }
  forward(): never {
    return noForward('ModuleList');
  }
}

/** Modules by name. It computes nothing by itself. */
export class ModuleDict<M extends AnyModule = Module> extends Module<[], never> {
  readonly #items: Map<string, M>;

  constructor(modules: Readonly<Record<string, M>> = {}) {
    super();
    this.#items = new Map(Object.entries(modules));
  }
  protected override members(): Iterable<readonly [string, unknown]> {
    return [...super.members(), ...this.#items];
  }
  get size(): number {
    return this.#items.size;
  }
  /** The names, in order of insertion. */
  keys(): string[] {
    return [...this.#items.keys()];
  }
  /** Whether there is a module of this name. */
  has(name: string): boolean {
    return this.#items.has(name);
  }
  /**
   * The module of this name.
   *
   * @throws ModuleError that lists the names there are
   */
  get(name: string): M {
    const found = this.#items.get(name);
    if (!found) {
      raise(ModuleError, nnErrors, 'module.member', {
        op: 'ModuleDict',
        name,
        expected: this.keys(),
      });
    }
    return found;
  }
  /**
   * Adds a module, or replaces it.
   *
   * @throws ModuleError when the name is empty or has a dot
   */
  set(name: string, module: M): this {
    if (name === '' || name.includes('.')) {
      raise(ModuleError, nnErrors, 'module.name', {
        op: 'ModuleDict',
        name,
        reason: 'it is empty or has a dot',
      });
    }
    this.#items.set(name, module);
    return this;
  }
  /** Takes a module out; whether there was one. */
  delete(name: string): boolean {
    return this.#items.delete(name);
  }
  [Symbol.iterator](): Iterator<[string, M]> {
    return this.#items[Symbol.iterator]();
  }
  forward(): never {
    return noForward('ModuleDict');
  }
}

function noForward(op: string): never {
  return raise(ModuleError, nnErrors, 'module.argument', {
    op,
    name: 'forward',
    expected: 'called on the modules inside',
    got: 'the container itself',
  });
}
