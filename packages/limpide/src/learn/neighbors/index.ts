/** Nearest neighbours: metrics, searches, and what predicts from the samples nearby. */
export type { KNeighbors, RadiusNeighbors, SearchParams } from './base.ts';
export {
  KNeighborsClassifier,
  type KNeighborsOptions,
  KNeighborsRegressor,
} from './k-neighbors.ts';
export {
  type DensityKernel,
  densityKernels,
  KernelDensity,
  type KernelDensityOptions,
} from './kernel-density.ts';
export { LocalOutlierFactor, type LocalOutlierFactorOptions } from './local-outlier-factor.ts';
export {
  type Metric,
  type MetricName,
  type MetricOption,
  metricNames,
  type UserMetric,
} from './metrics.ts';
export { NearestCentroid, type NearestCentroidOptions } from './nearest-centroid.ts';
export { NearestNeighbors, type NearestNeighborsOptions } from './nearest-neighbors.ts';
export {
  type PairwiseDistancesOptions,
  type PairwiseKernelName,
  type PairwiseKernelsOptions,
  pairwiseDistances,
  pairwiseKernelNames,
  pairwiseKernels,
} from './pairwise.ts';
export {
  RadiusNeighborsClassifier,
  type RadiusNeighborsClassifierOptions,
  type RadiusNeighborsOptions,
  RadiusNeighborsRegressor,
} from './radius-neighbors.ts';
export { type Algorithm, algorithms } from './search.ts';
export type { NeighborWeights } from './weights.ts';
