/** `/api/glossary` */
import { Hono } from 'hono';
import { langOf } from '../course/names.ts';
import type { Studio } from '../studio.ts';
import { glossaryIn } from './glossary.ts';

export const glossaryRoutes = ({ course }: Studio): Hono =>
  new Hono().get('/', async (context) => {
    const { lessons } = await course.course();
    return context.json(glossaryIn(lessons, langOf(context.req.query('lang'))));
  });
