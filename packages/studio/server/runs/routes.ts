/** `/api/runs`, `/api/recipes` */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { zValidator } from '@hono/zod-validator';
import { type Context, Hono } from 'hono';
import { decodeCheckpoint, decodeSafetensors } from 'limpide/files';
import { findRecipe, recipes, recipeValues } from 'limpide/train';
import { piecesOf } from '../../shared/models/engine.ts';
import { beyondOwnEngine, type LabSpec, labSchema } from '../../shared/models.ts';
import {
  labRecipe,
  metricsSchema,
  newRunSchema,
  type Parameters,
  type RecipeCard,
  type Run,
  runChangeSchema,
  takeUpSchema,
} from '../../shared/runs.ts';
import { fromLimpide } from '../data/sets.ts';
import { engineNow } from '../engine/routes.ts';
import { notFound, StudioError } from '../errors.ts';
import type { Studio } from '../studio.ts';
import { fileName, toCsv, toJson } from './export.ts';
import { codeVersion } from './provenance.ts';
import { checkpointName, engineName, weightsName } from './store.ts';
import { textsOf } from './work.ts';

/** A file of a page's run: weights and two averages of a laboratory's network are never larger. */
const largestFile = 256 * 1024 * 1024;

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

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** @throws StudioError when a run is not the page's own */
function ofThePage(run: Run): void {
  if (run.place === 'page') return;
  throw new StudioError('run.place', {
    en: 'Only runs trained in the page are measured and kept by the page.',
    fr: 'Seules les expériences entraînées dans la page sont mesurées et gardées par la page.',
  });
}

/** Bytes that a page sends. @throws StudioError when they are too many, LimpideError when they are not what they should be */
async function bytesOf(
  context: Context,
  check: (bytes: Uint8Array) => unknown,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(await context.req.arrayBuffer());
  if (bytes.length > largestFile) {
    throw new StudioError('run.weights', {
      en: 'These weights are too large to be kept.',
      fr: 'Ces poids sont trop gros pour être gardés.',
    });
  }
  try {
    check(bytes);
  } catch (error) {
    throw fromLimpide(error);
  }
  return bytes;
}

/** @throws StudioError when an engine of the course cannot do what is asked */
function possible(spec: LabSpec): void {
  const beyond = beyondOwnEngine(spec);
  if (beyond.length === 0) return;
  throw new StudioError('run.engine', {
    en: `An engine of the course cannot do this: ${beyond.join(', ')}. It classifies, with ReLU and cross-entropy, without penalties, dropout or batch normalisation.`,
    fr: `Un moteur du cours ne sait pas faire cela : ${beyond.join(', ')}. Il classe, avec la ReLU et l’entropie croisée, sans pénalités, ni abandon, ni normalisation par lots.`,
  });
}

export function runRoutes(studio: Studio): Hono {
  const { store, trainings, ready } = studio.runs;
  const idOf = (context: Context): string => context.req.param('id') ?? '';

  /** The engine that learns, when it is the learner's: as it is now, or as it was in another run. */
  async function engineOf(
    recipe: string,
    parameters: Parameters,
    reproduces: string | undefined,
  ): Promise<string | null> {
    const spec = recipe === labRecipe ? labSchema.safeParse(parameters).data : undefined;
    if (spec?.engine !== 'mine') return null;
    possible(spec);
    const before = reproduces && path.join(store.folderOf(store.get(reproduces).id), engineName);
    if (before && fs.existsSync(before)) return fs.readFileSync(before, 'utf8');
    return engineNow(studio, piecesOf(spec));
  }

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
    .post('/', zValidator('json', newRunSchema), async (context) => {
      const { place, recipe, engineDigest, name, tags, reproduces, ...rest } =
        context.req.valid('json');
      const parameters = checked(recipe, rest.parameters);
      const seed = typeof parameters['seed'] === 'number' ? parameters['seed'] : null;
      const text = await engineOf(recipe, parameters, reproduces);
      const engine = text === null ? 'limpide' : 'mine';
      const digest = place === 'page' ? engineDigest : text === null ? undefined : digestOf(text);
      const run = store.create({
        ...{ place, engine, recipe, parameters, seed, name, tags },
        state: place === 'server' ? 'waiting' : 'running',
        codeVersion: codeVersion(text === null ? undefined : digest),
      });
      // what the page loaded may have changed since: then it is not kept under this run
      if (text !== null && digestOf(text) === digest) {
        store.keepFile(run.id, engineName, new TextEncoder().encode(text));
      }
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
      const run = store.get(idOf(context));
      const known = takeUpSchema.safeParse(await context.req.json().catch(() => null));
      if (run.place === 'page' && run.resumable && known.success) {
        // the page goes on by itself: what was measured after its state is measured again
        store.forgetAfter(run.id, known.data.step);
        return context.json(store.change(run.id, { state: 'running' }));
      }
      await trainings.resume(run.id);
      return context.json(store.get(run.id));
    })
    .post('/:id/metrics', zValidator('json', metricsSchema), (context) => {
      const run = store.get(idOf(context));
      ofThePage(run);
      store.addMetrics(run.id, context.req.valid('json').points);
      return context.json({ id: run.id });
    })
    .put('/:id/weights', async (context) => {
      const run = store.get(idOf(context));
      ofThePage(run);
      store.keepFile(run.id, weightsName, await bytesOf(context, decodeSafetensors));
      return context.json({ id: run.id });
    })
    .put('/:id/checkpoint', async (context) => {
      const run = store.get(idOf(context));
      ofThePage(run);
      store.keepFile(run.id, checkpointName, await bytesOf(context, decodeCheckpoint));
      return context.json({ id: run.id });
    })
    .get('/:id/checkpoint', (context) => {
      const run = store.get(idOf(context));
      const file = run.place === 'page' ? store.checkpointOf(run.id) : null;
      if (file === null) {
        throw notFound({
          en: `state of run "${run.id}"`,
          fr: `état de l’expérience « ${run.id} »`,
        });
      }
      return context.body(new Uint8Array(fs.readFileSync(file)), 200, {
        'content-type': 'application/octet-stream',
        'cache-control': 'no-store',
      });
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
