/** Training: the loop, models in Keras's manner, callbacks, losses and metrics by name, recipes. */
export type { Loader, Pair } from './batches.ts';
export type {
  Callback,
  CallbackState,
  History,
  Logs,
  OptimizerLike,
  StopReason,
  TrainingRun,
} from './callback.ts';
export { EarlyStopping, type EarlyStoppingOptions } from './callbacks/early-stopping.ts';
export { JsonLinesLogger } from './callbacks/json-lines.ts';
export { ModelCheckpoint, type ModelCheckpointOptions } from './callbacks/model-checkpoint.ts';
export { ProgressBar, type ProgressBarOptions } from './callbacks/progress-bar.ts';
export {
  LambdaCallback,
  LearningRateLogger,
  LearningRateScheduler,
  TerminateOnNaN,
} from './callbacks/small.ts';
export { type Progress, readTraining, type SavedTraining, type Stateful } from './checkpoint.ts';
export type { Terminal } from './host.ts';
export type { Initializer } from './keras/initializers.ts';
export type { BuiltLayer, LayerLike, LayerOptions, LayerSpec } from './keras/layer.ts';
export {
  activation,
  averagePooling2d,
  type BatchNormalizationOptions,
  batchNormalization,
  type Conv2dOptions,
  conv2d,
  dense,
  dropout,
  embedding,
  flatten,
  globalAveragePooling2d,
  lambda,
  layerNormalization,
  maxPooling2d,
  type Pool2dOptions,
  rescaling,
  reshape,
  softmax,
  type WeightOptions,
} from './keras/layers.ts';
export {
  type CompileOptions,
  type ModelFitOptions,
  SequentialModel,
  sequential,
} from './keras/sequential.ts';
export {
  binaryCrossEntropyWithLogits,
  binaryCrossentropy,
  type CrossentropyOptions,
  categoricalCrossentropy,
  crossEntropy,
  hinge,
  huber,
  klDivergence,
  type Loss,
  type LossFunction,
  meanAbsoluteError,
  meanSquaredError,
  sparseCategoricalCrossentropy,
} from './losses.ts';
export { type Measure, Streaming } from './measure.ts';
export {
  type Average,
  type AverageOptions,
  accuracy,
  ConfusionMatrix,
  confusionMatrix,
  f1,
  type MetricOptions,
  precision,
  recall,
  topK,
} from './metrics.ts';
export {
  type AnyOptimizer,
  adam,
  adamw,
  type OptimizerFactory,
  rmsprop,
  sgd,
} from './optimizers.ts';
export { l1, l1l2, l2, type Regularizer } from './penalty.ts';
export {
  type AnyValues,
  findRecipe,
  type ParameterSpec,
  type ParameterTable,
  type Prepared,
  type Recipe,
  recipes,
  recipeValues,
  type ValuesOf,
} from './recipes/index.ts';
export { type FitOptions, type SchedulerLike, Trainer, type TrainerOptions } from './trainer.ts';
export { loadWeights, saveWeights } from './weights.ts';
