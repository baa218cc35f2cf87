/** Errors across threads: taken apart there, put together again here with their class and details. */
import * as errors from '../../errors/index.ts';
import type { ErrorData } from './board.ts';

/** An error as plain data. */
export function errorData(error: unknown): ErrorData {
  const base = error instanceof Error ? error : new Error(String(error));
  const { name, message, stack } = base;
  if (!(base instanceof errors.LimpideError)) return { name, message, stack };
  const { code, details } = base;
  const own = { code, details, en: base.sentence('en'), fr: base.sentence('fr') };
  return { name, message, stack, own };
}

const ownClasses = [
  errors.AbortError,
  errors.ArgumentError,
  errors.DataError,
  errors.DeviceError,
  errors.DTypeError,
  errors.FileFormatError,
  errors.LinalgError,
  errors.NotFittedError,
  errors.NumericError,
  errors.ShapeError,
];
const standardClasses = [RangeError, TypeError, SyntaxError, ReferenceError];

/** The error again. */
export function errorFrom({ name, message, stack, own }: ErrorData): Error {
  if (own) {
    const kind = ownClasses.find((c) => c.name === name) ?? errors.LimpideError;
    return new kind(own.code, { en: own.en, fr: own.fr }, own.details);
  }
  const kind = standardClasses.find((c) => c.name === name) ?? Error;
  const error = new kind(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
