/** Runs: trainings that are kept, wherever they took place. */
import { z } from 'zod';
import { type Diagnosis, diagnose, diagnosisSchema } from './diagnosis.ts';
import { classesPutDown, engineNames, labSchema } from './models.ts';

export const runPlaces = ['page', 'server', 'terminal'] as const;
export const runStates = ['waiting', 'running', 'paused', 'finished', 'stopped', 'failed'] as const;
export type RunPlace = (typeof runPlaces)[number];
export type RunState = (typeof runStates)[number];

/** The laboratory as a recipe: its parameters are a `LabSpec`. */
export const labRecipe = 'laboratory';

/** What a run is told at its beginning. */
export const parametersSchema = z.record(z.string(), z.unknown());
export type Parameters = z.infer<typeof parametersSchema>;

export const runSchema = z.object({
  id: z.string(),
  name: z.string(),
  place: z.enum(runPlaces),
  engine: z.enum(engineNames),
  state: z.enum(runStates),
  recipe: z.string(),
  parameters: parametersSchema,
  seed: z.number().nullable(),
  /** The commit (or version) of Limpide, then the digest of one's own engine if it was at work. */
  codeVersion: z.string(),
  /** Last value of each metric. */
  summary: z.record(z.string(), z.number().nullable()),
  note: z.string(),
  tags: z.array(z.string()),
  /** What went wrong, in words. */
  error: z.object({ fr: z.string(), en: z.string() }).nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Whether there is a checkpoint to go on from. */
  resumable: z.boolean(),
});
export type Run = z.infer<typeof runSchema>;
export const runListSchema = z.object({ runs: z.array(runSchema) });

/** Values of a metric by step (optimiser steps from the beginning); null: not a number. */
export const curveSchema = z.object({
  steps: z.array(z.number()),
  values: z.array(z.number().nullable()),
});
export type Curve = z.infer<typeof curveSchema>;
export const curvesSchema = z.record(z.string(), curveSchema);
export type Curves = z.infer<typeof curvesSchema>;

/** What is said of a run: its curves, and what its data are where that is known. */
export function diagnoseRun(
  { recipe, parameters }: Pick<Run, 'recipe' | 'parameters'>,
  curves: Curves,
): Diagnosis[] {
  const spec = recipe === labRecipe ? labSchema.safeParse(parameters) : null;
  return diagnose(curves, spec?.success ? classesPutDown(spec.data) : null);
}

export const artefactSchema = z.object({
  name: z.string(),
  file: z.string(),
  bytes: z.number(),
  sha256: z.string(),
});
export type Artefact = z.infer<typeof artefactSchema>;

export const runDetailSchema = z.object({
  run: runSchema,
  curves: curvesSchema,
  artefacts: z.array(artefactSchema),
  diagnoses: z.array(diagnosisSchema),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

export const comparisonSchema = z.object({
  runs: z.array(runDetailSchema),
  /** Parameters that differ: name, and the value of each run in the same order. */
  differing: z.array(z.object({ name: z.string(), values: z.array(z.string().nullable()) })),
});
export type Comparison = z.infer<typeof comparisonSchema>;

const name = z.string().trim().min(1).max(120);
export const tagSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^,]+$/);

/** What `POST /api/runs` is given. A run of the page trains there; one of the server starts at once. */
export const newRunSchema = z.object({
  place: z.enum(['page', 'server']),
  recipe: z.string().max(60),
  parameters: parametersSchema,
  /** SHA-256 of the learner's engine as the page loaded it. */
  engineDigest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** A run whose engine is taken again as it was, where that was the learner's. */
  reproduces: z.string().max(80).optional(),
  name: name.optional(),
  tags: z.array(tagSchema).max(20).optional(),
});
export type NewRun = z.input<typeof newRunSchema>;

export const runChangeSchema = z.object({
  name: name.optional(),
  note: z.string().max(20_000).optional(),
  tags: z.array(tagSchema).max(20).optional(),
  /** For runs of the page, which says itself how it ends. */
  state: z.enum(['running', 'paused', 'stopped', 'finished', 'failed']).optional(),
});
export type RunChange = z.infer<typeof runChangeSchema>;

/** What a page says that takes up its run: the step at which it goes on. */
export const takeUpSchema = z.object({ step: z.number().int().min(0) });

export const metricPointSchema = z.object({
  name: z
    .string()
    .max(60)
    .regex(/^[\w.]+$/),
  step: z.number().int().min(0),
  value: z.number().nullable(),
});
export type MetricPoint = z.infer<typeof metricPointSchema>;
export const metricsSchema = z.object({ points: z.array(metricPointSchema).max(5000) });

/** The event `metrics`. */
export const metricsEventSchema = metricsSchema.extend({ run: z.string() });
/** The event `run`: a run is new or changed, or is gone. */
export const runEventSchema = z.object({ id: z.string(), run: runSchema.nullable() });

/** Recipes of `limpide train`, as a form needs them. */
export const recipeListSchema = z.object({
  recipes: z.array(
    z.object({
      name: z.string(),
      title: z.object({ fr: z.string(), en: z.string() }),
      parameters: z.array(
        z.object({
          name: z.string(),
          type: z.enum(['integer', 'number', 'choice']),
          default: z.union([z.number(), z.string()]),
          min: z.number().nullable(),
          max: z.number().nullable(),
          choices: z.array(z.string()),
          help: z.object({ fr: z.string(), en: z.string() }),
        }),
      ),
    }),
  ),
});
export type RecipeCard = z.infer<typeof recipeListSchema>['recipes'][number];

/** The curves of points, each sorted by step. */
export function curvesOf(points: readonly MetricPoint[]): Curves {
  const byName = new Map<string, Map<number, number | null>>();
  for (const { name: metric, step, value } of points) {
    const known = byName.get(metric) ?? new Map<number, number | null>();
    known.set(step, value);
    byName.set(metric, known);
  }
  return Object.fromEntries(
    [...byName].map(([metric, values]) => {
      const sorted = [...values].sort(([a], [b]) => a - b);
      return [
        metric,
        { steps: sorted.map(([step]) => step), values: sorted.map(([, value]) => value) },
      ];
    }),
  );
}
