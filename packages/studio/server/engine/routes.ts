/** `/api/engine`: whose every piece is; `/api/engine/module.js`: the engine, to be loaded by a worker of the page. */

import { zValidator } from '@hono/zod-validator';
import type { EnginePiece } from '@limpide/course/checker/result';
import { enginePieces } from '@limpide/course/engine/job';
import { type Context, Hono } from 'hono';
import { piecesOf } from '../../shared/models/engine.ts';
import { beyondOwnEngine, labSchema } from '../../shared/models.ts';
import type { Studio } from '../studio.ts';
import { engineModule, piecesFor } from './module.ts';
import { tryEngine } from './trial.ts';

const hows = { alone: 'alone', hints: 'hints', 'after-solution': 'solution' } as const;

/** The pieces of the engine as they are now: some by name with what these are made of, or all of them. */
async function piecesNow(
  { course, desk }: Pick<Studio, 'course' | 'desk'>,
  names: readonly string[] | null,
): Promise<readonly EnginePiece[]> {
  return piecesFor(enginePieces(await course.course(), await desk.folder.own()), names);
}
/** The engine as it is now, as a module: what `names` need. */
export const engineNow = async (
  studio: Pick<Studio, 'course' | 'desk'>,
  names: readonly string[] | null,
): Promise<string> => engineModule(await piecesNow(studio, names));

/** `?names=a,b`: these, and what they are made of. */
const namesOf = (context: Context): readonly string[] | null =>
  context.req.query('names')?.split(',') ?? null;

export const engineRoutes = (studio: Studio): Hono => {
  /** Engines that went through their trial, with the sizes at which they did. */
  const passed = new Set<string>();
  return new Hono()
    .post('/trial', zValidator('json', labSchema), async (context) => {
      const spec = context.req.valid('json');
      if (beyondOwnEngine(spec).length > 0) return context.json({ trouble: null });
      const text = await engineNow(studio, piecesOf(spec));
      const { data, layers, batch, optimizer } = spec;
      const key = JSON.stringify([text, data, layers, batch, optimizer]);
      const trouble = passed.has(key) ? null : await tryEngine(text, spec);
      if (trouble === null) passed.add(key);
      return context.json({ trouble });
    })
    .get('/', async (context) => {
      const { course, desk } = studio;
      const names = namesOf(context);
      const wanted = new Set((await piecesNow(studio, names)).map(({ name }) => name));
      const pieces = await desk.folder.engineStatus(await course.course());
      return context.json(
        pieces
          .filter(({ name }) => wanted.has(name))
          .map(({ name, exercise, from, solved, outdated }) => ({
            name,
            exercise,
            from,
            version: solved?.version ?? null,
            how: solved ? hows[solved.how] : null,
            outdated,
          })),
      );
    })
    .get('/module.js', async (context) =>
      context.body(await engineNow(studio, namesOf(context)), 200, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-cache',
      }),
    );
};
