/** The types of `@me/engine`: one file that re-exports the solutions. */
import type { Course } from '../format/course.ts';

/** What `lessons/engine.ts` should be. */
export function engineIndex(course: Course): string {
  const lines = course.lessons.flatMap((lesson) =>
    lesson.exercises
      .filter((exercise) => exercise.meta.exports.length > 0)
      .map((exercise) => {
        const names = [...exercise.meta.exports].sort((a, b) => (a < b ? -1 : 1));
        const path = `./${lesson.meta.id}/exercises/${exercise.meta.id}/solution.ts`;
        const line = `export { ${names.join(', ')} } from '${path}';`;
        if (line.length <= 100) return { path, line };
        return { path, line: `export {\n  ${names.join(',\n  ')},\n} from '${path}';` };
      }),
  );
  const sorted = lines.sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ line }) => line);
  return `/**
 * The reference engine: what the exercises of the course export, from their solutions.
 * \`import … from '@me/engine'\` has these types. Written by \`limpide course engine\`.
 */
${sorted.join('\n')}
`;
}
