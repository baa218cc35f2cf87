/** `limpide exercises`, `limpide check`, `limpide watch`. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import { checkSource } from '../checker/check-source.ts';
import { NodeChecker } from '../checker/node/host.ts';
import { TypeChecker } from '../checker/node/types.ts';
import type { CheckResult } from '../checker/result.ts';
import { type Paint, plainPaint, resultText } from '../checker/text.ts';
import type { Course, Exercise, Lesson } from '../format/course.ts';
import { renderHints } from '../format/lesson.ts';
import { loadCourse } from '../format/load.ts';
import { type Context, Usage } from './context.ts';
import { say, words } from './words.ts';

interface Found {
  readonly lesson: Lesson;
  readonly exercise: Exercise;
}

const all = (course: Course): Found[] =>
  course.lessons.flatMap((lesson) => lesson.exercises.map((exercise) => ({ lesson, exercise })));

/** An exercise by its whole id, or by the end of it. */
function find(course: Course, name: string | undefined, { lang }: Context): Found {
  if (name === undefined) throw new Usage(say(words.needsExercise, lang));
  const found = all(course).filter(
    ({ exercise }) => exercise.id === name || exercise.id.endsWith(`/${name}`),
  );
  if (found.length > 1) {
    const list = found.map(({ exercise }) => exercise.id).join(', ');
    throw new Usage(say(words.ambiguous, lang, { name, list }));
  }
  const [first] = found;
  if (first === undefined) throw new Usage(say(words.unknownExercise, lang, { name }));
  return first;
}

const paint = (): Paint => {
  const { stdout, env } = process;
  if (stdout.isTTY !== true || env['NO_COLOR'] !== undefined || env['TERM'] === 'dumb')
    return plainPaint;
  const code = (n: string) => (text: string) => `\u001b[${n}m${text}\u001b[0m`;
  return { bold: code('1'), dim: code('2'), good: code('38;5;33'), bad: code('38;5;208') };
};

/** Lists the exercises. */
export async function exercises(context: Context): Promise<number> {
  const course = await loadCourse();
  const { solved } = await context.folder.manifest();
  let lesson = '';
  for (const found of all(course)) {
    const { meta, id } = found.exercise;
    const how = solved[id]?.how;
    context.object({
      type: 'exercise',
      id,
      title: meta.title[context.lang],
      tier: meta.tier,
      minutes: meta.minutes,
      solved: how ?? null,
    });
    if (lesson !== found.lesson.meta.id) {
      lesson = found.lesson.meta.id;
      context.text(`\n${found.lesson.meta.title[context.lang]}`);
    }
    context.text(
      `  ${how === undefined ? '·' : '✓'} ${id.padEnd(40)}  ${meta.title[context.lang]}`,
    );
  }
  return 0;
}

/** Checks one exercise once. */
export async function check(context: Context): Promise<number> {
  const course = await loadCourse();
  const found = find(course, context.positionals[0], context);
  const tools = { checker: new NodeChecker(), types: new TypeChecker() };
  const result = await checkOnce(course, found, tools, context);
  context.object({ type: 'result', ...result });
  context.text(resultText(result, found.exercise, found.lesson, context.lang, paint()));
  context.text(
    say(words.file, context.lang, { file: context.folder.exerciseFile(found.exercise.id) }),
  );
  return result.status === 'passed' ? 0 : 1;
}

interface Tools {
  readonly checker: NodeChecker;
  readonly types: TypeChecker;
}

async function checkOnce(
  course: Course,
  { exercise }: Found,
  tools: Tools,
  { folder, lang, text }: Context,
): Promise<CheckResult> {
  const { source } = await folder.open(exercise, lang);
  const own = await folder.own();
  const result = await checkSource(course, exercise, source, { ...tools, own });
  if (result.status === 'passed') {
    await folder.register(course, exercise, source, result);
    const names = exercise.meta.exports.join(', ');
    if (names !== '') text(say(words.registered, lang, { names }));
  }
  return result;
}

/** Checks at each save, until q. */
export async function watch(context: Context): Promise<number> {
  const { lang, folder } = context;
  const course = await loadCourse();
  const list = all(course);
  const wanted = context.positionals[0];
  if (process.stdin.isTTY !== true) {
    throw new Usage(say(words.notTerminal, lang, { name: wanted ?? '<exercise>' }));
  }
  const { solved } = await folder.manifest();
  const first =
    wanted === undefined
      ? (list.find(({ exercise }) => solved[exercise.id] === undefined) ?? list[0])
      : find(course, wanted, context);
  if (first === undefined) throw new Usage(say(words.allDone, lang));
  const session = new Session(course, first, list, context);
  try {
    return await session.run();
  } finally {
    await session.close();
  }
}

