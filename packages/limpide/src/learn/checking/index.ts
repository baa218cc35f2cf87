/** The common checks of estimators, for those of the library and for your own. */
import { clone, type Estimator } from '../base/index.ts';
import { estimatorChecks } from './checks.ts';
import { type Trial, trialFor } from './data.ts';
import type { EstimatorCheck } from './subject.ts';

export { estimatorChecks } from './checks.ts';
export { type Trial, trialFor } from './data.ts';
export type { EstimatorCheck, Subject } from './subject.ts';

/** What one check found; `problem` is empty when the contract is kept. */
export interface CheckOutcome {
  readonly check: string;
  readonly problem: string;
}

/**
 * Tries an estimator on small data and says, check by check, whether it keeps the contract. A class of your own
 * has to be known by `registerEstimator` for the check of files.
 *
 * @param trial data that suit it, when those that are made for its kind do not
 */
export function checkEstimator(
  estimator: Estimator,
  trial: Trial = trialFor(estimator),
): CheckOutcome[] {
  const make = (): Estimator => clone(estimator);
  return checksOf(estimator).map((check) => {
    try {
      check.run({ make, trial });
      return { check: check.name, problem: '' };
    } catch (error) {
      return { check: check.name, problem: error instanceof Error ? error.message : String(error) };
    }
  });
}

/** The checks that speak of this estimator. */
export const checksOf = (estimator: Estimator): EstimatorCheck[] =>
  estimatorChecks.filter(({ about }) => about === undefined || about(estimator));
