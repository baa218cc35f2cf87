/** Small networks with the contract of estimators. */
export { MLPClassifier } from './classifier.ts';
export type { Activation, MLPOptions, Solver } from './options.ts';
export { MLPRegressor } from './regressor.ts';
