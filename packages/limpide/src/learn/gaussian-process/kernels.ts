/** Covariance functions to choose from, and what can be asked of them. */
export {
  covariance,
  covarianceGradient,
  crossCovariance,
  variances,
} from './covariance.ts';
export {
  constant,
  describe,
  dotProduct,
  expSineSquared,
  matern,
  power,
  product,
  rationalQuadratic,
  rbf,
  sum,
  thetaBounds,
  thetaOf,
  white,
  withTheta,
} from './kernel.ts';
