/** A whole check in Node: types first, then the runner. */
import { enginePieces, makeJob, type OwnSources } from '../engine/job.ts';
import type { Course, Exercise } from '../format/course.ts';
import { sentence } from './messages.ts';
import type { NodeChecker } from './node/host.ts';
import type { TypeChecker } from './node/types.ts';
import type { CheckResult, TypeProblem } from './result.ts';

/** Checks a source as a solution of an exercise. */
export async function checkSource(
  course: Course,
  exercise: Exercise,
  source: string,
  tools: { readonly checker: NodeChecker; readonly types?: TypeChecker; readonly own?: OwnSources },
): Promise<CheckResult> {
  const began = performance.now();
  const problems = tools.types?.check(source, exercise.folder) ?? [];
  if (problems.length > 0) return typeFailure(exercise, problems, performance.now() - began);
  return tools.checker.check(makeJob(exercise, source, enginePieces(course, tools.own)));
}

/** The result when TypeScript refuses the file. */
export function typeFailure(
  exercise: Exercise,
  types: readonly TypeProblem[],
  ms: number,
): CheckResult {
  const [first] = types;
  const { line = 1, column = 1, message = { fr: '', en: '' }, advice } = first ?? {};
  const tasks = exercise.meta.tasks.map(({ id, points }) => ({
    ...{ id, points },
    status: 'not-run' as const,
  }));
  return {
    version: 1,
    exercise: exercise.id,
    status: 'failed',
    ms,
    points: { got: 0, of: tasks.reduce((sum, task) => sum + task.points, 0) },
    tasks,
    checks: [],
    failure: {
      kind: 'types',
      message: sentence('types', { line, message }),
      ...(advice === undefined ? {} : { says: advice }),
      position: { line, column },
      types,
    },
    output: { text: '', cut: false },
    engine: [],
  };
}
