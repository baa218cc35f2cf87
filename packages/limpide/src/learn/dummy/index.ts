/** Models that do not look at the features. */
export {
  DummyClassifier,
  type DummyClassifierOptions,
  DummyRegressor,
  type DummyRegressorOptions,
} from './dummy.ts';
