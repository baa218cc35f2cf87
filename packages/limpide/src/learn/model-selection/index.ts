/** Choosing a model: splits, cross-validation, curves of learning, searches for parameters. */

export {
  type LearningCurve,
  learningCurve,
  type PermutationTest,
  permutationTestScore,
  type ScoreCurve,
  validationCurve,
} from './curves.ts';
export {
  GroupShuffleSplit,
  LeaveOneGroupOut,
  LeaveOneOut,
  LeavePOut,
  PredefinedSplit,
  type ShuffleOptions,
  ShuffleSplit,
  StratifiedShuffleSplit,
} from './draws.ts';
export * from './folds.ts';
export {
  type Distribution,
  type Distributions,
  type Grid,
  ParameterGrid,
  ParameterSampler,
  type Params,
} from './grid.ts';
export {
  HalvingGridSearchCV,
  type HalvingGridSearchOptions,
  HalvingRandomSearchCV,
  type HalvingRandomSearchOptions,
} from './halving.ts';
export {
  GridSearchCV,
  type GridSearchOptions,
  RandomizedSearchCV,
  type RandomizedSearchOptions,
} from './search.ts';
export {
  resultsText,
  type ScoreColumns,
  type SearchFitOptions,
  type SearchOptions,
  type SearchResults,
} from './search-base.ts';
export type { Fold, Splittable, Splitter } from './splitter.ts';
export { type Splitting, type TrainTestOptions, trainTestSplit } from './train-test.ts';
export {
  type CrossValidateOptions,
  type CrossValidation,
  type CrossValidator,
  crossValidate,
  crossValPredict,
  crossValScore,
  type Scoring,
  type SplitOptions,
} from './validation.ts';
