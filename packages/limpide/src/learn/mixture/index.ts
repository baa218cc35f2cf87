/** Mixtures of distributions. */
export { type CovarianceType, covarianceTypes } from './covariance.ts';
export { GaussianMixture, type GaussianMixtureOptions } from './gaussian-mixture.ts';
