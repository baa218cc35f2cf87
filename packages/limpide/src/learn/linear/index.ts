/** Linear models: regression and classification from weighted sums of features. */

export { BayesianRidge, type BayesianRidgeOptions } from './bayesian-ridge.ts';
export type { ClassWeight } from './class-weight.ts';
export {
  ElasticNet,
  type ElasticNetOptions,
  enetPath,
  Lasso,
  type LassoOptions,
  lassoPath,
  type PathOptions,
  type RegularisationPath,
} from './descent/elastic-net.ts';
export {
  ElasticNetCV,
  type ElasticNetCVOptions,
  LassoCV,
  type LassoCVOptions,
} from './descent/elastic-net-cv.ts';
export {
  GammaRegressor,
  type GlmOptions,
  PoissonRegressor,
  TweedieRegressor,
  type TweedieRegressorOptions,
} from './glm.ts';
export { HuberRegressor, type HuberRegressorOptions } from './huber.ts';
export { LinearRegression, type LinearRegressionOptions } from './linear-regression.ts';
export {
  LogisticRegressionCV,
  type LogisticRegressionCVOptions,
} from './logistic/logistic-cv.ts';
export {
  type LogisticPenalty,
  LogisticRegression,
  type LogisticRegressionOptions,
  type LogisticSolver,
} from './logistic/logistic-regression.ts';
export { RANSACRegressor, type RANSACRegressorOptions } from './ransac.ts';
export { Ridge, type RidgeOptions } from './ridge/ridge.ts';
export { RidgeClassifier, type RidgeClassifierOptions } from './ridge/ridge-classifier.ts';
export { RidgeCV, type RidgeCVOptions } from './ridge/ridge-cv.ts';
export {
  PassiveAggressiveClassifier,
  type PassiveAggressiveClassifierOptions,
  Perceptron,
  type PerceptronOptions,
  SGDClassifier,
  type SGDClassifierOptions,
} from './sgd/classifiers.ts';
export {
  PassiveAggressiveRegressor,
  type PassiveAggressiveRegressorOptions,
  SGDRegressor,
  type SGDRegressorOptions,
} from './sgd/regressors.ts';
