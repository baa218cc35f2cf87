/** The studio's server: `/api` by area, and the page. */
import path from 'node:path';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { courseRoutes } from './course/routes.ts';
import { dataRoutes } from './data/routes.ts';
import { explained } from './database/open.ts';
import { engineRoutes } from './engine/routes.ts';
import { StudioError } from './errors.ts';
import { exerciseRoutes } from './exercises/routes.ts';
import { glossaryRoutes } from './glossary/routes.ts';
import { page } from './page.ts';
import { progressRoutes } from './progress/routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { quizRoutes } from './quiz/routes.ts';
import { recipeRoutes, runRoutes } from './runs/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { guard } from './security.ts';
import { settingsRoutes } from './settings/routes.ts';
import type { Studio } from './studio.ts';

/** @param built folder of the built page */
export function createApp(studio: Studio, built: string): Hono {
  const app = new Hono();
  app.use(guard);
  app.onError((error, context) => {
    const known = explained(error, path.join(studio.folder, 'studio.sqlite'));
    if (known instanceof StudioError) {
      return context.json({ code: known.code, sentence: known.sentence }, known.status);
    }
    process.stderr.write(`${error.stack ?? error.message}\n`);
    return context.json(
      {
        code: 'studio.internal',
        sentence: {
          en: `The studio ran into an error: ${error.message}`,
          fr: `L’atelier a rencontré une erreur : ${error.message}`,
        },
      },
      500,
    );
  });
  app.get('/api/events', (context) => studio.events.stream(context));
  app.route('/api/data', dataRoutes());
  app.use(compress());
  app.route('/api/settings', settingsRoutes(studio));
  app.route('/api/runs', runRoutes(studio));
  app.route('/api/recipes', recipeRoutes());
  app.route('/api/exercises', exerciseRoutes(studio));
  app.route('/api/engine', engineRoutes(studio));
  app.route('/api/progress', progressRoutes(studio));
  app.route('/api/glossary', glossaryRoutes(studio));
  app.route('/api/search', searchRoutes(studio));
  app.route('/api/projects', projectRoutes(studio));
  app.route('/api', quizRoutes(studio));
  app.route('/api', courseRoutes(studio));
  app.all('/api/*', (context) =>
    context.json(
      {
        code: 'studio.route',
        sentence: {
          en: `The studio has no ${context.req.path}.`,
          fr: `L’atelier n’a pas de ${context.req.path}.`,
        },
      },
      404,
    ),
  );
  app.get('*', page(studio, built));
  return app;
}
