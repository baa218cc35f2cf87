/**
 * The contract of every estimator, scikit-learn's: constructors only store, `fit` learns and returns `this`,
 * what was learned ends in `_`, `getParams` and `setParams('step__name')` reach everything, `clone` forgets.
 */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { AbortError, ArgumentError, DataError, NotFittedError, raise } from '../../errors/index.ts';
import type { CSRMatrix, Matrix } from '../../linalg/index.ts';
import {
  anyInput,
  denseInput,
  type Features,
  type InputRules,
  namesOf,
  type Outputs,
  type Weights,
} from './input.ts';
import { checkParams, nearest, type ParamTable } from './params.ts';

/** How far a long piece of work is. */
export interface Progress {
  readonly done: number;
  /** Infinity: nobody knows how many there will be. */
  readonly total: number;
  /** What is being counted: `'iterations'`, `'trees'`… */
  readonly unit: string;
  /** The loss, the inertia… where there is one. */
  readonly value?: number;
}

/** What `fit` takes besides the data. */
export interface FitOptions {
  readonly sampleWeight?: Weights | undefined;
  /** Stops the work at its next report; `fit` throws an AbortError and the estimator is as before. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export type Kind =
  | 'classifier'
  | 'regressor'
  | 'transformer'
  | 'clusterer'
  | 'outlierDetector'
  | 'density'
  | 'neighbors';

/** What an estimator can do beyond the contract; the common tests read it. */
export interface Tags {
  /** Takes a CSRMatrix. */
  readonly sparse?: boolean;
  /** Takes NaN as a missing value. */
  readonly missing?: boolean;
  /** Takes texts (tables or arrays of texts) as features. */
  readonly text?: boolean;
  /** Draws random numbers: has a parameter `randomState`. */
  readonly random?: boolean;
  /** Uses `sampleWeight`. */
  readonly weights?: boolean;
  /** Needs features ≥ 0. */
  readonly positive?: boolean;
  /** Takes several targets per sample. */
  readonly multiOutput?: boolean;
  /** Two classes at most. */
  readonly binaryOnly?: boolean;
  /** `fit` needs y though it is no classifier or regressor. */
  readonly needsTarget?: boolean;
  /** Learns from a part of the data at a time: has `partialFit`. */
  readonly partial?: boolean;
}

/** An estimator as data: everything a file, a search or the command line must know about it. */
export interface Spec<P extends object> {
  /** The class's name, as written in files of models. */
  readonly name: string;
  readonly kind: Kind;
  readonly params: ParamTable<P>;
  /** Names of what `fit` sets, all ending in `_`. Everything fitted is there: files keep nothing else. */
  readonly learned: readonly string[];
  readonly tags?: Tags;
}

/** Set by every `fit` on data with columns. */
const common = ['nFeaturesIn_', 'featureNamesIn_'] as const;

export abstract class Estimator<P extends object = object> {
  readonly spec: Spec<P>;
  /** Columns of the data that `fit` is looking at. */
  #seen: { nFeaturesIn_: number; featureNamesIn_: readonly string[] | undefined } | undefined;
  /** The parameters as they were given, defaults included. */
  readonly params: Readonly<P>;
  declare nFeaturesIn_: number;
  /** Names of the columns of the data it was fitted on; undefined when they had none. */
  declare featureNamesIn_: readonly string[] | undefined;

  /** @throws ArgumentError for a parameter that does not exist (values are checked by `fit`) */
  constructor(spec: Spec<P>, options: Partial<P>) {
    this.spec = spec;
    const params = { ...defaultsOf(spec.params) };
    this.params = params;
    for (const name in options) {
      if (!(name in spec.params)) this.#unknownParam(name);
      if (options[name] !== undefined) params[name] = options[name];
    }
    for (const name of this.learnedNames) this.#forget(name);
  }

  /** Names of all that `fit` may set. */
  get learnedNames(): readonly string[] {
    return [...common, ...this.spec.learned];
  }
  /** Whether `fit` has set something. */
  get isFitted(): boolean {
    return this.learnedNames.some((name) => this.hasLearned(name));
  }
  /** Whether this attribute was set by `fit`. */
  hasLearned(name: string): boolean {
    return Object.getOwnPropertyDescriptor(this, name)?.get === undefined;
  }

