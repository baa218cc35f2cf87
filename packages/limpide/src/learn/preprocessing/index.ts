/** Preparing data: scaling, encoding categories, filling in what is missing, making features. */

export { KBinsDiscretizer, type KBinsDiscretizerOptions } from './bins.ts';
export type { Categorical, Category } from './categories.ts';
export { FunctionTransformer, type FunctionTransformerOptions } from './function-transformer.ts';
export {
  type ImputationStep,
  IterativeImputer,
  type IterativeImputerOptions,
} from './iterative-imputer.ts';
export { KNNImputer, type KNNImputerOptions } from './knn-imputer.ts';
export { LabelBinarizer, type LabelBinarizerOptions, LabelEncoder } from './labels.ts';
export { MissingIndicator, type MissingIndicatorOptions } from './missing-indicator.ts';
export {
  type LabelLists,
  MultiLabelBinarizer,
  type MultiLabelBinarizerOptions,
} from './multi-label.ts';
export {
  Binarizer,
  type BinarizerOptions,
  Normalizer,
  type NormalizerOptions,
} from './normalizer.ts';
export { OneHotEncoder, type OneHotEncoderOptions } from './one-hot.ts';
export { OrdinalEncoder, type OrdinalEncoderOptions } from './ordinal.ts';
export { PolynomialFeatures, type PolynomialFeaturesOptions } from './polynomial.ts';
export {
  MaxAbsScaler,
  MinMaxScaler,
  type MinMaxScalerOptions,
  RobustScaler,
  type RobustScalerOptions,
} from './range-scalers.ts';
export {
  PowerTransformer,
  type PowerTransformerOptions,
  QuantileTransformer,
  type QuantileTransformerOptions,
} from './shape.ts';
export { SimpleImputer, type SimpleImputerOptions } from './simple-imputer.ts';
export { SplineTransformer, type SplineTransformerOptions } from './spline.ts';
export { StandardScaler, type StandardScalerOptions } from './standard-scaler.ts';
