/** `/api/engine`: whose every piece is; `/api/engine/module.js`: the engine, to be loaded by a worker of the page. */
import { enginePieces } from '@limpide/course/engine/job';
import { Hono } from 'hono';
import type { Studio } from '../studio.ts';
import { engineModule } from './module.ts';

const hows = { alone: 'alone', hints: 'hints', 'after-solution': 'solution' } as const;

export const engineRoutes = ({ course, desk }: Studio): Hono =>
  new Hono()
    .get('/', async (context) => {
      const pieces = await desk.folder.engineStatus(await course.course());
      return context.json(
        pieces.map(({ name, exercise, from, solved, outdated }) => ({
          name,
          exercise,
          from,
          version: solved?.version ?? null,
          how: solved ? hows[solved.how] : null,
          outdated,
        })),
      );
    })
    .get('/module.js', async (context) => {
      const pieces = enginePieces(await course.course(), await desk.folder.own());
      return context.body(engineModule(pieces), 200, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-cache',
      });
    });