  /** What was learned, by name: what a file keeps. */
  getLearned(): Record<string, unknown> {
    const entries: Record<string, unknown> = {};
    for (const name of this.learnedNames) {
      if (this.hasLearned(name)) entries[name] = Object.getOwnPropertyDescriptor(this, name)?.value;
    }
    return entries;
  }
  /** Puts back what `getLearned` gave. */
  setLearned(entries: Readonly<Record<string, unknown>>): this {
    for (const name of this.learnedNames) {
      if (name in entries) this.#set(name, entries[name]);
      else this.#forget(name);
    }
    return this;
  }

  /** A learned attribute reads as an error until it is set. */
  #forget(name: string): void {
    const forget = (): never =>
      raise(NotFittedError, learnErrors, 'learn.notFitted', { who: this.spec.name, what: name });
    Object.defineProperty(this, name, {
      get: forget,
      set: (value: unknown) => this.#set(name, value),
      configurable: true,
      enumerable: false,
    });
  }
  #set(name: string, value: unknown): void {
    // A fit that fails leaves what was learned before: the data's columns count with its first result.
    const seen = this.#seen;
    this.#seen = undefined;
    if (seen) for (const [column, known] of Object.entries(seen)) this.#set(column, known);
    Object.defineProperty(this, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  }

  /**
   * Parameters by name; `deep` adds those of the estimators inside, as `step__name`.
   */
  getParams({ deep = true }: { deep?: boolean } = {}): Record<string, unknown> {
    const all: Record<string, unknown> = { ...this.params };
    if (!deep) return all;
    for (const [name, inner] of this.innerEstimators()) {
      all[name] ??= inner;
      for (const [sub, value] of Object.entries(inner.getParams())) all[`${name}__${sub}`] = value;
    }
    return all;
  }

