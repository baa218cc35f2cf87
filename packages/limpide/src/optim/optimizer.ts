/**
 * Optimizer: parameters in groups, a state per parameter, and a step that is one program.
 *
 * `step()` builds the updates of all parameters and states as graph nodes and evaluates them at once,
 * together with the gradients they depend on: forward pass, backward pass and update are compiled as one.
 * Numbers that change from step to step (the learning rate, bias corrections) are arguments of that
 * program, so that another value does not ask for another program.
 */
import { optimErrors } from '../errors/catalog/optim.ts';
import { ArgumentError, ModuleError, raise } from '../errors/index.ts';
import {
  type Device,
  type DType,
  leaf,
  type Node,
  sameShape,
  scalar,
  sizeOf,
  withRecording,
} from '../graph/index.ts';
import { ownMemory } from '../nn/memory.ts';
import * as ops from '../ops/index.ts';
import { type Assignment, currentTrace, evaluate } from '../tensor/evaluate.ts';
import { pack, Tensor } from '../tensor/index.ts';

/** What every group has. */
export interface GroupOptions {
  /** The learning rate. */
  lr: number;
  /** The rate before any scheduler. */
  initialLr?: number | undefined;
}
export type ParamGroup<O extends GroupOptions = GroupOptions> = O & { params: Tensor[] };
/** A list of parameters, or groups with options of their own. */
export type Params<O extends GroupOptions> =
  | Iterable<Tensor>
  | Iterable<Partial<O> & { readonly params: Iterable<Tensor> | Tensor }>;

/** What is remembered about one parameter. */
export interface ParamState {
  /** How many updates it has had. */
  step: number;
  /** Other numbers, by name. */
  numbers: Record<string, number>;
  /** Averages and the like, of the parameter's shape. */
  tensors: Record<string, Tensor>;
}

/** The state of an optimiser, in PyTorch's structure: parameters are numbered through all groups. */
export interface OptimizerState {
  readonly state: Readonly<Record<number, Readonly<Record<string, number | Tensor>>>>;
  readonly paramGroups: readonly SavedGroup[];
}
export interface SavedGroup {
  readonly params: readonly number[];
  readonly [option: string]: unknown;
}

/** One parameter in a step. */
export interface Entry {
  readonly param: Tensor;
  readonly p: Node;
  readonly g: Node;
  readonly state: ParamState;
}

/** Parameters of a group with the same dtype, device and number of steps: they share their numbers. */
export class Cohort {
  readonly entries: Entry[] = [];
  readonly #dtype: DType;
  readonly #device: Device;
  readonly #assignments: Assignment[];

