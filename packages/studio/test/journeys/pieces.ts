/** Pieces that a learner has written before: the solutions, put into their engine. */
import type { CheckResult } from '@limpide/course/checker/result';
import { LearnerFolder } from '@limpide/course/engine/folder';
import { loadCourse } from '@limpide/course/format/load';

/** A check that was passed. */
const passed = (exercise: CheckResult['exercise']): CheckResult => ({
  version: 1,
  exercise,
  status: 'passed',
  ms: 1,
  points: { got: 1, of: 1 },
  tasks: [],
  checks: [],
  output: { text: '', cut: false },
  engine: [],
});

/** One exercise, whatever is written there: what passed once may go wrong elsewhere. */
export async function putIntoEngine(root: string, id: string, source: string): Promise<void> {
  const course = await loadCourse();
  const exercise = course.lessons
    .flatMap(({ exercises }) => exercises)
    .find((known) => known.id === id);
  if (!exercise) throw new Error(`no ${id}`);
  await new LearnerFolder(root).register(course, exercise, source, passed(exercise.id));
}

/** All exercises of a layer, but one. */
export async function writtenBefore(root: string, layer: string, except: string): Promise<void> {
  const course = await loadCourse();
  const folder = new LearnerFolder(root);
  for (const lesson of course.lessons) {
    for (const exercise of lesson.exercises) {
      if (!exercise.id.startsWith(`${layer}/`) || exercise.id === except) continue;
      await folder.register(course, exercise, exercise.files.solution, passed(exercise.id));
    }
  }
}

/** A solution, and a typical mistake, as an exercise's files have them. */
export async function answersOf(
  id: string,
  mistake: string,
): Promise<{ readonly right: string; readonly wrong: string }> {
  const course = await loadCourse();
  const files = course.lessons
    .flatMap(({ exercises }) => exercises)
    .find((exercise) => exercise.id === id)?.files;
  const wrong = files?.wrong[mistake];
  if (files === undefined || wrong === undefined) throw new Error(`${id} has no ${mistake}`);
  return { right: files.solution, wrong };
}
