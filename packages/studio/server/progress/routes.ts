/** `/api/progress` */
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { readSchema, visitSchema } from '../../shared/progress.ts';
import type { Studio } from '../studio.ts';
import { markRead, readProgress, visit } from './progress.ts';

export function progressRoutes(studio: Studio): Hono {
  const { course, database, events } = studio;
  /** @throws StudioError when there is no such lesson */
  const known = async (id: string): Promise<string> => {
    const [layer = '', name = ''] = id.split('/');
    return (await course.lesson(layer, name)).meta.id;
  };
  return new Hono()
    .get('/', async (context) => context.json(await readProgress(studio)))
    .post('/visit', zValidator('json', visitSchema), async (context) => {
      visit(database, await known(context.req.valid('json').lesson));
      events.tell('progress', {});
      return context.json(await readProgress(studio));
    })
    .post('/read', zValidator('json', readSchema), async (context) => {
      const { lesson, read } = context.req.valid('json');
      markRead(database, await known(lesson), read);
      events.tell('progress', {});
      return context.json(await readProgress(studio));
    });
}
