/** Recipes by name. */
import { lookUp } from '../suggest.ts';
import { fashionMlp, mnistLenet, mnistMlp } from './images.ts';
import type { Recipe } from './recipe.ts';
import { irisMlp, xor } from './small.ts';

/** All of them, the first one first. */
export const recipes: readonly Recipe[] = [mnistMlp, mnistLenet, fashionMlp, irisMlp, xor];

const byName: Readonly<Record<string, Recipe>> = Object.fromEntries(
  recipes.map((recipe) => [recipe.name, recipe]),
);

/**
 * The recipe of this name.
 *
 * @throws ArgumentError that names the nearest one
 */
export const findRecipe = (name: string): Recipe => lookUp('recipe', byName, name);

export {
  type AnyValues,
  type ParameterSpec,
  type ParameterTable,
  type Prepared,
  type Recipe,
  recipeValues,
  type ValuesOf,
} from './recipe.ts';
