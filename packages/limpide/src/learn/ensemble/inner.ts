/** Estimators inside ensembles: parameters that hold one, fitting a copy, asking it. */
import { treeErrors } from '../../errors/catalog/learn-trees.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import {
  anything,
  type Classifier,
  clone,
  Estimator,
  givesProbabilities,
  type Label,
  type Param,
  seedOf,
  type Targets,
} from '../base/index.ts';

/** A parameter that is an estimator of one kind, or undefined for the usual one. */
export const innerParam = <E extends Estimator>(
  kind: 'classifier' | 'regressor',
): Param<E | undefined> =>
  anything<E | undefined>(
    undefined,
    `${kind} | undefined`,
    (value) => value === undefined || isKind(value, kind),
  );

/** Whether a value is an estimator of this kind; pipelines and searches are of the kind of what is inside. */
export const isKind = (value: unknown, kind: 'classifier' | 'regressor'): boolean =>
  value instanceof Estimator &&
  (value.spec.kind === kind ||
    (value.offers('predict') &&
      [...value.innerEstimators().values()].some((inner) => inner.spec.kind === kind)));

/** A copy with a seed of its own, where it has a seed. */
export function seededClone<E extends Estimator>(estimator: E, seed: number): E {
  const copy = clone(estimator);
  const seeds: Record<string, number> = {};
  for (const [i, name] of Object.keys(copy.getParams()).entries()) {
    if (name === 'randomState' || name.endsWith('__randomState'))
      seeds[name] = (seed + i) % 4294967296;
  }
  return copy.setParams(seeds);
}

/** One seed, from the parameter or fresh. */
export const startSeed = (randomState: number | undefined): number => seedOf(randomState);

/** @throws ArgumentError when an estimator does not take weights */
export function needWeights(estimator: Estimator, who: string): void {
  if (!estimator.spec.tags?.weights)
    raise(ArgumentError, treeErrors, 'trees.noWeights', { who, what: estimator.spec.name });
}

/** Probabilities `[n, classes]`, for the classes of the ensemble, which may be more than those it saw. */
export function probabilities(
  estimator: Classifier,
  X: Matrix,
  classes: readonly Label[],
  who: string,
  why: string,
): Float64Array<ArrayBuffer> {
  if (!givesProbabilities(estimator))
    return raise(ArgumentError, treeErrors, 'trees.noProba', {
      who,
      what: estimator.spec.name,
      why,
    });
  const own = estimator.predictProba(X).dataSync() as ArrayLike<number>;
  const known = estimator.classes_;
  if (known.length === classes.length) return Float64Array.from(own);
  const all = new Float64Array(X.rows * classes.length);
  const place = known.map((label) => classes.indexOf(label));
  for (let i = 0; i < X.rows; i++)
    for (let c = 0; c < known.length; c++)
      all[i * classes.length + place[c]!] = own[i * known.length + c]!;
  return all;
}

/** The classes it predicts, as places in the classes of the ensemble. */
export function codesOf(estimator: Classifier, X: Matrix, classes: readonly Label[]): Int32Array {
  const place = new Map(classes.map((label, c) => [label, c]));
  return Int32Array.from(estimator.predict(X), (label) => place.get(label) ?? -1);
}

/** Labels of these places. */
export const labelsOf = (codes: ArrayLike<number>, classes: readonly Label[]): Targets =>
  Array.from(codes, (code) => classes[code]!);
