/**
 * Recipes: whole trainings, from data to score, known by a name. A recipe is data (what it is called,
 * which parameters it has) and one function.
 */
import { trainErrors } from '../../errors/catalog/train.ts';
import { ArgumentError, raise, type Sentence } from '../../errors/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import type { Loader } from '../batches.ts';
import { hintFor } from '../suggest.ts';
import type { Trainer } from '../trainer.ts';

/** One parameter of a recipe: its kind, its default, its range. */
export type ParameterSpec =
  | {
      readonly type: 'integer' | 'number';
      readonly default: number;
      readonly min: number;
      readonly max?: number;
      readonly help: Sentence;
    }
  | {
      readonly type: 'choice';
      readonly default: string;
      readonly choices: readonly string[];
      readonly help: Sentence;
    };

export type ParameterTable = Readonly<Record<string, ParameterSpec>>;

/** The value that each parameter has. */
export type ValuesOf<P extends ParameterTable> = {
  readonly [K in keyof P]: P[K]['default'];
};
export type AnyValues = Readonly<Record<string, number | string>>;

/** What a recipe gives: everything to train, to measure and to look at. */
export interface Prepared {
  readonly trainer: Trainer;
  readonly train: Loader;
  readonly test: Loader;
  /** The examples of the test part, as the trainer's `predict` takes them. */
  readonly examples: { readonly inputs: Tensor; readonly labels: Tensor };
  /** From outputs to probabilities, [n, classes]. */
  readonly probabilities: (output: Tensor) => Tensor;
  readonly classes: readonly string[];
  /** What the inputs are: pictures of 28 × 28 bytes, or a few numbers. */
  readonly inputs: 'image' | 'numbers';
  /** A table of the network. */
  readonly summary: () => string;
}

export interface Recipe<P extends ParameterTable = ParameterTable> {
  readonly name: string;
  /** One line. */
  readonly title: Sentence;
  readonly parameters: P;
  /** Loads the data and builds the network, from a seed: same parameters, same bits. */
  prepare(values: ValuesOf<P>, device?: string): Promise<Prepared>;
}

/** A recipe that is sure of the types of its own parameters; the list of all forgets them. */
export const defineRecipe = <const P extends ParameterTable>(recipe: Recipe<P>): Recipe =>
  recipe as unknown as Recipe;

/** The values of the parameters: defaults, replaced by what is given as text or as it is. */
export function recipeValues(
  recipe: Recipe,
  given: Readonly<Record<string, string | number>> = {},
): AnyValues {
  const values: Record<string, number | string> = {};
  for (const [name, spec] of Object.entries(recipe.parameters)) values[name] = spec.default;
  for (const [name, value] of Object.entries(given)) {
    const spec = Object.hasOwn(recipe.parameters, name) ? recipe.parameters[name] : undefined;
    if (spec === undefined) {
      const known = Object.keys(recipe.parameters);
      const hint = hintFor(name, known);
      raise(ArgumentError, trainErrors, 'recipe.parameter', {
        recipe: recipe.name,
        got: name,
        hint,
        known,
      });
    }
    values[name] = checked(recipe, name, spec, value);
  }
  return values;
}

function checked(
  recipe: Recipe,
  name: string,
  spec: ParameterSpec,
  value: string | number,
): number | string {
  const refuse = (expected: string): never =>
    raise(ArgumentError, trainErrors, 'recipe.value', {
      name,
      recipe: recipe.name,
      expected,
      got: String(value),
    });
  if (spec.type === 'choice') {
    const text = String(value);
    return spec.choices.includes(text) ? text : refuse(spec.choices.join(' | '));
  }
  const number = String(value).trim() === '' ? Number.NaN : Number(value);
  const { min, max = Number.POSITIVE_INFINITY } = spec;
  const fits =
    number >= min && number <= max && (spec.type === 'number' || Number.isInteger(number));
  if (fits && Number.isFinite(number)) return number;
  const kind = spec.type === 'integer' ? 'recipe.integer' : 'recipe.number';
  const code = Number.isFinite(max) ? kind : (`${kind}AtLeast` as const);
  return raise(ArgumentError, trainErrors, code, {
    name,
    recipe: recipe.name,
    min,
    max,
    got: String(value),
  });
}

// ---- parameters that most recipes have ---------------------------------------------------------------

export const epochs = (value: number) =>
  ({
    type: 'integer',
    default: value as number,
    min: 1,
    help: {
      en: 'how many times all examples are seen',
      fr: 'combien de fois tous les exemples sont vus',
    },
  }) as const satisfies ParameterSpec;

export const batchSize = (value: number) =>
  ({
    type: 'integer',
    default: value as number,
    min: 1,
    help: { en: 'examples in a step', fr: 'exemples par pas' },
  }) as const satisfies ParameterSpec;

export const learningRate = (value: number) =>
  ({
    type: 'number',
    default: value as number,
    min: 0,
    help: { en: 'learning rate', fr: 'taux d’apprentissage' },
  }) as const satisfies ParameterSpec;

export const seed = {
  type: 'integer',
  default: 1 as number,
  min: 0,
  max: Number.MAX_SAFE_INTEGER,
  help: {
    en: 'where randomness starts: same seed, same bits',
    fr: 'd’où part le hasard : même graine, mêmes bits',
  },
} as const satisfies ParameterSpec;

export const hidden = (value: number) =>
  ({
    type: 'integer',
    default: value as number,
    min: 1,
    help: { en: 'units of the hidden layer', fr: 'unités de la couche cachée' },
  }) as const satisfies ParameterSpec;

export const manner = {
  type: 'choice',
  default: 'pytorch' as string,
  choices: ['pytorch', 'keras'],
  help: {
    en: 'how the network is written: a class, or layers in a row',
    fr: 'comment le réseau est écrit : une classe, ou des couches à la suite',
  },
} as const satisfies ParameterSpec;
