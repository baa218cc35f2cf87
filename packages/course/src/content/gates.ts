/**
 * `limpide course check --gates 20`: whether each training gate holds over many seeds. A gate judges
 * the median over the few seeds that it names; the reference should pass it with each seed alone, or
 * a learner whose code is right but draws other numbers could fail.
 *
 * The solutions of the course are trusted: they run here, without a worker and without limits.
 */
import vm from 'node:vm';
import type { Check } from '../checker/checks.ts';
import * as checks from '../checker/checks.ts';
import { libraryModules } from '../checker/library.ts';
import { Linker } from '../checker/link.ts';
import { loadChecks } from '../checker/run.ts';
import { enginePieces, makeJob } from '../engine/job.ts';
import type { Course, Exercise } from '../format/course.ts';
import type { Bilingual } from '../format/ids.ts';

/** What the reference gave at one gate. */
export interface GateReport {
  /** `networks/mnist/train`. */
  readonly exercise: string;
  readonly gate: string;
  readonly measures: Bilingual;
  readonly wants: { readonly atLeast: number } | { readonly atMost: number };
  /** One score for each seed, in the order of the seeds. */
  readonly scores: readonly number[];
  readonly seeds: readonly number[];
  /** Seeds whose score alone does not pass. */
  readonly misses: readonly number[];
  /** The score that is nearest to failing, or furthest beyond. */
  readonly worst: number;
  readonly ms: number;
}

type Gate = Extract<Check, { kind: 'training' }>;

/** The gates of exercises, one after the other. @throws when a solution does */
export async function* measureGates(
  exercises: readonly Exercise[],
  all: Course,
  seeds: readonly number[],
): AsyncGenerator<GateReport> {
  const pieces = enginePieces(all);
  for (const exercise of exercises) {
    if (!exercise.files.checks.includes('training(')) continue;
    const { solution } = exercise.files;
    const job = makeJob(exercise, solution, pieces);
    const modules: Record<string, object> = { '@limpide/course/checks': checks };
    for (const name of libraryModules(job)) modules[name] = await import(name);
    const linker = new Linker(job, { modules, compile });
    const reference = linker.load(solution, 'solution.ts', 'reference');
    for (const check of loadChecks(linker, job).checks) {
      if (check.kind !== 'training') continue;
      yield await measure(exercise, check, reference, seeds);
    }
  }
}

const compile = (body: string, parameters: readonly string[], file: string) => {
  const made = vm.compileFunction(body, [...parameters], { filename: file });
  return (...args: readonly unknown[]): unknown => Reflect.apply(made, undefined, args);
};

async function measure(
  { id }: Exercise,
  gate: Gate,
  reference: object,
  seeds: readonly number[],
): Promise<GateReport> {
  const began = performance.now();
  const scores: number[] = [];
  for (const seed of seeds) scores.push(await gate.spec.run(reference, seed));
  const wants =
    'atLeast' in gate.spec ? { atLeast: gate.spec.atLeast } : { atMost: gate.spec.atMost };
  const passes = (score: number): boolean =>
    'atLeast' in wants ? score >= wants.atLeast : score <= wants.atMost;
  // NaN passes nothing, and is worse than everything
  const worst = scores.some(Number.isNaN)
    ? Number.NaN
    : 'atLeast' in wants
      ? Math.min(...scores)
      : Math.max(...scores);
  return {
    ...{ exercise: id, gate: gate.id, measures: gate.spec.measures, wants, scores, seeds, worst },
    misses: seeds.filter((_, i) => !passes(scores[i] ?? Number.NaN)),
    ms: performance.now() - began,
  };
}
