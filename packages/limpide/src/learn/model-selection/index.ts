/** Choosing a model: splits, cross-validation, curves of learning, searches for parameters. */
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
