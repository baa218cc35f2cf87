/** What a run's recipe and parameters mean: a loop, its data, and what is measured besides the loss. */
import { DataLoader, TensorDataset } from 'limpide/data';
import { findRecipe, type Loader, recipeValues, type Trainer } from 'limpide/train';
import { dataOf } from '../../shared/models/data.ts';
import { layerMetrics } from '../../shared/models/learner.ts';
import { lookInto } from '../../shared/models/limpide.ts';
import { prepareLab, tensorsOf, trainerOf } from '../../shared/models/prepare.ts';
import { labSchema } from '../../shared/models.ts';
import { labRecipe, type Parameters } from '../../shared/runs.ts';
import { loadSet } from '../data/sets.ts';

export interface Work {
  readonly trainer: Trainer;
  readonly train: Loader;
  /** Some of what is learnt from, to measure the loss before the first step. */
  readonly sample: Loader | null;
  readonly test: Loader | null;
  readonly epochs: number;
  /** Figures of the layers, as they are now. */
  readonly figures: (() => Promise<Record<string, number>>) | null;
}

/** @throws LimpideError, ZodError when the parameters make no sense; StudioError when data are missing */
export async function prepareWork(recipe: string, parameters: Parameters): Promise<Work> {
  if (recipe === labRecipe) return prepareLaboratory(parameters);
  const known = findRecipe(recipe);
  const values = recipeValues(known, textsOf(parameters));
  const { trainer, train, test } = await known.prepare(values);
  trainer.description = { recipe: known.name, values };
  const epochs = Number(values['epochs']);
  return { trainer, train, sample: null, test, epochs, figures: null };
}

/** Parameters as `recipeValues` takes them; it says itself what is wrong with them. */
export const textsOf = (parameters: Parameters): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : String(value),
    ]),
  );

async function prepareLaboratory(parameters: Parameters): Promise<Work> {
  const spec = labSchema.parse(parameters);
  const data = await dataOf(spec, loadSet);
  const lab = prepareLab(spec, data);
  const trainer = trainerOf(lab);
  trainer.description = { recipe: labRecipe, values: { ...spec, points: [] } };
  const loaderOf = (count: number, part: typeof data.train): Loader | null => {
    if (count === 0) return null;
    const rows = { x: part.x.slice(0, count * data.features), y: part.y.slice(0, count), count };
    const { x, y } = tensorsOf(data, rows);
    const loader = new DataLoader<[typeof x, typeof y], [typeof x, typeof y]>(
      new TensorDataset(x, y),
      { batchSize: 500 },
    );
    return loader;
  };
  return {
    trainer,
    train: lab.train,
    sample: loaderOf(Math.min(2000, data.train.count), data.train),
    test: loaderOf(data.test.count, data.test),
    epochs: spec.epochs,
    figures: async () => layerMetrics(await lookInto(lab)),
  };
}
