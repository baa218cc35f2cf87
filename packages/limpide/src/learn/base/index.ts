/** What every estimator is made with: the contract, checked input, parameters as data, random streams. */
export {
  clone,
  Estimator,
  type FitOptions,
  type Kind,
  makeWith,
  type Progress,
  reporter,
  type Spec,
  type Tags,
} from './estimator.ts';
export {
  Frame,
  type FrameCells,
  type FrameColumn,
  type FrameColumns,
  isText,
  type TextColumn,
} from './frame.ts';
export * from './input.ts';
export * from './kinds.ts';
export {
  anything,
  checkParams,
  choice,
  either,
  flag,
  integer,
  nearest,
  optional,
  type Param,
  type ParamTable,
  real,
  seed,
  show,
} from './params.ts';
export { RandomStream, seedOf } from './random.ts';
export { type Samples, samplesOf, takeRows, takeTargets } from './rows.ts';
export { type LearnWarning, onWarning, warn, warnNotConverged } from './warnings.ts';
