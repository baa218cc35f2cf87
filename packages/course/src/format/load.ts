/** Reads the course from disk (Node only). */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Course, Exercise, ExerciseFiles, Lesson } from './course.ts';
import { parseHints } from './course.ts';
import type { ExerciseMeta, LessonMeta } from './define.ts';
import { firstPath, type LessonId, layers } from './ids.ts';

/** `packages/course`. */
export const courseFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
const folders = async (folder: string): Promise<string[]> => {
  if (!(await exists(folder))) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
};
const read = (file: string): Promise<string> => readFile(file, 'utf8');
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The default export of a module of the course, which is trusted to have the declared type. */
async function defaultOf(file: string): Promise<unknown> {
  const module: unknown = await import(pathToFileURL(file).href);
  const value: unknown = isObject(module) ? Reflect.get(module, 'default') : undefined;
  if (!isObject(value)) throw new Error(`${path.basename(file)} has no default export`);
  return value;
}

const has = (value: object, ...keys: readonly string[]): boolean => keys.every((k) => k in value);
const isLessonMeta = (value: unknown): value is LessonMeta =>
  isObject(value) &&
  has(value, 'id', 'title', 'summary', 'teaches', 'requires', 'minutes', 'sources');
const isExerciseMeta = (value: unknown): value is ExerciseMeta =>
  isObject(value) && has(value, 'id', 'title', 'kind', 'tier', 'tasks', 'exports', 'diagnoses');

/** Every lesson under `lessons/`, or those wanted. */
export async function loadCourse(
  options: { readonly folder?: string; readonly only?: (id: string) => boolean } = {},
): Promise<Course> {
  const root = path.join(options.folder ?? courseFolder, 'lessons');
  const lessons: Lesson[] = [];
  const broken: { path: string; message: string }[] = [];
  for (const layer of layers) {
    for (const name of await folders(path.join(root, layer))) {
      const id: LessonId = `${layer}/${name}`;
      if (options.only !== undefined && !options.only(id)) continue;
      try {
        lessons.push(await loadLesson(path.join(root, layer, name), id));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        broken.push({ path: `lessons/${id}`, message });
      }
    }
  }
  // in the order in which they are read, those that come later at the end
  const place = new Map<string, number>(firstPath.map((id, i) => [id, i]));
  const last = firstPath.length;
  lessons.sort((a, b) => (place.get(a.meta.id) ?? last) - (place.get(b.meta.id) ?? last));
  return { lessons, broken };
}

/** One lesson. @throws when a file is missing or does not declare what it should */
export async function loadLesson(folder: string, id: LessonId): Promise<Lesson> {
  const meta = await defaultOf(path.join(folder, 'lesson.ts'));
  if (!isLessonMeta(meta)) throw new Error('lesson.ts does not declare a lesson (defineLesson)');
  if (meta.id !== id) throw new Error(`lesson.ts says id ${meta.id}, the folder ${id}`);
  const [fr, en, names] = await Promise.all([
    read(path.join(folder, 'fr.md')),
    read(path.join(folder, 'en.md')),
    folders(path.join(folder, 'exercises')),
  ]);
  // in the order in which the text gives them; `course check` says which ones it forgets
  const place = (name: string): number => {
    const at = fr.indexOf(`{% exercise name="${name}"`);
    return at < 0 ? fr.length : at;
  };
  names.sort((a, b) => place(a) - place(b));
  const exercises = await Promise.all(
    names.map((name) => loadExercise(path.join(folder, 'exercises', name), id, name)),
  );
  return { meta, texts: { fr, en }, exercises, folder };
}

async function loadExercise(folder: string, lesson: LessonId, name: string): Promise<Exercise> {
  const meta = await defaultOf(path.join(folder, 'exercise.ts'));
  if (!isExerciseMeta(meta)) {
    throw new Error(`exercises/${name}/exercise.ts does not declare an exercise (defineExercise)`);
  }
  if (meta.id !== name) throw new Error(`exercises/${name}/exercise.ts says id ${meta.id}`);
  const [fr, en] = await Promise.all([
    read(path.join(folder, 'hints.fr.md')),
    read(path.join(folder, 'hints.en.md')),
  ]);
  return {
    id: `${lesson}/${name}`,
    meta,
    files: await exerciseFiles(folder),
    hints: { fr: parseHints(fr), en: parseHints(en) },
    folder,
  };
}

const own = new Set(['exercise.ts', 'starter.ts', 'solution.ts', 'checks.ts']);

async function exerciseFiles(folder: string): Promise<ExerciseFiles> {
  const texts = async (where: string, keep: (name: string) => boolean) => {
    if (!(await exists(where))) return {};
    const names = (await readdir(where))
      .filter((name) => name.endsWith('.ts') && keep(name))
      .sort();
    const pairs = await Promise.all(
      names.map(async (name) => [name.slice(0, -3), await read(path.join(where, name))] as const),
    );
    return Object.fromEntries(pairs);
  };
  const [starter, solution, checks, wrong, others] = await Promise.all([
    read(path.join(folder, 'starter.ts')),
    read(path.join(folder, 'solution.ts')),
    read(path.join(folder, 'checks.ts')),
    texts(path.join(folder, 'wrong'), () => true),
    texts(folder, (name) => !own.has(name)),
  ]);
  return { starter, solution, checks, wrong, others };
}
