/**
 * Module: a part of a network. It owns parameters, buffers and other modules, and computes with them.
 *
 * A subclass assigns them to ordinary properties, in its constructor or as fields, and overrides
 * `forward`. They are found again by looking at the module's own enumerable properties, so what is kept
 * in `#private` fields or in plain arrays is not seen: use `ModuleList` for lists.
 *
 * `forward` is what people write; `call` is what people call: it runs the forward hooks around
 * `forward`, and has its types.
 */
import { nnErrors } from '../errors/catalog/nn.ts';
import { ModuleError, raise } from '../errors/index.ts';
import { type DType, isFloat, leaf, type Node, sameShape, withRecording } from '../graph/index.ts';
import { evaluate } from '../tensor/evaluate.ts';
import { Tensor } from '../tensor/index.ts';
import { ownMemory } from './memory.ts';
import { Parameter } from './parameter.ts';

/** Tensors by name, in the order of the modules: PyTorch's keys, such as `'0.weight'`. */
export type StateDict = Record<string, Tensor>;

/** Before `forward`: an array that it returns replaces the inputs. */
export type ForwardPreHook = (module: AnyModule, inputs: readonly unknown[]) => unknown;
/** After `forward`: what it returns, if anything, replaces the output. */
export type ForwardHook = (
  module: AnyModule,
  inputs: readonly unknown[],
  output: unknown,
) => unknown;

/** How a state differed from the module it was loaded into. */
export interface LoadReport {
  readonly missingKeys: readonly string[];
  readonly unexpectedKeys: readonly string[];
}

export interface BufferOptions {
  /** Whether `stateDict()` holds it; `true` when left out. */
  readonly persistent?: boolean | undefined;
}

/** A module of any inputs and output. */
export type AnyModule = Module<never[], unknown>;

/**
 * The base of every network and layer: parameters, buffers and other modules are its fields, `forward` is
 * what it computes, `call` runs it with its hooks. Names and `stateDict` keys are PyTorch's.
 *
 * @typeParam I the inputs of `forward`; one tensor when left out
 * @typeParam O its output; a tensor when left out
 */
export abstract class Module<I extends readonly unknown[] = [input: Tensor], O = Tensor> {
  /** Whether the module is being trained (`train()`) or used (`eval()`): dropout and batch norm care. */
  training = true;

  readonly #buffers = new Map<string, boolean>();
  #preHooks: readonly ForwardPreHook[] = [];
  #hooks: readonly ForwardHook[] = [];

  /** What the module computes. Override it; call it through `call`. */
  abstract forward(...inputs: I): O;

