/** `/api/projects` */
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { cardMarkdown } from '../../shared/projects/card.ts';
import { projectChangeSchema, projectNewSchema } from '../../shared/projects.ts';
import { langOf } from '../course/names.ts';
import type { Studio } from '../studio.ts';
import {
  changeProject,
  createProject,
  deleteProject,
  listProjects,
  readProject,
} from './projects.ts';

/** A title as the name of a file. */
const fileName = (title: string): string =>
  title
    .normalize('NFD')
    .replaceAll(/[^\w -]/g, '')
    .trim()
    .replaceAll(/\s+/g, '-')
    .toLowerCase() || 'projet';

export const projectRoutes = ({ database }: Studio): Hono =>
  new Hono()
    .get('/', (context) => context.json(listProjects(database)))
    .post('/', zValidator('json', projectNewSchema), (context) =>
      context.json(createProject(database, context.req.valid('json').title)),
    )
    .get('/:id', (context) => context.json(readProject(database, context.req.param('id'))))
    .put('/:id', zValidator('json', projectChangeSchema), (context) =>
      context.json(changeProject(database, context.req.param('id'), context.req.valid('json'))),
    )
    .delete('/:id', (context) => {
      deleteProject(database, context.req.param('id'));
      return context.json({ deleted: true });
    })
    .get('/:id/card.md', (context) => {
      const project = readProject(database, context.req.param('id'));
      const card = cardMarkdown(project, langOf(context.req.query('lang')));
      return context.body(card, 200, {
        'content-type': 'text/markdown; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName(project.title)}.md"`,
      });
    });
