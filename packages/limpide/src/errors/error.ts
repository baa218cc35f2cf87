/**
 * Errors are data: a class, a code, what was expected, what was got, and what to do about it.
 * The sentence is made from a catalogue, in English and in French.
 */
import { type Language, language } from './language.ts';

/** The values that a sentence speaks of. */
export type Details = Readonly<
  Record<string, string | number | boolean | readonly (number | string)[] | undefined>
>;

/** One sentence in both languages. `{name}` is replaced by the detail of that name. */
export interface Sentence {
  readonly en: string;
  readonly fr: string;
}

/** The sentences of one area, by error code. */
export type Catalog = Readonly<Record<string, Sentence>>;

function show(value: Details[string]): string {
  if (value === undefined) return '?';
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

/** Fills `{name}` places of a sentence. */
export function fill(text: string, details: Details): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    name in details ? show(details[name]) : place,
  );
}

/**
 * The base of every error that Limpide throws on purpose.
 *
 * @property code    stable identifier, for programs (`'shape.broadcast'`)
 * @property details what was expected and what came, as data
 */
export class LimpideError extends Error {
  static override readonly name: string = 'LimpideError';
  readonly code: string;
  readonly details: Details;
  readonly #sentence: Sentence;

  constructor(code: string, sentence: Sentence, details: Details = {}, cause?: unknown) {
    super(fill(sentence[language()], details), cause === undefined ? undefined : { cause });
    this.name = new.target.name; // each class says its name: bundlers shorten what classes are called
    this.code = code;
    this.details = details;
    this.#sentence = sentence;
  }

  /** The sentence in a given language. */
  sentence(wanted: Language = language()): string {
    return fill(this.#sentence[wanted], this.details);
  }
}

/** Shapes that do not go together. */
export class ShapeError extends LimpideError {
  static override readonly name: string = 'ShapeError';
}
/** A dtype that the operator does not take. */
export class DTypeError extends LimpideError {
  static override readonly name: string = 'DTypeError';
}
/** An argument out of its range, or of the wrong kind. */
export class ArgumentError extends LimpideError {
  static override readonly name: string = 'ArgumentError';
}
/** Tensors on different devices, or something a device cannot do. */
export class DeviceError extends LimpideError {
  static override readonly name: string = 'DeviceError';
}
/** A tensor whose memory was given back, or overwritten since. */
export class FreedTensorError extends LimpideError {
  static override readonly name: string = 'FreedTensorError';
}
/** Differentiation asked for where it is not possible. */
export class AutogradError extends LimpideError {
  static override readonly name: string = 'AutogradError';
}
/** A NaN or an infinity, found by the guard. */
export class NumericError extends LimpideError {
  static override readonly name: string = 'NumericError';
}
/** A matrix without the inverse, the factor or the convergence that was asked of it. */
export class LinalgError extends LimpideError {
  static override readonly name: string = 'LinalgError';
}
/** A module, a state or an optimiser used in a way it cannot follow. */
export class ModuleError extends LimpideError {
  static override readonly name: string = 'ModuleError';
}
/** Data that is missing, or that does not say what it should. */
export class DataError extends LimpideError {
  static override readonly name: string = 'DataError';
}
/** A file that is truncated, corrupt, hostile, or of another format. */
export class FileFormatError extends LimpideError {
  static override readonly name: string = 'FileFormatError';
}
/** The command line was asked something it does not know. */
export class UsageError extends LimpideError {
  static override readonly name: string = 'UsageError';
}
/** An estimator that is asked for what it has not learned yet. */
export class NotFittedError extends LimpideError {
  static override readonly name: string = 'NotFittedError';
}
/** A training or a piece of work that was stopped by its user. */
export class AbortError extends LimpideError {
  static override readonly name: string = 'AbortError';
}

/** A typed thrower over a catalogue: `raise(ShapeError, tensorErrors, 'shape.broadcast', {…})`. */
export function raise<C extends Catalog>(
  kind: new (code: string, sentence: Sentence, details?: Details, cause?: unknown) => LimpideError,
  catalog: C,
  code: keyof C & string,
  details: Details = {},
  cause?: unknown,
): never {
  throw new kind(code, catalog[code] as Sentence, details, cause);
}
