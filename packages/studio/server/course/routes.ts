/** `/api/course`, `/api/lessons` */
import { Hono } from 'hono';
import type { Studio } from '../studio.ts';
import { cardOf, mapOf } from './map.ts';
import { langOf } from './names.ts';

export const courseRoutes = ({ course }: Studio): Hono =>
  new Hono()
    .get('/course', async (context) => {
      const lang = langOf(context.req.query('lang'));
      const { lessons } = await course.course();
      return context.json(
        mapOf(
          lessons.map((lesson) => cardOf(lesson, lang)),
          lang,
        ),
      );
    })
    .get('/lessons/:layer/:lesson', async (context) => {
      const lang = langOf(context.req.query('lang'));
      const lesson = await course.lesson(context.req.param('layer'), context.req.param('lesson'));
      const { title, blocks, headings } = course.text(lesson, lang);
      return context.json({
        card: cardOf(lesson, lang),
        text: { lang, title, blocks, headings },
        sources: lesson.meta.sources,
      });
    });