/** One sitting of `limpide watch`. */
class Session {
  private readonly course: Course;
  private readonly list: readonly Found[];
  private readonly context: Context;
  private readonly tools: Tools = {
    checker: new NodeChecker({ keepSpare: true }),
    types: new TypeChecker(),
  };
  private found: Found;
  private watcher: fs.FSWatcher | undefined;
  private result: CheckResult | undefined;
  private hints = 0;
  private busy = false;
  private again = false;

  constructor(course: Course, first: Found, list: readonly Found[], context: Context) {
    this.course = course;
    this.found = first;
    this.list = list;
    this.context = context;
  }

  async run(): Promise<number> {
    readline.emitKeypressEvents(process.stdin);
    process.stdin.setRawMode(true);
    process.stdin.resume();
    await this.start(this.found);
    return new Promise((resolve) => {
      const end = (code: number): void => resolve(code);
      process.once('SIGTERM', () => end(143));
      process.stdin.on('keypress', (_text, key: { name?: string; ctrl?: boolean } | undefined) => {
        if (key?.name === 'q') return end(0);
        if (key?.ctrl === true && key.name === 'c') return end(130);
        if (key?.name === 'i' || key?.name === 'h') void this.hint();
        if (key?.name === 's') void this.solution();
        if (key?.name === 'n') void this.next();
        if (key?.name === 'r') void this.check();
      });
    });
  }

  /** The terminal as it was. */
  async close(): Promise<void> {
    this.watcher?.close();
    process.stdin.setRawMode(false);
    process.stdin.pause();
    await this.tools.checker.close();
    process.stdout.write('\n');
  }

  private async start(found: Found): Promise<void> {
    this.found = found;
    this.hints = 0;
    this.watcher?.close();
    const { file } = await this.context.folder.open(found.exercise, this.context.lang);
    let timer: NodeJS.Timeout | undefined;
    // editors replace files: the folder is watched, not the file
    this.watcher = fs.watch(path.dirname(file), (_event, name) => {
      if (name !== path.basename(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void this.check(), 100);
    });
    await this.check();
  }

  private async check(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    const { lang, folder } = this.context;
    const { exercise, lesson } = this.found;
    try {
      const result = await checkOnce(this.course, this.found, this.tools, {
        ...this.context,
        text: () => {},
      });
      this.result = result;
      process.stdout.write('\u001b[2J\u001b[H');
      process.stdout.write(`${resultText(result, exercise, lesson, lang, paint())}\n\n`);
      process.stdout.write(
        `${say(words.file, lang, { file: folder.exerciseFile(exercise.id) })}\n`,
      );
      process.stdout.write(`${say(words.keys, lang)}\n`);
    } catch (error) {
      process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
    this.busy = false;
    if (this.again) {
      this.again = false;
      await this.check();
    }
  }

  private async hint(): Promise<void> {
    const { lang, folder } = this.context;
    const { exercise } = this.found;
    const failed = this.result?.tasks.find((task) => task.status !== 'passed');
    const task = failed?.id ?? exercise.meta.tasks[0]?.id ?? '';
    const hint = renderHints(exercise, lang, task)[this.hints];
    if (hint === undefined) {
      process.stdout.write(`${say(words.noHints, lang)}\n`);
      return;
    }
    this.hints++;
    await folder.noteHint(exercise.id);
    process.stdout.write(`\n${say(words.hint, lang)} ${this.hints} (${task})\n${hint.text}\n`);
  }

  private async solution(): Promise<void> {
    const { lang, folder } = this.context;
    await folder.noteSolution(this.found.exercise.id);
    process.stdout.write(
      `\n${say(words.solution, lang)}\n\n${this.found.exercise.files.solution}\n`,
    );
  }

  private async next(): Promise<void> {
    const at = this.list.findIndex(({ exercise }) => exercise.id === this.found.exercise.id);
    const following = this.list[at + 1];
    if (following === undefined) process.stdout.write(`${say(words.allDone, this.context.lang)}\n`);
    else await this.start(following);
  }
}
