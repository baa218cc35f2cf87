/** What a sample looks like: moments, quantiles, ranks, covariances, densities. */
export { correlationMatrix, covariance, covarianceMatrix } from './covariance.ts';
export {
  type BinRule,
  ecdf,
  GaussianKDE,
  type Histogram,
  histogram,
  trimmedMean,
} from './density.ts';
export {
  type DdofOptions,
  type Description,
  describe,
  kurtosis,
  mean,
  mode,
  type ShapeOptions,
  skewness,
  standardError,
  std,
  variance,
  zscore,
} from './moments.ts';
export { iqr, median, type QuantileMethod, type QuantileOptions, quantile } from './quantile.ts';
export { ranks, type TieMethod } from './ranks.ts';
