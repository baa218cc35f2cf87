/** Typed errors and their sentences in English and French. */
export {
  AbortError,
  ArgumentError,
  AutogradError,
  type Catalog,
  DataError,
  type Details,
  DeviceError,
  DTypeError,
  FileFormatError,
  FreedTensorError,
  fill,
  LimpideError,
  LinalgError,
  ModuleError,
  NotFittedError,
  NumericError,
  raise,
  type Sentence,
  ShapeError,
  UsageError,
} from './error.ts';
export { type Language, language, setLanguage } from './language.ts';
