/** `/api/exercises/:layer/:lesson/:name` */
import { zValidator } from '@hono/zod-validator';
import type { Exercise, Lang, Lesson } from '@limpide/course/format';
import { renderHints } from '@limpide/course/format/lesson';
import { renderRich } from '@limpide/course/format/text';
import { type Context, Hono } from 'hono';
import {
  checkRequestSchema,
  type ExercisePage,
  hintRequestSchema,
  saveSchema,
} from '../../shared/exercises.ts';
import { webLinks } from '../course/links.ts';
import { langOf } from '../course/names.ts';
import { notFound } from '../errors.ts';
import type { Studio } from '../studio.ts';
import { editorFiles } from './types.ts';

interface Place {
  readonly lesson: Lesson;
  readonly exercise: Exercise;
}

export function exerciseRoutes({ course, desk, events }: Studio): Hono {
  const find = async (context: Context): Promise<Place> => {
    const part = (name: string): string => context.req.param(name) ?? '';
    const exercise = await course.exercise(part('layer'), part('lesson'), part('name'));
    return { lesson: await course.lesson(part('layer'), part('lesson')), exercise };
  };
  const taskOf = (exercise: Exercise, task: string): string => {
    if (exercise.meta.tasks.some(({ id }) => id === task)) return task;
    throw notFound({
      en: `task "${task}" in ${exercise.id}`,
      fr: `tâche « ${task} » dans ${exercise.id}`,
    });
  };
  const hintsOf = (exercise: Exercise, lang: Lang, task: string, count: number): string[] =>
    renderHints(exercise, lang, task)
      .slice(0, count)
      .map(({ html }) => webLinks(html));

  async function pageOf({ lesson, exercise }: Place, lang: Lang): Promise<ExercisePage> {
    const code = await desk.code(exercise, lang);
    const manifest = await desk.manifest();
    const standing = await desk.standing(exercise, manifest);
    const open = desk.hintsOpen(exercise);
    const seen = standing.state === 'passed' || manifest.solutions.includes(exercise.id);
    const at = lesson.exercises.findIndex(({ id }) => id === exercise.id);
    const next = lesson.exercises[at + 1];
    const { meta } = exercise;
    return {
      id: exercise.id,
      title: meta.title[lang],
      kind: meta.kind,
      tier: meta.tier,
      minutes: meta.minutes,
      lesson: { id: lesson.meta.id, title: lesson.meta.title[lang] },
      exports: [...meta.exports],
      tasks: meta.tasks.map((task) => ({
        id: task.id,
        points: task.points,
        html: webLinks(renderRich(task[lang], lang).html),
        hints: hintsOf(exercise, lang, task.id, open[task.id] ?? 0),
        hintCount: exercise.hints[lang][task.id]?.length ?? 0,
      })),
      code,
      file: desk.folder.exerciseFile(exercise.id),
      standing,
      solution: seen ? exercise.files.solution : null,
      last: desk.last(exercise),
      rules: Object.fromEntries(course.text(lesson, lang).rules.map(({ id, html }) => [id, html])),
      next: next ? { id: next.id, title: next.meta.title[lang] } : null,
    };
  }

  return new Hono()
    .get('/:layer/:lesson/:name', async (context) =>
      context.json(await pageOf(await find(context), langOf(context.req.query('lang')))),
    )
    .get('/:layer/:lesson/:name/types', async (context) => {
      const { exercise } = await find(context);
      return context.json(editorFiles(await course.course(), exercise));
    })
    .put('/:layer/:lesson/:name/code', zValidator('json', saveSchema), async (context) => {
      const { exercise } = await find(context);
      const { code, base, over } = context.req.valid('json');
      return context.json(await desk.save(exercise, code, base, over));
    })
    .post(
      '/:layer/:lesson/:name/check',
      zValidator('json', checkRequestSchema),
      async (context) => {
        const { exercise } = await find(context);
        const checked = await desk.check(exercise, context.req.valid('json').code);
        events.tell('progress', {});
        return context.json(checked);
      },
    )
    .post('/:layer/:lesson/:name/hint', zValidator('json', hintRequestSchema), async (context) => {
      const { exercise } = await find(context);
      const task = taskOf(exercise, context.req.valid('json').task);
      const count = await desk.hint(exercise, task);
      const lang = langOf(context.req.query('lang'));
      return context.json({ task, hints: hintsOf(exercise, lang, task, count) });
    })
    .post('/:layer/:lesson/:name/solution', async (context) => {
      const { exercise } = await find(context);
      return context.json({ solution: await desk.solution(exercise) });
    })
    .post('/:layer/:lesson/:name/reset', async (context) => {
      const { exercise } = await find(context);
      return context.json(await desk.reset(exercise, langOf(context.req.query('lang'))));
    });
}
