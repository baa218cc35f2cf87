/** Several targets at once, from models of one. */
export {
  ClassifierChain,
  type ClassifierChainOptions,
  RegressorChain,
  type RegressorChainOptions,
} from './chains.ts';
export {
  MultiOutputClassifier,
  type MultiOutputClassifierOptions,
  MultiOutputRegressor,
  type MultiOutputRegressorOptions,
} from './multi-output.ts';
