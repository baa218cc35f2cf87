/** `limpide course check | show | engine`: for those who write lessons. */
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { catalogue, checkCatalogue } from '../content/catalogue.ts';
import { checkEngineIndex, checkExercises, checkTexts } from '../content/check.ts';
import { engineIndex } from '../content/engine-index.ts';
import { lessonPlain } from '../format/lesson.ts';
import { courseFolder, loadCourse } from '../format/load.ts';
import { type Context, Usage } from './context.ts';
import { say, words } from './words.ts';

const indexFile = path.join(courseFolder, 'lessons', 'engine.ts');

export async function courseCommand(context: Context): Promise<number> {
  const [verb, name] = context.positionals;
  if (verb === 'check') return prove(context, name);
  if (verb === 'show') return show(context, name);
  if (verb === 'engine') {
    await fs.writeFile(indexFile, engineIndex(await loadCourse()));
    context.text(say(words.wrote, context.lang, { file: path.relative(process.cwd(), indexFile) }));
    return 0;
  }
  throw new Usage(say(words.unknownCourse, context.lang));
}

async function prove(context: Context, name: string | undefined): Promise<number> {
  const began = performance.now();
  const all = await loadCourse();
  const wanted = (id: string): boolean =>
    name === undefined || id === name || id.startsWith(`${name}/`);
  const course = {
    lessons: all.lessons.filter((lesson) => wanted(lesson.meta.id)),
    broken: all.broken.filter(({ path: where }) => wanted(where.replace(/^lessons\//, ''))),
  };
  if (course.lessons.length + course.broken.length === 0) {
    throw new Usage(say(words.unknownLesson, context.lang, { name: name ?? '' }));
  }
  const exercises = course.lessons.flatMap((lesson) => lesson.exercises);
  const written = all.lessons.map((lesson) => lesson.meta.id);
  const problems = [
    ...checkCatalogue(catalogue, written).map((message) => ({ where: 'catalogue', message })),
    ...checkTexts(course, catalogue, all),
    ...checkEngineIndex(all, await fs.readFile(indexFile, 'utf8')),
    ...(await checkExercises(exercises, all)),
  ];
  for (const problem of problems) {
    context.object({ type: 'problem', ...problem });
    context.text(`${problem.where}\n    ${problem.message}`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  context.object({
    type: 'course',
    lessons: course.lessons.length,
    exercises: exercises.length,
    problems: problems.length,
  });
  context.text(
    problems.length === 0
      ? say(words.contentGood, context.lang, {
          lessons: course.lessons.length,
          exercises: exercises.length,
          seconds,
        })
      : say(words.contentBad, context.lang, { count: problems.length }),
  );
  return problems.length === 0 ? 0 : 1;
}

async function show(context: Context, name: string | undefined): Promise<number> {
  const course = await loadCourse({ only: (id) => id === name });
  const [lesson] = course.lessons;
  const [broken] = course.broken;
  if (broken !== undefined) throw new Error(`${broken.path}: ${broken.message}`);
  if (lesson === undefined)
    throw new Usage(say(words.unknownLesson, context.lang, { name: name ?? '' }));
  context.text(lessonPlain(lesson, context.lang, Math.min(100, process.stdout.columns ?? 80)));
  return 0;
}
