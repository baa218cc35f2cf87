/** Models made of models: forests, boosting, bagging, voting, stacking. */

export {
  AdaBoostClassifier,
  type AdaBoostClassifierOptions,
  AdaBoostRegressor,
  type AdaBoostRegressorOptions,
} from './adaboost/adaboost.ts';
export {
  BaggingClassifier,
  type BaggingClassifierOptions,
  BaggingRegressor,
  type BaggingRegressorOptions,
} from './bagging/bagging.ts';
export {
  StackingClassifier,
  type StackingClassifierOptions,
  StackingRegressor,
  type StackingRegressorOptions,
} from './combine/stacking.ts';
export {
  VotingClassifier,
  type VotingClassifierOptions,
  VotingRegressor,
  type VotingRegressorOptions,
} from './combine/voting.ts';
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
