/** Lists of `[name, estimator]`: the parameter of voting and of stacking. */
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { ArgumentError, raise } from '../../../errors/index.ts';
import {
  anything,
  clone,
  type Estimator,
  type Features,
  type FitOptions,
  type Outputs,
  type Param,
  reporter,
} from '../../base/index.ts';
import { isKind, needWeights } from '../inner.ts';

/** Estimators by name; `'drop'` leaves one out. */
export type Named<E extends Estimator> = readonly (readonly [string, E | 'drop'])[];

export const namedParam = <E extends Estimator>(
  kind: 'classifier' | 'regressor',
): Param<Named<E>> =>
  anything<Named<E>>(
    [],
    `[[name, ${kind}], …], each name once, without "__"`,
    (value) =>
      Array.isArray(value) &&
      value.every(
        (item) =>
          Array.isArray(item) &&
          typeof item[0] === 'string' &&
          !item[0].includes('__') &&
          (item[1] === 'drop' || isKind(item[1], kind)),
      ) &&
      new Set(value.map((item) => item[0])).size === value.length,
  );

/** Those that are not dropped. @throws ArgumentError when none is left */
export function present<E extends Estimator>(
  estimators: Named<E>,
  who: string,
): (readonly [string, E])[] {
  const kept = estimators.filter((item): item is readonly [string, E] => item[1] !== 'drop');
  if (kept.length === 0) raise(ArgumentError, treeErrors, 'trees.noEstimators', { who });
  return kept;
}

/** A copy of each, fitted. @throws ArgumentError for weights that one of them does not take */
export function fitAll<E extends Estimator>(
  who: string,
  estimators: readonly (readonly [string, E])[],
  X: Features,
  y: Outputs,
  options: FitOptions,
): E[] {
  const { sampleWeight } = options;
  if (sampleWeight !== undefined)
    for (const [, estimator] of estimators) needWeights(estimator, who);
  const report = reporter(who, 'estimators', estimators.length, options);
  report(0);
  return estimators.map(([, estimator], t) => {
    const model = clone(estimator);
    model.fit(X, y, { sampleWeight });
    report(t + 1);
    return model;
  });
}
