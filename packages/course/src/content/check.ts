/**
 * `limpide course check`: proves the content. Texts, exercises and the graph are each held against
 * what the format promises; what is wrong comes out as a list, with the file and what to do.
 */
import os from 'node:os';
import { NodeChecker } from '../checker/node/host.ts';
import { TypeChecker } from '../checker/node/types.ts';
import type { CheckJob, CheckResult } from '../checker/result.ts';
import { enginePieces, makeJob } from '../engine/job.ts';
import { type Course, type Exercise, type Lesson, localise } from '../format/course.ts';
import { firstPath, languages, widgets } from '../format/ids.ts';
import { renderLesson } from '../format/lesson.ts';
import type { Block, LessonText } from '../format/text/blocks.ts';
import { renderRich } from '../format/text/render.ts';
import type { Catalogue } from './catalogue.ts';
import { engineIndex } from './engine-index.ts';
import { checkAddress, checkSource } from './sources.ts';

/** Something to repair. */
export interface Problem {
  /** `maths/dot-product/fr.md:12`. */
  readonly where: string;
  readonly message: string;
}

/** Milliseconds that the check of one version of an exercise may take, beside training. */
export const BUDGET = 1500;

/** Texts, links, graph: everything that needs no running. */
export function checkTexts(course: Course, catalogue: Catalogue, all: Course = course): Problem[] {
  const problems: Problem[] = course.broken.map(({ path, message }) => ({ where: path, message }));
  const known = new Set<string>([
    ...firstPath,
    ...all.lessons.map((lesson) => lesson.meta.id),
    ...catalogue.coming.map((lesson) => lesson.id),
  ]);
  for (const lesson of course.lessons) {
    problems.push(...checkLesson(lesson, catalogue, known));
    for (const exercise of lesson.exercises) problems.push(...checkExerciseFiles(exercise));
  }
  problems.push(...checkNames(all), ...checkCycles(all));
  return problems;
}

