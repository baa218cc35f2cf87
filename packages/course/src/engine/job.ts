/** A check job from an exercise of the course, with the pieces of the engine that it may import. */
import type { CheckJob, EnginePiece } from '../checker/result.ts';
import type { Course, Exercise } from '../format/course.ts';

/** Sources of pieces that the learner has made, by exercise id. */
export type OwnSources = Readonly<Record<string, string>>;

/** Every piece of `@me/engine` that the course knows. */
export function enginePieces(course: Course, own: OwnSources = {}): EnginePiece[] {
  return course.lessons.flatMap((lesson) =>
    lesson.exercises.flatMap((exercise) =>
      exercise.meta.exports.map((name): EnginePiece => {
        const mine = own[exercise.id];
        return {
          ...{ name, exercise: exercise.id, reference: exercise.files.solution },
          ...(mine === undefined ? {} : { mine }),
          others: exercise.files.others,
        };
      }),
    ),
  );
}

/** The pieces that sources import, and those that these import in turn. */
function neededPieces(all: readonly EnginePiece[], sources: readonly string[]): EnginePiece[] {
  const needed = new Set<EnginePiece>();
  const visit = (source: string): void => {
    for (const name of engineImports(source)) {
      const piece = all.find((candidate) => candidate.name === name);
      if (piece === undefined || needed.has(piece)) continue;
      needed.add(piece);
      visit(piece.reference);
      if (piece.mine !== undefined) visit(piece.mine);
    }
  };
  for (const source of sources) visit(source);
  return [...needed];
}

/** The names that a source imports from `@me/engine`. */
export function engineImports(source: string): string[] {
  const imports = source.matchAll(/\bimport\s*\{([^}]*)\}\s*from\s*['"]@me\/engine['"]/g);
  return [...imports].flatMap(([, names]) =>
    (names ?? '')
      .split(',')
      .map((name) =>
        name
          .trim()
          .replace(/^type\s+/, '')
          .replace(/\s+as\s+.*$/, ''),
      )
      .filter((name) => name !== ''),
  );
}

/** The job of checking `source` as a solution of `exercise`. */
export function makeJob(
  exercise: Exercise,
  source: string,
  pieces: readonly EnginePiece[],
): CheckJob {
  const { solution, checks, wrong, others } = exercise.files;
  const { tasks, diagnoses, limits } = exercise.meta;
  const sources = [source, solution, checks, ...Object.values(wrong), ...Object.values(others)];
  return {
    exercise: exercise.id,
    meta: { tasks, diagnoses, ...(limits === undefined ? {} : { limits }) },
    ...{ source, solution, checks, wrong, others },
    // an exercise does not import itself
    engine: neededPieces(pieces, sources).filter((piece) => piece.exercise !== exercise.id),
  };
}
