/**
 * The language of `checks.ts`: what is asked of a solution, as data that the runner can run on any
 * version of the exercise — the learner's, the reference, each typical mistake.
 *
 * ```ts
 * import { defineChecks } from '@limpide/course/checks';
 *
 * export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
 *   example('by-hand', { task: 'dot', rule: 'products', call: 'dot', args: [[1, 2], [3, 4]], gives: 11 }),
 *   property('any-vectors', { task: 'dot', given: (g) => [g.vector(3), g.vector(3)], call: 'dot' }),
 * ]);
 * ```
 *
 * Nothing here runs anything: see `run.ts`.
 */
import type { Bilingual } from '../format/ids.ts';
import type { Generator } from './generate.ts';

/** What every check has. */
interface Common {
  /** The task that it belongs to. */
  readonly task: string;
  /** The `{% rule id="…" %}` of the lesson that a failure contradicts. */
  readonly rule?: string;
  /** What is asked, where the call alone does not say it. */
  readonly says?: Bilingual;
}

/** How near numbers must be: |got − expected| ≤ absolute + relative·|expected|. */
export interface Tolerance {
  /** 1e-9 unless told. */
  readonly absolute?: number;
  /** 1e-6 unless told. */
  readonly relative?: number;
}

/** The names of the functions of a module. */
type Calls<M> = {
  [K in keyof M]: M[K] extends (...args: never[]) => unknown ? K : never;
}[keyof M] &
  string;
type Args<F> = F extends (...args: infer A) => unknown ? A : never;
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

/** A call with its arguments: they are shown to the learner as they are. */
interface CallOf<M, K extends Calls<M>> {
  readonly call: K;
  readonly args: Readonly<Args<M[K]>>;
}

/** Anything that the learner's module can be asked; `shows` is the line of code to show. */
interface RunOf<M, I extends readonly unknown[]> {
  run(my: M, inputs: NoInfer<I>): unknown;
  readonly shows?: string;
}

/** What an example expects: a value, or an error. */
type Outcome<T> = { readonly gives: T } | { readonly throws: true };

interface Values {
  readonly tolerance?: Tolerance;
  /** The function may change its arguments. Without this, changing them is a failure. */
  readonly mayChange?: true;
}

interface Cases {
  /** 30 unless told. */
  readonly cases?: number;
  readonly seed?: number;
}

/** One case, with its answer written down. */
export type ExampleSpec<M> = Common &
  Values &
  (
    | { [K in Calls<M>]: CallOf<M, K> & Outcome<Result<M[K]>> }[Calls<M>]
    | (RunOf<M, []> & Outcome<unknown>)
  );

/**
 * Many seeded random cases. The output must be what `expect` gives, or satisfy `holds`; without
 * either it must be what the reference gives.
 */
export type PropertySpec<M, I extends readonly unknown[]> = Common &
  Values &
  Cases & {
    given(g: Generator): I;
    holds?(output: unknown, inputs: NoInfer<I>): boolean;
    expect?(inputs: NoInfer<I>): unknown;
  } & ({ readonly call: Calls<M> } | RunOf<M, I>);

/** The learner's gradient against central finite differences of a function. */
export type GradientSpec<M> = Common &
  Cases & {
    /** The points at which it is looked at. */
    given(g: Generator): readonly number[];
    /** The function ℝⁿ → ℝ. */
    of(my: M, x: number[]): number;
    /** The gradient that the learner computes, of the same length. */
    by(my: M, x: number[]): readonly number[];
    /** 1e-4 relative, 1e-6 absolute unless told: finite differences are no better. */
    readonly tolerance?: Tolerance;
    readonly shows?: string;
  };

/** A run of training judged by its median over seeds. */
export type TrainingSpec<M> = Common & {
  readonly seeds: readonly number[];
  run(my: M, seed: number): number | Promise<number>;
  /** What the number is. */
  readonly measures: Bilingual;
} & ({ readonly atLeast: number } | { readonly atMost: number });

/** The words that `checks.ts` writes with, for the module type `M`. */
export interface Dsl<M> {
  example(id: string, spec: ExampleSpec<M>): Check;
  property<const I extends readonly unknown[]>(id: string, spec: PropertySpec<M, I>): Check;
  gradient(id: string, spec: GradientSpec<M>): Check;
  training(id: string, spec: TrainingSpec<M>): Check;
}

/** What a predicate of `recognise` sees of the failure. */
export interface Evidence {
  readonly check: string;
  readonly inputs: readonly unknown[];
  readonly expected: unknown;
  readonly got: unknown;
}

/** Mistakes recognised by what they give, besides those recognised by running `wrong/`. */
export type Recognise = Readonly<Record<string, (evidence: Evidence) => boolean>>;

// The same, once the module's type is forgotten: what the runner works with.

type Asked =
  | { readonly call: string; readonly args?: readonly unknown[] }
  | { run(my: object, inputs: readonly unknown[]): unknown; readonly shows?: string };

export type ExampleData = Common & Values & Asked & Outcome<unknown>;
export type PropertyData = Common &
  Values &
  Cases &
  Asked & {
    given(g: Generator): readonly unknown[];
    holds?(output: unknown, inputs: readonly unknown[]): boolean;
    expect?(inputs: readonly unknown[]): unknown;
  };
export type GradientData = GradientSpec<object>;
export type TrainingData = TrainingSpec<object>;

/** A check as the runner sees it. */
export type Check =
  | { readonly kind: 'example'; readonly id: string; readonly spec: ExampleData }
  | { readonly kind: 'property'; readonly id: string; readonly spec: PropertyData }
  | { readonly kind: 'gradient'; readonly id: string; readonly spec: GradientData }
  | { readonly kind: 'training'; readonly id: string; readonly spec: TrainingData };

/** The order in which kinds are run, whatever the order in the file. */
export const kindOrder = ['example', 'property', 'gradient', 'training'] as const;

/** What `checks.ts` exports by default. */
export interface CheckFile {
  readonly checks: readonly Check[];
  readonly recognise: Recognise;
}

const words = {
  example: (id: string, spec: ExampleData): Check => ({ kind: 'example', id, spec }),
  property: (id: string, spec: PropertyData): Check => ({ kind: 'property', id, spec }),
  gradient: (id: string, spec: GradientData): Check => ({ kind: 'gradient', id, spec }),
  training: (id: string, spec: TrainingData): Check => ({ kind: 'training', id, spec }),
};

/** The checks of an exercise, in the order of its tasks. `M` is the type of `solution.ts`. */
export function defineChecks<M extends object>(
  build: (words: Dsl<M>) => readonly Check[],
  recognise?: Recognise,
): CheckFile;
export function defineChecks(
  build: (dsl: typeof words) => readonly Check[],
  recognise: Recognise = {},
): CheckFile {
  const rank = (check: Check): number => kindOrder.indexOf(check.kind);
  const checks = [...build(words)].sort((a, b) => rank(a) - rank(b));
  return { checks, recognise };
}
