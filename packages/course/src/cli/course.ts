/** `limpide course check | show | engine`: for those who write lessons. */
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { formatNumber } from '../checker/values.ts';
import { catalogue, checkCatalogue } from '../content/catalogue.ts';
import { checkEngineIndex, checkExercises, checkTexts, type Problem } from '../content/check.ts';
import { engineIndex } from '../content/engine-index.ts';
import { measureGates } from '../content/gates.ts';
import {
  NoPython,
  runLimpide,
  runPython,
  type SnippetReport,
  snippetsOf,
} from '../content/snippets.ts';
import type { Course } from '../format/course.ts';
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
  if (context.gates !== undefined) return proveGates(context, course, all, context.gates);
  if (context.snippets) return proveSnippets(context, course);
  const clock = stopwatch();
  const exercises = course.lessons.flatMap((lesson) => lesson.exercises);
  const written = all.lessons.map((lesson) => lesson.meta.id);
  const problems = [
    ...checkCatalogue(catalogue, written).map((message) => ({ where: 'catalogue', message })),
    ...checkTexts(course, catalogue, all),
    ...checkEngineIndex(all, await fs.readFile(indexFile, 'utf8')),
    ...(await checkExercises(exercises, all)),
  ];
  context.object({
    type: 'course',
    lessons: course.lessons.length,
    exercises: exercises.length,
    problems: problems.length,
  });
  return conclude(context, problems, () =>
    say(words.contentGood, context.lang, {
      lessons: course.lessons.length,
      exercises: exercises.length,
      seconds: clock(),
    }),
  );
}

const stopwatch = (): (() => string) => {
  const began = performance.now();
  return () => ((performance.now() - began) / 1000).toFixed(1);
};

/** Says what is to be repaired, or that nothing is. */
function conclude(context: Context, problems: readonly Problem[], good: () => string): number {
  for (const problem of problems) {
    context.object({ type: 'problem', ...problem });
    context.text(`${problem.where}\n    ${problem.message}`);
  }
  context.text(
    problems.length === 0
      ? good()
      : say(words.contentBad, context.lang, { count: problems.length }),
  );
  return problems.length === 0 ? 0 : 1;
}

/** `--gates`: each training gate with many seeds. */
async function proveGates(
  context: Context,
  course: Course,
  all: Course,
  count: number,
): Promise<number> {
  const { lang } = context;
  const clock = stopwatch();
  const exercises = course.lessons.flatMap((lesson) => lesson.exercises);
  const seeds = Array.from({ length: count }, (_, i) => i + 1);
  const problems: Problem[] = [];
  let gates = 0;
  for await (const report of measureGates(exercises, all, seeds)) {
    gates++;
    const { exercise, gate, wants, misses, ms } = report;
    const wanted = 'atLeast' in wants ? `≥ ${wants.atLeast}` : `≤ ${wants.atMost}`;
    const worst = formatNumber(report.worst);
    context.object({ type: 'gate', ...report });
    const passed = count - misses.length;
    const seconds = (ms / 1000).toFixed(1);
    context.text(
      say(words.gate, lang, { exercise, gate, passed, seeds: count, worst, wanted, seconds }),
    );
    if (misses.length === 0) continue;
    const message = say(words.gateMisses, lang, { wanted, worst, misses: misses.join(', ') });
    problems.push({ where: `${exercise}/checks.ts, ${gate}`, message });
  }
  return conclude(context, problems, () =>
    say(words.gatesGood, lang, { count: gates, seeds: count, seconds: clock() }),
  );
}

/** `--snippets`: the code of lessons, Limpide's and Python's. */
async function proveSnippets(context: Context, course: Course): Promise<number> {
  const { lang } = context;
  const clock = stopwatch();
  const snippets = snippetsOf(course.lessons);
  const reports: SnippetReport[] = [];
  for await (const report of runLimpide(snippets)) reports.push(report);
  try {
    reports.push(...(await runPython(snippets)));
  } catch (error) {
    if (!(error instanceof NoPython)) throw error;
    const count = snippets.filter(({ language }) => language === 'python').length;
    context.text(say(words.noPython, lang, { count, python: error.message }));
    context.object({ type: 'no-python', count });
  }
  for (const report of reports) context.object({ type: 'snippet', ...report });
  const missing = new Set(reports.flatMap((report) => report.missing ?? []));
  if (missing.size > 0) {
    context.text(say(words.snippetsMissing, lang, { list: [...missing].sort().join(', ') }));
  }
  const problems = reports.flatMap(({ where, problem }) =>
    problem === undefined ? [] : [{ where, message: problem }],
  );
  const ran = reports.filter((report) => report.ran).length;
  return conclude(context, problems, () =>
    say(words.snippetsGood, lang, {
      ...{ count: reports.length, ran, read: reports.length - ran },
      seconds: clock(),
    }),
  );
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