function checkLesson(lesson: Lesson, catalogue: Catalogue, known: ReadonlySet<string>): Problem[] {
  const { id } = lesson.meta;
  const problems: Problem[] = [];
  const say = (file: string, message: string): void => {
    problems.push({ where: `${id}/${file}`, message });
  };
  const texts = languages.map((lang) => renderLesson(lesson, lang));
  const [fr, en] = texts;
  for (const text of texts) {
    const file = `${text.lang}.md`;
    for (const { line, message } of text.problems) say(`${file}:${line}`, message);
    for (const twice of repeated(text.headings.map((h) => h.id))) {
      say(file, `two headings have the id ${twice}`);
    }
    if (text.headings.filter((h) => h.level === 1).length !== 1)
      say(file, 'one # heading is wanted');
    if (text.headings[0]?.text !== lesson.meta.title[text.lang]) {
      say(file, `the title is not that of lesson.ts: “${lesson.meta.title[text.lang]}”`);
    }
    for (const link of text.links) {
      const [, target] = /^lesson:([^#]+)/.exec(link) ?? [];
      if (target !== undefined && !known.has(target))
        say(file, `link to an unknown lesson: ${link}`);
      if (target === undefined && !/^(https:\/\/|#)/.test(link))
        say(file, `unknown kind of link: ${link}`);
      if (link.startsWith('https:')) {
        for (const problem of checkAddress(link)) say(file, `${link}: ${problem}`);
      }
      if (link.startsWith('#') && !text.headings.some((h) => `#${h.id}` === link)) {
        say(file, `link to an unknown heading: ${link}`);
      }
    }
    for (const term of text.terms) {
      if (!catalogue.terms.some((t) => t.id === term))
        say(file, `unknown term: ${term} (glossary/)`);
    }
    for (const block of flat(text.blocks)) {
      if (block.type === 'widget' && !Object.hasOwn(widgets, block.name)) {
        say(file, `unknown widget: ${block.name} (src/format/ids.ts)`);
      }
      if (block.type === 'exercise' && !lesson.exercises.some((e) => e.meta.id === block.name)) {
        say(file, `unknown exercise: ${block.name}`);
      }
    }
    for (const exercise of lesson.exercises) {
      const placed = flat(text.blocks).filter(
        (b) => b.type === 'exercise' && b.name === exercise.meta.id,
      );
      if (placed.length !== 1) say(file, `exercise ${exercise.meta.id} should be placed once`);
      for (const { id: name, rule } of exercise.meta.diagnoses) {
        if (rule !== undefined && !text.rules.some((r) => r.id === rule))
          say(file, `no {% rule id="${rule}" %}, which diagnosis ${name} names`);
      }
    }
  }
  if (fr !== undefined && en !== undefined) {
    const [a, b] = [outline(fr), outline(en)];
    const at = a.findIndex((line, i) => line !== b[i]);
    if (at >= 0 || a.length !== b.length) {
      const i = at < 0 ? Math.min(a.length, b.length) : at;
      say(
        'en.md',
        `differs from fr.md: “${b[i] ?? 'nothing'}” where fr.md has “${a[i] ?? 'nothing'}”`,
      );
    }
  }
  for (const source of lesson.meta.sources) {
    for (const message of checkSource(source)) say('lesson.ts', message);
  }
  for (const required of lesson.meta.requires) {
    if (!known.has(required)) say('lesson.ts', `requires an unknown lesson: ${required}`);
  }
  for (const concept of lesson.meta.teaches) {
    const entry = catalogue.concepts.find((c) => c.id === concept);
    if (entry === undefined) say('lesson.ts', `teaches an unknown concept: ${concept} (concepts/)`);
    else if (entry.lesson !== id) say('lesson.ts', `concept ${concept} belongs to ${entry.lesson}`);
  }
  const questions = flat(fr?.blocks ?? []).flatMap((b) => (b.type === 'quiz' ? b.questions : []));
  if (questions.length < 4) say('fr.md', `${questions.length} quiz questions; four at least`);
  return problems;
}

/** What both languages must have in common, in order. */
const outline = (text: LessonText): string[] => [
  ...flat(text.blocks).flatMap((block): string[] => {
    switch (block.type) {
      case 'heading':
        return [`heading ${block.level} ${block.id}`];
      case 'widget':
        return [`widget ${block.name} ${JSON.stringify(block.options)}`];
      case 'exercise':
        return [`exercise ${block.name}`];
      case 'predict':
        return [`predict ${block.id}`];
      case 'note':
        return [`note ${block.kind}`];
      case 'code':
        return block.tabs.map((tab) => `code ${tab.title} ${tab.language}`);
      case 'quiz':
        return [
          `quiz ${block.id}`,
          ...block.questions.map((q) =>
            q.type === 'number'
              ? `question ${q.id} = ${q.value} ± ${q.tolerance}, traps ${q.traps.map((t) => t.value)}`
              : `question ${q.id}: ${q.answers.map((a) => (a.correct ? 'right' : 'wrong'))}`,
          ),
        ];
      default:
        return [];
    }
  }),
  ...text.rules.map((rule) => `rule ${rule.id}`),
];

const flat = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) => {
    if (block.type === 'predict') return [block, ...flat(block.question), ...flat(block.answer)];
    if (block.type === 'note') return [block, ...flat(block.blocks)];
    return [block];
  });

const repeated = (names: readonly string[]): string[] =>
  names.filter((name, i) => names.indexOf(name) !== i);

function checkExerciseFiles(exercise: Exercise): Problem[] {
  const problems: Problem[] = [];
  const { meta, files, hints, id } = exercise;
  const say = (file: string, message: string): void => {
    problems.push({ where: `${id}/${file}`, message });
  };
  const tasks = meta.tasks.map((task) => task.id);
  for (const twice of repeated(tasks)) say('exercise.ts', `two tasks have the id ${twice}`);
  for (const lang of languages) {
    for (const task of tasks) {
      const count = hints[lang][task]?.length ?? 0;
      if (count !== 3) say(`hints.${lang}.md`, `task ${task} has ${count} hints; three are wanted`);
    }
    for (const [task, list] of Object.entries(hints[lang])) {
      if (!tasks.includes(task)) say(`hints.${lang}.md`, `no task is called ${task}`);
      for (const hint of list) {
        for (const { message } of renderRich(hint, lang).problems) say(`hints.${lang}.md`, message);
      }
    }
  }
  const wrong = Object.keys(files.wrong);
  const diagnoses = meta.diagnoses.map((diagnosis) => diagnosis.id);
  for (const name of wrong) {
    if (!diagnoses.includes(name)) say(`wrong/${name}.ts`, 'has no diagnosis in exercise.ts');
  }
  for (const name of diagnoses) {
    if (!wrong.includes(name)) say('exercise.ts', `diagnosis ${name} has no wrong/${name}.ts`);
  }
  for (const name of meta.exports) {
    const pattern = new RegExp(`export (?:async )?(?:function\\*?|const|class) ${name}\\b`);
    if (!pattern.test(files.solution)) say('solution.ts', `does not export ${name}`);
  }
  return problems;
}

/** Names of the engine are unique; the types of the engine are those of the solutions. */
function checkNames(course: Course): Problem[] {
  const names = enginePieces(course).map((piece) => piece.name);
  return repeated(names).map((name) => {
    const who = enginePieces(course)
      .filter((piece) => piece.name === name)
      .map((piece) => piece.exercise);
    return { where: who.join(', '), message: `both export ${name} to the engine` };
  });
}

/** `lessons/engine.ts` against what it should be. */
export const checkEngineIndex = (course: Course, present: string): Problem[] =>
  present === engineIndex(course)
    ? []
    : [{ where: 'lessons/engine.ts', message: 'is out of date; run: limpide course engine' }];

/** Requirements lead nowhere in a circle. */
function checkCycles(course: Course): Problem[] {
  const requires = new Map<string, readonly string[]>(
    course.lessons.map(({ meta }) => [meta.id, meta.requires]),
  );
  const done = new Set<string>();
  const problems: Problem[] = [];
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) {
      const circle = [...path.slice(path.indexOf(id)), id].join(' → ');
      problems.push({ where: id, message: `lessons require each other: ${circle}` });
      return;
    }
    if (done.has(id)) return;
    for (const next of requires.get(id) ?? []) visit(next, [...path, id]);
    done.add(id);
  };
  for (const id of requires.keys()) visit(id, []);
  return problems;
}

