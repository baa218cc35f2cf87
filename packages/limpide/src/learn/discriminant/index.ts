/** Discriminant analysis, linear and quadratic. */
export type { Shrinkage } from './covariance.ts';
export { LinearDiscriminantAnalysis, type LinearDiscriminantAnalysisOptions } from './lda.ts';
export {
  QuadraticDiscriminantAnalysis,
  type QuadraticDiscriminantAnalysisOptions,
} from './qda.ts';
