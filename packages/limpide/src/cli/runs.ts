/** Trainings on the disk: where `train` puts them, and how the other commands find them again. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cliErrors } from '../errors/catalog/cli.ts';
import { FileFormatError, raise, UsageError } from '../errors/index.ts';
import { setDefaultDevice } from '../tensor/index.ts';
import {
  findRecipe,
  type Prepared,
  type Recipe,
  readTraining,
  recipes,
  recipeValues,
  type SavedTraining,
} from '../train/index.ts';
import { hintFor } from '../train/suggest.ts';
import type { Arguments, OptionTable } from './arguments.ts';
import { invocation } from './command.ts';

/** Where a training goes on from. */
export const checkpointName = 'training.safetensors';
/** The weights alone, for anything that reads safetensors. */
export const weightsName = 'model.safetensors';
export const logName = 'log.jsonl';

export const defaultFolder = (recipe: string): string => path.join('runs', recipe);

/** Options about what computes. */
export const deviceOptions = {
  threads: {
    type: 'integer',
    min: 1,
    placeholder: { en: 'n', fr: 'n' },
    help: {
      en: 'threads; all of the machine’s cores when left out (same bits with any number)',
      fr: 'fils d’exécution ; tous les cœurs de la machine par défaut (mêmes bits quel que soit leur nombre)',
    },
  },
  device: {
    type: 'choice',
    choices: ['wasm', 'reference'],
    placeholder: { en: 'wasm|reference', fr: 'wasm|reference' },
    help: {
      en: 'what computes: wasm (fast, default) or reference (plain loops, slow)',
      fr: 'ce qui calcule : wasm (rapide, par défaut) ou reference (simples boucles, lent)',
    },
  },
} as const satisfies OptionTable;

/** Chooses device and threads. @returns the name of the device */
export function chooseDevice(args: Arguments): string {
  const threads = args.number('threads');
  // read by the device when it is first used
  if (threads !== undefined) process.env['LIMPIDE_THREADS'] = String(threads);
  const device = args.text('device') ?? 'wasm';
  setDefaultDevice(device);
  return device;
}

/** The whole name of a recipe: `mnist` is short for the first one that begins with `mnist-`. */
function wholeName(name: string): string | undefined {
  const names = recipes.map((recipe) => recipe.name);
  return names.find((own) => own === name) ?? names.find((own) => own.startsWith(`${name}-`));
}

/**
 * The recipe of this name, or the first one that it begins.
 *
 * @throws UsageError that names the nearest one
 */
export function recipeNamed(name: string): Recipe {
  const whole = wholeName(name);
  if (whole !== undefined) return findRecipe(whole);
  const known = recipes.map((recipe) => recipe.name);
  return raise(UsageError, cliErrors, 'cli.recipe', {
    got: name,
    hint: hintFor(name, known),
    known,
  });
}

/** The checkpoint that a path means: itself, or the one in that folder. */
export function checkpointAt(given: string): string {
  const folder = existsSync(given) && statSync(given).isDirectory();
  return folder ? path.join(given, checkpointName) : given;
}

/**
 * The checkpoint that an argument means: a file, a folder, or a recipe that was trained here.
 *
 * @throws UsageError when it is none of these
 */
export function findCheckpoint(given: string): string {
  if (existsSync(given)) return checkpointAt(given);
  const known = recipes.map((recipe) => recipe.name);
  const recipe = wholeName(given);
  if (recipe === undefined) {
    const hint = /[/\\.]/.test(given) ? '' : hintFor(given, known);
    raise(UsageError, cliErrors, 'cli.recipeOrPath', { got: given, hint, known });
  }
  const file = path.join(defaultFolder(recipe), checkpointName);
  if (existsSync(file)) return file;
  const command = `${invocation()} train ${recipe}`;
  return raise(UsageError, cliErrors, 'cli.noRun', { recipe, path: file, command });
}

/** What `train` writes down beside the weights, to build the network again. */
export interface Description {
  readonly recipe: string;
  readonly values: Readonly<Record<string, number | string>>;
}

export function descriptionOf(saved: SavedTraining, file: string): Description {
  const found = saved.description as Partial<Description> | null;
  if (typeof found?.recipe === 'string' && typeof found.values === 'object') {
    return found as Description;
  }
  return raise(FileFormatError, cliErrors, 'cli.foreign', { path: file });
}

/** A network as it was left. */
export interface Restored extends Prepared {
  readonly recipe: Recipe;
  readonly saved: SavedTraining;
  readonly file: string;
}

/** Builds the network of a checkpoint again, with its weights. */
export async function restore(given: string): Promise<Restored> {
  const file = findCheckpoint(given);
  const saved = await readTraining(file);
  const { recipe: name, values } = descriptionOf(saved, file);
  const recipe = recipeNamed(name);
  const prepared = await recipe.prepare(recipeValues(recipe, values) as never);
  await prepared.trainer.resume(file);
  return { ...prepared, recipe, saved, file };
}
