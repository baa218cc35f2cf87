/** `/api/runs`, `/api/recipes` */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { zValidator } from '@hono/zod-validator';
import { type Context, Hono } from 'hono';
import { decodeSafetensors } from 'limpide/files';
import { findRecipe, recipes, recipeValues } from 'limpide/train';
import { labSchema } from '../../shared/models.ts';
import {
  labRecipe,
  metricsSchema,
  newRunSchema,
  type Parameters,
  type RecipeCard,
  runChangeSchema,
} from '../../shared/runs.ts';
import { fromLimpide } from '../data/sets.ts';
import { StudioError } from '../errors.ts';
import { fileName, toCsv, toJson } from './export.ts';
import { codeVersion } from './provenance.ts';
import type { Runs } from './runs.ts';
import { weightsName } from './store.ts';
import { textsOf } from './work.ts';

/** Weights of a page's run: a laboratory's network is never larger. */
const largestWeights = 64 * 1024 * 1024;

/** @throws StudioError that says which parameter makes no sense */
function checked(recipe: string, parameters: Parameters): Parameters {
  if (recipe !== labRecipe) {
    try {
      return recipeValues(findRecipe(recipe), textsOf(parameters));
    } catch (error) {
      throw fromLimpide(error);
    }
  }
  const known = labSchema.safeParse(parameters);
  if (known.success) return known.data;
  const where = known.error.issues.map(({ path: at }) => at.join('.')).join(', ');
  throw new StudioError('run.parameters', {
    en: `These parameters of the laboratory make no sense: ${where}.`,
    fr: `Ces paramètres du laboratoire n’ont pas de sens : ${where}.`,
  });
}

export function runRoutes({ store, trainings, ready }: Runs): Hono {
  const idOf = (context: Context): string => context.req.param('id') ?? '';
  return new Hono()
    .use(async (_context, next) => {
      await ready;
      await next();
    })
    .get('/', (context) => context.json({ runs: store.list() }))
    .get('/compare', (context) => {
      const ids = (context.req.query('ids') ?? '').split(',').filter((id) => id !== '');
      return context.json(store.compare(ids.slice(0, 12)));
    })
    .post('/', zValidator('json', newRunSchema), (context) => {
      const { place, recipe, engine, engineDigest, name, tags, ...rest } =
        context.req.valid('json');
      const parameters = checked(recipe, rest.parameters);
      const seed = typeof parameters['seed'] === 'number' ? parameters['seed'] : null;
      const run = store.create({
        ...{ place, engine, recipe, parameters, seed, name, tags },
        state: place === 'server' ? 'waiting' : 'running',
        codeVersion: codeVersion(engineDigest),
      });
      if (place === 'server') trainings.start(run);
      return context.json(store.get(run.id), 201);
    })
    .get('/:id', (context) => context.json(store.detail(idOf(context))))
    .patch('/:id', zValidator('json', runChangeSchema), (context) => {
      const change = context.req.valid('json');
      const { state, place } = store.get(idOf(context));
      // who trains says how it ends: only a page speaks for its own run
      const own = place === 'page' && change.state !== undefined && change.state !== state;
      const { state: wanted, ...others } = change;
      return context.json(
        store.change(idOf(context), own && wanted ? { ...others, state: wanted } : others),
      );
    })
    .delete('/:id', async (context) => {
      const id = idOf(context);
      await trainings.halt(id, 'stopped');
      store.remove(id);
      return context.json({ id });
    })
    .post('/:id/pause', async (context) => {
      await trainings.halt(idOf(context), 'paused');
      return context.json(store.get(idOf(context)));
    })
    .post('/:id/stop', async (context) => {
      const id = idOf(context);
      if (store.get(id).place === 'page') store.change(id, { state: 'stopped' });
      else await trainings.halt(id, 'stopped');
      return context.json(store.get(id));
    })
    .post('/:id/resume', async (context) => {
      await trainings.resume(idOf(context));
      return context.json(store.get(idOf(context)));
    })
    .post('/:id/metrics', zValidator('json', metricsSchema), (context) => {
      const run = store.get(idOf(context));
      if (run.place !== 'page') {
        throw new StudioError('run.place', {
          en: 'Only runs trained in the page are measured by the page.',
          fr: 'Seules les expériences entraînées dans la page sont mesurées par la page.',
        });
      }
      store.addMetrics(run.id, context.req.valid('json').points);
      return context.json({ id: run.id });
    })
    .put('/:id/weights', async (context) => {
      const run = store.get(idOf(context));
      const bytes = new Uint8Array(await context.req.arrayBuffer());
      if (run.place !== 'page' || bytes.length > largestWeights) {
        throw new StudioError('run.weights', {
          en: 'These weights cannot be kept: they are too large, or the run was not trained in the page.',
          fr: 'Ces poids ne peuvent pas être gardés : trop gros, ou l’expérience n’a pas été entraînée dans la page.',
        });
      }
      try {
        decodeSafetensors(bytes);
      } catch (error) {
        throw fromLimpide(error);
      }
      const folder = store.folderOf(run.id);
      fs.mkdirSync(folder, { recursive: true });
      const file = path.join(folder, weightsName);
      fs.writeFileSync(`${file}.new`, bytes);
      fs.renameSync(`${file}.new`, file);
      const digest = createHash('sha256').update(bytes).digest('hex');
      store.addArtefact(run.id, file, bytes.length, digest);
      return context.json({ id: run.id });
    })
    .get('/:id/export.json', (context) => {
      const detail = store.detail(idOf(context));
      return context.body(toJson(detail), 200, headersOf(detail.run.name, 'json'));
    })
    .get('/:id/export.csv', (context) => {
      const detail = store.detail(idOf(context));
      return context.body(toCsv(detail.curves), 200, headersOf(detail.run.name, 'csv'));
    })
    .get('/:id/export.safetensors', (context) => {
      const { run, artefacts } = store.detail(idOf(context));
      const weights = artefacts.find(({ name }) => name === weightsName);
      const file = weights && path.resolve(store.folder, weights.file);
      if (file === undefined || !fs.existsSync(file)) {
        throw new StudioError(
          'run.noWeights',
          {
            en: 'This run has no weights yet: they are kept when a training stops or ends.',
            fr: 'Cette expérience n’a pas encore de poids : ils sont gardés quand un entraînement s’arrête ou se termine.',
          },
          404,
        );
      }
      const bytes = new Uint8Array(fs.readFileSync(file));
      return context.body(bytes, 200, headersOf(run.name, 'safetensors'));
    });
}

const types: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  safetensors: 'application/octet-stream',
};
const headersOf = (name: string, extension: string): Record<string, string> => ({
  'content-type': types[extension] ?? 'application/octet-stream',
  'content-disposition': `attachment; filename="${fileName(name, extension)}"`,
});

/** Recipes of the library, as a form shows them. */
export const recipeRoutes = (): Hono =>
  new Hono().get('/', (context) =>
    context.json({
      recipes: recipes.map(
        ({ name, title, parameters }): RecipeCard => ({
          name,
          title,
          parameters: Object.entries(parameters).map(([parameter, spec]) => ({
            name: parameter,
            type: spec.type,
            default: spec.default,
            min: spec.type === 'choice' ? null : spec.min,
            max: spec.type === 'choice' ? null : (spec.max ?? null),
            choices: spec.type === 'choice' ? [...spec.choices] : [],
            help: spec.help,
          })),
        }),
      ),
    }),
  );
