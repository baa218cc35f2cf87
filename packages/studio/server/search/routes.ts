/** `/api/search?q=…&lang=…` */
import { Hono } from 'hono';
import { langOf } from '../course/names.ts';
import type { Studio } from '../studio.ts';

export const searchRoutes = ({ search }: Studio): Hono =>
  new Hono().get('/', async (context) => {
    const query = (context.req.query('q') ?? '').slice(0, 200).trim();
    const lang = langOf(context.req.query('lang'));
    return context.json(query === '' ? [] : await search.find(query, lang));
  });