  /** Runs `forward` with the hooks around it. */
  call(...inputs: Parameters<this['forward']>): ReturnType<this['forward']> {
    let given: readonly unknown[] = inputs;
    for (const hook of this.#preHooks) {
      const changed = hook(this, given);
      if (Array.isArray(changed)) given = changed;
    }
    let output: unknown = this.forward(...(given as I));
    for (const hook of this.#hooks) output = hook(this, given, output) ?? output;
    return output as ReturnType<this['forward']>;
  }

  /** Calls `hook` before each `forward`. @returns a function that removes it */
  registerForwardPreHook(hook: ForwardPreHook): () => void {
    this.#preHooks = [...this.#preHooks, hook];
    return () => {
      this.#preHooks = this.#preHooks.filter((h) => h !== hook);
    };
  }
  /** Calls `hook` after each `forward`. @returns a function that removes it */
  registerForwardHook(hook: ForwardHook): () => void {
    this.#hooks = [...this.#hooks, hook];
    return () => {
      this.#hooks = this.#hooks.filter((h) => h !== hook);
    };
  }

  // ---- members -------------------------------------------------------------------------------------

  /**
   * Makes a tensor that is not learnt but belongs to the state (running averages) a member.
   *
   * @returns the tensor, to be assigned: `this.mean = this.registerBuffer('mean', zeros([n]))`
   */
  registerBuffer<T extends Tensor | null>(name: string, value: T, options: BufferOptions = {}): T {
    checkName('registerBuffer', name, this);
    this.#buffers.set(name, options.persistent ?? true);
    Reflect.set(this, name, value);
    return value;
  }
  /** Makes a parameter a member under a name that is only known at run time. */
  registerParameter<T extends Parameter | null>(name: string, value: T): T {
    checkName('registerParameter', name, this);
    Reflect.set(this, name, value);
    return value;
  }

  /** The name of a property in `stateDict()` and `namedParameters()`: PyTorch's, where it differs. */
  stateKey(property: string): string {
    return property;
  }
  /** Members by name: own enumerable properties, unless a container says otherwise. */
  protected members(): Iterable<readonly [string, unknown]> {
    return Object.entries(this);
  }

  /** Own parameters, by key. */
  *#ownParameters(): Generator<readonly [string, Parameter]> {
    for (const [name, value] of this.members()) {
      if (value instanceof Parameter) yield [this.stateKey(name), value];
    }
  }
  /** Own buffers, by key, and whether they are saved. */
  *#ownBuffers(): Generator<readonly [string, Tensor, boolean]> {
    for (const [name, persistent] of this.#buffers) {
      const value: unknown = Reflect.get(this, name);
      if (value instanceof Tensor) yield [this.stateKey(name), value, persistent];
    }
  }
  /** Direct children, by key. */
  *namedChildren(): Generator<readonly [string, AnyModule]> {
    for (const [name, value] of this.members()) {
      if (value instanceof Module) yield [this.stateKey(name), value];
    }
  }
  /** The modules that are members of this one. */
  children(): AnyModule[] {
    return [...this.namedChildren()].map(([, child]) => child);
  }
  /** This module and all below it, each once, with dotted names; this one's is `prefix`. */
  *namedModules(prefix = ''): Generator<readonly [string, AnyModule]> {
    const seen = new Set<AnyModule>();
    for (const entry of this.#tree(prefix)) {
      if (seen.has(entry[1])) continue;
      seen.add(entry[1]);
      yield entry;
    }
  }
  /** This module and all below it, each once. */
  modules(): AnyModule[] {
    return [...this.namedModules()].map(([, module]) => module);
  }
  *#tree(prefix: string): Generator<readonly [string, AnyModule]> {
    yield [prefix, this];
    for (const [name, child] of this.namedChildren()) yield* child.#tree(join(prefix, name));
  }

  /** Parameters with dotted names, each once. */
  *namedParameters(prefix = ''): Generator<readonly [string, Parameter]> {
    const seen = new Set<Parameter>();
    for (const [path, module] of this.namedModules(prefix)) {
      for (const [name, value] of module.#ownParameters()) {
        if (seen.has(value)) continue;
        seen.add(value);
        yield [join(path, name), value];
      }
    }
  }
  /** What is learnt: give it to an optimiser. */
  parameters(): Parameter[] {
    return [...this.namedParameters()].map(([, value]) => value);
  }
  /** Buffers with their names, as in `stateDict`. */
  *namedBuffers(prefix = ''): Generator<readonly [string, Tensor]> {
    for (const [path, module] of this.namedModules(prefix)) {
      for (const [name, value] of module.#ownBuffers()) yield [join(path, name), value];
    }
  }
  /** The buffers of this module and of all below it: what is saved but not learnt (running means). */
  buffers(): Tensor[] {
    return [...this.namedBuffers()].map(([, value]) => value);
  }

  // ---- modes ---------------------------------------------------------------------------------------

  /** Training mode, for this module and all below it. */
  train(mode = true): this {
    for (const module of this.modules()) module.training = mode;
    return this;
  }
  /** Evaluation mode: dropout lets everything through, batch norm uses its running averages. */
  eval(): this {
    return this.train(false);
  }
  /** Calls `fn` with every module below this one, children first, then with this one. */
  apply(fn: (module: AnyModule) => void): this {
    for (const child of this.children()) child.apply(fn);
    fn(this);
    return this;
  }
  /** Whether gradients are computed for the parameters (`false` freezes them). */
  requiresGrad_(wanted = true): this {
    for (const value of this.parameters()) value.requiresGrad_(wanted);
    return this;
  }
  /** Forgets the parameters' gradients. */
  zeroGrad(): void {
    for (const value of this.parameters()) value.grad = null;
  }
  /** Another floating-point dtype, or another device, for every parameter and buffer, in place. */
  to(target: DType | string): this {
    const tensors = new Set([...this.parameters(), ...this.buffers()]);
    const moved: (readonly [Tensor, Node])[] = [];
    withRecording(false, () => {
      for (const value of tensors) {
        const there = value.detach().to(target);
        if (isFloat(there.dtype) !== isFloat(value.dtype)) continue; // counters stay whole numbers
        moved.push([value, there.node]);
      }
    });
    evaluate(moved.map(([, node]) => node));
    for (const [{ handle }, node] of moved) {
      if (node.storage === handle.node.storage) continue;
      const { requiresGrad } = handle.node;
      handle.node = leaf(node.storage!, node.shape, node.dtype, node.device, requiresGrad);
      handle.node.variable = handle;
      handle.gradient = null;
      handle.spare = null;
    }
    return this;
  }

  // ---- state ---------------------------------------------------------------------------------------

  /**
   * Parameters and persistent buffers by name, with PyTorch's keys.
   *
   * The tensors are detached but live, as PyTorch's: they show the values that the module has when they
   * are read. Take `clone()`s to keep the values of this moment.
   */
  stateDict(prefix = ''): StateDict {
    const state: StateDict = {};
    for (const [key, value] of this.#stateEntries(prefix)) state[key] = value.detach();
    return state;
  }
  *#stateEntries(prefix: string): Generator<readonly [string, Tensor]> {
    for (const [path, module] of this.#tree(prefix)) {
      for (const [name, value] of module.#ownParameters()) yield [join(path, name), value];
      for (const [name, value, persistent] of module.#ownBuffers()) {
        if (persistent) yield [join(path, name), value];
      }
    }
  }
  /**
   * Takes the values of a state. Nothing is changed unless all of it fits.
   *
   * @param options.strict `true` when left out: keys must be the same on both sides
   * @returns the keys that were missing or unexpected
   * @throws ModuleError with all differences
   */
  loadStateDict(
    state: Readonly<Record<string, Tensor>>,
    options: { readonly strict?: boolean | undefined } = {},
  ): LoadReport {
    const own = new Map(this.#stateEntries(''));
    const missingKeys = [...own.keys()].filter((key) => !Object.hasOwn(state, key));
    const unexpectedKeys = Object.keys(state).filter((key) => !own.has(key));
    const shapes: string[] = [];
    for (const [key, value] of own) {
      const given = Object.hasOwn(state, key) ? state[key]! : value;
      if (sameShape(given.shape, value.shape)) continue;
      shapes.push(`${key} [${value.shape.join(', ')}] ← [${given.shape.join(', ')}]`);
    }
    const different = missingKeys.length > 0 || unexpectedKeys.length > 0;
    if (shapes.length > 0 || (different && (options.strict ?? true))) {
      raise(ModuleError, nnErrors, 'module.state', {
        module: this.constructor.name,
        missing: missingKeys,
        unexpected: unexpectedKeys,
        shapes,
      });
    }
    withRecording(false, () => {
      for (const [key, value] of own) {
        if (!Object.hasOwn(state, key)) continue;
        value.copy_(state[key]!.toDevice(value.device).clone());
      }
    });
    ownMemory([...own.values()]);
    return { missingKeys, unexpectedKeys };
  }

  // ---- text ----------------------------------------------------------------------------------------

  /** The arguments of the constructor, for printing. */
  extraRepr(): string {
    return '';
  }
  /** The tree of modules, as PyTorch prints it. */
  toString(): string {
    const lines = [...this.namedChildren()].map(
      ([name, child]) => `  (${name}): ${child.toString().replaceAll('\n', '\n  ')}\n`,
    );
    const extra = this.extraRepr();
    if (lines.length === 0) return `${this.constructor.name}(${extra})`;
    return `${this.constructor.name}(${extra}\n${lines.join('')})`;
  }
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function checkName(op: string, name: string, module: AnyModule): void {
  if (name === '' || name.includes('.')) {
    raise(ModuleError, nnErrors, 'module.name', { op, name, reason: 'it is empty or has a dot' });
  }
  if (name in Module.prototype || (name in module && name in Object.getPrototypeOf(module))) {
    raise(ModuleError, nnErrors, 'module.name', { op, name, reason: 'a method has this name' });
  }
}
