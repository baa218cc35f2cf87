/** What a check works with: a subject, demands, errors that must be those of Limpide. */
import { LimpideError } from '../../errors/index.ts';
import type { Estimator, Features } from '../base/index.ts';
import type { Trial } from './data.ts';
import { ask, distance, has, methods } from './outputs.ts';

export interface Subject {
  /** A fresh estimator, not fitted, the same each time. */
  readonly make: () => Estimator;
  readonly trial: Trial;
}

export interface EstimatorCheck {
  readonly name: string;
  /** Whether the check speaks of this estimator; always when left out. */
  readonly about?: (estimator: Estimator) => boolean;
  /** Throws when the estimator does not keep the contract. */
  readonly run: (subject: Subject) => void;
}

export class Broken extends Error {}
export function demand(truth: boolean, otherwise: string): void {
  if (!truth) throw new Broken(otherwise);
}

export const tolerance = 1e-6;
export const tagsOf = (estimator: Estimator) => estimator.spec.tags ?? {};
export const fitted = ({ make, trial }: Subject): Estimator => make().fit(trial.X, trial.y);
export const answering = (estimator: Estimator) =>
  methods.filter((method) => has(estimator, method));

/** What is thrown must be an error of Limpide of one of these classes. */
export function refuses(
  what: string,
  work: () => unknown,
  kinds: readonly (typeof LimpideError)[] = [LimpideError],
): LimpideError {
  let result: unknown;
  try {
    result = work();
  } catch (error) {
    if (!(error instanceof LimpideError))
      throw new Broken(`${what}: threw ${String(error)} instead of an error that explains`);
    demand(
      kinds.some((kind) => error instanceof kind),
      `${what}: threw ${error.name} (${error.code}) instead of ${kinds.map((k) => k.name).join(' or ')}`,
    );
    for (const language of ['en', 'fr'] as const) {
      const sentence = error.sentence(language);
      demand(
        sentence.length > 20 && !/\{\w+\}/.test(sentence),
        `${what}: no whole sentence (${language}): ${sentence}`,
      );
    }
    return error;
  }
  throw new Broken(`${what}: accepted without a word (${typeof result})`);
}

/** Both estimators answer alike. */
export function alike(
  a: Estimator,
  b: Estimator,
  X: Features,
  what: string,
  other: Features = X,
  limit = tolerance,
): void {
  for (const method of answering(a)) {
    const gap = distance(ask(a, method, X), ask(b, method, other));
    demand(gap <= limit, `${what}: ${method} differs by ${gap}`);
  }
}

export const supervised = (estimator: Estimator): boolean =>
  ['classifier', 'regressor'].includes(estimator.spec.kind) ||
  tagsOf(estimator).needsTarget === true;
export const takesNumbers = (estimator: Estimator): boolean => !tagsOf(estimator).text;
export const answers = (estimator: Estimator): boolean => answering(estimator).length > 0;
export const refusesMissing = (estimator: Estimator): boolean =>
  takesNumbers(estimator) && !tagsOf(estimator).missing;

/** Fits and asks: no NaN may come out; a typed error at either is an answer, too. */
export function resultOrReason(
  what: string,
  make: () => Estimator,
  X: number[][],
  y: Trial['y'],
): void {
  try {
    const estimator = make().fit(X, y);
    for (const method of answering(estimator))
      for (const row of ask(estimator, method, X))
        for (const value of row)
          demand(typeof value !== 'number' || !Number.isNaN(value), `${what}: ${method} gives NaN`);
  } catch (error) {
    if (error instanceof LimpideError || error instanceof Broken) {
      if (error instanceof Broken) throw error;
      return;
    }
    throw new Broken(`${what}: threw ${String(error)}`);
  }
}

export function withValue(X: readonly (readonly number[])[], value: number): number[][] {
  return X.map((row, i) =>
    row.map((v, j) => (i === 2 && j === Math.min(1, row.length - 1) ? value : v)),
  );
}
