/** The first lesson's exercise `dot`, and jobs made of it. */
import { NodeChecker } from '../src/checker/node/host.ts';
import type { CheckJob, CheckResult } from '../src/checker/result.ts';
import { enginePieces, makeJob } from '../src/engine/job.ts';
import type { Course, Exercise, Lesson } from '../src/format/course.ts';
import { loadCourse } from '../src/format/load.ts';

export async function sample(): Promise<{ course: Course; lesson: Lesson; exercise: Exercise }> {
  const course = await loadCourse({ only: (id) => id === 'maths/dot-product' });
  const [lesson] = course.lessons;
  const exercise = lesson?.exercises.find(({ meta }) => meta.id === 'dot');
  if (lesson === undefined || exercise === undefined)
    throw new Error('the first lesson is missing');
  return { course, lesson, exercise };
}

/** Checks a source, with short limits. */
export async function checkDot(
  source: string,
  limits: NonNullable<CheckJob['meta']['limits']> = { seconds: 3 },
): Promise<CheckResult> {
  const { course, exercise } = await sample();
  const job = makeJob(exercise, source, enginePieces(course));
  return new NodeChecker().check({ ...job, meta: { ...job.meta, limits } });
}
