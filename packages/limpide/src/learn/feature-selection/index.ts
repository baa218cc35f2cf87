/** Choosing columns: by variance, by scores against the target, by models. */
export {
  type ImportanceGetter,
  RFE,
  RFECV,
  type RFECVOptions,
  type RFEOptions,
  SelectFromModel,
  type SelectFromModelOptions,
  SequentialFeatureSelector,
  type SequentialFeatureSelectorOptions,
} from './by-model.ts';
export {
  type MutualInfoOptions,
  mutualInfoClassif,
  mutualInfoRegression,
} from './mutual-info.ts';
export {
  type ColumnScores,
  chi2,
  fClassif,
  fRegression,
  rRegression,
  type ScoreFunction,
} from './scores.ts';
export {
  GenericUnivariateSelect,
  type GenericUnivariateSelectOptions,
  SelectKBest,
  type SelectKBestOptions,
  SelectPercentile,
  type SelectPercentileOptions,
  VarianceThreshold,
  type VarianceThresholdOptions,
} from './univariate.ts';
