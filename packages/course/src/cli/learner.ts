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
import type { Course } from '../format/course.ts';
import { renderHints } from '../format/lesson.ts';
import { loadCourse } from '../format/load.ts';
import { type Context, Usage } from './context.ts';
import { allExercises, type Found, findExercise } from './find.ts';
import { explain } from './trouble.ts';
import { say, words } from './words.ts';

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
  const list = allExercises(course);
  const { bold, dim, good } = paint();
  let lesson = '';
  for (const found of list) {
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
      context.text(`\n${bold(found.lesson.meta.title[context.lang])}`);
    }
    const line = `${id.padEnd(40)}  ${meta.title[context.lang]}`;
    context.text(
      how === undefined
        ? `  · ${line}`
        : `  ${good('✓')} ${line} ${dim(`(${say(words.how[how], context.lang)})`)}`,
    );
  }
  const done = list.filter(({ exercise }) => solved[exercise.id] !== undefined).length;
  const next = list.find(({ exercise }) => solved[exercise.id] === undefined);
  context.text(`\n${say(words.standing, context.lang, { done, of: list.length })}`);
  if (next !== undefined) {
    context.text(say(words.goOn, context.lang, { name: next.exercise.id }));
  }
  return 0;
}

/** Checks one exercise once. */
export async function check(context: Context): Promise<number> {
  const course = await loadCourse();
  const found = findExercise(course, context.positionals[0], context);
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
  const list = allExercises(course);
  const wanted = context.positionals[0];
  if (process.stdin.isTTY !== true) {
    throw new Usage(say(words.notTerminal, lang, { name: wanted ?? '<exercise>' }));
  }
  const { solved } = await folder.manifest();
  const first =
    wanted === undefined
      ? (list.find(({ exercise }) => solved[exercise.id] === undefined) ?? list[0])
      : findExercise(course, wanted, context);
  if (first === undefined) throw new Usage(say(words.allDone, lang));
  const session = new Session(course, first, list, context);
  try {
    return await session.run();
  } finally {
    await session.close();
  }
}

/** Empties the screen. */
const clear = '\u001b[2J\u001b[H';

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
  /** How many hints of each task were shown. */
  private readonly hints = new Map<string, number>();
  private busy = false;
  /** `s` was pressed once. */
  private asksSolution = false;
  private over = false;
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
    // the keys work from the beginning: the first check takes a moment, and one may want to leave
    const ended = new Promise<number>((resolve) => {
      process.once('SIGTERM', () => resolve(143));
      process.once('SIGHUP', () => resolve(129));
      process.stdin.on('keypress', (_text, key: { name?: string; ctrl?: boolean } | undefined) => {
        if (key?.name === 'q') return resolve(0);
        if (key?.ctrl === true && (key.name === 'c' || key.name === 'd')) return resolve(130);
        if (key?.ctrl !== true) void this.key(key?.name ?? '');
      });
    });
    const code = await Promise.race([ended, this.start(this.found).then(() => ended)]);
    this.over = true;
    return code;
  }

  private async key(name: string): Promise<void> {
    const asked = this.asksSolution;
    this.asksSolution = false;
    try {
      if (name === 'i' || name === 'h') await this.hint();
      else if (name === 's') await this.solution(asked);
      else if (name === 'n') await this.next();
      else if (name === 'r') await this.check();
    } catch (error) {
      this.write(`\n${explain(error, this.context.lang).message}\n`);
    }
  }

  private write(text: string): void {
    if (!this.over) process.stdout.write(text);
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
    this.hints.clear();
    this.result = undefined;
    this.watcher?.close();
    const { file } = await this.context.folder.open(found.exercise, this.context.lang);
    let timer: NodeJS.Timeout | undefined;
    // editors replace files: the folder is watched, not the file
    this.watcher = fs.watch(path.dirname(file), (_event, name) => {
      if (name !== path.basename(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void this.check(), 100);
    });
    // a folder that goes away is said by the next check
    this.watcher.on('error', () => this.watcher?.close());
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
      this.write(`${paint().dim(say(words.checking, lang, { name: exercise.id }))}\n`);
      const said: string[] = [];
      const result = await checkOnce(this.course, this.found, this.tools, {
        ...this.context,
        text: (line) => said.push(line),
      });
      // another exercise was asked for meanwhile
      if (exercise !== this.found.exercise) return;
      this.result = result;
      this.write(clear);
      this.write(`${resultText(result, exercise, lesson, lang, paint())}\n\n`);
      for (const line of said) this.write(`${line}\n`);
      this.write(`${say(words.file, lang, { file: folder.exerciseFile(exercise.id) })}\n`);
      this.write(`${say(words.keys, lang)}\n`);
    } catch (error) {
      this.write(`${explain(error, lang).message}\n`);
    } finally {
      this.busy = false;
    }
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
    const hints = renderHints(exercise, lang, task);
    const open = this.hints.get(task) ?? 0;
    const hint = hints[open];
    if (hint === undefined) {
      this.write(`${say(words.noHints, lang)}\n`);
      return;
    }
    this.hints.set(task, open + 1);
    await folder.noteHint(exercise.id);
    const level = say(words.levels[Math.min(open, 2)] ?? words.hint, lang);
    const head = say(words.hint, lang, { number: open + 1, of: hints.length, task, level });
    this.write(`\n${paint().bold(head)}\n${hint.text}\n`);
  }

  /** The first time, whether it is wanted; the second, the solution. */
  private async solution(asked: boolean): Promise<void> {
    const { lang, folder } = this.context;
    const { id, files } = this.found.exercise;
    const { solved, solutions } = await folder.manifest();
    if (!asked && solved[id] === undefined && !solutions.includes(id)) {
      this.asksSolution = true;
      this.write(`\n${say(words.solutionAsk, lang)}\n`);
      return;
    }
    await folder.noteSolution(id);
    this.write(`\n${paint().bold(say(words.solution, lang))}\n\n${files.solution}\n`);
  }

  private async next(): Promise<void> {
    const at = this.list.findIndex(({ exercise }) => exercise.id === this.found.exercise.id);
    const following = this.list[at + 1];
    if (following === undefined) this.write(`${say(words.lastOne, this.context.lang)}\n`);
    else await this.start(following);
  }
}
