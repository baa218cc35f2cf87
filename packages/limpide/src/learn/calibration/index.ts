/** Probabilities that mean what they say. */
export {
  CalibratedClassifierCV,
  type CalibratedClassifierOptions,
  type CalibratedModel,
  type CalibrationCurve,
  calibrationCurve,
} from './calibrated.ts';
export {
  IsotonicRegression,
  type IsotonicRegressionOptions,
  isotonicRegression,
} from './isotonic.ts';
