/** Metrics: how good predictions, rankings, probabilities and clusters are; and scorers by name. */
export * from './clustering-pairs.ts';
export * from './clustering-shape.ts';
export * from './confusion.ts';
export * from './curves.ts';
export type { WeightOptions } from './input.ts';
export {
  type LabelSets,
  type MultilabelConfusionOptions,
  multilabelConfusionMatrix,
} from './label-sets.ts';
export * from './precision-recall.ts';
export * from './probabilities.ts';
export * from './ranking.ts';
export * from './regression.ts';
export {
  checkScoring,
  getScorer,
  makeScorer,
  type Response,
  type Scorer,
  type ScorerOptions,
  scorerNames,
} from './scorer.ts';