  /**
   * Changes parameters in place; what was learned stays until the next `fit`.
   *
   * @throws ArgumentError for a name that does not exist, with the nearest one that does
   */
  setParams(values: Readonly<Record<string, unknown>>): this {
    for (const [path, value] of Object.entries(values)) {
      const cut = path.indexOf('__');
      if (cut < 0) {
        this.setParam(path, value);
        continue;
      }
      const inner = this.innerEstimators().get(path.slice(0, cut));
      if (!inner) this.#unknownParam(path);
      inner.setParams({ [path.slice(cut + 2)]: value });
    }
    return this;
  }
  /** One parameter of its own. Compositions also take the name of a step. */
  protected setParam(name: string, value: unknown): void {
    if (!(name in this.spec.params)) this.#unknownParam(name);
    Object.assign(this.params, { [name]: value });
  }
  /** Estimators among the parameters, and in lists of `[name, estimator]`. */
  innerEstimators(): Map<string, Estimator> {
    const inner = new Map<string, Estimator>();
    for (const [name, value] of Object.entries(this.params)) {
      if (value instanceof Estimator) inner.set(name, value);
      if (!Array.isArray(value)) continue;
      for (const item of value) {
        if (Array.isArray(item) && typeof item[0] === 'string' && item[1] instanceof Estimator)
          inner.set(item[0], item[1]);
      }
    }
    return inner;
  }
  #unknownParam(name: string): never {
    const known = Object.keys(this.spec.params);
    const near = nearest(name, [...known, ...Object.keys(this.getParams())]);
    return raise(ArgumentError, learnErrors, 'learn.unknownParam', {
      who: this.spec.name,
      name,
      known,
      hint: near === undefined ? '' : ` (→ ${near}?)`,
    });
  }

  /** Whether it has this method. Compositions answer for what is inside them. */
  offers(method: string): boolean {
    return typeof Reflect.get(this, method) === 'function';
  }

  /** Learns from samples X `[n, d]` (and targets y `[n]`). Returns this estimator. */
  abstract fit(X: Features, y?: Outputs, options?: FitOptions): this;

  /** Checks the parameters against their table. First line of every `fit`. */
  protected checkParams(): void {
    checkParams(this.spec.name, this.spec.params, this.params);
  }

  /** The data of `fit`: checked, with names and number of columns remembered. */
  protected fitDense(X: Features, rules: Partial<InputRules> = {}): Matrix {
    const matrix = denseInput(X, this.#rules(rules));
    this.remember(X, matrix.cols);
    return matrix;
  }
  /** As `fitDense`, for estimators that also take sparse input. */
  protected fitAny(X: Features, rules: Partial<InputRules> = {}): Matrix | CSRMatrix {
    const matrix = anyInput(X, this.#rules(rules));
    this.remember(X, matrix.cols);
    return matrix;
  }
  /** Data after `fit`: as many columns, with the same names, as then. */
  protected openDense(X: Features, rules: Partial<InputRules> = {}): Matrix {
    this.requireFitted();
    this.checkNames(X);
    const matrix = denseInput(X, this.#rules(rules));
    this.checkColumns(matrix.cols);
    return matrix;
  }
  /** As `openDense`, for estimators that also take sparse input. */
  protected openAny(X: Features, rules: Partial<InputRules> = {}): Matrix | CSRMatrix {
    this.requireFitted();
    this.checkNames(X);
    const matrix = anyInput(X, this.#rules(rules));
    this.checkColumns(matrix.cols);
    return matrix;
  }
  #rules(rules: Partial<InputRules>): InputRules {
    return { who: this.spec.name, missing: this.spec.tags?.missing ?? false, ...rules };
  }
  protected remember(X: Features, cols: number): void {
    this.#seen = { nFeaturesIn_: cols, featureNamesIn_: namesOf(X) };
    if (this.spec.learned.length === 0) this.#set('nFeaturesIn_', cols);
  }
  /** @throws NotFittedError */
  protected requireFitted(): void {
    if (!this.isFitted) {
      raise(NotFittedError, learnErrors, 'learn.notFitted', { who: this.spec.name, what: 'fit' });
    }
  }
  /** Columns with names must be those of `fit`, in the same order. */
  protected checkNames(X: Features): void {
    const expected = this.featureNamesIn_;
    const got = namesOf(X);
    if (!expected || !got) return;
    const missing = expected.filter((name) => !got.includes(name));
    const unknown = got.filter((name) => !expected.includes(name));
    if (missing.length > 0 || unknown.length > 0) {
      raise(DataError, learnErrors, 'learn.names', {
        who: this.spec.name,
        missing: missing.length ? missing : '–',
        unknown: unknown.length ? unknown : '–',
      });
    }
    if (got.some((name, j) => name !== expected[j])) {
      raise(DataError, learnErrors, 'learn.nameOrder', { who: this.spec.name, got, expected });
    }
  }
  protected checkColumns(got: number): void {
    if (got !== this.nFeaturesIn_) {
      raise(DataError, learnErrors, 'learn.columns', {
        who: this.spec.name,
        got,
        expected: this.nFeaturesIn_,
      });
    }
  }

  toString(): string {
    const changed = Object.entries(this.params).filter(
      ([name, value]) => value !== defaultsOf(this.spec.params)[name as keyof P],
    );
    const text = changed.map(([name, value]) => `${name}: ${String(value)}`).join(', ');
    return `${this.spec.name}(${text})`;
  }
}

function defaultsOf<P extends object>(table: ParamTable<P>): P {
  const entries = Object.entries<{ default: unknown }>(table).map(([name, param]) => [
    name,
    param.default,
  ]);
  return Object.fromEntries(entries) as P;
}

/** The same estimator with the same parameters, those inside cloned too, and nothing learned. */
export function clone<E extends Estimator>(estimator: E): E {
  const params: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(estimator.params)) params[name] = cloneValue(value);
  return makeWith(estimator.constructor as new (params: object) => E, params);
}

/**
 * An estimator with exactly these parameters. Constructors take `undefined` for "left out"; here it is a value
 * like any other.
 */
export function makeWith<E extends Estimator>(
  Make: new (params: object) => E,
  params: Readonly<Record<string, unknown>>,
): E {
  const made = new Make(params);
  const open = Object.keys(params).filter((name) => params[name] === undefined);
  return open.length === 0
    ? made
    : made.setParams(Object.fromEntries(open.map((n) => [n, undefined])));
}

const cloneValue = (value: unknown): unknown =>
  value instanceof Estimator ? clone(value) : Array.isArray(value) ? value.map(cloneValue) : value;

/** Reports progress and stops when asked: call it once per iteration. */
export function reporter(
  who: string,
  unit: string,
  total: number,
  options: FitOptions = {},
): (done: number, value?: number) => void {
  const { signal, onProgress } = options;
  const most = total > 0 ? total : Number.POSITIVE_INFINITY;
  return (done, value) => {
    onProgress?.({ done, total: most, unit, ...(value !== undefined && { value }) });
    if (signal?.aborted)
      raise(AbortError, learnErrors, 'learn.aborted', { who, done, total: most, unit });
  };
}
