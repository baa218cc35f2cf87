/** Compositions: estimators in a row, side by side, column by column, and on a transformed target. */
export { type Answers, answers, Delegating } from './delegate.ts';
export {
  makePipeline,
  Pipeline,
  type PipelineFitOptions,
  type PipelineOptions,
  type Step,
} from './pipeline.ts';
