/** `/api/course`, `/api/lessons`, `/api/tracks`, `/api/plan` */
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { printed } from '../../shared/print.ts';
import { planSchema } from '../../shared/tracks.ts';
import { notFound } from '../errors.ts';
import type { Studio } from '../studio.ts';
import { cardOf, comingCards, mapOf } from './map.ts';
import { langOf } from './names.ts';
import { calendarOf, readPlan, writePlan } from './plan.ts';
import { tracksIn } from './tracks.ts';

export const courseRoutes = ({ course, database }: Studio): Hono =>
  new Hono()
    .get('/course', async (context) => {
      const lang = langOf(context.req.query('lang'));
      const { lessons } = await course.course();
      return context.json(
        printed(
          mapOf(
            [...lessons.map((lesson) => cardOf(lesson, lang)), ...comingCards(lessons, lang)],
            lang,
          ),
          lang,
        ),
      );
    })
    .get('/lessons/:layer/:lesson', async (context) => {
      const lang = langOf(context.req.query('lang'));
      const lesson = await course.lesson(context.req.param('layer'), context.req.param('lesson'));
      const { title, blocks, headings } = course.text(lesson, lang);
      return context.json({
        card: printed(cardOf(lesson, lang), lang),
        text: { lang, title, blocks, headings },
        sources: lesson.meta.sources,
      });
    })
    .get('/tracks', (context) => {
      const lang = langOf(context.req.query('lang'));
      return context.json(printed(tracksIn(lang), lang));
    })
    .get('/plan', (context) => context.json({ plan: readPlan(database) }))
    .put('/plan', zValidator('json', planSchema), (context) =>
      context.json({ plan: writePlan(database, context.req.valid('json')) }),
    )
    .get('/plan.ics', (context) => {
      const plan = readPlan(database);
      if (!plan) throw notFound({ en: 'plan yet', fr: 'plan pour l’instant' });
      return context.body(calendarOf(plan, langOf(context.req.query('lang'))), 200, {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename="limpide-${plan.track}.ics"`,
      });
    });
