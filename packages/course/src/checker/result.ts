/**
 * What a check says: one format for the page, the command line and the teacher's table. Plain data,
 * fit for JSON and for `postMessage`.
 */
import type { Diagnosis, ExerciseMeta } from '../format/define.ts';
import type { Bilingual, ExerciseId } from '../format/ids.ts';

/** One exercise to check, with everything that is needed: nothing is read from a disk. */
export interface CheckJob {
  readonly exercise: ExerciseId;
  readonly meta: Pick<ExerciseMeta, 'tasks' | 'diagnoses' | 'limits'>;
  /** The learner's file. */
  readonly source: string;
  readonly solution: string;
  readonly checks: string;
  readonly wrong: Readonly<Record<string, string>>;
  readonly others: Readonly<Record<string, string>>;
  readonly engine: readonly EnginePiece[];
}

/** One name of `@me/engine`. */
export interface EnginePiece {
  readonly name: string;
  /** The exercise that made it. */
  readonly exercise: ExerciseId;
  /** The learner's source, where there is one that passed. */
  readonly mine?: string;
  readonly reference: string;
  /** Other files of that exercise. */
  readonly others: Readonly<Record<string, string>>;
}

/** What was learnt from a check. */
export interface CheckResult {
  readonly version: 1;
  readonly exercise: ExerciseId;
  /** `stopped`: time, memory; nothing is known of the rest. */
  readonly status: 'passed' | 'failed' | 'stopped';
  readonly ms: number;
  readonly points: { readonly got: number; readonly of: number };
  readonly tasks: readonly {
    readonly id: string;
    readonly points: number;
    readonly status: 'passed' | 'failed' | 'not-run';
  }[];
  readonly checks: readonly CheckReport[];
  /** The first failure, explained. */
  readonly failure?: Failure;
  /** What the learner's code printed. */
  readonly output: { readonly text: string; readonly cut: boolean };
  /** The pieces of `@me/engine` that took part. */
  readonly engine: readonly EngineUse[];
}

export interface CheckReport {
  readonly id: string;
  readonly kind: 'example' | 'property' | 'gradient' | 'training';
  readonly task: string;
  readonly status: 'passed' | 'failed' | 'not-run';
  readonly ms: number;
}

export interface EngineUse {
  readonly name: string;
  readonly exercise: ExerciseId;
  /** `broken`: the learner's piece could not be loaded, the reference stood in. */
  readonly from: 'mine' | 'reference' | 'broken';
}

/** Why something failed, from the most technical to the most mathematical. */
export type FailureKind =
  | 'syntax'
  | 'types'
  | 'import'
  | 'todo'
  | 'missing'
  | 'threw'
  | 'recursion'
  | 'never-settles'
  | 'time'
  | 'memory'
  | 'crash'
  | 'no-error'
  | 'changed-arguments'
  | 'wrong-value'
  | 'property'
  | 'gradient'
  | 'training';

/** The first failure, with what is needed to understand it. */
export interface Failure {
  readonly kind: FailureKind;
  /** The check and its task; none before the checks begin. */
  readonly check?: string;
  readonly task?: string;
  /** One or two sentences. */
  readonly message: Bilingual;
  /** What the check asks, where it has words of its own. */
  readonly says?: Bilingual;
  /** The `{% rule id %}` of the lesson that this contradicts. */
  readonly rule?: string;
  /** The line of code that was run. */
  readonly code?: string;
  /** For properties: the number of the case, from 1. */
  readonly case?: number;
  readonly inputs?: readonly Shown[];
  readonly comparison?: Comparison;
  readonly diagnosis?: Diagnosis;
  /** In the learner's file, from 1. */
  readonly position?: { readonly line: number; readonly column: number };
  /** All type errors, when the kind is `types`. */
  readonly types?: readonly TypeProblem[];
}

export interface TypeProblem {
  readonly line: number;
  readonly column: number;
  readonly code: number;
  readonly message: Bilingual;
  /** What to do, where it is nearly always the same. */
  readonly advice?: Bilingual;
}

/** A value as it is shown: text, and cells where it is made of numbers. */
export interface Shown {
  readonly text: string;
  readonly kind: 'number' | 'vector' | 'matrix' | 'other';
  readonly shape: readonly number[];
  /** Rows of formatted numbers, for numbers, vectors and matrices. */
  readonly cells?: readonly (readonly string[])[];
}

/** What was expected beside what came. */
export interface Comparison {
  readonly expected: Shown;
  readonly got: Shown;
  /** [row, column] of each cell that differs, when both have the same shape. */
  readonly different: readonly (readonly [number, number])[];
  readonly shapes: 'same' | 'different';
  /** The greatest |got − expected| over cells. */
  readonly distance?: number;
}
