/** Compositions: estimators in a row, side by side, column by column, and on a transformed target. */

export {
  type ColumnStep,
  ColumnTransformer,
  type ColumnTransformerOptions,
  type FittedColumnStep,
  makeColumnTransformer,
} from './column-transformer.ts';
export {
  type ColumnSelector,
  type ColumnSelectorOptions,
  type Columns,
  makeColumnSelector,
} from './columns.ts';
export { type Answers, answers, Delegating } from './delegate.ts';
export {
  FeatureUnion,
  type FeatureUnionOptions,
  makeUnion,
  type UnionStep,
} from './feature-union.ts';
export {
  makePipeline,
  Pipeline,
  type PipelineFitOptions,
  type PipelineOptions,
  type Step,
} from './pipeline.ts';
export {
  TransformedTargetRegressor,
  type TransformedTargetRegressorOptions,
} from './transformed-target.ts';
