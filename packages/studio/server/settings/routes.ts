/** `/api/settings` */
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { settingsChangeSchema } from '../../shared/settings.ts';
import type { Studio } from '../studio.ts';
import { changeSettings, readSettings } from './settings.ts';

export const settingsRoutes = (studio: Studio): Hono =>
  new Hono()
    .get('/', (context) => context.json(readSettings(studio.database)))
    .patch('/', zValidator('json', settingsChangeSchema), (context) =>
      context.json(changeSettings(studio.database, context.req.valid('json'))),
    );