// ---------------------------------------------------------------------------------------------
// Running

/** Machines that prove the content may be busy: four times the learner's limit, so that no diagnosis is cut short. */
const patient = (job: CheckJob): CheckJob => {
  const seconds = 4 * (job.meta.limits?.seconds ?? 5);
  return { ...job, meta: { ...job.meta, limits: { ...job.meta.limits, seconds } } };
};

/** Starters fail, solutions pass, each mistake gets its own diagnosis, in time. */
export async function checkExercises(
  exercises: readonly Exercise[],
  all: Course,
  options: { readonly types?: boolean; readonly parallel?: number } = {},
): Promise<Problem[]> {
  const pieces = enginePieces(all);
  const problems: Problem[] = [];
  const types = options.types === false ? undefined : new TypeChecker();
  const checker = new NodeChecker();
  const work = exercises.flatMap((exercise) => {
    const { files, id, folder } = exercise;
    const run = async (file: string, source: string, judge: (r: CheckResult) => string[]) => {
      const messages: string[] = [];
      for (const { line, message } of types?.check(source, folder) ?? []) {
        messages.push(`line ${line}: ${message.en}`);
      }
      try {
        messages.push(...judge(await checker.check(patient(makeJob(exercise, source, pieces)))));
      } catch (error) {
        messages.push(error instanceof Error ? error.message : String(error));
      }
      problems.push(...messages.map((message) => ({ where: `${id}/${file}`, message })));
    };
    return [
      ...languages.map(
        (lang) => () =>
          run(`starter.ts (${lang})`, localise(files.starter, lang), (result) =>
            result.status === 'passed' ? ['passes; a starter fails'] : [],
          ),
      ),
      () => run('solution.ts', files.solution, judgeSolution),
      ...Object.entries(files.wrong).map(
        ([name, source]) =>
          () =>
            run(`wrong/${name}.ts`, source, (result) => judgeMistake(name, result)),
      ),
    ];
  });
  const next = work.values();
  const lane = async (): Promise<void> => {
    for (const task of next) await task();
  };
  const lanes = options.parallel ?? Math.max(1, Math.min(4, os.availableParallelism()));
  await Promise.all(Array.from({ length: lanes }, lane));
  return problems.sort((a, b) => (a.where < b.where ? -1 : 1));
}

const judgeSolution = (result: CheckResult): string[] => {
  if (result.status !== 'passed') {
    const { failure } = result;
    const missing = result.tasks.filter((task) => task.status === 'not-run').map((task) => task.id);
    if (failure === undefined) return [`tasks without checks: ${missing.join(', ')}`];
    return [`fails at ${failure.check ?? 'its start'}: ${failure.message.en}`];
  }
  const plain = result.checks.filter((check) => check.kind !== 'training');
  const ms = plain.reduce((sum, check) => sum + check.ms, 0);
  return ms > BUDGET ? [`takes ${Math.round(ms)} ms; the budget is ${BUDGET} ms`] : [];
};

const judgeMistake = (name: string, result: CheckResult): string[] => {
  if (result.status === 'passed') return ['passes; a mistake fails'];
  const found = result.failure?.diagnosis?.id;
  if (found === name) return [];
  const where = `check ${result.failure?.check ?? '—'}, ${result.failure?.kind}`;
  return [`is diagnosed as ${found ?? 'nothing'} (${where}): ${result.failure?.message.en}`];
};
