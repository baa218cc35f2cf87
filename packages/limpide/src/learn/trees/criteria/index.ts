/** Criteria of impurity, by name. */
import { AbsoluteError } from './absolute.ts';
import { Entropy, Gini } from './classes.ts';
import type { Criterion } from './criterion.ts';
import { FriedmanError, PoissonError, SquaredError } from './numbers.ts';

export type { Criterion } from './criterion.ts';

export const classCriteria = ['gini', 'entropy', 'log_loss'] as const;
export const numberCriteria = [
  'squared_error',
  'friedman_mse',
  'absolute_error',
  'poisson',
] as const;
export type ClassCriterionName = (typeof classCriteria)[number];
export type NumberCriterionName = (typeof numberCriteria)[number];

/** What trees predict: a class per sample, or numbers `[rows, outputs]`. */
export type GrowTargets =
  | { readonly kind: 'classes'; readonly codes: Int32Array; readonly classes: number }
  | { readonly kind: 'numbers'; readonly values: Float64Array; readonly outputs: number };

/** The criterion of this name over these targets and weights. */
export function makeCriterion(
  name: ClassCriterionName | NumberCriterionName,
  targets: GrowTargets,
  weights: Float64Array,
): Criterion {
  if (targets.kind === 'classes') {
    const Make = name === 'gini' ? Gini : Entropy;
    return new Make(targets.codes, weights, targets.classes);
  }
  const { values, outputs } = targets;
  if (name === 'absolute_error') return new AbsoluteError(values, weights, outputs);
  if (name === 'friedman_mse') return new FriedmanError(values, weights, outputs);
  if (name === 'poisson') return new PoissonError(values, weights, outputs);
  return new SquaredError(values, weights, outputs);
}
