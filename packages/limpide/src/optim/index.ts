/** Optimisers, schedulers of the learning rate, averages of weights. */
export {
  Adam,
  Adamax,
  type AdamOptions,
  AdamW,
  type Betas,
  NAdam,
  type NAdamOptions,
} from './adam.ts';
export {
  Adadelta,
  type AdadeltaOptions,
  Adagrad,
  type AdagradOptions,
  Lion,
  type LionOptions,
  RMSprop,
  type RMSpropOptions,
} from './adaptive.ts';
export { AveragedWeights, type AverageState, ExponentialMovingAverage } from './average.ts';
export { LBFGS, type LBFGSOptions } from './lbfgs.ts';
export { Muon, type MuonOptions } from './muon.ts';
export {
  type GroupOptions,
  Optimizer,
  type OptimizerState,
  type ParamGroup,
  type Params,
  type SavedGroup,
} from './optimizer.ts';
export {
  LRScheduler,
  type RateFunction,
  type Scheduled,
  type SchedulerState,
} from './scheduler.ts';
export * from './schedulers.ts';
export { SGD, type SGDOptions } from './sgd.ts';
