/** Models made of models: forests, boosting, bagging, voting, stacking. */
export {
  ExtraTreesClassifier,
  type ForestClassifierOptions,
  RandomForestClassifier,
} from './forest/classifiers.ts';
export { RandomTreesEmbedding, type RandomTreesEmbeddingOptions } from './forest/embedding.ts';
export type { ForestOptions } from './forest/grow.ts';
export { IsolationForest, type IsolationForestOptions } from './forest/isolation.ts';
export {
  ExtraTreesRegressor,
  type ForestRegressorOptions,
  RandomForestRegressor,
} from './forest/regressors.ts';
export {
  GradientBoostingClassifier,
  type GradientBoostingClassifierOptions,
  type GradientBoostingOptions,
  GradientBoostingRegressor,
  type GradientBoostingRegressorOptions,
} from './gradient/gradient-boosting.ts';
export {
  HistGradientBoostingClassifier,
  type HistGradientBoostingClassifierOptions,
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorOptions,
} from './hist/hist-gradient-boosting.ts';
