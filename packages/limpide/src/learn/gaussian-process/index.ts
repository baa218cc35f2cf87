/** Gaussian processes: regression and classification with uncertainty. */
export {
  type ClassProcess,
  GaussianProcessClassifier,
  type GaussianProcessClassifierOptions,
} from './classifier.ts';
export type { Bounds as KernelBounds, Kernel } from './kernel.ts';
export * as kernels from './kernels.ts';
export { GaussianProcessRegressor, type GaussianProcessRegressorOptions } from './regressor.ts';