  constructor(like: Node, assignments: Assignment[]) {
    this.#dtype = like.dtype;
    this.#device = like.device;
    this.#assignments = assignments;
  }
  fits({ p, state }: Entry): boolean {
    const first = this.entries[0]!;
    return p.dtype === this.#dtype && p.device === this.#device && state.step === first.state.step;
  }
  /** The state they share, as far as numbers go. */
  get state(): ParamState {
    return this.entries[0]!.state;
  }
  /** Those of its parameters that fit, if any. */
  only(fits: (entry: Entry) => boolean): Cohort | null {
    const chosen = this.entries.filter(fits);
    const first = chosen[0];
    if (!first) return null;
    const part = new Cohort(first.p, this.#assignments);
    part.entries.push(...chosen);
    return part;
  }
  /** A number that may be another one at the next step. */
  number(value: () => number): Node {
    return scalar(value(), this.#dtype, this.#device, value);
  }
  /** A state of the parameter's shape, made when it is first asked for. */
  slot({ p, state }: Entry, name: string, initial = 0): Tensor {
    const known = state.tensors[name];
    if (known) return known;
    const size = sizeOf(p.shape);
    const host = initial === 0 ? null : pack(new Array<number>(size).fill(initial), p.dtype);
    const made = new Tensor(leaf(p.device.place(p.dtype, size, host), p.shape, p.dtype, p.device));
    state.tensors[name] = made;
    return made;
  }
  /** The parameter's next value; the one before stays readable until the step after. */
  assign({ param }: Entry, value: Node): void {
    value.uses++;
    this.#assignments.push({ handle: param.handle, value, mode: 'swap' });
  }
  /** A state's next value, written over the one before. @returns the value */
  keep(state: Tensor, value: Node): Node {
    value.uses++;
    this.#assignments.push({ handle: state.handle, value, mode: 'over' });
    return value;
  }
}

/**
 * The base of the optimisers: parameters in groups, a state for each, `zeroGrad()` and `step()`.
 *
 * @throws ArgumentError for no parameters, one given twice, one that is no leaf, an option out of its range
 */
export abstract class Optimizer<O extends GroupOptions = GroupOptions> {
  readonly paramGroups: ParamGroup<O>[] = [];
  /** The options of groups that do not say otherwise. */
  readonly defaults: O;
  protected readonly states = new Map<Tensor, ParamState>();

  constructor(params: Params<O>, defaults: O) {
    this.defaults = defaults;
    const list = [...params];
    if (list.length === 0) raise(ArgumentError, optimErrors, 'optim.empty', { op: this.name });
    const tensors = list.filter((item) => item instanceof Tensor);
    if (tensors.length > 0)
      this.addParamGroup({ params: tensors } as Partial<O> & { params: Tensor[] });
    for (const item of list) if (!(item instanceof Tensor)) this.addParamGroup(item);
    // what is drawn at random and not computed yet is computed now, so that every step is the same program
    if (currentTrace() === null) ownMemory(this.parameters());
  }

  get name(): string {
    return this.constructor.name;
  }
  /** The parameters of all groups, in order. */
  parameters(): Tensor[] {
    return this.paramGroups.flatMap((group) => group.params);
  }
  /** One more group, with options of its own. */
  addParamGroup(group: Partial<O> & { readonly params: Iterable<Tensor> | Tensor }): void {
    const { params } = group;
    const list = params instanceof Tensor ? [params] : [...params];
    if (list.length === 0) raise(ArgumentError, optimErrors, 'optim.empty', { op: this.name });
    const seen = new Set(this.parameters());
    list.forEach((p, index) => {
      const { node } = p;
      if (node.requiresGrad && node.variable === null) {
        raise(ArgumentError, optimErrors, 'optim.notLeaf', {
          op: this.name,
          index,
          shape: p.shape,
          made: node.op.name,
        });
      }
      if (seen.has(p))
        raise(ArgumentError, optimErrors, 'optim.repeated', {
          op: this.name,
          index,
          shape: p.shape,
        });
      seen.add(p);
    });
    const given = Object.fromEntries(
      Object.entries(group).filter(([, value]) => value !== undefined),
    );
    const whole: ParamGroup<O> = { ...this.defaults, ...given, params: list };
    this.check(whole);
    this.paramGroups.push(whole);
  }
  /** Throws unless the options of a group make sense. */
  protected check(group: O): void {
    this.require('lr', group.lr, (lr) => lr >= 0, '≥ 0');
  }
  /** Throws an ArgumentError unless an option fits. */
  protected require(
    name: string,
    value: number,
    fits: (value: number) => boolean,
    expected: string,
  ): void {
    if (typeof value !== 'number' || !fits(value)) {
      raise(ArgumentError, optimErrors, 'optim.option', {
        op: this.name,
        name,
        expected,
        got: value,
      });
    }
  }

  /** Forgets all gradients. Call it before `backward()`. */
  zeroGrad(): void {
    for (const group of this.paramGroups) for (const p of group.params) p.handle.gradient = null;
  }

  /**
   * Updates the parameters from their gradients; those without a gradient are left alone.
   *
   * @param closure computes the loss and its gradients anew
   * @returns the closure's loss
   */
  step(closure?: () => Tensor): Tensor | null {
    const loss = closure ? closure() : null;
    const assignments: Assignment[] = [];
    withRecording(false, () => {
      for (const group of this.paramGroups) this.#stepGroup(group, assignments);
    });
    if (assignments.length > 0) evaluate([], assignments);
    return loss;
  }

  #stepGroup(group: ParamGroup<O>, assignments: Assignment[]): void {
    const cohorts: Cohort[] = [];
    const trace = currentTrace();
    for (const param of group.params) {
      const { gradient, node } = param.handle;
      if (gradient === null) continue;
      const state = this.stateOf(param);
      this.advance(group, state);
      trace?.beforeReplay.push(() => this.advance(group, state));
      const entry = { param, p: node, g: gradient, state };
      let cohort = cohorts.find((c) => c.fits(entry));
      if (!cohort) {
        cohort = new Cohort(node, assignments);
        cohorts.push(cohort);
      }
      cohort.entries.push(entry);
    }
    for (const cohort of cohorts) this.update(group, cohort);
  }

  /** What is remembered about a parameter; made when it is first asked for. */
  protected stateOf(param: Tensor): ParamState {
    let state = this.states.get(param);
    if (!state) {
      state = { step: 0, numbers: {}, tensors: {} };
      this.states.set(param, state);
    }
    return state;
  }
  /** Counts a step; at a replay of a compiled step too. */
  protected advance(_group: ParamGroup<O>, state: ParamState): void {
    state.step++;
  }
  /** Says what becomes of each parameter and each state of a cohort. */
  protected abstract update(group: ParamGroup<O>, cohort: Cohort): void;

  // ---- state -----------------------------------------------------------------------------------------

  /** Options and states, copied: what `loadStateDict` continues from, bit for bit. */
  stateDict(): OptimizerState {
    const parameters = this.parameters();
    const state: Record<number, Record<string, number | Tensor>> = {};
    const copies: Node[] = [];
    withRecording(false, () => {
      parameters.forEach((p, index) => {
        const known = this.states.get(p);
        if (!known) return;
        const saved: Record<string, number | Tensor> = { step: known.step, ...known.numbers };
        for (const [name, value] of Object.entries(known.tensors)) {
          const copy = ops.clone(value.node);
          copies.push(copy);
          saved[name] = new Tensor(copy);
        }
        state[index] = saved;
      });
    });
    evaluate(copies);
    const indexOf = new Map(parameters.map((p, index) => [p, index]));
    const paramGroups = this.paramGroups.map(({ params, ...options }) => ({
      ...structuredClone(options),
      params: params.map((p) => indexOf.get(p)!),
    }));
    return { state, paramGroups };
  }

  /** Takes over a state; groups and numbers of parameters must be the same. */
  loadStateDict({ state, paramGroups }: OptimizerState): void {
    const fail = (
      what: string,
      expected: number | readonly number[],
      got: number | readonly number[],
    ): never =>
      raise(ModuleError, optimErrors, 'optim.state', { op: this.name, what, expected, got });
    if (paramGroups.length !== this.paramGroups.length) {
      fail('paramGroups.length', this.paramGroups.length, paramGroups.length);
    }
    const saved: [Tensor, ParamState][] = [];
    this.paramGroups.forEach((group, i) => {
      const { params } = paramGroups[i]!;
      if (params.length !== group.params.length)
        fail(`paramGroups[${i}].params.length`, group.params.length, params.length);
      group.params.forEach((p, j) => {
        const found = state[params[j]!];
        if (!found) return;
        const fresh: ParamState = { step: 0, numbers: {}, tensors: {} };
        for (const [name, value] of Object.entries(found)) {
          if (typeof value !== 'number') {
            const free = this.freeShapes.includes(name);
            if (!free && !sameShape(value.shape, p.shape))
              fail(`state[${params[j]}].${name}`, p.shape, value.shape);
            fresh.tensors[name] = copyOf(value, free ? value.dtype : p.dtype, p.device);
          } else if (name === 'step') fresh.step = value;
          else fresh.numbers[name] = value;
        }
        saved.push([p, fresh]);
      });
    });
    this.paramGroups.forEach((group, i) => {
      const { params: _params, ...options } = paramGroups[i]!;
      Object.assign(group, structuredClone(options));
    });
    this.states.clear();
    for (const [p, fresh] of saved) this.states.set(p, fresh);
  }
  /** States that do not have their parameter's shape. */
  protected get freeShapes(): readonly string[] {
    return [];
  }
}

/** A copy with memory of its own; a leaf, so that a recorded step knows it for a state. */
function copyOf(value: Tensor, dtype: DType, device: string): Tensor {
  const copy = withRecording(false, () => value.detach().toDevice(device).to(dtype).clone());
  const { node } = copy.realize();
  return new Tensor(leaf(node.storage!, node.shape, node.dtype, node.device));
}
