/** Naive Bayes. */
export type { BayesOptions, PartialOptions } from './bayes.ts';
export { CategoricalNB, type CategoricalNBOptions } from './categorical.ts';
export {
  BernoulliNB,
  type BernoulliOptions,
  ComplementNB,
  type ComplementOptions,
  type CountNBOptions,
  MultinomialNB,
} from './counts.ts';
export { GaussianNB, type GaussianNBOptions } from './gaussian.ts';
