/** Preparing data: scaling, encoding categories, filling in what is missing, making features. */
export type { Categorical, Category } from './categories.ts';
export { LabelBinarizer, type LabelBinarizerOptions, LabelEncoder } from './labels.ts';
export {
  Binarizer,
  type BinarizerOptions,
  Normalizer,
  type NormalizerOptions,
} from './normalizer.ts';
export { OneHotEncoder, type OneHotEncoderOptions } from './one-hot.ts';
export { OrdinalEncoder, type OrdinalEncoderOptions } from './ordinal.ts';
export {
  MaxAbsScaler,
  MinMaxScaler,
  type MinMaxScalerOptions,
  RobustScaler,
  type RobustScalerOptions,
} from './range-scalers.ts';
export { StandardScaler, type StandardScalerOptions } from './standard-scaler.ts';
